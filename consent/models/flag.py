from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from consent.models.child import Child
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import all_or_none, one_of
from neston_sharing.foundation.guards import latch
from neston_sharing.foundation.models import Audited
from neston_sharing.foundation.models.gates import gate


class FlagQuerySet(models.QuerySet["Flag"]):
    """A flag stands until it is taken down; an order whose last day has passed limits nobody even before that."""

    def standing(self) -> "FlagQuerySet":
        return self.filter(ended_at__isnull=True)

    def about_child(self, child: Child) -> "FlagQuerySet":
        return self.filter(child__in=Child.objects.same_as(child))

    @gate
    def visible_to(self, user) -> "FlagQuerySet":
        return self.filter(Exists(Child.objects.visible_to(user).filter(pk=OuterRef("child"))))

    def limiting(self, on: date | None = None) -> "FlagQuerySet":
        """Court orders that limit somebody's contact or information on this day (today unless told)."""
        orders = self.standing().filter(Q(limits_contact=True) | Q(limits_information=True))
        unended = Q(ends_on__isnull=True) | Q(ends_on__gte=on or timezone.localdate())
        return orders.filter(unended).select_related("about_parent__merged_into")

    def expiring(self, by: date) -> "FlagQuerySet":
        """Standing flags whose order ends by this day or has ended: somebody must ask what comes next."""
        return self.standing().filter(ends_on__lte=by).order_by("ends_on", "id")

    def with_people(self) -> "FlagQuerySet":
        return self.select_related("social_worker__agency", "about_parent__merged_into")

    def do_not_discuss(self) -> "FlagQuerySet":
        return self.filter(kind=Flag.Kind.DO_NOT_DISCUSS)


class Flag(Audited):
    """What everyone who opens the child's page must see first."""

    class Kind(models.TextChoices):
        DO_NOT_DISCUSS = "do_not_discuss", "Do not discuss with the family"
        COURT_ORDER = "court_order", "Court order"
        CHILD_PROTECTION = "child_protection", "Child protection plan"
        IN_NEED = "in_need", "Child in need"
        LOOKED_AFTER = "looked_after", "Looked-after child"

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField("flag", max_length=20, choices=Kind)
    detail = models.TextField("what staff must know", blank=True)
    social_worker = models.ForeignKey(
        "agencies.Professional",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="social worker",
    )
    about_parent = models.ForeignKey(
        "consent.Parent",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="whom the order limits",
    )
    limits_contact = models.BooleanField("limits their contact with the child", default=False)
    limits_information = models.BooleanField("limits what they may be told", default=False)
    ends_on = models.DateField("the order ends on", null=True, blank=True)
    set_at = models.DateTimeField(default=timezone.now, editable=False)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    ended_why = models.TextField("why it no longer stands", null=True, editable=False)

    objects = FlagQuerySet.as_manager()

    guards = latch("ended_at", "ended_by_id", "ended_why", what="The end of a flag")

    class Meta:
        ordering = ["id"]
        constraints = [
            all_or_none("ended_at", "ended_by", "ended_why", name="flag_ended_by_somebody"),
            one_of(
                "kind",
                ["do_not_discuss", "court_order", "child_protection", "in_need", "looked_after"],
                name="flag_has_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(limits_contact=False, limits_information=False)
                | Q(kind="court_order", about_parent__isnull=False),
                name="an_order_limits_somebody",
            ),
        ]

    def __str__(self) -> str:
        return "flag"

    @property
    def audit_subject(self) -> str:
        return self.child.reference

    @property
    def limits(self) -> str:
        """What a court order limits, in words; nothing where it limits nobody here."""
        contact = "their contact with the child" if self.limits_contact else ""
        return " and ".join(part for part in (contact, "what they may be told" * self.limits_information) if part)

    @property
    def is_over(self) -> bool:
        """Whether the order's last day has passed, although nobody has taken the flag down."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()
