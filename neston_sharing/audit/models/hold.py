from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from neston_sharing.foundation.constraints import all_or_none, not_blank, one_of
from neston_sharing.foundation.guards import Guard, latch
from neston_sharing.foundation.models.record import Audited

KEPT = "A hold is ended, never rewritten or deleted"
REWRITTEN = " OR ".join(
    f"OLD.{column} IS DISTINCT FROM NEW.{column}"
    for column in ("subject", "ground", "reason", "since", "set_at", "set_by_id")
)


class HoldQuerySet(models.QuerySet["Hold"]):
    def standing(self) -> "HoldQuerySet":
        return self.filter(ended_at__isnull=True)

    def over(self, references) -> "HoldQuerySet":
        """Those that stand in the way of what is kept under one of these references: of everything, or of that."""
        return self.standing().filter(Q(subject="") | Q(subject__in=list(references)))

    def visible_to(self, user) -> "HoldQuerySet":
        from neston_sharing.audit import subjects

        hidden = subjects.hidden_from(user)
        return self.exclude(subject__in=hidden) if hidden else self.all()

    def with_people(self) -> "HoldQuerySet":
        return self.select_related("set_by", "ended_by")


class Hold(Audited):
    """Nothing of this child (of nobody, if `subject` is empty) is disposed of while this stands, whatever its rule."""

    class Ground(models.TextChoices):
        COURT = "court", "Court proceedings"
        INQUIRY = "inquiry", "An inquiry or review, such as a public inquiry"
        COMPLAINT = "complaint", "A complaint"
        ACCESS_REQUEST = "access_request", "A subject access request under way"
        OTHER = "other", "Something else"

    subject = models.CharField("child's reference, or everything", max_length=40, blank=True, default="")
    ground = models.CharField("ground", max_length=20, choices=Ground)
    reason = models.TextField("reason")
    since = models.DateField("from", default=date.today)
    set_at = models.DateTimeField("set at", default=timezone.now)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="set by"
    )
    ended_at = models.DateTimeField("ended at", null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="ended by"
    )
    ended_why = models.TextField("why it was ended", null=True)

    objects = HoldQuerySet.as_manager()

    guards = (
        *latch("ended_at", "ended_by_id", "ended_why", what="The end of a hold"),
        Guard("kept", KEPT, ("UPDATE",), when=REWRITTEN),
        Guard("kept", KEPT, ("DELETE", "TRUNCATE")),
        Guard("kept_no_replace", KEPT, ("INSERT",), replaced="1 = 1"),
    )

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        verbose_name = "hold on disposal"
        constraints = [
            one_of("ground", ["court", "inquiry", "complaint", "access_request", "other"], name="hold_has_a_ground"),
            not_blank("reason", name="hold_has_a_reason"),
            all_or_none("ended_at", "ended_by", "ended_why", name="hold_ended_by_somebody"),
        ]

    def __str__(self) -> str:
        return "hold"

    @property
    def audit_subject(self) -> str:
        return self.subject
