"""Tells the audit log from whom a concern about an adult is hidden: its entries stand under its own reference; and from
whom a decision is, who declared a conflict of interest in it.

And which decisions stand in a child's file though they were recorded under another: their entries did not move."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from consent.models import Child
from neston_sharing.audit.shut import Elsewhere
from neston_sharing.audit.subjects import Found
from neston_sharing.foundation.prepared import prepared
from neston_sharing.foundation.references import is_child_reference
from neston_sharing.foundation.together import fetch_each
from sharing.disposal.belongings import WAYS, models_of
from sharing.models import (
    AdultConcern,
    Breach,
    Concern,
    Decision,
    Disclosure,
    InformationReceived,
    InformationRequest,
    LinkedChild,
    Meeting,
    MeetingTask,
    RecipientCopy,
    SignificantEvent,
    Visit,
)
from sharing.models.filing import moved_to

# Pages whose address names by number a record that belongs to a child.
BY_NUMBER: dict[str, type[Model]] = {
    "sharing:copy-file": RecipientCopy,
    "sharing:breach-new": Disclosure,
    "sharing:arrival": Disclosure,
    "sharing:concern-linked": LinkedChild,
    "sharing:meeting-task-done": MeetingTask,
    "sharing:event-aside": SignificantEvent,
    "sharing:visit": Visit,
    "sharing:visit-hand-over": Visit,
    "sharing:visit-sign-out": Visit,
}
LISTED_BY_REFERENCE = (Concern, InformationReceived, InformationRequest, Meeting)


def labels(references: Iterable[str], user) -> dict[str, str]:
    """Such a record is named by its reference and by nothing else."""
    return {}


def find(text: str, user) -> dict[str, str]:
    """It is found by its reference only."""
    return {}


def circles(references: Iterable[str]) -> dict:
    """Nobody is around such a record as around a child."""
    return {}


def hidden_from(user) -> list[str]:
    """Give the references of concerns about adults that this person may not see, one about themselves first of all, and
    of decisions in which they have a conflict of interest."""
    concerns, decisions = fetch_each(_hidden(user), _in_conflict(user))
    return [*concerns, *decisions]


@prepared()
def _hidden(user) -> QuerySet:
    return AdultConcern.objects.hidden_from(user).values_list("reference", flat=True)


@prepared()
def _in_conflict(user) -> QuerySet:
    return Decision.objects.all().in_conflict_of(user).values_list("reference", flat=True)


def elsewhere(references: Iterable[str]) -> Elsewhere:
    """Give the decisions in these children's files, and by number all that belongs to those that were moved there, and
    to those that are named themselves."""
    every = list(references)
    children = list(filter(is_child_reference, every))
    moved, named = _in_files_of(children) if children else ({}, [])
    apart = moved | _called(every)
    rows = _belonging_to(list(apart)) if apart else {}
    return Elsewhere(rows, frozenset(apart.values()), frozenset([*named, *apart.values()]))


def _in_files_of(children: list[str]) -> tuple[dict[int, str], list[str]]:
    """Give the decisions that were moved to these children's files, by key; and the references of all that is there."""
    rows = Child.objects.filter(reference__in=children)
    found = Decision.objects.about_any(rows).annotate(moved=moved_to())
    filed = list(found.values_list("pk", "reference", "moved"))
    listed = _listed(rows, [key for key, *_ in filed])
    moved = {key: reference for key, reference, child in filed if child}
    return moved, [*(reference for _, reference, _ in filed), *listed]


def _called(references: Iterable[str]) -> dict[int, str]:
    """Give the decisions among these references, by key."""
    decisions = [reference for reference in references if with_references().get(kind_of(reference)) is Decision]
    return dict(Decision.objects.filter(reference__in=decisions).values_list("pk", "reference")) if decisions else {}


def _listed(rows: QuerySet[Child], decisions: list[int]) -> list[str]:
    """Give what else lists that were taken name by a reference of its own, and stands in these children's files."""
    theirs: list[QuerySet] = [model.objects.filter(child__in=rows) for model in LISTED_BY_REFERENCE]
    theirs.append(Breach.objects.filter(disclosure__decision__in=decisions))
    found = fetch_each(*(each.order_by().values_list("reference", flat=True) for each in theirs))
    return [reference for references in found for reference in references]


def _belonging_to(decisions: list[int]) -> dict[str, frozenset[int]]:
    ways = ways_to_a_decision()
    asked = [model._base_manager.filter(**{f"{way}__in": decisions}) for model, way in ways.items()]
    found = fetch_each(*(rows.order_by().values_list("pk", flat=True) for rows in asked))
    return {model._meta.label_lower: frozenset(rows) for model, rows in zip(ways, found, strict=True) if rows}


@cache
def ways_to_a_decision() -> dict[type[Model], str]:
    """Give every kind of record that belongs to a decision, and by which way; the decision itself first."""
    ways = {model: way for kind in WAYS for model, (way, *_) in models_of(kind).items()}
    before = {model: way.rpartition("__")[0] for model, way in ways.items()}
    return {Decision: "pk"} | {model: way for model, way in before.items() if way and _end_of(model, way) is Decision}


def _end_of(model: type[Model], way: str) -> type[Model]:
    for step in way.split("__"):
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    return model


def found_at(page: str, named: Mapping[str, str]) -> Found | None:
    """Find a record by its reference, whose first letters say of what kind it is, or by the page and its number."""
    reference = named.get("reference") or named.get("record") or ""
    if model := with_references().get(kind_of(reference)):
        return _found(model, reference=reference)
    return _found(BY_NUMBER[page], pk=named["pk"]) if page in BY_NUMBER and "pk" in named else None


def _found(model: type[Model], **which: str) -> Found | None:
    row: Any = model._base_manager.filter(**which).first()
    if row is None:
        return None
    return Found(row.about.reference if isinstance(row, Decision) else row.audit_subject, row)


def kind_of(reference: str) -> str:
    return reference.partition("-")[0]


@cache
def with_references() -> dict[str, type[Model]]:
    """Give every kind of record that has a reference, by its first letters."""
    found: dict[str, type[Model]] = {"IS": Decision}
    for model in apps.get_app_config("sharing").get_models():
        field = next((each for each in model._meta.concrete_fields if each.name == "reference"), None)
        if field is not None and field.has_default():
            found[field.get_default().partition("-")[0]] = model
    return found
