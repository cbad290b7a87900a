from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from consent.models.policy import PolicyVersion
from neston_sharing.foundation.guards import frozen_when
from neston_sharing.foundation.meanwhile import fingerprint
from neston_sharing.foundation.models import Audited


class PolicyDraftQuerySet(models.QuerySet["PolicyDraft"]):
    def open(self) -> "PolicyDraftQuerySet":
        return self.filter(closed_at__isnull=True)

    def with_outcome(self) -> "PolicyDraftQuerySet":
        return self.select_related("started_by", "adopted")

    def open_of(self, policy: str) -> "PolicyDraft | None":
        return self.open().filter(policy=policy).first()


class PolicyDraft(Audited):
    """A new version of a policy before it is adopted: changed as often as need be, then adopted or given up."""

    policy = models.CharField("policy", max_length=30, choices=PolicyVersion.Policy)
    title = models.CharField("title", max_length=200)
    text = models.TextField("text")
    legal_framework = models.TextField("legal framework", blank=True)
    note = models.TextField("note for managers", blank=True)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    adopted = models.OneToOneField(
        PolicyVersion, on_delete=models.PROTECT, related_name="draft", null=True, editable=False
    )
    given_up_why = models.TextField("why it was given up", blank=True, editable=False)

    objects = PolicyDraftQuerySet.as_manager()

    guards = frozen_when("OLD.closed_at IS NOT NULL", "A draft that is closed")

    class Meta:
        ordering = ["policy", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy"], condition=Q(closed_at__isnull=True), name="one_open_draft_a_policy"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, adopted__isnull=True, given_up_why="")
                | Q(closed_at__isnull=False, adopted__isnull=False, given_up_why="")
                | Q(closed_at__isnull=False, adopted__isnull=True) & ~Q(given_up_why=""),
                name="draft_is_adopted_or_given_up",
            ),
        ]

    def __str__(self) -> str:
        return "draft of a policy"

    def get_absolute_url(self) -> str:
        return reverse("consent:policy-draft", args=[self.pk])

    @property
    def mark(self) -> str:
        """What stands in it now, for telling a second writer that somebody saved meanwhile."""
        return fingerprint(self.title, self.text, self.legal_framework, self.note)

    def adopted_meanwhile(self) -> PolicyVersion | None:
        """The version that was entered since this draft was begun, so that the draft does not start from it."""
        return PolicyVersion.objects.filter(policy=self.policy).entered_since(self.started_at).order_by("id").last()
