"""What of a child's file is due on a day, what of that may go, and what stays, in words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import models

from consent.keeping import FILE, TITLES, Due, Period, due
from consent.models import Child
from neston_sharing.audit.models import Hold
from neston_sharing.foundation.templatetags.neston import long_date
from sharing.disposal.belongings import kind_of
from sharing.disposal.gathering import Rows, facts_of, parents_of, rows_of
from sharing.disposal.resting import Parted, Row, members_of, part
from sharing.models import Answer, CopyRequest


@dataclass
class Plan:
    """What may go of each class of record, and what stays of it: how many rows, and which row holds on to each."""

    going: dict[str, Rows] = field(default_factory=dict)
    staying: dict[str, dict[Row, Row]] = field(default_factory=dict)

    def add(self, kinds: Collection[str], parted: Parted) -> None:
        """Sort rows by class; the parents of a family belong to the file."""
        for model, numbers in parted.going.items():
            self.going.setdefault(_among(kinds, model), {})[model] = numbers
        for row, holder in parted.staying.items():
            self.staying.setdefault(_among(kinds, row.model), {})[row] = holder

    def number(self, kind: str) -> int:
        return sum(map(len, self.going.get(kind, {}).values()))

    def stays_in_words(self, kind: str) -> str:
        """Say how much stays and what holds on to it, a sentence for each reason."""
        counts: dict[str, int] = {}
        for holder in self.staying.get(kind, {}).values():
            why = _why(holder)
            counts[why] = counts.get(why, 0) + 1
        return "\n".join(f"{number} {'stays' if number == 1 else 'stay'}: {why}" for why, number in counts.items())


def _among(kinds: Collection[str], model: type[models.Model]) -> str:
    kind = kind_of(model)
    return kind if kind in kinds else FILE


def _why(holder: Row) -> str:
    if holder.model is Child:
        reference = Child.objects.filter(pk=holder.number).references()
        return f"it tells of another child too ({reference[0]}), whose file is within its time"
    if holder.model is Answer:
        return "a decision that is kept rests on a consent among it"
    kind = kind_of(holder.model)
    kept = f"of “{TITLES[kind]}” " if kind else ""
    return f"a {holder.model._meta.verbose_name} {kept}that is kept points at it"


def due_on(child: Child, day: date, periods: Mapping[str, Period]) -> list[Due]:
    """Give the classes of record of this child's file that are due on a day."""
    return [each for each in due(facts_of(child), periods) if each.is_due(day)]


def plan(child: Child, kinds: Collection[str], day: date, periods: Mapping[str, Period]) -> Plan:
    """Say what of these classes of a child's file may go together, and what stays since something kept rests on it."""
    made, own = Plan(), {row.pk for row in Child.objects.same_as(child)}
    settled = Others(day, periods).is_settled
    rows = rows_of(child, kinds)
    records = {model: numbers for kind, found in rows.items() if kind != FILE for model, numbers in found.items()}
    parted = part(records, own=own, is_settled=settled)
    made.add(kinds, parted)
    if FILE in kinds:
        going = members_of(parted.going)
        file = part(rows[FILE], own=own, is_settled=settled, beside=going)
        made.add(kinds, file)
        if not file.staying:
            beside = going | members_of(file.going)
            made.add(kinds, part(parents_of(child), own=own, is_settled=settled, beside=beside))
    return made


class Others:
    """Whether other children whom a record tells of may lose it too: their own class is due, and nothing holds it."""

    def __init__(self, day: date, periods: Mapping[str, Period]) -> None:
        self.day, self.periods = day, periods
        self.known: dict[int, set[str]] = {}

    def is_settled(self, key: int, model: type[models.Model]) -> bool:
        if key not in self.known:
            child = Child.objects.get(pk=key).one
            held = what_holds(child)
            self.known[key] = set() if held else {each.kind for each in due_on(child, self.day, self.periods)}
        return kind_of(model) in self.known[key]


def references_of(child: Child) -> list[str]:
    return Child.objects.same_as(child).references()


def what_holds(child: Child) -> list[str]:
    """Say what stands in the way of disposing of anything of this child's file: holds, and copies that were asked for
    and not handed over yet, since what somebody asked to have may not go before they have it."""
    holds = Hold.objects.over(references_of(child))
    asked = CopyRequest.objects.about_child(child).unanswered().oldest_first()
    return [
        *(f"{hold.get_ground_display()}: {hold.reason}" for hold in holds),
        *(
            f"A copy was asked for on {long_date(each.received_on)} ({each.reference}), and not given yet"
            for each in asked
        ),
    ]
