from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from neston_sharing.foundation.constraints import one_of
from neston_sharing.foundation.models import Audited


class LawQuerySet(models.QuerySet["Law"]):
    def in_force(self, on: date | None = None) -> "LawQuerySet":
        day = on or timezone.localdate()
        return self.filter(in_force_from__lte=day).filter(Q(in_force_until__isnull=True) | Q(in_force_until__gte=day))

    def lawful_bases(self) -> "LawQuerySet":
        return self.filter(kind=Law.Kind.LAWFUL_BASIS).order_by("order", "id")

    def conditions(self) -> "LawQuerySet":
        return self.filter(kind=Law.Kind.CONDITION).order_by("order", "id")

    def duties(self) -> "LawQuerySet":
        return self.filter(kind=Law.Kind.DUTY).order_by("order", "id")

    def in_use(self) -> "LawQuerySet":
        return self.filter(in_force_until__isnull=True).order_by("kind", "order", "id")

    def with_successors(self) -> "LawQuerySet":
        return self.select_related("superseded_by")

    def codes(self) -> "models.QuerySet[Law, str]":
        return self.values_list("code", flat=True)

    def coded(self, code: str) -> "Law":
        return self.get(code=code)


COURT_ORDER = "court-order"
"""The code of the one duty that is departed from only with recorded legal advice."""


class Law(Audited):
    """One row of the law list: a basis, a condition, a duty, or an Act or guidance. Data, never code."""

    class Kind(models.TextChoices):
        LAWFUL_BASIS = "lawful_basis", "Lawful basis"
        CONDITION = "condition", "Condition for special-category data"
        DUTY = "duty", "Statutory duty or court order"
        ACT = "act", "Act or guidance"

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200)
    citation = models.CharField(max_length=300)
    used_for = models.TextField("what it is for here")
    in_force_from = models.DateField()
    in_force_until = models.DateField(null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    order = models.PositiveSmallIntegerField(default=50)

    objects = LawQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "order", "id"]
        constraints = [one_of("kind", ["lawful_basis", "condition", "duty", "act"], name="law_has_a_kind")]

    def __str__(self) -> str:
        return self.name

    def has_ended(self, on: date | None = None) -> bool:
        """Whether it was no longer in force on this day (today unless told)."""
        return self.in_force_until is not None and self.in_force_until < (on or timezone.localdate())
