"""How long what is kept, what is due, and what stands against its going, as pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from consent.keeping import ABUSE, TITLES, Period
from consent.models import Child, RetentionRule
from consent.retention import periods, shipped
from neston_sharing.audit import subjects
from neston_sharing.audit.models import Disposal, DueLine, DueList, Hold
from sharing.disposal.planning import references_of
from sharing.models import AbuseMark
from sharing.presenters.disposal import COLOURS, PresentedDisposal, counts, in_a_line
from sharing.presenters.words import Fact, in_words

EARLIER = 10


@dataclass(frozen=True)
class PresentedRule:
    kind: str
    title: str
    rule: str
    reason: str
    since: str
    url: str


@dataclass(frozen=True)
class PresentedLine:
    """One line of a list; `state` says what became of it, where it may not be chosen."""

    number: int
    label: str
    child: str
    name: str
    reference: str
    title: str
    due: str
    rule: str
    reason: str
    counts: str
    stays: str
    state: str
    why: str
    kind: str
    may_go: bool

    @property
    def hint(self) -> str:
        return f"Due since {self.due}: {self.rule}. {self.counts}. {self.stays}".strip()


def present_rules() -> list[PresentedRule]:
    """Give every class with the rule that stands today; what ships says so."""
    stands = {row.kind: row for row in RetentionRule.objects.begun().select_related("recorded_by")}
    return [_rule(kind, period, stands.get(kind)) for kind, period in periods().items()]


def _rule(kind: str, period: Period, row: RetentionRule | None) -> PresentedRule:
    since = (
        f"Decided by {row.decided_by}, from {in_words(row.in_force_from)}" if row else "Starting value of the product"
    )
    words = period.in_words if kind != ABUSE else f"{period.in_words}, where the safeguarding record is marked"
    return PresentedRule(
        kind, TITLES[kind], words, period.reason, since, reverse("sharing:retention-rule", args=[kind])
    )


def rule_history(kind: str) -> list[Fact]:
    """Give what stood before, the newest first, down to the starting value."""
    rows = [_version(row) for row in RetentionRule.objects.of_kind(kind)]
    first = shipped()[kind]
    return [*rows, Fact("At first", f"{first.in_words}\n{first.reason}")]


def _version(row: RetentionRule) -> Fact:
    period = Period(row.kind, row.years, row.counted_from, row.reason)
    words = (period.in_words, row.reason, f"Decided by {row.decided_by}; entered by {row.recorded_by}")
    return Fact(f"From {in_words(row.in_force_from)}", "\n".join(words))


@dataclass(frozen=True)
class PresentedHold:
    title: str
    ground: str
    reason: str
    set: str
    ended: str
    end_url: str
    named: str  # the reference of the child whom the title names, if it names one


def present_holds(holds: Iterable[Hold], user) -> list[PresentedHold]:
    rows = list(holds)
    names = subjects.labels({hold.subject for hold in rows}, user)
    return [_hold(hold, names) for hold in rows]


def _hold(hold: Hold, names: dict[str, str]) -> PresentedHold:
    ended = f"Ended on {in_words(hold.ended_at)} by {hold.ended_by}: {hold.ended_why}" if hold.ended_at else ""
    return PresentedHold(
        title=_named(hold.subject, names) if hold.subject else "Everything",
        ground=hold.get_ground_display(),
        reason=hold.reason,
        set=f"Since {in_words(hold.since)}, put by {hold.set_by}",
        ended=ended,
        end_url="" if ended else reverse("sharing:hold-end", args=[hold.pk]),
        named=hold.subject if hold.subject in names else "",
    )


def _named(reference: str, names: dict[str, str]) -> str:
    """Name a child by name and reference, or by the reference alone once the file is gone."""
    name = names.get(reference, "")
    return f"{name} ({reference})" if name else reference


def holds_of(child: Child) -> list[Hold]:
    return list(Hold.objects.over(references_of(child)).with_people())


def present_lines(lines: Iterable[DueLine], user) -> list[PresentedLine]:
    rows = list(lines)
    names = subjects.labels({line.subject for line in rows}, user)
    return [_line(line, names) for line in rows]


def _line(line: DueLine, names: dict[str, str]) -> PresentedLine:
    state, why, kind = _state(line)
    child = _named(line.subject, names)
    return PresentedLine(
        number=line.pk,
        label=f"{child}: {line.title}",
        child=child,
        name=names.get(line.subject, ""),
        reference=line.subject,
        title=line.title,
        due=in_words(line.due_on),
        rule=line.rule,
        reason=line.reason,
        counts=counts(line.records, line.files),
        stays=line.stays,
        state=state,
        why=why,
        kind=kind,
        may_go=line.may_go,
    )


def _state(line: DueLine) -> tuple[str, str, str]:
    if line.disposal:
        return f"In disposal {line.disposal_id}, {line.disposal.state}", "", COLOURS[line.disposal.state]
    if line.kept_at:
        return "Kept for now", f"{line.kept_by}, {in_words(line.kept_at)}: {line.kept_why}", "grey"
    if line.held:
        return "Held", line.held, "red"
    return ("May go", "", "amber") if line.records else ("Kept", f"Kept because {line.stays}", "grey")


@dataclass(frozen=True)
class Overview:
    rules: list[PresentedRule]
    holds: list[PresentedHold]
    ended: list[PresentedHold]
    lists: list[DueList]
    disposals: list[PresentedDisposal]


def present_overview(user) -> Overview:
    holds = present_holds(Hold.objects.visible_to(user).with_people(), user)
    return Overview(
        rules=present_rules(),
        holds=[hold for hold in holds if not hold.ended],
        ended=[hold for hold in holds if hold.ended][:EARLIER],
        lists=list(DueList.objects.newest_first()[:EARLIER]),
        disposals=[in_a_line(each) for each in Disposal.objects.visible_to(user).newest_first()[:EARLIER]],
    )


@dataclass(frozen=True)
class PresentedMark:
    words: str
    end_url: str


def marks_of(child: Child) -> list[PresentedMark]:
    marks = AbuseMark.objects.about_child(child).with_people()
    return [_mark(mark, child) for mark in marks]


def _mark(mark: AbuseMark, child: Child) -> PresentedMark:
    words = f"Marked by {mark.set_by} on {in_words(mark.set_at)}: {mark.reason}"
    if mark.ended_at:
        return PresentedMark(
            f"{words}\nTaken away by {mark.ended_by} on {in_words(mark.ended_at)}: {mark.ended_why}", ""
        )
    return PresentedMark(words, reverse("sharing:keeping-unmark", args=[child.reference, mark.pk]))
