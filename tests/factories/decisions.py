"""Decisions at each of their states, built row by row in the order that the guards allow.

Each builder takes what `DecisionFactory` takes (`child=`, `agency=`, `number=` …) and gives the decision.
"""

from datetime import timedelta

from django.utils import timezone

from consent.models import ConsentRecipient, ConsentStatement
from sharing.copy_facts import check_of
from sharing.models import (
    AcceptedFinding,
    Addendum,
    Answer,
    Arrival,
    AskerTold,
    Breach,
    BreachStep,
    CopiedItem,
    CopyFinding,
    Decision,
    Declaration,
    DisclosedItem,
    Disclosure,
    Ground,
    Item,
    NewFacts,
    RecipientCopy,
    Referral,
    Submission,
    Verdict,
)
from tests.factories.consent import ConsentStatementFactory, LawFactory
from tests.factories.sharing import DecisionFactory
from tests.factories.staff import UserFactory

SEVEN = ["necessary", "proportionate", "relevant", "adequate", "accurate", "timely", "secure"]


def answer(decision: Decision, question: int, value: str, reason: str = "Because of what we know", **fields) -> Answer:
    return Answer.objects.create(
        decision=decision, question=question, answer=value, reason=reason, answered_by=decision.started_by, **fields
    )


def answered_with_consent(consent_is: dict | None = None, **fields) -> Decision:
    """A draft whose first four answers allow sharing by a consent (with these facts) that names who receives it."""
    decision = DecisionFactory(**fields)
    for question in (1, 2, 3):
        answer(decision, question, "yes")
    consent = ConsentStatementFactory(child=decision.child, **consent_is or {})
    ConsentRecipient.objects.create(statement=consent, agency=decision.agency, recorded_by=decision.started_by)
    answer(decision, 4, "in_force", at_risk=False, consent=consent, expected="She asked us to")
    return decision


def answered_in_public_interest(**fields) -> Decision:
    """A draft whose first six answers allow sharing in the public interest, with a criterion and its evidence."""
    decision = DecisionFactory(**fields)
    for question in (1, 2, 3):
        answer(decision, question, "yes")
    answer(decision, 4, "not_sought", "Asking could put her at risk", at_risk=True)
    answer(decision, 5, "no")
    answer(decision, 6, "yes")
    Ground.objects.create(decision=decision, kind="criterion_2", evidence="Bruises on both arms, twice this month")
    return decision


def answered_by_duty(code: str = "early-years-concern", **fields) -> Decision:
    """A draft whose first five answers say that a duty requires sharing."""
    decision = DecisionFactory(**fields)
    for question in (1, 2, 3):
        answer(decision, question, "yes")
    answer(decision, 4, "not_sought", "The order does not ask for it", at_risk=False)
    answer(decision, 5, "yes", duty=LawFactory(code=code, kind="duty"))
    return decision


def decide_to_share(decision: Decision) -> Decision:
    """Add the items, question 7, the outcome, the family and question 8."""
    common = {"nature": "fact", "source": "own", "about": "child"}
    Item.objects.create(decision=decision, text="Her speech is clear to us", included=True, **common)
    Item.objects.create(
        decision=decision, text="The father's address", included=False, left_out_why="Not needed", **common
    )
    answer(decision, 7, "yes", tests_met=SEVEN)
    answer(decision, 8, "yes")
    decision.route, decision.identity_known_how = "telephone", "Called back on the agency's number"
    decision.lawful_basis = LawFactory(name="Public task")
    return _decided(decision, "share")


def decide_not_to_share(decision: Decision) -> Decision:
    answer(decision, 1, "no", "Nobody needs it for the child")
    answer(decision, 8, "yes")
    return _decided(decision, "not_share")


def legal_advice_of(day) -> dict:
    """What a solicitor said on that day."""
    return {
        "legal_adviser": "Ruth Amadi",
        "legal_post": "solicitor",
        "legal_firm": "Deeside Borough Council",
        "legal_advised_on": day,
        "legal_how": "telephone",
        "legal_advice": "The order has lapsed",
    }


