from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from consent.models import Child
from consent.models.sameness import rows_of
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.references import opaque
from sharing.models.concern_queries import ConcernQuerySet, LinkedChildQuerySet

OWN_CONCERN = """EXISTS
(SELECT 1 FROM sharing_concern c WHERE c.id = NEW.concern_id AND c.recorded_by_id = NEW.recorded_by_id
 AND c.keyed_for = '')
"""

ABOUT_THE_CHILD_ITSELF = f"""EXISTS
(SELECT 1 FROM sharing_concern c WHERE c.id = NEW.concern_id
 AND c.child_id IN {rows_of("consent_child", "NEW.child_id")})
"""  # noqa: S608 (constants)


def concern_reference() -> str:
    return opaque("CON")


class Concern(Record):
    """What a member of staff saw or was told and is worried about, fact and opinion apart (policy 2.5)."""

    class Injury(models.TextChoices):
        NONE = "none", "Not known"  # what a form says by itself is nobody's finding
        UNHURT = "unhurt", "Looked, and none seen"
        ON_ARRIVAL = "on_arrival", "Injured on arrival"
        LATER = "later", "Injury seen later"

    class Safe(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_SURE = "not_sure", "Not sure"

    reference = models.CharField(max_length=12, unique=True, default=concern_reference, editable=False)
    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="concerns")
    facts = models.TextField("what was seen or heard", blank=True)
    words = models.TextField("what was said, word for word", blank=True)
    whose_words = models.CharField("whose words", max_length=200, blank=True)
    opinion = models.TextField("what you think it may mean", blank=True)
    happened_at = models.DateTimeField("when")
    place = models.CharField("where", max_length=200, blank=True)
    present = models.CharField("who was there", max_length=300, blank=True)
    injury = models.CharField("injury", max_length=10, choices=Injury, default=Injury.NONE)
    body_map = models.JSONField("body map", default=list)  # marks on the outlines, checked by sharing/body_map.py
    body_map_said = models.TextField("the injury in words", blank=True)
    safe_to_go_home = models.CharField("is the child safe to go home", max_length=10, choices=Safe)
    keyed_for = models.CharField("keyed in for", max_length=200, blank=True)  # bank staff, a volunteer

    objects = ConcernQuerySet.as_manager()

    # Fetched by `with_state_facts()`
    was_read: bool
    was_discussed: bool
    was_decided_on: bool
    was_closed: bool

    # Fetched by `waiting_for()`
    is_unread: bool
    next_step: str | None
    next_by: date | None

    guards = append_only("A concern")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(facts="") | ~Q(words=""), name="concern_says_something"),
            models.CheckConstraint(condition=Q(words="") | ~Q(whose_words=""), name="concern_says_whose_words"),
            models.CheckConstraint(condition=Q(body_map=[]) | ~Q(body_map_said=""), name="body_map_is_said_in_words"),
            one_of("injury", ["none", "unhurt", "on_arrival", "later"], name="concern_injury_is_known"),
            one_of("safe_to_go_home", ["yes", "no", "not_sure"], name="concern_says_whether_safe"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("sharing:concern", args=[self.reference])

    @property
    def about(self) -> Child:
        """The child as everybody knows it now, however often it was entered."""
        return self.child.one

    @property
    def is_safe(self) -> bool:
        """Whether the child was thought safe to go home; doubt counts as no."""
        return self.safe_to_go_home == self.Safe.YES

    @property
    def audit_subject(self) -> str:
        return self.child.reference


class LinkedChild(Record):
    """Another child whom a concern touches, with what it means for that child and nothing of the first."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="linked")
    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="linked_concerns")
    view = models.TextField("what it means for this child")

    objects = LinkedChildQuerySet.as_manager()

    guards = (
        *append_only("A child linked to a concern"),
        Guard("another", "The concern is about this child already", ("INSERT",), when=ABOUT_THE_CHILD_ITSELF),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("view", name="linked_child_has_a_view"),
            models.UniqueConstraint(fields=["concern", "child"], name="a_child_is_linked_once"),
        ]

    def __str__(self) -> str:
        return "linked child"

    def get_absolute_url(self) -> str:
        return reverse("sharing:concern-linked", args=[self.pk])

    @property
    def audit_subject(self) -> str:
        return self.child.reference


class OfConcern(Record):
    """What is recorded of a concern after it was raised."""

    concern: models.ForeignKey

    class Meta:
        abstract = True

    @property
    def audit_subject(self) -> str:
        return self.concern.child.reference


class ConcernRead(OfConcern):
    """Somebody designated has read the concern: the author learns so."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="reads")

    guards = (
        *append_only("That a concern was read"),
        Guard("by_another", "Somebody else must read what one noticed oneself", ("INSERT",), when=OWN_CONCERN),
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["concern", "recorded_by"], name="a_concern_is_read_once")]

    def __str__(self) -> str:
        return "concern read"


class ConcernDiscussion(OfConcern):
    """The concern was discussed with the designated person or the committee's officer: when, outcome, next step."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="discussions")
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    with_whom = models.CharField("with whom", max_length=200, blank=True)
    discussed_at = models.DateTimeField("when")
    outcome = models.TextField("outcome")
    next_step = models.TextField("next step", blank=True)
    next_by = models.DateField("by when", null=True)
    for_author = models.TextField("what its author may know", blank=True)

    guards = append_only("A discussion of a concern")

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("outcome", name="discussion_has_an_outcome"),
            models.CheckConstraint(
                condition=Q(colleague__isnull=False) | ~Q(with_whom=""), name="discussed_with_somebody"
            ),
        ]

    def __str__(self) -> str:
        return "discussion of a concern"


class ConcernClosure(OfConcern):
    """The concern is closed, with reasons; what comes later is a further row."""

    concern = models.OneToOneField(Concern, on_delete=models.PROTECT, related_name="closure")
    reasons = models.TextField("reasons")
    for_author = models.TextField("what its author may know", blank=True)

    guards = append_only("The closing of a concern")

    class Meta:
        constraints = [not_blank("reasons", name="closure_has_reasons")]

    def __str__(self) -> str:
        return "closing of a concern"


class ConcernAddendum(OfConcern):
    """What its author, or somebody designated, adds to a concern later."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField("what is to be added")

    guards = append_only("An addendum to a concern")

    class Meta:
        ordering = ["id"]
        constraints = [not_blank("text", name="concern_addendum_says_what")]

    def __str__(self) -> str:
        return "addendum to a concern"
