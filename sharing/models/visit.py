from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from agencies.models import Professional
from consent.models import Child
from consent.models.sameness import rows_of
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import all_or_none, differs, not_blank, one_of
from neston_sharing.foundation.guards import Guard, append_only, latch
from neston_sharing.foundation.models import Audited, Record
from sharing.models.visiting import VisitQuerySet

ELSEWHERE = """
EXISTS (SELECT 1 FROM sharing_visit v
        WHERE v.professional_id = NEW.professional_id AND v.id <> NEW.id
        AND (NEW.left_at IS NULL OR v.arrived_at < NEW.left_at)
        AND (v.left_at IS NULL OR v.left_at > NEW.arrived_at))
"""

WHO_SUPERVISES = """
COALESCE(
 (SELECT h.to_supervisor_id FROM sharing_supervisionhandover h
  WHERE h.visit_id = NEW.visit_id ORDER BY h.id DESC LIMIT 1),
 (SELECT v.supervisor_id FROM sharing_visit v WHERE v.id = NEW.visit_id))
"""

SINCE_WHEN = """
COALESCE(
 (SELECT h.at FROM sharing_supervisionhandover h WHERE h.visit_id = NEW.visit_id ORDER BY h.id DESC LIMIT 1),
 (SELECT v.arrived_at FROM sharing_visit v WHERE v.id = NEW.visit_id))
"""

OTHERS_POWER = """
NEW.power <> '' AND NOT EXISTS
(SELECT 1 FROM agencies_professional p JOIN agencies_agency a ON a.id = p.agency_id WHERE p.id = NEW.professional_id
 AND a.kind = CASE NEW.power WHEN 'inspection' THEN 'ofsted' WHEN 'police' THEN 'police'
               WHEN 'social_work' THEN 'social_care' ELSE a.kind END)
"""

KEPT = "A visit cannot be changed or deleted once recorded"


def _stays(person: str, child: str) -> Guard:
    """Whoever stays with a visitor works here and is not excluded from the child's record, whichever row it stands at.

    `person` and `child` are SQL for their keys. Who reads a restricted record depends on what roles allow and on broken
    glass: that is for the actions to ask (`_must_be_one_of_us`). A guard that knew less would turn visitors away.
    """
    left = f"EXISTS (SELECT 1 FROM staff_user u WHERE u.id = {person} AND NOT u.is_active)"  # noqa: S608 (constants)
    excluded = (
        f"EXISTS (SELECT 1 FROM consent_exclusion e WHERE e.user_id = {person} AND e.lifted_at IS NULL "  # noqa: S608
        f"AND e.child_id IN {rows_of('consent_child', child)})"
    )
    return Guard(
        "stays",
        "Whoever stays with a visitor works here and may know of the child",
        ("INSERT",),
        when=f"{left} OR {excluded}",
    )