def decline(decision: Decision) -> Decision:
    """Decide against what the answers allow."""
    answer(decision, 7, "not_sharing")
    answer(decision, 8, "yes")
    return _decided(decision, "not_share")


def _decided(decision: Decision, outcome: str) -> Decision:
    decision.outcome, decision.outcome_reason = outcome, "It serves the child best"
    decision.decided_at, decision.decided_by = timezone.now(), decision.started_by
    decision.family_told, decision.family_told_on = True, timezone.localdate()
    decision.family_told_how = "Spoken at collection"
    decision.save()
    return decision


def send(decision: Decision) -> Decision:
    Submission.objects.create(decision=decision, note="For today if possible", recorded_by=decision.started_by)
    return decision


def declare(decision: Decision, by, conflict: str = "") -> Declaration:
    """They have no conflict of interest, or this one."""
    return Declaration.objects.create(decision=decision, has_conflict=bool(conflict), text=conflict, recorded_by=by)


def stand_by(decision: Decision) -> Decision:
    """Its makers answer what management said of it, and go to the committee's officer."""
    Submission.objects.create(
        decision=decision, note="She is safe with it", to_officer=True, stands_by=True, recorded_by=decision.started_by
    )
    return decision


def give_back(decision: Decision, by=None) -> Decision:
    """Return it with a comment."""
    _verdict(decision, "returned", by, "Say who checked the number")
    return decision


def back(decision: Decision, by=None) -> Decision:
    _verdict(decision, "backed", by, "Agreed")
    decision.recorded_at = timezone.now()
    decision.save()
    return decision


def _verdict(decision: Decision, verdict: str, by, comment: str) -> None:
    Verdict.objects.create(
        decision=decision,
        submission=decision.submissions.last(),
        verdict=verdict,
        comment=comment,
        no_conflict=True,
        recorded_by=by or UserFactory(roles=["manager"]),
    )


def disclose(decision: Decision, **fields) -> Disclosure:
    """Record what went out, with every item that was to be included."""
    disclosure = Disclosure.objects.create(
        **{
            "decision": decision,
            "agency": decision.agency,
            "to_whom": "Jo Bell",
            "route": "telephone",
            "number_or_address": "0151 496 0200",
            "identity_known_how": "Called back",
            "what": "How she speaks",
            "copy": copy_of(decision),
            "shared_at": timezone.now(),
            "shared_by": decision.started_by,
            "recorded_by": decision.started_by,
            **fields,
        }
    )
    for item in decision.items.filter(included=True):
        DisclosedItem.objects.create(disclosure=disclosure, item=item, recorded_by=decision.started_by)
    return disclosure


def copy_of(decision: Decision, items=None, **fields) -> RecipientCopy:
    """A recipient's copy in which nothing was found."""
    copy = RecipientCopy.objects.create(
        decision=decision, agency=decision.agency, recorded_by=decision.started_by, **fields
    )
    for item in decision.items.filter(included=True) if items is None else items:
        CopiedItem.objects.create(copy=copy, item=item, recorded_by=decision.started_by)
    return copy


def reasons_for(decision: Decision, items=(), **going) -> dict[str, str]:
    """A reason for whatever the check of its copy finds."""
    check = check_of(Decision.objects.with_people().get(pk=decision.pk), items, **going)
    return {finding.code: "We looked, and it may go" for finding in check.standing}


def accepted(decision: Decision, **fields) -> AcceptedFinding:
    """A reason for something that the check of its copy found."""
    return AcceptedFinding.objects.create(
        **{
            "decision": decision,
            "code": "5a1e",
            "kind": "name",
            "words": "“Tyler Marsh” looks like a name",
            "reason": "He is the bus driver, and they know him",
            "recorded_by": decision.started_by,
            **fields,
        }
    )


def found(copy: RecipientCopy, settled: AcceptedFinding | None = None) -> CopyFinding:
    return CopyFinding.objects.create(
        copy=copy, code="5a1e", kind="name", words="A name", accepted=settled, recorded_by=copy.recorded_by
    )


