from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from consent.models.child import Child
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import all_or_none, differs, not_blank
from neston_sharing.foundation.guards import Guard, kept, latch
from neston_sharing.foundation.models import Audited

TOLD = "consent.restrict_record"  # those designated
SAID = " OR ".join(
    f"OLD.{each} IS DISTINCT FROM NEW.{each}" for each in ("child_id", "user_id", "reason", "broken_at", "ends_at")
)


class BrokenGlassQuerySet(models.QuerySet["BrokenGlass"]):
    def of(self, user) -> "BrokenGlassQuerySet":
        return self.filter(user=user)

    def live(self) -> "BrokenGlassQuerySet":
        """Through which somebody sees a record now."""
        return self.filter(ended_at__isnull=True, ends_at__gt=timezone.now())

    def not_excluded(self, user) -> "BrokenGlassQuerySet":
        """Those of children from whose record this person has not been excluded since."""
        found = Child.objects.all().not_excluding(user).filter(pk=OuterRef("child"))
        return self.filter(Exists(found))

    def numbered(self, numbers) -> "BrokenGlassQuerySet":
        return self.filter(pk__in=numbers).select_related("child__merged_into").order_by("id")

    def to_acknowledge(self, user) -> "BrokenGlassQuerySet":
        """Those of others of which this person is told: somebody designated to whom the record is open."""
        if not user.has_perm(TOLD):
            return self.none()
        open_children = Exists(Child.objects.all().open_to(user).filter(pk=OuterRef("child")))
        return self.filter(open_children, acknowledged_at__isnull=True).exclude(user=user)

    def with_people(self) -> "BrokenGlassQuerySet":
        return self.select_related("child__merged_into", "user", "acknowledged_by")

    def oldest_first(self) -> "BrokenGlassQuerySet":
        return self.order_by("id")


class BrokenGlass(Audited):
    """Somebody needed a record at once that is not theirs to see: why, from when, until when; and who looked into it.

    It gives sight to the session in which the glass was broken, and to no other.
    """

    LIFE = timedelta(minutes=15)

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="broken_glass")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="who")
    reason = models.TextField("reason")
    broken_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField("ends by itself at")
    ended_at = models.DateTimeField("ended by hand at", null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    acknowledged_how = models.TextField("what was found", null=True)

    objects = BrokenGlassQuerySet.as_manager()

    guards = (
        *latch(
            "ended_at", "acknowledged_at", "acknowledged_by_id", "acknowledged_how", what="What came of a broken glass"
        ),
        Guard("said", "Who broke the glass, and why, is never changed", ("UPDATE",), when=SAID),
        *kept("A broken glass"),
    )

    class Meta:
        ordering = ["id"]
        verbose_name = "broken glass"
        verbose_name_plural = "broken glass"
        constraints = [
            all_or_none("acknowledged_at", "acknowledged_by", "acknowledged_how", name="glass_looked_into_by_somebody"),
            differs("user", "acknowledged_by", name="nobody_looks_into_their_own_glass"),
            not_blank("reason", name="glass_has_a_reason"),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("broken_at")), name="glass_is_broken_for_a_time"),
        ]

    def __str__(self) -> str:
        return "broken glass"

    @property
    def audit_subject(self) -> str:
        return self.child.reference
