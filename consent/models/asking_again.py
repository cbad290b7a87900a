from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.utils import timezone

from consent.models.child import Child
from consent.models.policy import PolicyVersion
from consent.models.registration import PolicyGiven
from consent.models.sameness import one, outer_one, persons_of
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.guards import frozen_when
from neston_sharing.foundation.models import Audited
from neston_sharing.foundation.models.gates import gate


def acknowledged(version, *, child: str = "") -> Exists:
    """Whether a parent has signed, since the version was adopted, a registration of the child that gave it.

    `version` is one, or the outer row's; `child` is where the outer row names the child, if it is none itself.
    """
    given = _given(version).alias(one=one("registration__child"))
    return Exists(given.filter(one=outer_one(child)))


def who_acknowledged(version) -> models.QuerySet:
    """The children of whom that is so, as a query of their keys."""
    return persons_of(_given(version), "registration__child")


def _given(version) -> models.QuerySet[PolicyGiven]:
    since = Q(registration__signature__signed_on__gte=F("version__adopted_on"))
    standing = Q(registration__signature__misfiling__isnull=True)
    return PolicyGiven.objects.filter(since, standing, version=version)


class AcknowledgementRequestQuerySet(models.QuerySet["AcknowledgementRequest"]):
    def open(self) -> "AcknowledgementRequestQuerySet":
        """Requests that nobody gave up; whether they were met follows from the registrations signed since."""
        return self.filter(given_up_at__isnull=True)

    def outstanding(self) -> "AcknowledgementRequestQuerySet":
        """Requests that no signature has met yet, of children who still attend."""
        here = Child.objects.attending().filter(pk=OuterRef("child"))
        return self.open().filter(~acknowledged(OuterRef("version"), child="child"), Exists(here))

    @gate
    def visible_to(self, user) -> "AcknowledgementRequestQuerySet":
        return self.filter(Exists(Child.objects.visible_to(user).filter(pk=OuterRef("child"))))

    def for_version(self, version: PolicyVersion) -> "AcknowledgementRequestQuerySet":
        return self.filter(version=version)

    def for_earlier_than(self, version: PolicyVersion) -> "AcknowledgementRequestQuerySet":
        """Requests for other versions of the policy that this one has taken the place of."""
        return self.filter(version__policy=version.policy).exclude(version=version)

    def of_children(self, children) -> "AcknowledgementRequestQuerySet":
        return self.filter(child__in=children)

    def outstanding_for(self, child: Child) -> "AcknowledgementRequestQuerySet":
        return self.outstanding().of_children(Child.objects.same_as(child)).with_people().order_by("due_on", "id")

    def overdue(self, on: date | None = None) -> "AcknowledgementRequestQuerySet":
        return self.filter(due_on__lt=on or timezone.localdate())

    def with_people(self) -> "AcknowledgementRequestQuerySet":
        return self.select_related("child", "version", "asked_by")

    def by_version(self) -> "models.QuerySet[AcknowledgementRequest, dict]":
        """Count them for each version: {"version", "version__title", "waiting", "first_due"}, the most urgent first."""
        named = self.order_by().values("version", "version__title")
        return named.annotate(waiting=Count("pk"), first_due=Min("due_on")).order_by("first_due", "version")


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
    def is_overdue(self) -> bool:
        """Whether the day has passed; a request that was met is not asked."""
        return self.due_on < timezone.localdate()

    @property
    def audit_subject(self) -> str:
        return self.child.reference
