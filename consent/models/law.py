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

    def meaning(self, code: str) -> "LawQuerySet":
        """The row of this code and those that took its place in other words."""
        return self.filter(Q(code=code) | Q(code__startswith=f"{code}{AGAIN}"))

    def codes(self) -> "models.QuerySet[Law, str]":
        return self.values_list("code", flat=True)

    def coded(self, code: str) -> "Law":
        return self.get(code=code)


AGAIN = "--"
"""What stands between the code of a row and the day of the one that says the same in other words."""

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

    def means(self, code: str) -> bool:
        """Whether it is the row of this code, or one that took its place in other words."""
        return self.root == code

    @property
    def root(self) -> str:
        """The code that it shares with the rows whose place it took."""
        return self.code.split(AGAIN)[0]

    def is_relied_on(self) -> bool:
        """Whether any record names it, of whatever app: then its words are part of that record."""
        others = (relation for relation in _relations_to_laws() if relation.related_model is not Law)
        return any(each.related_model._base_manager.filter(**{each.field.name: self}).exists() for each in others)

    def has_ended(self, on: date | None = None) -> bool:
        """Whether it was no longer in force on this day (today unless told)."""
        return self.in_force_until is not None and self.in_force_until < (on or timezone.localdate())


def _relations_to_laws() -> list[models.ForeignObjectRel]:
    fields = Law._meta.get_fields(include_hidden=True)
    return [field for field in fields if isinstance(field, models.ForeignObjectRel)]
