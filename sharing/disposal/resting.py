"""What rests on what: rows that cannot be separated stay or go together, and stay while something kept points there."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.apps import apps
from django.db import models

from consent.models import Child
from sharing.disposal.gathering import Rows

GROUND = {"audit", "staff", "foundation", "contenttypes", "auth", "sessions", "account", "mfa", "auditlog"}


class Row(NamedTuple):
    model: type[models.Model]
    number: int


# Whether what another child's file holds of this kind of row may go too.
Settled = Callable[[int, type[models.Model]], bool]


@dataclass
class Parted:
    """What may go, and what stays, with the rows that hold on to it: a row that stays → who holds its group."""

    going: Rows = field(default_factory=dict)
    staying: dict[Row, Row] = field(default_factory=dict)


def part(rows: Rows, *, own: set[int], is_settled: Settled, beside: Collection[Row] = ()) -> Parted:
    """Part rows into what may go and what stays.

    A group (rows that point at each other) stays while a row outside points at any of it, those that go `beside` it
    apart, or while it tells of another child than its `own` whose own file is not settled.
    """
    members = members_of(rows)
    group = _Groups(members)
    held: dict[Row, Row] = {}
    for holder, at in _pointing_at(rows):
        if holder in members:
            group.join(holder, at)
        elif holder not in beside:
            held.setdefault(at, holder)
    others = ((row, child) for row, child in _about_others(rows) if child not in own)
    held |= {row: Row(Child, child) for row, child in others if not is_settled(child, row.model)}
    holders = {group.of(row): holder for row, holder in held.items()}
    parted = Parted()
    for row in sorted(members, key=lambda each: (each.model._meta.label, each.number)):
        if (of := group.of(row)) in holders:
            parted.staying[row] = holders[of]
        else:
            parted.going.setdefault(row.model, set()).add(row.number)
    return parted


def members_of(rows: Rows) -> set[Row]:
    return {Row(model, number) for model, numbers in rows.items() for number in numbers}


def _pointing_at(rows: Rows) -> Iterator[tuple[Row, Row]]:
    """Give (a row, the row among these that it points at), wherever it stands."""
    for model, numbers in rows.items():
        for other, name in _relations_to(model):
            pointing = other._base_manager.filter(**{f"{name}__in": numbers}).values_list("pk", name)
            yield from ((Row(other, pk), Row(model, at)) for pk, at in pointing)


def _relations_to(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    return [
        (other, each.name)
        for other in apps.get_models()
        if other._meta.app_label not in GROUND
        for each in other._meta.concrete_fields
        if each.is_relation and each.related_model is model
    ]


def _about_others(rows: Rows) -> Iterator[tuple[Row, int]]:
    """Give (row, child) for rows that point at a child whose row is not the file's own."""
    for model, numbers in rows.items():
        for each in model._meta.concrete_fields:
            if each.is_relation and each.related_model is Child:
                pointing = model._base_manager.filter(pk__in=numbers).values_list("pk", each.attname)
                yield from ((Row(model, pk), child) for pk, child in pointing if child)


class _Groups:
    """Rows that were joined, directly or by others, are one group, named by one of them."""

    def __init__(self, rows: set[Row]) -> None:
        self._above: dict[Row, Row] = {row: row for row in rows}

    def of(self, row: Row) -> Row:
        while self._above[row] != row:
            self._above[row] = row = self._above[self._above[row]]
        return row

    def join(self, one: Row, other: Row) -> None:
        self._above[self.of(one)] = self.of(other)
