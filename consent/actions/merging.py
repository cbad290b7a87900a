"""Two rows turn out to be one person: a manager says so, with a reason, and can say at any time that they are not.

Nothing that was recorded is moved: what stands at either row is shown together while the merge stands.
"""

from copy import copy
from typing import TypeVar

from django.utils import timezone

from consent.models import Child, ChildMerge, Exclusion, Parent, ParentMerge, Restriction, RestrictionReader
from neston_sharing.foundation.actions import Refusal, action

Row = TypeVar("Row", Child, Parent)

MAY = "consent.merge_people"


@action
def merge_children(*, by, kept: Child, merged: Child, reason: str) -> ChildMerge:
    """Show `merged` as `kept` from now on. Whoever is excluded from either is excluded from both."""
    _must_be_told(by, "merge", reason, "Say how you know that they are the same child")
    _must_be_open(by, kept, merged)
    kept, merged = _must_be_apart(Child, kept, merged)
    merge = ChildMerge.objects.create(kept=kept, merged=merged, reason=reason.strip(), merged_by=by)
    _point(merged, kept)
    return merge


@action
def merge_parents(*, by, kept: Parent, merged: Parent, reason: str) -> ParentMerge:
    """Show `merged` as `kept` from now on: one name in every list, and one voice in what they say."""
    _must_be_told(by, "merge", reason, "Say how you know that they are the same person")
    kept, merged = _must_be_apart(Parent, kept, merged)
    if kept.on_behalf_of_id != merged.on_behalf_of_id:
        raise Refusal("One of them signs for a council and the other does not: they are two, for what they may sign")
    merge = ParentMerge.objects.create(kept=kept, merged=merged, reason=reason.strip(), merged_by=by)
    _point(merged, kept)
    return merge


@action
def undo_merge(*, by, merge: ChildMerge | ParentMerge, why: str):
    """Part them again: each has what was recorded with it, what came while they were merged included."""
    _must_be_told(by, "part", why, "Say how you know that they are not the same", field="why")
    merge = type(merge).objects.with_people().get(pk=merge.pk)
    if merge.undone_at:
        raise Refusal("This merge was undone already")
    if isinstance(merge, ChildMerge):
        _must_be_open(by, merge.kept, merge.merged)
    merge.undone_at, merge.undone_by, merge.undone_why = timezone.now(), by, why.strip()
    merge.save()
    _point(merge.merged, None)
    if isinstance(merge, ChildMerge):
        _keep_out_of_both(by, merge)
        _keep_both_restricted(by, merge)
    return merge


def _keep_out_of_both(by, merge: ChildMerge) -> None:
    """Nobody knows of which of the two an exclusion speaks that was made while they were one: it holds for both."""
    made_since = Exclusion.objects.standing().filter(child=merge.kept, set_at__gte=merge.merged_at)
    kept_out = Exclusion.objects.standing().filter(child=merge.merged)
    for row in made_since.exclude(user__in=kept_out.values("user")):
        reason = f"Set while the two were merged: {row.reason}"
        Exclusion.objects.create(child=merge.merged, user_id=row.user_id, reason=reason, set_by=by)


def _keep_both_restricted(by, merge: ChildMerge) -> None:
    """A list that was made while they were one holds for both, too."""
    made_since = Restriction.objects.standing().filter(child=merge.kept, set_at__gte=merge.merged_at).with_people()
    if Restriction.objects.standing().filter(child=merge.merged).exists():
        return
    for row in made_since:
        reason = f"Set while the two were merged: {row.reason}"
        copied = Restriction.objects.create(child=merge.merged, reason=reason, set_by=by)
        for reader in row.readers.all():
            RestrictionReader.objects.create(restriction=copied, user=reader.user, recorded_by=by)


def _must_be_told(by, verb: str, reason: str, ask: str, field: str = "reason") -> None:
    if not by.has_perm(MAY):
        raise Refusal(f"Ask a manager to {verb} the two")
    if not reason.strip():
        raise Refusal(ask, field=field)


def _must_be_open(by, *children: Child) -> None:
    if Child.objects.visible_to(by).among(children).count() != len(set(children)):
        raise Refusal("Ask another manager: you cannot read the files of both")


def _must_be_apart(model: type[Row], kept: Row, merged: Row) -> tuple[Row, Row]:
    """Read both anew, and refuse what would make a chain."""
    kept, merged = model._default_manager.get(pk=kept.pk), model._default_manager.get(pk=merged.pk)
    if kept == merged:
        raise Refusal("Choose two different rows")
    if kept.one_id == merged.one_id:
        raise Refusal("These two are merged already")
    if kept.merged_into_id:
        raise Refusal("The one to keep was merged into another: keep that other one")
    if merged.merged_into_id:
        raise Refusal("This one was merged into another: undo that first")
    if merged.merged.exists():
        raise Refusal("Others were merged into this one: keep this one and merge the other into it")
    return kept, merged


def _point(row, kept) -> None:
    changed = copy(row)
    changed.merged_into = kept
    changed.save()
