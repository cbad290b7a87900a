"""Which entries were lawfully erased, for whoever verifies or reads the log: under which rule, by which disposal."""

from collections.abc import Iterable, Iterator

from neston_sharing.audit.disposing import fits
from neston_sharing.audit.models import DueLine, Entry, NamedRow
from neston_sharing.audit.models.disposal import ENTRY_TABLE
from neston_sharing.audit.verifier import Erasure, Fault

CARRIED_OUT = {"line__disposal__approved_at__isnull": False, "line__disposal__carried_out_at__isnull": False}


def lawful(numbers: Iterable[int] | None = None) -> dict[int, Erasure]:
    """Give every entry (or those of these numbers) whose payload an approved disposal took."""
    rows = NamedRow.objects.filter(kind=ENTRY_TABLE, **CARRIED_OUT)
    rows = rows if numbers is None else rows.filter(number__in=list(numbers))
    lines: dict[int, str] = {}
    told = rows.values_list("number", "remains", "line_id", "line__disposal_id", "line__title", "line__rule")
    return {
        number: Erasure(left, line, lines.setdefault(line, in_words(title, rule, disposal)))
        for number, left, line, disposal, title, rule in told.iterator()
    }


def in_words(title: str, rule: str, disposal: int) -> str:
    return f"erased under the rule “{title}: {rule}” by disposal {disposal}"


def of_entries(entries: Iterable[Entry]) -> dict[int, str]:
    """Say of those among these entries that were erased by what; of one that nothing explains, that."""
    empty = [entry.pk for entry in entries if entry.is_erased]
    known = lawful(empty) if empty else {}
    return {number: known[number].words if number in known else "erased, and no disposal says so" for number in empty}


def gone(table: str, after: int, until: int | None) -> set[int]:
    """Give the numbers of rows of a table, above one number and up to another, that were lawfully disposed of."""
    rows = NamedRow.objects.filter(kind=table, number__gt=after, **CARRIED_OUT)
    return set((rows if until is None else rows.filter(number__lte=until)).values_list("number", flat=True))


def altered() -> Iterator[Fault]:
    """Give a fault for every line whose named rows are no longer those that were proposed."""
    for line in DueLine.objects.filter(disposal__isnull=False).order_by("id"):
        if not fits(line):
            yield Fault(None, f"What disposal {line.disposal_id} names was changed after it was proposed")
