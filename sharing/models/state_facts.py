"""The facts from which a decision's state is derived (`Decision.state`), each for the decision that is asked about."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Subquery

from sharing.models.answer import Answer
from sharing.models.back_up import Submission, Verdict
from sharing.models.decision import Decision
from sharing.models.disclosure import Disclosure
from sharing.models.search import waits

THIS = OuterRef("pk")


def sent_at() -> Subquery:
    return Subquery(Submission.objects.filter(decision=THIS).order_by("-id").values("recorded_at")[:1])


def waits_for_verdict() -> Exists:
    return Exists(Submission.objects.filter(decision=THIS, verdict__isnull=True))


def was_returned() -> Exists:
    return Exists(Verdict.objects.filter(decision=THIS, verdict="returned"))


def was_answered_in_person() -> Exists:
    return Exists(Verdict.objects.filter(decision=THIS, verdict__in=["agreed", "disagreed"]))


def was_disclosed() -> Exists:
    return Exists(Disclosure.objects.filter(decision=THIS))


def decided_again_in() -> Subquery:
    again = Decision.objects.filter(decides_again=THIS, abandoned_at__isnull=True).order_by("-id")
    return Subquery(again.values("reference")[:1])


def waits_at_hold() -> Exists:
    """No part of the state: whoever shows a page of the wizard walks the answers themselves."""
    return Exists(Answer.objects.filter(waits(), decision=THIS))


STATE_FACTS: tuple[Callable[[], Subquery], ...] = (
    sent_at,
    waits_for_verdict,
    was_returned,
    was_answered_in_person,
    was_disclosed,
    decided_again_in,
)
