from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Audited

LAST_ADOPTED = ("adopted_on", models.F("reviewed_on").asc(nulls_first=True), "id")
"""The order in which versions take each other's place."""


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    def in_force(self, policy: str, on: date | None = None) -> "PolicyVersion | None":
        """Give the version of a policy that was last adopted by this day (today unless told)."""
        adopted = self.filter(policy=policy, adopted_on__lte=on or timezone.localdate())
        return adopted.order_by(*LAST_ADOPTED).last()

    def each_in_force(self) -> "list[PolicyVersion]":
        """Give the version in force of each of the four policies that has one, in the order of clause 1.2."""
        adopted = self.filter(adopted_on__lte=timezone.localdate()).order_by(*LAST_ADOPTED)
        last = {version.policy: version for version in adopted}
        return [last[policy] for policy in PolicyVersion.Policy.values if policy in last]

    def adopted(self, *, policy: str, on: date) -> "PolicyVersionQuerySet":
        return self.filter(policy=policy, adopted_on=on)

    def other_versions(self, version: "PolicyVersion") -> "PolicyVersionQuerySet":
        return self.filter(policy=version.policy).exclude(pk=version.pk)

    def entered_since(self, moment: datetime) -> "PolicyVersionQuerySet":
        return self.filter(entered_at__gt=moment)

    def with_clauses(self) -> "PolicyVersionQuerySet":
        return self.prefetch_related("clauses")


class PolicyVersion(Audited):
    """One adopted version of a policy, as the setting adopted it: never rewritten (policy 1.2)."""

    class Policy(models.TextChoices):
        INFORMATION_SHARING = "information_sharing", "Information Sharing Policy"
        SAFEGUARDING = "safeguarding", "Safeguarding Children and Child Protection Policy"
        SEN = "sen", "Supporting Children with Special Educational Needs Policy"
        RECORDS = "records", "Children's Records Policy"

    policy = models.CharField("policy", max_length=30, choices=Policy)
    title = models.CharField("title", max_length=200)
    adopted_on = models.DateField("adopted on")
    reviewed_on = models.DateField("reviewed on", null=True, blank=True)
    review_due = models.DateField("review due")
    signatory = models.CharField("signed by", max_length=150)
    signatory_role = models.CharField("role of the signatory", max_length=150, blank=True)
    adopted_by = models.CharField("adopted by", max_length=150, blank=True)
    minutes_on = models.DateField("minutes of", null=True, blank=True)
    text = models.TextField("text", blank=True)
    legal_framework = models.TextField("legal framework", blank=True)
    note = models.TextField("note for managers", blank=True)
    entered_at = models.DateTimeField(default=timezone.now, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )  # nobody: it came with the product

    objects = PolicyVersionQuerySet.as_manager()

    guards = append_only("A policy version")

    class Meta:
        ordering = ["policy", "-adopted_on", "-id"]
        constraints = [
            one_of("policy", ["information_sharing", "safeguarding", "sen", "records"], name="policy_is_one_of_four"),
            not_blank("signatory", name="policy_is_signed"),
            models.CheckConstraint(
                condition=models.Q(review_due__gte=models.F("adopted_on")), name="policy_review_after_adoption"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("consent:policy", args=[self.pk])

    @property
    def is_in_force(self) -> bool:
        return PolicyVersion.objects.in_force(self.policy) == self

    def is_overdue(self, on: date | None = None) -> bool:
        """Whether the review was due before this day (today unless told)."""
        return self.review_due < (on or timezone.localdate())


class PolicyClause(Audited):
    """One numbered clause of a version, so that a page can show the clause that it rests on in the policy's words."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="clauses")
    order = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=100)
    number = models.CharField(max_length=10, blank=True)
    text = models.TextField()

    guards = append_only("A policy's clause")

    class Meta:
        ordering = ["version", "order"]
        constraints = [models.UniqueConstraint(fields=["version", "order"], name="clauses_in_order")]

    def __str__(self) -> str:
        return self.number
