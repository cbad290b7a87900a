from django.conf import settings
from django.db import models

from consent.models.family import Parent
from consent.models.registration import Registration
from neston_sharing.foundation.guards import latch
from neston_sharing.foundation.models import Audited


class Handover(Audited):
    """The tablet in a parent's hands: who handed it over, for which registration, until when. Works once."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="handovers")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="+")
    handed_over_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_over_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_why = models.TextField(blank=True)

    guards = latch("used_at", "declined_at", what="The end of a handover")

    def __str__(self) -> str:
        return "handover"

    @property
    def audit_subject(self) -> str:
        return self.registration.child.reference
