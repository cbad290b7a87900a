"""What has been agreed with an agency, or with every agency of a kind: thresholds, steps, documents (policy 1.5)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from agencies.models.agency import Agency
from agencies.models.kinds import AgencyKind
from agencies.steps import written
from neston_sharing.foundation.constraints import all_or_none, not_blank, one_of
from neston_sharing.foundation.guards import frozen_when, frozen_with_parent, latch
from neston_sharing.foundation.meanwhile import fingerprint
from neston_sharing.foundation.models import Audited

ADOPTED = "p.adopted_on IS NOT NULL"


class ProtocolQuerySet(models.QuerySet["Protocol"]):
    def visible_to(self, user) -> "ProtocolQuerySet":
        return self if user.has_perm("agencies.view_agency") else self.none()

    def in_use(self) -> "ProtocolQuerySet":
        return self.filter(retired_on__isnull=True)

    def adopted(self) -> "ProtocolQuerySet":
        return self.filter(Q(pk__in=ProtocolVersion.objects.adopted().values("protocol")))

    def in_force_for(self, *agencies: Agency) -> "ProtocolQuerySet":
        """Those in force for these agencies: each one's own, then those of its kind. `in_force` is what to follow."""
        theirs = Q(agency__in=agencies) | Q(kind__in=[agency.kind for agency in agencies])
        return self.in_use().adopted().filter(theirs).with_versions().own_first()

    def own_first(self) -> "ProtocolQuerySet":
        return self.order_by(models.F("agency").asc(nulls_last=True), "title", "id")

    def listed(self) -> "ProtocolQuerySet":
        """For the list of all: those in use first, by title, with their versions."""
        return self.with_versions().order_by(models.F("retired_on").desc(nulls_first=True), "title", "id")

    def with_versions(self) -> "ProtocolQuerySet":
        """With every version, its steps and its documents: four queries in all, whatever is read of them."""
        versions = ProtocolVersion.objects.whole()
        return self.select_related("agency", "retired_by").prefetch_related(models.Prefetch("versions", versions))


