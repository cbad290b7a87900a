import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from neston_sharing.foundation.constraints import one_of
from neston_sharing.foundation.guards import latch
from neston_sharing.foundation.models import Audited


class OneTimeCodeQuerySet(models.QuerySet["OneTimeCode"]):
    def waiting(self) -> "OneTimeCodeQuerySet":
        """Codes that still work: not used, within their time, and of somebody who works here."""
        return self.filter(used_at__isnull=True, expires_at__gt=timezone.now(), user__is_active=True)

    def good(self, code: str) -> "OneTimeCodeQuerySet":
        """The code with these letters, if it still works."""
        return self.waiting().filter(digest=digest(code)).select_related("user")

    def invitations(self) -> "OneTimeCodeQuerySet":
        return self.filter(purpose=OneTimeCode.Purpose.INVITATION)

    def resets(self) -> "OneTimeCodeQuerySet":
        return self.filter(purpose=OneTimeCode.Purpose.RESET)

    def of(self, user) -> "OneTimeCodeQuerySet":
        return self.filter(user=user)

    def last_used(self) -> "OneTimeCode | None":
        return self.filter(used_at__isnull=False).select_related("made_by").order_by("-used_at").first()


class OneTimeCode(Audited):
    """A way in that works once: an invitation, or a manager's reset where there is no e-mail.

    Only its digest is kept; the code itself is shown once, to whoever gave it.
    """

    class Purpose(models.TextChoices):
        INVITATION = "invitation", "Invitation"
        RESET = "reset", "New password"

    LIFE = {Purpose.INVITATION: timedelta(days=7), Purpose.RESET: timedelta(hours=1)}

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="codes")
    purpose = models.CharField(max_length=20, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = OneTimeCodeQuerySet.as_manager()

    unlogged = ("digest",)
    guards = latch("used_at", what="The use of a code")

    class Meta:
        constraints = [one_of("purpose", ["invitation", "reset"], name="code_has_a_purpose")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} code"


def new_code() -> str:
    """Give a new secret of 120 bits that can be typed: five groups of four letters and digits."""
    letters = "".join(secrets.choice("23456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(24))
    return "-".join(letters[i : i + 4] for i in range(0, 24, 4))


def digest(code: str) -> str:
    """Give the digest that is stored; spaces, hyphens and case do not matter to it."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
