from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac


class SignInTriesQuerySet(models.QuerySet["SignInTries"]):
    def at(self, email: str) -> "SignInTries | None":
        return self.filter(address=address_digest(email)).first()

    def locked(self) -> "SignInTriesQuerySet":
        return self.filter(locked_until__gt=timezone.now())

    def of(self, user) -> "SignInTriesQuerySet":
        return self.filter(user=user)

    def of_staff(self) -> "SignInTriesQuerySet":
        """Those at the address of somebody who works here, in the order of their names."""
        return self.filter(user__is_active=True).select_related("user").order_by("user__name", "id")


class SignInTries(models.Model):
    """The wrong tries in a row at one address, known or not: what was typed is kept as a digest with a key.

    It is in the database, so that neither a restart nor a second node gives more tries. No audited row: every wrong
    try, every lock-out and every unlocking is an event of the log.
    """

    address = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tries", null=True)
    wrong = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now)
    locked_until = models.DateTimeField(null=True)

    objects = SignInTriesQuerySet.as_manager()

    def __str__(self) -> str:
        return "tries to sign in"

    @property
    def locked_now(self) -> datetime | None:
        """Until when nobody can sign in with this address, if that is still to come."""
        return self.locked_until if self.locked_until and self.locked_until > timezone.now() else None


def address_digest(email: str) -> str:
    return salted_hmac("staff.tries", email.strip().lower(), algorithm="sha256").hexdigest()