def went_wrong(disclosure: Disclosure, **fields) -> Breach:
    return Breach.objects.create(
        **{
            "disclosure": disclosure,
            "kind": "wrong_person",
            "known_at": disclosure.shared_at,
            "what": "It went to another surgery",
            "whose": "Hers and her mother's",
            "consequences": "Somebody who does not know her read it",
            "recorded_by": disclosure.recorded_by,
            **fields,
        }
    )


def about_breach(breach: Breach, kind: str = "recall", **fields) -> BreachStep:
    said = {"happened_at": breach.known_at, "who": "The surgery", "text": "They shred it", **fields}
    return BreachStep.objects.create(breach=breach, kind=kind, recorded_by=breach.recorded_by, **said)


def arrive(disclosure: Disclosure) -> Arrival:
    return Arrival.objects.create(
        disclosure=disclosure,
        arrived_on=timezone.localdate(),
        known_how="They confirmed by telephone",
        recorded_by=disclosure.recorded_by,
    )


def add(decision: Decision, text: str = "The number was the ward's") -> Addendum:
    return Addendum.objects.create(decision=decision, text=text, reason="A correction", recorded_by=decision.started_by)


# --- Whole decisions ------------------------------------------------------------------------------------------------
def with_management(**fields) -> Decision:
    return send(decide_to_share(answered_with_consent(**fields)))


def returned(**fields) -> Decision:
    return give_back(with_management(**fields))


def to_disclose(**fields) -> Decision:
    return back(with_management(**fields))


def consent_of(decision: Decision) -> ConsentStatement:
    """The consent that it relies on."""
    return decision.answers.get(question=4).consent


def take_back(decision: Decision, **fields) -> ConsentStatement:
    """The parent withdraws the consent that the decision relies on."""
    consent = consent_of(decision)
    said = {"child": consent.child, "parent": consent.parent, "purpose": consent.purpose, "about": consent}
    withdrawn = {"statement": "withdrawn", "reason": "Changed her mind", "scope": "", "review_on": None}
    return ConsentStatementFactory(**said | withdrawn | fields)


def stopped(**fields) -> Decision:
    """Backed, to be shared on a consent that was withdrawn before anything went out."""
    decision = to_disclose(**fields)
    take_back(decision)
    return decision


def shared(**fields) -> Decision:
    decision = to_disclose(**fields)
    arrive(disclose(decision))
    return decision


def not_shared(**fields) -> Decision:
    return back(send(decide_not_to_share(DecisionFactory(**fields))))


def tell_asker(decision: Decision) -> AskerTold:
    return AskerTold.objects.create(
        decision=decision,
        to_whom="Jo Bell",
        told_at=timezone.now(),
        route="telephone",
        text="We do not share it, and look again if there is anything new",
        recorded_by=decision.started_by,
    )


def opened_again(decision: Decision) -> Decision:
    """A draft that decides again what was not shared, for new facts."""
    again = DecisionFactory(child=decision.child, agency=decision.agency, decides_again=decision)
    NewFacts.objects.create(
        again=again,
        brought_by="Jo Bell",
        brought_on=timezone.localdate(),
        text="She has started at the clinic",
        recorded_by=again.started_by,
    )
    return again


def abandoned(**fields) -> Decision:
    decision = DecisionFactory(**fields)
    decision.abandoned_at, decision.abandoned_by = timezone.now(), decision.started_by
    decision.abandoned_why = "They no longer ask"
    decision.save()
    return decision


def referred(verbal_backer=None, **fields) -> Decision:
    """Disclosed and recorded at once; nobody has said yet in person whether they agree."""
    decision = _decided(DecisionFactory(origin="referral", initiative="offered", **fields), "share")
    Referral.objects.create(
        decision=decision,
        why="She said that she is afraid to go home",
        verbal_backer=verbal_backer,
        tried="" if verbal_backer else "The manager",
        recorded_by=decision.started_by,
    )
    disclose(decision, shared_at=timezone.now() - timedelta(minutes=20))
    decision.recorded_at = timezone.now()
    decision.save()
    return decision
