"""A list waits as a file until it is entered, whole or not at all, or put aside; then the file goes."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from neston_sharing.foundation.guards import latch
from neston_sharing.foundation.models import Audited


class WaitingListQuerySet(models.QuerySet["WaitingList"]):
    def waiting_for(self, user):
        """The list that this person has brought in and neither entered nor put aside. Nobody sees another's."""
        return self.filter(uploaded_by=user, entered_at=None).exclude(file="").first()


class WaitingList(Audited):
    """A list that was uploaded to be looked through. Its file goes with the end of it; its hash and the counts stay."""

    file = models.FileField(upload_to="imports/", blank=True)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField("rows")
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    entered_at = models.DateTimeField(null=True, editable=False)
    entered = models.JSONField("what was entered", null=True, editable=False)

    objects = WaitingListQuerySet.as_manager()

    guards = latch("entered_at", "entered", what="What was entered from a file")

    class Meta:
        abstract = True
        ordering = ["-id"]
