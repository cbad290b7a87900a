from django.conf import settings
from django.db import models
from django.db.models import Q

from neston_sharing.foundation.constraints import differs, not_blank
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record
from sharing.models.decision import Decision


class Referral(Record):
    """A child could not wait: why, and the verbal backing. Who was told what stands in the disclosure."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="referral")
    why = models.TextField("why it could not wait")
    verbal_backer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="who backed it verbally",
    )
    tried = models.TextField("who was tried and not reached", blank=True)

    guards = append_only("A referral")

    class Meta:
        constraints = [
            not_blank("why", name="referral_says_why"),
            differs("verbal_backer", "recorded_by", name="nobody_backs_their_own_referral"),
            models.CheckConstraint(
                condition=Q(verbal_backer__isnull=False) | ~Q(tried=""), name="backed_verbally_or_tried"
            ),
        ]

    def __str__(self) -> str:
        return "referral"

    @property
    def audit_subject(self) -> str:
        return self.decision.child.reference
