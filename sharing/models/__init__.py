from sharing.models.abuse_mark import AbuseMark
from sharing.models.adult_concern import AdultConcern, AdultConcernEntry
from sharing.models.advice import Advice, AdviceAnswer
from sharing.models.answer import Answer, Ground
from sharing.models.around import AroundChild
from sharing.models.back_up import Submission, Verdict
from sharing.models.breach import Breach, BreachStep
from sharing.models.chronology import Chronology, ChronologyLine, EventSetAside, SignificantEvent
from sharing.models.concern import (
    Concern,
    ConcernAddendum,
    ConcernClosure,
    ConcernDiscussion,
    ConcernRead,
    LinkedChild,
)
from sharing.models.copy import AcceptedFinding, CopiedItem, CopyFinding, RecipientCopy
from sharing.models.copying import CopyRequest, CopyRuling, CopyStep
from sharing.models.decision import Addendum, Decision, Maker
from sharing.models.disclosure import Arrival, DisclosedItem, Disclosure
from sharing.models.export import ProducedCopy, RecordExport
from sharing.models.follow_up import (
    Meeting,
    MeetingHeld,
    MeetingTask,
    MeetingTaskDone,
    ProtocolStepTaken,
    ReferralNews,
)
from sharing.models.information_request import InformationRequest, InformationRequestNews
from sharing.models.interest import Declaration
from sharing.models.item import Item
from sharing.models.leaflet import LeafletAgency, LeafletGiven
from sharing.models.not_shared import AskerTold, NewFacts
from sharing.models.other_copy import OtherCopy
from sharing.models.passing_on import PassingOnAnswer, PassingOnRequest
from sharing.models.received import InformationReceived
from sharing.models.referral import Referral
from sharing.models.refiling import Refiling
from sharing.models.visit import SupervisionHandover, Visit

__all__ = [
    "AbuseMark",
    "AcceptedFinding",
    "Addendum",
    "AdultConcern",
    "AdultConcernEntry",
    "Advice",
    "AdviceAnswer",
    "Answer",
    "AroundChild",
    "Arrival",
    "AskerTold",
    "Breach",
    "BreachStep",
    "Chronology",
    "ChronologyLine",
    "Concern",
    "ConcernAddendum",
    "ConcernClosure",
    "ConcernDiscussion",
    "ConcernRead",
    "CopiedItem",
    "CopyFinding",
    "CopyRequest",
    "CopyRuling",
    "CopyStep",
    "Decision",
    "Declaration",
    "DisclosedItem",
    "Disclosure",
    "EventSetAside",
    "Ground",
    "InformationReceived",
    "InformationRequest",
    "InformationRequestNews",
    "Item",
    "LeafletAgency",
    "LeafletGiven",
    "LinkedChild",
    "Maker",
    "Meeting",
    "MeetingHeld",
    "MeetingTask",
    "MeetingTaskDone",
    "NewFacts",
    "OtherCopy",
    "PassingOnAnswer",
    "PassingOnRequest",
    "ProducedCopy",
    "ProtocolStepTaken",
    "RecipientCopy",
    "RecordExport",
    "Referral",
    "ReferralNews",
    "Refiling",
    "SignificantEvent",
    "Submission",
    "SupervisionHandover",
    "Verdict",
    "Visit",
]
