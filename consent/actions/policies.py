"""Policies are kept as versions: what ships with the product, and what the committee adopts since (policy 1.2)."""

import json
from datetime import date
from pathlib import Path

from django.utils import timezone

from consent.actions.asking_again import ask_no_longer_for_earlier_than
from consent.clauses import parse
from consent.models import PolicyClause, PolicyVersion
from neston_sharing.foundation.actions import Refusal, action

DATA = Path(__file__).parent.parent / "data"
SHIPPED = ("information_sharing_policy.json",)


@action
def load_shipped_policies() -> list[PolicyVersion]:
    """Enter the policy versions that come with the product, and give those that were not there yet.

    Where the paper names only a month, the file says how the day was chosen, in its note.
    """
    files = (json.loads((DATA / name).read_text(encoding="utf-8")) for name in SHIPPED)
    return [_enter(**_with_text(fields)) for fields in files if not _is_there(fields)]


@action
def adopt_policy(
    *,
    by,
    policy: str,
    title: str,
    adopted_on: date,
    review_due: date,
    signatory: str,
    text: str,
    reviewed_on: date | None = None,
    signatory_role: str = "",
    legal_framework: str = "",
    note: str = "",
    adopted_by: str = "",
    minutes_on: date | None = None,
) -> PolicyVersion:
    """Enter a version that the committee adopted. It is in force from that day; earlier versions stay as they were.

    Parents who were still to acknowledge an earlier version are no longer asked for that one.
    """
    if adopted_on > timezone.localdate():
        raise Refusal("Enter the day on which the committee adopted it: today or before", field="adopted_on")
    if review_due < adopted_on:
        raise Refusal("Enter a review date that is later than its adoption", field="review_due")
    if not parse(text, title):
        raise Refusal("Enter the text of the policy", field="text")
    version = _enter(
        policy=policy,
        title=title,
        adopted_on=adopted_on,
        adopted_by=adopted_by,
        minutes_on=minutes_on,
        reviewed_on=reviewed_on,
        review_due=review_due,
        signatory=signatory,
        signatory_role=signatory_role,
        text=text,
        legal_framework=legal_framework,
        note=note,
        entered_by=by,
    )
    if version.is_in_force:
        ask_no_longer_for_earlier_than(version)
    return version


def _is_there(fields: dict) -> bool:
    return PolicyVersion.objects.adopted(policy=fields["policy"], on=date.fromisoformat(fields["adopted_on"])).exists()


def _with_text(fields: dict) -> dict:
    """Take the dates and the text out of their file formats."""
    days = {name: date.fromisoformat(fields[name]) for name in ("adopted_on", "reviewed_on", "review_due")}
    return fields | days | {"text": (DATA / fields["text"]).read_text(encoding="utf-8")}


def _enter(**fields) -> PolicyVersion:
    version = PolicyVersion.objects.create(**fields)
    for order, clause in enumerate(parse(version.text, version.title), start=1):
        PolicyClause.objects.create(
            version=version, order=order, part=clause.part, number=clause.number, text=clause.text
        )
    return version
