"""What belongs to which class of record, and by which way each row belongs to a child. A test holds it to be whole."""

from functools import cache

from django.apps import apps
from django.db import models

from consent.keeping import CONSENTS, FILE, RECEIVED, SAFEGUARDING, VISITS

OF_DECISION = (
    "Maker", "Addendum", "Answer", "Ground", "Submission", "Verdict", "Item", "AcceptedFinding", "RecipientCopy",
    "ReferralNews", "ProtocolStepTaken", "Declaration", "AskerTold", "Referral", "Refiling", "Disclosure",
)  # fmt: skip

# Kind of record → ways that lead from its row to a child; where there are several, one of them is filled.
WAYS: dict[str, dict[str, tuple[str, ...]]] = {
    CONSENTS: {
        "consent.Registration": ("child",),
        "consent.PolicyGiven": ("registration__child",),
        "consent.Signature": ("registration__child",),
        "consent.SpokenAcknowledgement": ("registration__child",),
        "consent.AcknowledgementRequest": ("child",),
        "consent.ConsentSignature": ("child",),
        "consent.ConsentStatement": ("child",),
        "consent.ConsentRecipient": ("statement__child",),
        "consent.ConsentConfirmation": ("statement__child",),
        "consent.DisputeResolution": ("child",),
        "consent.Handover": ("child", "registration__child"),
        "consent.Misfiling": ("statement__child", "signature__registration__child"),
        "consent.Receipt": ("child",),
        "consent.ReceiptCopy": ("receipt__child",),
        "consent.ConsentRequest": ("child",),
        "consent.RequestedRecipient": ("request__child",),
        "sharing.LeafletGiven": ("child",),
        "sharing.LeafletAgency": ("leaflet__child",),
    },
    SAFEGUARDING: {
        "sharing.Decision": ("child",),
        **{f"sharing.{name}": ("decision__child",) for name in OF_DECISION},
        "sharing.NewFacts": ("again__child",),
        "sharing.OtherCopy": ("made__child",),
        "sharing.CopiedItem": ("copy__decision__child",),
        "sharing.CopyFinding": ("copy__decision__child",),
        "sharing.DisclosedItem": ("disclosure__decision__child",),
        "sharing.Arrival": ("disclosure__decision__child",),
        "sharing.Breach": ("disclosure__decision__child",),
        "sharing.BreachStep": ("breach__disclosure__decision__child",),
        "sharing.Advice": ("child",),
        "sharing.AdviceAnswer": ("advice__child",),
        "sharing.AroundChild": ("child",),
        "sharing.Meeting": ("child",),
        "sharing.MeetingHeld": ("meeting__child",),
        "sharing.MeetingTask": ("meeting__child",),
        "sharing.MeetingTaskDone": ("task__meeting__child",),
        "sharing.SignificantEvent": ("child",),
        "sharing.EventSetAside": ("event__child",),
        "sharing.Chronology": ("child",),
        "sharing.ChronologyLine": ("chronology__child",),
        "sharing.Concern": ("child",),
        "sharing.LinkedChild": ("concern__child",),
        "sharing.ConcernRead": ("concern__child",),
        "sharing.ConcernDiscussion": ("concern__child",),
        "sharing.ConcernClosure": ("concern__child",),
        "sharing.ConcernAddendum": ("concern__child",),
        "sharing.CopyRequest": ("child",),
        "sharing.CopyStep": ("request__child",),
        "sharing.CopyRuling": ("request__child",),
        "sharing.RecordExport": ("child",),
        "sharing.ProducedCopy": ("export__child",),
        "sharing.InformationRequest": ("child",),
        "sharing.InformationRequestNews": ("request__child",),
        "sharing.AbuseMark": ("child",),
    },
    VISITS: {
        "sharing.Visit": ("child",),
        "sharing.SupervisionHandover": ("visit__child",),
    },
    RECEIVED: {
        "sharing.InformationReceived": ("child",),
        "sharing.PassingOnRequest": ("received__child",),
        "sharing.PassingOnAnswer": ("request__received__child",),
    },
    FILE: {
        "consent.Child": ("pk",),
        "consent.Address": ("child",),
        "consent.FamilyLink": ("child",),
        "consent.Delegation": ("link__child",),
        "consent.CareAssignment": ("child",),
        "consent.Exclusion": ("child",),
        "consent.BrokenGlass": ("child",),
        "consent.Restriction": ("child",),
        "consent.RestrictionReader": ("restriction__child",),
        "consent.Flag": ("child",),
        "consent.Leaving": ("child",),
        "consent.ChildMerge": ("kept", "merged"),
    },
}


@cache
def models_of(kind: str) -> dict[type[models.Model], tuple[str, ...]]:
    return {apps.get_model(label): ways for label, ways in WAYS[kind].items()}


@cache
def kind_of(model: type[models.Model]) -> str:
    """Give the class of record that a model's rows belong to; "" for what belongs to no child."""
    return next((kind for kind in WAYS if model in models_of(kind)), "")
