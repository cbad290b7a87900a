from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from consent.models.child import Child
from consent.models.policy import PolicyVersion
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.guards import frozen_when
from neston_sharing.foundation.models import Audited


class AcknowledgementRequestQuerySet(models.QuerySet["AcknowledgementRequest"]):
    def open(self) -> "AcknowledgementRequestQuerySet":
        """Requests that nobody gave up; whether they were met follows from the registrations signed since."""
        return self.filter(given_up_at__isnull=True)


class AcknowledgementRequest(Audited):
    """A child's parents are asked to acknowledge a new version of a policy, by a new registration that gives it."""

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="acknowledgement_requests")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="acknowledgement_requests")
    due_on = models.DateField("to be acknowledged by")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    given_up_at = models.DateTimeField(null=True, editable=False)
    given_up_why = models.TextField("why it is no longer asked", blank=True, editable=False)

    objects = AcknowledgementRequestQuerySet.as_manager()

    guards = frozen_when("OLD.given_up_at IS NOT NULL", "A request that was given up")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "version"], condition=Q(given_up_at__isnull=True), name="asked_once_for_a_version"
            ),
            models.CheckConstraint(
                condition=Q(given_up_at__isnull=True, given_up_why="")
                | Q(given_up_at__isnull=False) & ~Q(given_up_why=""),
                name="asking_given_up_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return "request to acknowledge a policy"

    @property
    def audit_subject(self) -> str:
        return self.child.reference
