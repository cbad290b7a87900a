from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from neston_sharing.foundation.constraints import all_or_none
from neston_sharing.foundation.guards import Guard, latch
from neston_sharing.foundation.models import Audited
from neston_sharing.foundation.models.gates import ThisMoment
from neston_sharing.staff.table import limits, titles


def counting(roles: Collection[str], path: str = "") -> models.Q:
    """Holdings of one of these roles, at this path, that have neither been ended nor run out.

    One of a role with a limit that says no end of its own was given before it had one: it ends with the limit.
    """
    now, limited = timezone.now(), {role: days for role, days in limits().items() if role in roles}

    def at(**conditions) -> models.Q:
        return models.Q(**{f"{path}{name}": value for name, value in conditions.items()})

    endless = at(expires_at__isnull=True, role__in=set(roles) - set(limited))
    for role, days in limited.items():
        endless |= at(expires_at__isnull=True, role=role, granted_at__gt=now - days)
    return at(role__in=list(roles), ended_at__isnull=True) & (at(expires_at__gt=ThisMoment()) | endless)


class RoleHoldingQuerySet(models.QuerySet["RoleHolding"]):
    def current(self) -> "RoleHoldingQuerySet":
        """Those that nobody has ended, run out or not."""
        return self.filter(ended_at__isnull=True)

    def given_since(self, roles: Collection[str], moment: datetime) -> "RoleHoldingQuerySet":
        """Those of these roles that somebody gave since then, and nobody has ended; the set-up is nobody."""
        return self.current().filter(role__in=roles, granted_at__gte=moment, granted_by__isnull=False)

    def names(self) -> list[str]:
        return list(self.values_list("role", flat=True))

    def of(self, user) -> "RoleHoldingQuerySet":
        return self.filter(user=user)

    def with_names(self) -> "RoleHoldingQuerySet":
        return self.select_related("granted_by", "ended_by")


class RoleHolding(Audited):
    """One person holds one role, from when, by whose word, and until when. What a role may do is in the roles table.

    Where the table limits the role, `expires_at` is the moment from which it has no effect any more.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField("role", max_length=30)
    granted_at = models.DateTimeField("granted at", default=timezone.now)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    expires_at = models.DateTimeField("ends by itself at", null=True)
    ended_at = models.DateTimeField("ended at", null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    objects = RoleHoldingQuerySet.as_manager()

    guards = (
        *latch("ended_at", "ended_by_id", what="The end of a role"),
        Guard(
            "time",
            "How long a role is given for is said once: end it and give it anew",
            ("UPDATE",),
            when="OLD.expires_at IS DISTINCT FROM NEW.expires_at",
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=models.F("granted_at")),
                name="role_runs_out_after_it_was_given",
            ),
            all_or_none("ended_at", "ended_by", name="role_ended_by_somebody"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(ended_at__isnull=True), name="a_role_is_held_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def runs_out_at(self) -> datetime | None:
        """When it ends by itself, if it does."""
        limit = limits().get(self.role)
        return self.expires_at or (self.granted_at + limit if limit else None)

    @property
    def last_day(self) -> date | None:
        return timezone.localdate(self.runs_out_at - timedelta(seconds=1)) if self.runs_out_at else None

    @property
    def counts(self) -> bool:
        """Whether it is held now: neither ended nor run out."""
        return self.ended_at is None and not self.has_run_out

    @property
    def has_run_out(self) -> bool:
        return self.ended_at is None and self.runs_out_at is not None and self.runs_out_at <= timezone.now()

    @property
    def title(self) -> str:
        """The role as people say it; one that the table no longer has keeps its bare name."""
        return "".join(titles([self.role])) or self.role
