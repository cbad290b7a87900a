from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.references import opaque
from sharing.models.adult_concern_queries import AdultConcernQuerySet

ABOUT_ONESELF = """EXISTS
(SELECT 1 FROM sharing_adultconcern c WHERE c.id = NEW.concern_id AND c.about_id = NEW.recorded_by_id)
"""


def adult_concern_reference() -> str:
    return opaque("ADC")


class AdultConcern(Record):
    """An allegation or a low-level concern about an adult who works here: a record of its own, closed to that person.

    It stands outside every child's file; a child in it is told of in its text. Whom it goes to depends on the post:
    about the manager to the chair, about the chair straight to the LADO.
    """

    class Post(models.TextChoices):
        STAFF = "staff", "A member of staff, volunteer, student or visitor who works here"
        MANAGER = "manager", "The manager"
        CHAIR = "chair", "The chair or another of the committee"

    class Nature(models.TextChoices):
        ALLEGATION = "allegation", "An allegation: a child may have been harmed, or the adult may pose a risk"
        LOW_LEVEL = "low_level", "A low-level concern: it does not sit right with the code of conduct"

    reference = models.CharField(max_length=12, unique=True, default=adult_concern_reference, editable=False)
    about = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    about_name = models.CharField("their name", max_length=200)
    post = models.CharField("their post", max_length=10, choices=Post)
    nature = models.CharField("what kind of concern", max_length=10, choices=Nature)
    facts = models.TextField("what was seen or heard", blank=True)
    words = models.TextField("what was said, word for word", blank=True)
    whose_words = models.CharField("whose words", max_length=200, blank=True)
    opinion = models.TextField("what you think it may mean", blank=True)
    happened_at = models.DateTimeField("when")
    place = models.CharField("where", max_length=200, blank=True)
    present = models.CharField("who was there", max_length=300, blank=True)
    children_safe = models.TextField("what was done to keep children safe", blank=True)
    not_to_be_told = models.TextField("who must not be told yet", blank=True)

    objects = AdultConcernQuerySet.as_manager()

    # Fetched by `with_state_facts()`
    lado_knows: bool
    lado_advised: bool
    ofsted_knows: bool
    is_not_reported: bool
    was_closed: bool

    guards = append_only("A concern about an adult")

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("about_name", name="adult_concern_is_about_somebody"),
            one_of("post", ["staff", "manager", "chair"], name="adult_concern_names_a_post"),
            one_of("nature", ["allegation", "low_level"], name="adult_concern_is_of_a_kind"),
            models.CheckConstraint(condition=~Q(facts="") | ~Q(words=""), name="adult_concern_says_something"),
            models.CheckConstraint(condition=Q(words="") | ~Q(whose_words=""), name="adult_concern_whose_words"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("sharing:adult-concern", args=[self.reference])

    @property
    def is_allegation(self) -> bool:
        return self.nature == self.Nature.ALLEGATION

    @property
    def is_kept_from_the_person(self) -> bool:
        """Whether they must not be told before the LADO advises."""
        return self.is_allegation or bool(self.not_to_be_told)

    @property
    def audit_subject(self) -> str:
        return self.reference


class AdultConcernEntry(Record):
    """One step: the LADO or Ofsted told, advice, the person told, outcome, closed."""

    class Kind(models.TextChoices):
        LADO_TOLD = "lado_told", "LADO told"
        LADO_ADVICE = "lado_advice", "LADO's advice"
        OFSTED_TOLD = "ofsted_told", "Ofsted told"
        CHAIR_TOLD = "chair_told", "Chair told"
        PERSON_TOLD = "person_told", "The person told"
        NOT_REPORTED = "not_reported", "Not to be reported"
        NOTE = "note", "Note"
        CLOSED = "closed", "Closed"

    concern = models.ForeignKey(AdultConcern, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField("what happened", max_length=20, choices=Kind)
    happened_at = models.DateTimeField("when")
    to_whom = models.CharField("who was told, or who advised", max_length=200, blank=True)
    their_reference = models.CharField("their reference", max_length=100, blank=True)
    text = models.TextField("what was said and decided")

    guards = (
        *append_only("What was done about a concern about an adult"),
        Guard("by_another", "Nobody acts on a concern about themselves", ("INSERT",), when=ABOUT_ONESELF),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("text", name="adult_concern_entry_says_what"),
            models.UniqueConstraint(fields=["concern"], condition=Q(kind="closed"), name="adult_concern_closed_once"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def audit_subject(self) -> str:
        return self.concern.reference
