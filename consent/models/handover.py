import hashlib
from datetime import timedelta
from typing import cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from consent.models.child import Child
from consent.models.family import Parent
from consent.models.registration import Registration
from neston_sharing.foundation.guards import frozen_when
from neston_sharing.foundation.models import Audited

ENDS = ("used_at", "declined_at", "stopped_at")


def ended(*ends: str) -> Q:
    return Q(**{f"{end}__isnull": end not in ends for end in ENDS})


class HandoverQuerySet(models.QuerySet["Handover"]):
    def holding(self, token: str) -> "Handover | None":
        """The handover that this token was made for, live or over."""
        people = ("parent", "registration__child", "child", "handed_over_by")
        return self.select_related(*people).filter(digest=Handover.digest_of(token)).first()

    def about_child(self, child: Child) -> "HandoverQuerySet":
        rows = Child.objects.same_as(child)
        return self.filter(Q(child__in=rows) | Q(registration__child__in=rows))

    def live(self) -> "HandoverQuerySet":
        """Handovers in a parent's hands now."""
        return self.filter(ended(), expires_at__gt=timezone.now())


class Handover(Audited):
    """The tablet in a parent's hands: who handed it over, for what, until when. Works once.

    It is for a registration, with whatever consents are asked of this parent too, or for those consents alone.
    It ends signed (`used_at`), declined, stopped (given back, or handed over anew), or by time.
    """

    LIFE = timedelta(minutes=10)

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="handovers", null=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", null=True)  # for consents alone
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="+")
    handed_over_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_over_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_why = models.TextField(blank=True)
    stopped_at = models.DateTimeField(null=True)

    objects = HandoverQuerySet.as_manager()

    unlogged = ("digest",)
    guards = frozen_when(" OR ".join(f"OLD.{end} IS NOT NULL" for end in ENDS), "A handover that is over")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=ended() | ended("used_at") | ended("declined_at") | ended("stopped_at"),
                name="handover_ends_one_way",
            ),
            models.CheckConstraint(
                condition=Q(registration__isnull=True, child__isnull=False)
                | Q(registration__isnull=False, child__isnull=True),
                name="handover_is_about_a_child",
            ),
            models.CheckConstraint(
                condition=Q(declined_why="") | Q(declined_at__isnull=False), name="only_who_declines_says_why"
            ),
        ]

    def __str__(self) -> str:
        return "handover"

    @property
    def audit_subject(self) -> str:
        return self.about.reference

    @property
    def about(self) -> Child:
        """The child for whom the parent is asked to sign."""
        return self.child or cast(Registration, self.registration).child

    @staticmethod
    def digest_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    @property
    def is_answered(self) -> bool:
        """Whether the parent signed, or declined to."""
        return bool(self.used_at or self.declined_at)

    @property
    def is_live(self) -> bool:
        return not any(getattr(self, end) for end in ENDS) and timezone.now() < self.expires_at