class Protocol(Audited):
    """One protocol through all its versions, for one agency or for one kind of agency, never for both."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="protocols", null=True, blank=True)
    kind = models.CharField("kind of agency", max_length=30, choices=AgencyKind, null=True, blank=True)
    title = models.CharField("title", max_length=200)
    retired_on = models.DateField("out of use since", null=True, editable=False)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = ProtocolQuerySet.as_manager()

    guards = latch("agency_id", "kind", "title", "retired_on", "retired_by_id", what="What a protocol is for")

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=True, kind__isnull=False) | Q(agency__isnull=False, kind__isnull=True),
                name="protocol_for_agency_or_kind",
            ),
            one_of("kind", AgencyKind.values, name="protocol_has_a_known_kind"),
            not_blank("title", name="protocol_has_a_title"),
            all_or_none("retired_on", "retired_by", name="protocol_retired_by_somebody"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agencies:protocol", args=[self.pk])

    @property
    def is_in_use(self) -> bool:
        return self.retired_on is None

    @property
    def in_force(self) -> "ProtocolVersion | None":
        """The version to follow: the last one adopted, unless the protocol is out of use. Reads `versions.all()`."""
        return self.last_adopted if self.is_in_use else None

    @property
    def last_adopted(self) -> "ProtocolVersion | None":
        """The version in force, or the last one that was. Reads `versions.all()`."""
        return next((version for version in reversed(self.versions.all()) if version.adopted_on), None)

    @property
    def draft(self) -> "ProtocolVersion | None":
        """The version that is being prepared, if one is. Reads `versions.all()`."""
        return next((version for version in self.versions.all() if not version.adopted_on), None)


class ProtocolVersionQuerySet(models.QuerySet["ProtocolVersion"]):
    def adopted(self) -> "ProtocolVersionQuerySet":
        return self.filter(adopted_on__isnull=False)

    def of(self, protocol: Protocol) -> "ProtocolVersionQuerySet":
        """Every version of a protocol, the newest first."""
        return self.filter(protocol=protocol).select_related("adopted_by").order_by("-number")

    def numbered(self, protocol: int, number: int) -> "ProtocolVersionQuerySet":
        """The one that an address names; a number that is too large for a database names none."""
        return self.filter(protocol__in=Protocol.objects.filter(pk=protocol), number=number)

    def visible_to(self, user) -> "ProtocolVersionQuerySet":
        """An adopted version is read by everyone who reads the directory, a draft by those who keep protocols."""
        if user.has_perm("agencies.keep_protocols"):
            return self
        return self.adopted() if user.has_perm("agencies.view_agency") else self.none()

    def whole(self) -> "ProtocolVersionQuerySet":
        people = self.select_related("protocol__agency", "started_by", "adopted_by")
        return people.prefetch_related("steps", "documents").order_by("number", "id")


class ProtocolVersion(Audited):
    """What one version says: a draft that can be changed until it is adopted, and never afterwards (policy 1.5)."""

    protocol = models.ForeignKey(Protocol, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("version")
    thresholds = models.TextField("thresholds", blank=True)
    review_due = models.DateField("review due")
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    adopted_on = models.DateField("adopted on", null=True, editable=False)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = ProtocolVersionQuerySet.as_manager()

    guards = frozen_when("OLD.adopted_on IS NOT NULL", "An adopted version of a protocol")

    class Meta:
        ordering = ["protocol", "number"]
        constraints = [
            models.UniqueConstraint(fields=["protocol", "number"], name="protocol_versions_in_order"),
            models.UniqueConstraint(
                fields=["protocol"], condition=Q(adopted_on__isnull=True), name="one_draft_a_protocol"
            ),
            all_or_none("adopted_on", "adopted_by", name="protocol_adopted_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("agencies:protocol-version", args=[self.protocol_id, self.number])

    @property
    def is_draft(self) -> bool:
        return self.adopted_on is None

    @property
    def lines(self) -> str:
        """The steps as people write them, one a line."""
        return written(self.steps.all())

    @property
    def mark(self) -> str:
        """What stands in it now, for telling a second writer that somebody saved meanwhile."""
        papers = (document.title for document in self.documents.all())
        return fingerprint(self.thresholds, str(self.review_due), self.lines, *papers)

    def is_overdue(self, on: date | None = None) -> bool:
        """Whether the review was due before this day (today unless told)."""
        return self.review_due < (on or timezone.localdate())


class ProtocolStep(Audited):
    """One thing to do, in its order, perhaps within a time of the one before."""

    class Unit(models.TextChoices):
        HOURS = "hours", "hours"
        DAYS = "days", "days"
        WORKING_DAYS = "working_days", "working days"

    version = models.ForeignKey(ProtocolVersion, on_delete=models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField("order")
    text = models.CharField("what to do", max_length=1000)
    within = models.PositiveSmallIntegerField("within", null=True, blank=True)
    unit = models.CharField("hours or days", max_length=12, choices=Unit, null=True, blank=True)

    guards = frozen_with_parent("agencies_protocolversion", "version_id", ADOPTED, "A step of an adopted protocol")

    class Meta:
        ordering = ["version", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="protocol_steps_in_order"),
            not_blank("text", name="protocol_step_says_something"),
            all_or_none("within", "unit", name="protocol_step_time_is_whole"),
            one_of("unit", ["hours", "days", "working_days"], name="protocol_step_time_has_a_unit"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def time_allowed(self) -> str:
        """Say the time as people do ("within 24 hours"), or nothing."""
        if self.within is None:
            return ""
        words = self.get_unit_display()
        return f"within {self.within} {words[:-1] if self.within == 1 else words}"


class ProtocolDocumentQuerySet(models.QuerySet["ProtocolDocument"]):
    def kept_in(self, name: str) -> "ProtocolDocumentQuerySet":
        """Those that share a stored file: a new version has the papers of the one before."""
        return self.filter(file=name)

    def visible_to(self, user) -> "ProtocolDocumentQuerySet":
        return self.filter(version__in=ProtocolVersion.objects.visible_to(user))


class ProtocolDocument(Audited):
    """A paper that belongs to a version, such as the agency's own form or its threshold document."""

    version = models.ForeignKey(ProtocolVersion, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField("title", max_length=200)
    file = models.FileField("file", upload_to="protocols/")
    sha256 = models.CharField(max_length=64, editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = ProtocolDocumentQuerySet.as_manager()

    guards = frozen_with_parent("agencies_protocolversion", "version_id", ADOPTED, "A document of an adopted protocol")

    class Meta:
        ordering = ["version", "id"]
        constraints = [not_blank("title", name="protocol_document_has_a_title")]

    def __str__(self) -> str:
        return self.title
