"""What came of a sharing, on the decision's page: how it waits, what they said, the steps of their protocol."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.urls import reverse

from agencies.models import ProtocolStep
from sharing.following_up import WHOM_TO_ESCALATE_TO, Wait, waits_among
from sharing.models import Decision, ProtocolStepTaken, ReferralNews
from sharing.presenters.history import Event

Kind = ReferralNews.Kind
KINDS = {Kind.REFERENCE: "blue", Kind.ACKNOWLEDGED: "green", Kind.OUTCOME: "green", Kind.CHASED: "amber"}


@dataclass(frozen=True)
class FollowUp:
    """`wait` is the longest that anything of it has no answer to; `advice` says whom to ask then."""

    wait: Wait | None
    advice: str
    events: tuple[Event, ...]


@dataclass(frozen=True)
class PresentedStep:
    """One step, with when it was taken and by whom, or where it is ticked off."""

    pk: int
    text: str
    time_allowed: str
    taken_at: datetime | None
    taken_by: str
    note: str
    url: str


@dataclass(frozen=True)
class PresentedProtocol:
    """One version of a protocol with the recipient; one that is not followed any more shows what was taken of it."""

    title: str
    url: str
    version: str
    thresholds: str
    followed: bool
    steps: tuple[PresentedStep, ...]

    @property
    def all_taken(self) -> bool:
        return all(step.taken_at for step in self.steps)


def follow_up_of(decision: Decision) -> FollowUp | None:
    """Of a decision fetched `for_presenting()`; nothing where nothing went out. One query."""
    disclosures = list(decision.disclosures.all())
    if not disclosures:
        return None
    news = list(ReferralNews.objects.of(decision))
    wait = min(waits_among(disclosures, news), key=lambda each: each.due, default=None)
    advice = WHOM_TO_ESCALATE_TO if wait and wait.step == Kind.ESCALATED else ""
    return FollowUp(wait, advice, tuple(map(_event, reversed(news))))


def _event(row: ReferralNews) -> Event:
    theirs = f"Their reference: {row.their_reference}" if row.their_reference else ""
    text = "\n".join(filter(None, (theirs, row.text)))
    title = f"With {row.who}" if row.who else str(row.decision.agency)
    kind = KINDS.get(Kind(row.kind), "red")
    return Event(title, row.happened_at, str(row.recorded_by), text, status=row.get_kind_display(), kind=kind)


def protocols_of(decision: Decision) -> list[PresentedProtocol]:
    """Give the protocols with the recipient, each with its steps, those that were taken with their times. One query."""
    steps = ProtocolStepTaken.objects.steps_of(decision)
    return [_protocol(list(group), decision) for _, group in groupby(steps, key=lambda step: step.version_id)]


def _protocol(steps: list[ProtocolStep], decision: Decision) -> PresentedProtocol:
    version, followed = steps[0].version, getattr(steps[0], "is_followed", False)
    return PresentedProtocol(
        title=version.protocol.title,
        url=version.get_absolute_url(),
        version=str(version),
        thresholds=version.thresholds if followed else "",
        followed=followed,
        steps=tuple(_steps(steps, decision)),
    )


def _steps(steps: Iterable, decision: Decision) -> Iterable[PresentedStep]:
    for step in steps:
        url = "" if step.taken_at else reverse("sharing:protocol-step", args=[decision.reference, step.pk])
        yield PresentedStep(
            step.pk, step.text, step.time_allowed, step.taken_at, step.taken_by or "", step.taken_note or "", url
        )