class Visit(Audited):
    """One professional's visit about one child: identity seen, why, where, and who stays throughout (policy 1.4, 1.6).

    Inspectors, police and social workers who see a child alone under their own powers have no supervisor: then the
    power and who agreed to it stand here. An inspection of the setting is about no one child.
    """

    class Power(models.TextChoices):
        INSPECTION = "inspection", "Ofsted inspection"
        POLICE = "police", "Police powers"
        SOCIAL_WORK = "social_work", "Children's social care, on a child protection enquiry"

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="visits", null=True)
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="visits")
    purpose = models.TextField("why they came")
    place = models.CharField("where in the setting", max_length=200)
    identity_seen = models.CharField("what was seen of their identity", max_length=300)
    identity_seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="seen by"
    )
    agreed_to_rule = models.BooleanField("has read the welcome sheet and agrees to its rule")
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="who stays with them throughout",
    )  # at first: who took over stands in the hand-overs
    power = models.CharField("power to see the child alone", max_length=20, choices=Power, blank=True)
    power_named = models.TextField("under which power, in their words", blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="who of us agreed"
    )
    arrived_at = models.DateTimeField("arrived", default=timezone.now)
    signed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField("left", null=True)
    left_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="signed out by"
    )
    left_note = models.TextField("note on leaving", null=True)

    objects = VisitQuerySet.as_manager()

    guards = (
        *latch(
            "child_id", "professional_id", "purpose", "place", "identity_seen", "identity_seen_by_id", "agreed_to_rule",
            "supervisor_id", "power", "power_named", "agreed_by_id", "arrived_at", "signed_in_by_id", "left_at",
            "left_by_id", "left_note",
            what="What was recorded of a visit",
        ),
        Guard("same_child", KEPT, ("UPDATE",), when="OLD.child_id IS DISTINCT FROM NEW.child_id"),
        Guard("kept", KEPT, ("DELETE", "TRUNCATE")),
        Guard("kept_no_replace", KEPT, ("INSERT",), replaced="1 = 1"),
        _stays("NEW.supervisor_id", "NEW.child_id"),
        Guard(
            "own_power",
            "A child is seen alone by inspectors, police and social workers only, each under their own power",
            ("INSERT",),
            when=OTHERS_POWER,
        ),
        Guard(
            "elsewhere",
            "This professional is in the building already, or was at that time: sign them out of the first visit",
            ("INSERT", "UPDATE"),
            when=ELSEWHERE,
        ),
        Guard(
            "leaves_after",
            "A visit ends after the last hand-over of its supervision",
            ("UPDATE",),
            when=(
                "NEW.left_at IS NOT NULL AND EXISTS (SELECT 1 FROM sharing_supervisionhandover h "
                "WHERE h.visit_id = NEW.id AND h.at > NEW.left_at)"
            ),
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["-arrived_at", "-id"]
        indexes = [models.Index(fields=["left_at", "arrived_at"], name="visits_of_today")]
        constraints = [
            not_blank("purpose", name="visit_says_why"),
            not_blank("place", name="visit_says_where"),
            not_blank("identity_seen", name="visit_says_what_was_seen"),
            one_of("power", ["", "inspection", "police", "social_work"], name="visit_power_is_known"),
            models.CheckConstraint(
                condition=Q(supervisor__isnull=False, power="", power_named="", agreed_by__isnull=True)
                | Q(supervisor__isnull=True, agreed_by__isnull=False) & ~Q(power="") & ~Q(power_named=""),
                name="visit_is_supervised_or_under_a_power",
            ),
            models.CheckConstraint(
                condition=Q(child__isnull=False) | Q(power="inspection"), name="visit_is_about_one_child"
            ),
            models.CheckConstraint(condition=Q(agreed_to_rule=True) | ~Q(power=""), name="visitor_agrees_to_the_rule"),
            all_or_none("left_at", "left_by", "left_note", name="signed_out_by_somebody"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=models.F("arrived_at")), name="leaves_after_arriving"
            ),
            models.UniqueConstraint(
                fields=["professional"], condition=Q(left_at__isnull=True), name="in_the_building_once"
            ),
        ]

    def __str__(self) -> str:
        return "visit"

    def get_absolute_url(self) -> str:
        return reverse("sharing:visit", args=[self.pk])

    @property
    def about(self) -> Child | None:
        """The child, by the row that is shown for them; none for an inspection of the setting."""
        return self.child.one if self.child else None

    @property
    def stays_now(self):
        """Who stays with the visitor now, or stayed last; nobody with one who comes under their own powers."""
        return self._last.to_supervisor if self._last else self.supervisor

    @property
    def stays_since(self) -> datetime:
        """Since when: the last hand-over, or the arrival."""
        return self._last.at if self._last else self.arrived_at

    @property
    def _last(self) -> "SupervisionHandover | None":
        handovers = list(self.handovers.all())  # as fetched `with_people()`
        return handovers[-1] if handovers else None

    @property
    def is_over(self) -> bool:
        return self.left_at is not None

    @property
    def is_left_open(self) -> bool:
        """Began before today, and nobody has ended it."""
        return not self.is_over and timezone.localdate(self.arrived_at) < timezone.localdate()

    @property
    def audit_subject(self) -> str:
        return self.child.reference if self.child else ""


class SupervisionHandover(Record):
    """From this moment another of us stays with the visitor: one ends where the next begins, so there is no gap."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="handovers")
    from_supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to_supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("at", default=timezone.now)

    guards = (
        *append_only("A hand-over of supervision"),
        _stays("NEW.to_supervisor_id", "(SELECT v.child_id FROM sharing_visit v WHERE v.id = NEW.visit_id)"),
        Guard(
            "no_gap",
            "Supervision is handed over by whoever supervises now",
            ("INSERT",),
            when=f"{WHO_SUPERVISES} IS DISTINCT FROM NEW.from_supervisor_id",
        ),
        Guard(
            "in_order",
            "Supervision is handed over during the visit, after it was taken over",
            ("INSERT",),
            when=(
                f"NEW.at < {SINCE_WHEN} OR EXISTS "  # noqa: S608 (constants)
                "(SELECT 1 FROM sharing_visit v WHERE v.id = NEW.visit_id AND v.left_at IS NOT NULL) "
                "OR (NEW.id > 0 AND EXISTS (SELECT 1 FROM sharing_supervisionhandover h "
                "WHERE h.visit_id = NEW.visit_id AND h.id > NEW.id))"
            ),
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [differs("from_supervisor", "to_supervisor", name="handed_over_to_another")]

    def __str__(self) -> str:
        return "hand-over of supervision"

    @property
    def audit_subject(self) -> str:
        return self.visit.audit_subject
