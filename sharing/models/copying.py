"""A copy of a child's record that is asked for: by the family (subject access), or for the next setting."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from agencies.models import Agency
from consent.models import Child, Parent
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.references import opaque
from sharing.models.of_one_child import OfOneChild
from sharing.treatments import GROUNDS, INCLUDE, REDACT, TREATMENTS, WITHHOLD


def request_reference() -> str:
    return opaque("Y")


class CopyRequestQuerySet(OfOneChild):
    def with_people(self) -> Self:
        people = ("child__merged_into", "parent__merged_into", "agency", "recorded_by")
        steps = models.Prefetch("steps", CopyStep.objects.select_related("recorded_by"))
        rulings = models.Prefetch("rulings", CopyRuling.objects.select_related("recorded_by"))
        return self.select_related(*people).prefetch_related(
            steps, rulings, "exports__produced", "exports__recorded_by"
        )

    def unanswered(self) -> Self:
        """Those that nothing was handed over for, and that were not refused or taken back."""
        return self.exclude(steps__kind__in=CopyStep.ENDS)

    def of_families(self) -> Self:
        return self.filter(kind=CopyRequest.Kind.FAMILY)

    def with_days(self) -> Self:
        """A row for each step of each, in order: for the days that the month is counted from."""
        return self.order_by("pk", "steps__id")

    def oldest_first(self) -> Self:
        return self.order_by("received_on", "id")


class CopyRequest(Record):
    """Who asks for a copy of the child's record, when, and what they ask for."""

    class Kind(models.TextChoices):
        FAMILY = "family", "The family's copy"
        NEXT = "next", "The next setting's copy"

    reference = models.CharField(max_length=12, unique=True, default=request_reference, editable=False)
    kind = models.CharField("whose copy", max_length=10, choices=Kind)
    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="copy_requests")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="+", null=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)
    through = models.CharField("who asks for them, if somebody does", max_length=200, blank=True)
    received_on = models.DateField("received on")
    asked = models.TextField("what they ask for")

    objects = CopyRequestQuerySet.as_manager()

    guards = append_only("A request for a copy")

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("asked", name="copy_request_says_what"),
            models.CheckConstraint(
                condition=Q(kind="family", parent__isnull=False, agency__isnull=True)
                | Q(kind="next", agency__isnull=False, parent__isnull=True),
                name="copy_request_is_somebodys",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("sharing:record-copy", args=[self.reference])

    @property
    def audit_subject(self) -> str:
        return self.child.reference

    @property
    def is_family(self) -> bool:
        return self.kind == self.Kind.FAMILY

    @property
    def for_whom(self) -> str:
        return self.parent.name if self.parent else str(self.agency)


class CopyStep(Record):
    """What was done about a request; `about` is the key of the section that was read, and `seen` its fingerprint."""

    class Kind(models.TextChoices):
        IDENTITY = "identity", "Identity checked"
        RESPONSIBILITY = "responsibility", "Parental responsibility checked"
        PAUSED = "paused", "Clock paused: we asked them something"
        RESUMED = "resumed", "Clock runs again: they answered"
        EXTENDED = "extended", "Extended by two months, and told"
        READ = "read", "Section read"
        GIVEN = "given", "Copy handed over"
        RECEIPT = "receipt", "Signed receipt came back"
        REFUSED = "refused", "Refused, with reasons given"
        TAKEN_BACK = "taken_back", "Taken back by whoever asked"

    ENDS = (Kind.GIVEN, Kind.REFUSED, Kind.TAKEN_BACK)

    request = models.ForeignKey(CopyRequest, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField("what was done", max_length=20, choices=Kind)
    on = models.DateField("on")
    text = models.TextField("how, and what was said", blank=True)
    about = models.CharField(max_length=40, blank=True)
    seen = models.CharField(max_length=64, blank=True)

    objects: models.Manager = models.Manager()

    guards = append_only("A step about a copy")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind="read") | ~Q(text=""), name="copy_step_says_how"),
            models.CheckConstraint(
                condition=~Q(kind="read") | ~Q(about="") & ~Q(seen=""), name="copy_step_says_what_was_read"
            ),
        ]

    def __str__(self) -> str:
        return "step about a copy"

    @property
    def audit_subject(self) -> str:
        return self.request.child.reference


class CopyRuling(Record):
    """How one piece of the record goes into the copy; the last one of a piece counts. `words` are one a line."""

    request = models.ForeignKey(CopyRequest, on_delete=models.PROTECT, related_name="rulings")
    piece = models.CharField(max_length=60)
    treatment = models.CharField("how it goes", max_length=10, choices=TREATMENTS.items())
    ground = models.CharField("on what ground", max_length=20, choices=GROUNDS.items(), blank=True)
    words = models.TextField("words to be redacted", blank=True)
    why = models.TextField("why")

    objects: models.Manager = models.Manager()

    guards = append_only("A ruling about a copy")

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("why", name="copy_ruling_says_why"),
            one_of("treatment", TREATMENTS, name="copy_ruling_is_one_of_three"),
            models.CheckConstraint(
                condition=Q(treatment=INCLUDE, ground="", words="")
                | Q(treatment=WITHHOLD, words="", ground__in=list(GROUNDS))
                | Q(treatment=REDACT, ground__in=list(GROUNDS)) & ~Q(words=""),
                name="copy_ruling_names_its_ground",
            ),
        ]

    def __str__(self) -> str:
        return "ruling about a copy"

    @property
    def audit_subject(self) -> str:
        return self.request.child.reference
