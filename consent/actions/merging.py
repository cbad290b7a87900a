"""Two rows turn out to be one person: a manager says so, with a reason, and can say at any time that they are not.

Nothing that was recorded is moved: what stands at either row is shown together while the merge stands.
"""

from copy import copy
from typing import TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from consent.models import Child, ChildMerge, Exclusion, Parent, ParentMerge, Restriction, RestrictionReader
from neston_sharing.audit.models import Entry
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
    """Nobody knows of which of the two an exclusion speaks that was made while they were one: it holds for both.

    Nor of which of them it tells what was recorded meanwhile, all of it with the one that was shown: who was kept out
    of that because of the other still is.
    """
    standing = Exclusion.objects.standing()
    made_since = standing.filter(child=merge.kept, set_at__gte=merge.merged_at)
    _exclude_too(by, made_since, merge.merged, "Set while the two were merged")
    if _was_recorded_as_one(merge):
        _exclude_too(by, standing.filter(child=merge.merged), merge.kept, "Stood while the two were merged")


def _exclude_too(by, rows: QuerySet[Exclusion], child: Child, words: str) -> None:
    kept_out = Exclusion.objects.standing().filter(child=child)
    for row in rows.exclude(user__in=kept_out.values("user")):
        Exclusion.objects.create(child=child, user_id=row.user_id, reason=f"{words}: {row.reason}", set_by=by)


def _keep_both_restricted(by, merge: ChildMerge) -> None:
    """A list that was made while they were one holds for both, too; and so does one that stood, as exclusions do."""
    standing = Restriction.objects.standing().with_people()
    made_since = standing.filter(child=merge.kept, set_at__gte=merge.merged_at)
    _restrict_too(by, made_since, merge.merged, "Set while the two were merged")
    if _was_recorded_as_one(merge):
        _restrict_too(by, standing.filter(child=merge.merged), merge.kept, "Stood while the two were merged")


def _restrict_too(by, rows: QuerySet[Restriction], child: Child, words: str) -> None:
    if Restriction.objects.standing().filter(child=child).exists():
        return
    for row in rows:
        copied = Restriction.objects.create(child=child, reason=f"{words}: {row.reason}", set_by=by)
        for reader in row.readers.all():
            RestrictionReader.objects.create(restriction=copied, user=reader.user, recorded_by=by)


def _was_recorded_as_one(merge: ChildMerge) -> bool:
    """Whether anything was recorded with the row that was shown, but for what says who may see it."""
    since = Entry.objects.about(merge.kept.reference).since(merge.merged_at)
    return since.of_other_models(ChildMerge, Exclusion, Restriction, RestrictionReader).exists()


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
