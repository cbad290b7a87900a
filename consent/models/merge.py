"""Two rows for one person: a merge says so, and why; undoing it says so again. No row about either is moved.

Whatever is asked about a child or a parent is asked of all rows that stand for the person: `same_as` in queries, and
`same_person` in the database's own guards.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from consent.models.child import Child
from consent.models.family import Parent
from neston_sharing.foundation.constraints import all_or_none, differs, not_blank
from neston_sharing.foundation.guards import Guard, latch
from neston_sharing.foundation.models import Audited
from neston_sharing.foundation.models.gates import gate

NO_CHAIN = """EXISTS (SELECT 1 FROM {table} m
WHERE m.undone_at IS NULL AND (m.merged_id = NEW.kept_id OR m.kept_id = NEW.merged_id))"""


def _rewritten() -> str:
    kept = ("kept_id", "merged_id", "reason", "merged_at", "merged_by_id")
    return " OR ".join(f"OLD.{column} <> NEW.{column}" for column in kept)


def guards_of(table: str) -> tuple[Guard, ...]:
    return (
        *latch("undone_at", "undone_by_id", "undone_why", what="The end of a merge"),
        Guard("kept", "A merge is undone, never rewritten", ("UPDATE",), when=_rewritten()),
        Guard("kept", "A merge is undone, never deleted", ("DELETE",)),
        Guard(
            "no_chain",
            "What is merged into another has nothing merged into it",
            ("INSERT",),
            when=NO_CHAIN.format(table=table),
        ),
    )


class MergeQuerySet(models.QuerySet):
    def standing(self) -> "MergeQuerySet":
        return self.filter(undone_at__isnull=True)

    @gate
    def seen_by(self, user) -> "MergeQuerySet":
        """Those of whose one person this reader may see the file: excluded from either, they see neither. Once it is
        undone they are two again, and it names both."""
        people = (Parent.objects.all() if self.model is ParentMerge else Child.objects.all()).visible_to(user)
        open_too = models.Q(merged__in=people) | models.Q(undone_at__isnull=True)
        return self.filter(open_too, kept__in=people)

    def with_people(self) -> "MergeQuerySet":
        return self.select_related("kept", "merged", "merged_by", "undone_by")

    def newest_first(self) -> "MergeQuerySet":
        return self.order_by("-id")


class Merge(Audited):
    """`merged` and `kept` are one person, who is shown as `kept`, until this is undone."""

    reason = models.TextField("why they are the same person")
    merged_at = models.DateTimeField(default=timezone.now, editable=False)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    undone_why = models.TextField("why they are not the same person", null=True, editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["id"]
        constraints = [
            differs("kept", "merged", name="%(class)s_is_of_two"),
            not_blank("reason", name="%(class)s_has_a_reason"),
            all_or_none("undone_at", "undone_by", "undone_why", name="%(class)s_undone_by_somebody"),
            models.UniqueConstraint(
                fields=["merged"], condition=models.Q(undone_at__isnull=True), name="%(class)s_into_one"
            ),
        ]

    kept: Child | Parent
    merged: Child | Parent

    def __str__(self) -> str:
        return "merge"

    @property
    def audit_subject(self) -> str:
        return self.kept.reference


class ChildMerge(Merge):
    kept = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="merged_as")

    guards = guards_of("consent_childmerge")

    class Meta(Merge.Meta):
        verbose_name = "merge of two children's rows"


class ParentMerge(Merge):
    kept = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="merged_as")

    guards = guards_of("consent_parentmerge")

    class Meta(Merge.Meta):
        verbose_name = "merge of two parents' rows"
