"""What the management team says of a decision: never a maker of it, and only of what they saw (policy, part 2).

back(by=, decision=, version=, no_conflict=, comment="") -> Verdict          records the decision
give_back(by=, decision=, version=, no_conflict=, comment=) -> Verdict       returns it to its makers
agree(by=, decision=, no_conflict=, comment="", late_why="") -> Verdict      of a referral that was made at once
disagree(by=, decision=, no_conflict=, comment=, late_why="") -> Verdict     undoes nothing; the officer is told

A referral is answered to the end of the next working day; later, `late_why` says what kept it.
"""

from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.requirements import said
from sharing.backing_up import in_person
from sharing.missing import missing_from
from sharing.models import Decision, Submission, Verdict

Said = Verdict.Kind


@action
def back(*, by, decision: Decision, version: int, no_conflict: bool, comment: str = "") -> Verdict:
    """Back the decision as it stood when this person read it; with that it is recorded and never changes."""
    decision = _waiting(by, decision)
    submission = _submission_as_seen(decision, version)
    if missing := missing_from(decision):
        raise Refusal(f"The record is no longer complete. Return it. Missing: {missing[0].words}")
    verdict = _say(Said.BACKED, by, decision, no_conflict, comment, submission)
    decision.recorded_at = verdict.recorded_at
    decision.save(update_fields=["recorded_at"])
    return verdict


@action
def give_back(*, by, decision: Decision, version: int, no_conflict: bool, comment: str) -> Verdict:
    """Return it: its makers answer the comment or change the decision, and send it again."""
    decision = _waiting(by, decision)
    submission = _submission_as_seen(decision, version)
    _must_say_why(comment, "Say what has to change, so that its makers can put it right")
    return _say(Said.RETURNED, by, decision, no_conflict, comment, submission)


@action
def agree(*, by, decision: Decision, no_conflict: bool, comment: str = "", late_why: str = "") -> Verdict:
    """Back a referral in person, after it was made."""
    decision = _referred(by, decision)
    return _say(Said.AGREED, by, decision, no_conflict, comment, late_why=_late(decision, late_why))


@action
def disagree(*, by, decision: Decision, no_conflict: bool, comment: str, late_why: str = "") -> Verdict:
    """Say that it should not have been referred. What was shared stays shared, and the record says both."""
    decision = _referred(by, decision)
    _must_say_why(comment, "Say why you disagree")
    return _say(Said.DISAGREED, by, decision, no_conflict, comment, late_why=_late(decision, late_why))


def _waiting(by, decision: Decision) -> Decision:
    """Fetch it as it is now for this person to answer, or refuse in words."""
    found = Decision.objects.backable_by(by).with_answers().with_people().filter(pk=decision.pk).first()
    if found is not None:
        return found
    if Decision.objects.by_hand_of(by).filter(pk=decision.pk).exists():
        raise Refusal("You had a hand in this decision, so somebody else must back it. No decision is one person's.")
    if Decision.objects.awaiting_back_up().filter(pk=decision.pk).exists():
        raise Refusal("This decision is not yours to back. A member of the management team backs it.")
    raise Refusal("This decision does not wait for back-up any more: somebody has answered it.")


def _submission_as_seen(decision: Decision, version: int) -> Submission:
    submission = decision.submissions.filter(verdict__isnull=True).last()
    if submission is None:
        raise Refusal("This was referred at once. Say whether you agree with it.")
    if decision.version != version:
        raise Refusal("This decision has changed since you opened this page. Nothing is recorded: read it again.")
    return submission


def _referred(by, decision: Decision) -> Decision:
    found = _waiting(by, decision)
    if found.origin != Decision.Origin.REFERRAL:
        raise Refusal("This decision was not referred at once. Back it or return it.")
    return found


def _late(decision: Decision, why: str) -> str:
    """Give what is recorded of its being late: nothing of an answer in time."""
    if decision.recorded_at is None or not in_person(decision.recorded_at).is_late:
        return ""
    return said(why, "Say what kept it: it was to be backed by the end of the next working day", "late_why")


def _must_say_why(comment: str, otherwise: str) -> None:
    if not comment.strip():
        raise Refusal(otherwise, field="comment")


def _say(
    verdict: str, by, decision: Decision, no_conflict: bool, comment: str, submission=None, late_why=""
) -> Verdict:
    if submission and submission.stands_by and verdict == Said.BACKED:
        _must_say_why(comment, "Say why: its makers and management see it differently, and both read this")
    if not no_conflict:
        raise Refusal(
            "Confirm that you have no conflict of interest. If you have one, leave this to another member of the "
            "management team",
            field="no_conflict",
        )
    return Verdict.objects.create(
        decision=decision,
        submission=submission,
        verdict=verdict,
        comment=comment.strip(),
        late_why=late_why,
        no_conflict=True,
        recorded_by=by,
    )
