from django.conf import settings
from django.db import models
from django.utils import timezone

from consent.models import Child
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import all_or_none, not_blank
from neston_sharing.foundation.guards import Guard, latch
from neston_sharing.foundation.models import Audited
from sharing.models.of_one_child import OfOneChild

KEPT = "A mark is taken away, never rewritten or deleted"


class AbuseMarkQuerySet(OfOneChild):
    def standing(self) -> "AbuseMarkQuerySet":
        return self.filter(ended_at__isnull=True)

    def with_people(self) -> "AbuseMarkQuerySet":
        return self.select_related("set_by", "ended_by")


class AbuseMark(Audited):
    """A child's safeguarding record tells of child sexual abuse, so it is kept far longer. Set by designated people."""

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="abuse_marks")
    reason = models.TextField("reason")
    set_at = models.DateTimeField("set at", default=timezone.now)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField("taken away at", null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    ended_why = models.TextField("why it was taken away", null=True)

    objects = AbuseMarkQuerySet.as_manager()

    guards = (
        *latch("ended_at", "ended_by_id", "ended_why", what="The end of a mark"),
        Guard(
            "kept",
            KEPT,
            ("UPDATE",),
            when="OLD.child_id <> NEW.child_id OR OLD.reason <> NEW.reason OR OLD.set_at <> NEW.set_at "
            "OR OLD.set_by_id <> NEW.set_by_id",
        ),
        Guard("kept", KEPT, ("DELETE", "TRUNCATE")),
        Guard("kept_no_replace", KEPT, ("INSERT",), replaced="1 = 1"),
    )

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        verbose_name = "mark on a safeguarding record"
        constraints = [
            not_blank("reason", name="abuse_mark_has_a_reason"),
            all_or_none("ended_at", "ended_by", "ended_why", name="abuse_mark_ended_by_somebody"),
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(ended_at__isnull=True), name="marked_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return "mark on a safeguarding record"

    @property
    def audit_subject(self) -> str:
        return self.child.reference
