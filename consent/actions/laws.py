"""The law list is data: what ships with the product, and what managers add or end as the law changes."""

import json
from datetime import date, timedelta
from pathlib import Path

from consent.models import Law
from consent.models.law import AGAIN
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.meanwhile import plain

SHIPPED = Path(__file__).parent.parent / "data" / "laws.json"
SUPERSEDE = "Put a new row in its place instead: it ends, and the decisions keep it."
ROOM = 48  # of the 60 letters of a code, before what says from when


@action
def load_shipped_laws() -> list[Law]:
    """Enter the rows that come with the product and are not there yet; those that are stay as managers left them.

    A row that another one supersedes stands after it in the file.
    """
    rows = json.loads(SHIPPED.read_text(encoding="utf-8"))
    known = set(Law.objects.codes())
    return [_enter(row) for row in rows if row["code"] not in known]


@action
def add_law(
    *,
    by,
    code: str,
    kind: str,
    name: str,
    citation: str,
    used_for: str,
    in_force_from: date,
    supersedes: Law | None = None,
) -> Law:
    """Add a row. One that it supersedes ends the day before, and points at it."""
    if AGAIN in code:
        raise Refusal(
            "Use single hyphens in the code: two in a row say that a row takes the place of another", field="code"
        )
    if Law.objects.filter(code=code).exists():
        raise Refusal("Another row has this code: choose one that is new", field="code")
    law = Law.objects.create(
        code=code, kind=kind, name=name, citation=citation, used_for=used_for, in_force_from=in_force_from
    )
    if supersedes:
        end_law(by=by, law=supersedes, in_force_until=date.fromordinal(in_force_from.toordinal() - 1), in_favour_of=law)
    return law


@action
def end_law(*, by, law: Law, in_force_until: date, in_favour_of: Law | None = None) -> Law:
    """Say until when a row is in force; decisions that rest on it keep it."""
    if law.in_force_until:
        raise Refusal("This row has ended already.")
    if in_force_until < law.in_force_from:
        raise Refusal("Enter a day after it came into force", field="in_force_until")
    law.in_force_until, law.superseded_by = in_force_until, in_favour_of
    law.save()
    return law


@action
def correct_law(*, by, law: Law, name: str, citation: str, used_for: str) -> Law:
    """Put right the words of a row that no record names yet; the audit log keeps those it had."""
    if law.is_relied_on():
        raise Refusal(f"Decisions rest on this row, in these words. {SUPERSEDE}")
    if law.in_force_until:
        raise Refusal("This row has ended: it stays as it was.")
    law.name, law.citation, law.used_for = name, citation, plain(used_for)
    law.save()
    return law


@action
def supersede_law(*, by, law: Law, name: str, citation: str, used_for: str, in_force_from: date) -> Law:
    """Put a row with other words in the place of this one, which ends the day before and keeps what rests on it.

    The new row means what the old one means here: it keeps its kind, its place in the list and the root of its code.
    """
    if law.in_force_until:
        raise Refusal("This row has ended already.")
    if in_force_from <= law.in_force_from:
        raise Refusal("Enter a day after the one from which this row is in force", field="in_force_from")
    new = Law.objects.create(
        code=f"{law.root[:ROOM]}{AGAIN}{in_force_from.isoformat()}",
        kind=law.kind,
        order=law.order,
        name=name,
        citation=citation,
        used_for=plain(used_for),
        in_force_from=in_force_from,
    )
    end_law(by=by, law=law, in_force_until=in_force_from - timedelta(days=1), in_favour_of=new)
    return new


def _enter(row: dict) -> Law:
    days = {key: date.fromisoformat(row[key]) for key in ("in_force_from", "in_force_until") if key in row}
    later = {"superseded_by": Law.objects.coded(row["superseded_by"])} if "superseded_by" in row else {}
    return Law.objects.create(**row | days | later)
