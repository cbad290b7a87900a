"""Deciding again: a recorded decision never changes, so what has come since takes one of its own (policy 2.4, 2.7).

decide_again(by=, decision=, facts="", brought_by="", brought_on=None) -> Decision
A draft that points at the first and takes over what it was about, and its items. Where the consent that it was to go
out on is gone, it takes over the answers to questions 1 to 3 too, answers the fourth by what is on file now, and so
opens at question 5. Where it was decided not to share, new facts may change any answer, and all are asked again:
`facts`, who brought them and when are recorded with it.
"""

from datetime import date
from pathlib import Path

from django.core.files.base import ContentFile

from consent import coverage
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.uploads import Upload, as_stored
from sharing.actions.requirements import by_today, said
from sharing.actions.start import new_decision
from sharing.checklist import Answer as AnswerValue
from sharing.checklist import Question
from sharing.models import Answer, Decision, Item, NewFacts
from sharing.rests_on import now_against

SAID_NO = (AnswerValue.REFUSED, AnswerValue.WITHDRAWN, AnswerValue.PARENTS_DISAGREE)
"""What the fourth question is answered with for people; to anything else they answer themselves."""

ABOUT = ("initiative", "agency", "information", "purpose", "asked_on", "needed_by")
ITEM = (
    "text", "attachment_name", "attachment_sha256", "nature", "source", "source_agency", "received",
    "told_by_parent", "told_by", "about", "about_parent", "about_sibling", "about_named",
    "included", "left_out_why", "agency_consent", "override", "override_why",
)  # fmt: skip


@action
def decide_again(
    *, by, decision: Decision, facts: str = "", brought_by: str = "", brought_on: date | None = None
) -> Decision:
    """Begin the decision anew; refused where it stands with what it rests on, or was decided again already."""
    first = Decision.objects.decidable_again_by(by).with_answers().with_people().filter(pk=decision.pk).first()
    if first is None:
        raise Refusal("You cannot decide this again. Ask the designated safeguarding lead.")
    against = now_against(first)
    _must_have_cause(first, against)
    again = new_decision(
        by=by,
        child=first.about,
        decides_again=first,
        professional=first.professional if first.professional and first.professional.is_active else None,
        **{name: getattr(first, name) for name in ABOUT},
    )
    for item in first.items.all():
        copy_item(item, again)
    if not against:
        _record_facts(again, by, facts, brought_by, brought_on)
    if against:
        answer_as_before(first, again, by)
        _answer_by_what_is_on_file(first, again, by, against)
    return Decision.objects.with_state_facts().with_people().get(pk=again.pk)


def may_be_decided_again(decision: Decision, against: str) -> bool:
    """Whether there is cause: it was not shared, or the consent that it goes out on is gone (`against` says how)."""
    return decision.outcome == Decision.Outcome.NOT_SHARE or bool(against)


def _must_have_cause(first: Decision, against: str) -> None:
    if not may_be_decided_again(first, against):
        raise Refusal("This decision stands, and so does what it rests on: there is nothing to decide again.")
    if later := Decision.objects.that_decide_again(first).first():
        raise Refusal(f"This was decided again already, in {later.reference}. Go on from there.")


def _record_facts(again: Decision, by, facts: str, brought_by: str, brought_on: date | None) -> None:
    """What was decided against is opened again by facts that have come since (2024 advice: look again)."""
    brought_on = by_today(brought_on, "Enter when they came: today or earlier", "brought_on")
    NewFacts.objects.create(
        again=again,
        text=said(facts, "Say what is new since it was decided", "facts"),
        brought_by=said(brought_by, "Enter who brought them: name and post", "brought_by"),
        brought_on=brought_on,
        recorded_by=by,
    )


def answer_as_before(first: Decision, again: Decision, by) -> None:
    """Take over the answers that no consent bears on: questions 1 to 3."""
    for row in first.answers.all():
        if row.question < Question.CONSENT:
            Answer.objects.create(
                decision=again, question=row.question, answer=row.answer, reason=row.reason, answered_by=by
            )


def _answer_by_what_is_on_file(first: Decision, again: Decision, by, against: str) -> None:
    state = AnswerValue(coverage.proposed_state(first.child, first.agency))
    if state in SAID_NO:
        Answer.objects.create(
            decision=again,
            question=Question.CONSENT.value,
            answer=state.value,
            reason=f"{first} rested on a consent. {against}",
            at_risk=False,
            answered_by=by,
        )


def copy_item(item: Item, again: Decision, **changed) -> None:
    """Put an item of the first into the second, its file with it, `changed` where it is otherwise now."""
    copy = Item(decision=again, **{name: getattr(item, name) for name in ITEM} | changed)
    if item.received and item.received.child.one != again.about:  # the first was made under the wrong child
        copy.received, copy.included, copy.left_out_why = None, False, "It was received about another child"
    if item.attachment:
        copy.attachment = _copy_of(item)
    copy.save()


def _copy_of(item: Item) -> ContentFile:
    content = as_stored(item.attachment, item.attachment_sha256)
    if content is None:
        raise Refusal(
            f"The file “{item.attachment_name}” is not what was stored with the first decision, so it is not copied. "
            "Tell whoever looks after this computer, and start a new decision instead"
        )
    return Upload(content, Path(str(item.attachment)).suffix).stored()
