from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from consent.models.child import Child
from consent.models.signing import stands
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import all_or_none, one_of
from neston_sharing.foundation.guards import Guard, latch
from neston_sharing.foundation.models import Audited

TWO_KEY_PEOPLE = """NEW.role = 'key_person' AND NEW.called_off_at IS NULL AND EXISTS
(SELECT 1 FROM consent_careassignment a WHERE a.child_id = NEW.child_id AND a.id <> NEW.id
AND a.role = 'key_person' AND a.called_off_at IS NULL
AND (a.until IS NULL OR a.until >= NEW.since) AND (NEW.until IS NULL OR NEW.until >= a.since))"""

REWRITTEN = " OR ".join(
    f"OLD.{column} <> NEW.{column}" for column in ("child_id", "person_id", "role", "since", "set_at", "set_by_id")
)


class CareAssignmentQuerySet(models.QuerySet["CareAssignment"]):
    def entered(self) -> "CareAssignmentQuerySet":
        """Those that nobody called off."""
        return self.filter(called_off_at__isnull=True)

    def standing(self, on: date | None = None) -> "CareAssignmentQuerySet":
        """Those that are in force on this day (today unless told), its first and last day included."""
        day = on or timezone.localdate()
        return self.entered().filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def key_people(self) -> "CareAssignmentQuerySet":
        return self.filter(role=CareAssignment.Role.KEY_PERSON)

    def overlapping(self, since: date, until: date | None) -> "CareAssignmentQuerySet":
        """Those with a day in common with these; `until` None is without end."""
        unended = Q(until__isnull=True) | Q(until__gte=since)
        return self.entered().filter(unended, **({"since__lte": until} if until else {}))

    def about_child(self, child: Child) -> "CareAssignmentQuerySet":
        return self.filter(child__in=Child.objects.same_as(child))

    def with_people(self) -> "CareAssignmentQuerySet":
        return self.select_related("person", "set_by", "called_off_by")

    def newest_first(self) -> "CareAssignmentQuerySet":
        return self.order_by("-since", "-id")


class CareAssignment(Audited):
    """Who is key person or cover from one day until another; access to the file begins and ends with it.

    A key person named here takes the place of the one named at registration (`Child.key_person`) for those days; a
    cover comes beside the standing one. A child has one key person a day.
    """

    class Role(models.TextChoices):
        KEY_PERSON = "key_person", "Key person"
        COVER = "cover", "Cover"

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="care")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("as", max_length=10, choices=Role)
    since = models.DateField("from")
    until = models.DateField("until", null=True, blank=True)
    set_at = models.DateTimeField(default=timezone.now, editable=False)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    called_off_at = models.DateTimeField(null=True, editable=False)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = CareAssignmentQuerySet.as_manager()

    guards = (
        *latch("called_off_at", "called_off_by_id", what="Calling off who works with a child"),
        Guard("one_key_person", "A child has one key person a day", ("INSERT", "UPDATE"), when=TWO_KEY_PEOPLE),
        Guard("kept", "Who works with a child is ended or called off, never rewritten", ("UPDATE",), when=REWRITTEN),
        Guard("kept", "Who works with a child is ended or called off, never deleted", ("DELETE",)),
    )

    class Meta:
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["person", "child"], name="care_by_person")]
        constraints = [
            one_of("role", ["key_person", "cover"], name="care_has_a_role"),
            all_or_none("called_off_at", "called_off_by", name="care_called_off_by_somebody"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="care_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return "who works with a child"

    @property
    def audit_subject(self) -> str:
        return self.child.reference

    def stands(self, on: date | None = None) -> bool:
        """Whether it is in force on this day (today unless told)."""
        return self.called_off_at is None and stands(self, on or timezone.localdate())

    @property
    def is_to_come(self) -> bool:
        return self.called_off_at is None and self.since > timezone.localdate()
