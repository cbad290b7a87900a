"""Decisions in a list: the cells of a table that turns into cards on a phone."""

from collections.abc import Iterable

from neston_sharing.foundation.lists.spreadsheet import written
from neston_sharing.foundation.templatetags.neston import long_date
from sharing.models import Decision
from sharing.presenters.words import state_in_line

COLUMNS = ("Reference", "Child", "To whom", "State", "Started by", "When")


def list_rows(decisions: Iterable[Decision]) -> list[tuple]:
    """Give a row of cells for each decision, in the order of COLUMNS; they were fetched `for_listing()`."""
    return [_row(decision) for decision in decisions]


def as_list(columns: Iterable[str], rows: Iterable[Iterable]) -> bytes:
    """Give rows of cells, of whichever list, as a file for a spreadsheet, in which nothing is a formula."""
    return written([columns, *(map(_text, row) for row in rows)])


def _text(cell: str | dict[str, str]) -> str:
    return cell if isinstance(cell, str) else cell["text"]


def _row(decision: Decision) -> tuple:
    state = state_in_line(decision)
    return (
        {"text": decision.reference, "url": decision.get_absolute_url()},
        decision.about.name,
        str(decision.agency),
        {"text": state.word, "kind": state.kind},
        str(decision.started_by),
        long_date(decision.started_at),
    )
