"""A child leaves: what ends, what stays, the summary for the next setting, and until when what is kept."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from agencies.models import Agency
from consent import coverage
from consent.models import Child, ConsentStatement, Leaving
from consent.retention import rules_for
from sharing.models import Decision
from sharing.presenters.waiting import decision_task
from sharing.presenters.words import Fact, in_words
from sharing.waiting.tasks import Task

HAPPENS = {"leaves": "Last day", "stays": "Stays after all", "returns": "Back on"}
SUMMARIES = ConsentStatement.Purpose.DEVELOPMENT_SUMMARIES


@dataclass(frozen=True)
class Summary:
    """Whether the summary may go to the next setting: where to begin, or what is missing."""

    why: str
    url: str = ""


@dataclass(frozen=True)
class PresentedLeaving:
    last_day: str
    has_left: bool
    next_provider: str
    summary: Summary
    drafts: tuple[Task, ...]
    history: tuple[Fact, ...]
    keeping: tuple[Fact, ...]


def present_leaving(child: Child, *, user) -> PresentedLeaving:
    rows = list(Leaving.objects.about_child(child).with_people().newest_first())
    agency = rows[0].next_provider if rows else None
    drafts = Decision.objects.visible_to(user).about_child(child).open().for_listing().oldest_first()
    return PresentedLeaving(
        last_day=in_words(child.leaves_on) if child.leaves_on else "",
        has_left=child.has_left,
        next_provider=str(agency or ""),
        summary=summary_for(child, agency),
        drafts=tuple(map(decision_task, drafts)),
        history=tuple(map(_event, rows)),
        keeping=keeping_of(child),
    )


def summary_for(child: Child, agency: Agency | None) -> Summary:
    """A development summary goes to the next setting where a parent has consented to that setting (policy 3.4)."""
    if agency is None:
        return Summary("Enter the next provider or school first: a consent names who may be told.")
    said = [each for each in coverage.bearing(child, agency) if each.statement.purpose == SUMMARIES]
    if not said:
        return Summary(f"No parent has been asked whether a development summary may go to {agency}. Ask them.")
    if said[0].coverage.ok:
        asked = urlencode({"child": child.reference, "agency": agency.pk})
        return Summary(said[0].coverage.why, f"{reverse('sharing:start')}?{asked}")
    return Summary(said[0].coverage.why)


def keeping_of(child: Child) -> tuple[Fact, ...]:
    """The retention clock, each rule with its reason; it starts with the last day, or with the birth."""
    return tuple(Fact(rule.what, rule.in_words) for rule in rules_for(child))


def _event(row: Leaving) -> Fact:
    said = (
        f"{HAPPENS[row.event]} {in_words(row.day) if row.day else ''}".strip(),
        f"Next: {row.next_provider}" if row.next_provider else "",
        row.note,
        f"Recorded by {row.recorded_by}",
    )
    return Fact(in_words(row.recorded_at.date()), "\n".join(part for part in said if part))
