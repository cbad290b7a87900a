"""The significant events of a child's file, chosen and summarised by the lead, and the chronologies made of them."""

from typing import Self

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse

from consent.models import Child
from consent.models.sameness import rows_of
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.references import opaque
from sharing.models.of_one_child import OfOneChild

READS, KEEPS = "sharing.read_concerns", "sharing.keep_chronology"

OF_ITS_CHILD = f"""NOT EXISTS
(SELECT 1 FROM sharing_significantevent e JOIN sharing_chronology c ON c.id = NEW.chronology_id
 WHERE e.id = NEW.event_id AND e.child_id IN {rows_of("consent_child", "c.child_id")}
 AND NOT EXISTS (SELECT 1 FROM sharing_eventsetaside s WHERE s.event_id = e.id))"""  # noqa: S608 (constants)


def chronology_reference() -> str:
    return opaque("T")


class OfReaders(OfOneChild):
    """For whoever reads every concern: what is summed up may be of any of them."""

    def visible_to(self, user) -> Self:
        return super().visible_to(user) if user.has_perm(READS) else self.none()

    def kept_by(self, user) -> Self:
        """For whoever chooses and sums up: the designated lead, and a deputy."""
        return self.visible_to(user) if user.has_perm(KEEPS) else self.none()


class SignificantEventQuerySet(OfReaders):
    def standing(self) -> Self:
        """Those that were not set aside."""
        return self.filter(set_aside__isnull=True)

    def in_order(self) -> Self:
        return self.select_related("child__merged_into", "recorded_by").order_by("happened_on", "id")


class SignificantEvent(Record):
    """One event that matters for the child's safety, in the lead's words; `source` names the file's entry, if one."""

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="significant_events")
    happened_on = models.DateField("when it happened")
    summary = models.TextField("what happened, in short")
    source = models.CharField("from the file", max_length=200, blank=True)
    third_party = models.BooleanField("another agency told us", default=False)

    objects = SignificantEventQuerySet.as_manager()

    guards = append_only("A significant event")

    class Meta:
        ordering = ["happened_on", "id"]
        constraints = [not_blank("summary", name="significant_event_says_what")]

    def __str__(self) -> str:
        return "significant event"

    @property
    def audit_subject(self) -> str:
        return self.child.reference


class EventSetAside(Record):
    """A significant event stands in no chronology from now on, and why: it was wrong, or it matters no more."""

    event = models.OneToOneField(SignificantEvent, on_delete=models.PROTECT, related_name="set_aside")
    reason = models.TextField("why")

    guards = append_only("That an event was set aside")

    class Meta:
        ordering = ["id"]
        constraints = [not_blank("reason", name="event_set_aside_says_why")]

    def __str__(self) -> str:
        return "event set aside"

    @property
    def audit_subject(self) -> str:
        return self.event.child.reference


class ChronologyQuerySet(OfReaders):
    def with_all(self) -> Self:
        lines = ChronologyLine.objects.select_related("event__recorded_by").order_by("event__happened_on", "event_id")
        return self.select_related("child__merged_into", "recorded_by").prefetch_related(Prefetch("lines", lines))

    def latest_first(self) -> Self:
        return self.select_related("recorded_by").order_by("-id")


class Chronology(Record):
    """Significant events on one page, for a referral or a conference: which, for whom, made by whom. It stays so."""

    class Occasion(models.TextChoices):
        REFERRAL = "referral", "A referral"
        CONFERENCE = "conference", "A conference"
        OTHER = "other", "Something else"

    reference = models.CharField(max_length=12, unique=True, default=chronology_reference, editable=False)
    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="chronologies")
    occasion = models.CharField("what for", max_length=20, choices=Occasion)
    for_whom = models.CharField("for whom, and when", max_length=300)

    objects = ChronologyQuerySet.as_manager()

    guards = append_only("A chronology")

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("occasion", ["referral", "conference", "other"], name="chronology_has_an_occasion"),
            not_blank("for_whom", name="chronology_is_for_somebody"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("sharing:chronology", args=[self.reference])

    @property
    def audit_subject(self) -> str:
        return self.child.reference


class ChronologyLine(Record):
    """One event in one chronology."""

    chronology = models.ForeignKey(Chronology, on_delete=models.PROTECT, related_name="lines")
    event = models.ForeignKey(SignificantEvent, on_delete=models.PROTECT, related_name="+")

    guards = (
        *append_only("A line of a chronology"),
        Guard(
            "child",
            "A chronology holds events of its own child that were not set aside",
            ("INSERT",),
            when=OF_ITS_CHILD,
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["chronology", "event"], name="an_event_once_in_a_chronology")]

    def __str__(self) -> str:
        return "line of a chronology"

    @property
    def audit_subject(self) -> str:
        return self.chronology.child.reference
