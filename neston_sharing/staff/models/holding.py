from django.conf import settings
from django.db import models
from django.utils import timezone

from neston_sharing.foundation.constraints import all_or_none
from neston_sharing.foundation.guards import latch
from neston_sharing.foundation.models import Audited
from neston_sharing.staff.table import titles


class RoleHoldingQuerySet(models.QuerySet["RoleHolding"]):
    def current(self) -> "RoleHoldingQuerySet":
        return self.filter(ended_at__isnull=True)

    def of(self, user) -> "RoleHoldingQuerySet":
        return self.filter(user=user)

    def with_names(self) -> "RoleHoldingQuerySet":
        return self.select_related("granted_by", "ended_by")


class RoleHolding(Audited):
    """One person holds one role, from when, by whose word, and until when. What a role may do is in the roles table."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField("role", max_length=30)
    granted_at = models.DateTimeField("granted at", default=timezone.now)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField("ended at", null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    objects = RoleHoldingQuerySet.as_manager()

    guards = latch("ended_at", "ended_by_id", what="The end of a role")

    class Meta:
        ordering = ["id"]
        constraints = [
            all_or_none("ended_at", "ended_by", name="role_ended_by_somebody"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(ended_at__isnull=True), name="a_role_is_held_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The role as people say it; one that the table no longer has keeps its bare name."""
        return "".join(titles([self.role])) or self.role
