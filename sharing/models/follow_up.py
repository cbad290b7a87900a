from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency, ProtocolStep
from consent.models import Child
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.references import opaque
from sharing.models.decision import Decision
from sharing.models.follow_up_guards import (
    ASKED_BY_A_MEETING,
    MEETING_OF_ITS_CHILD,
    NEWS_OF_WHAT_WENT_OUT,
    NOT_BEFORE_IT_IS_HELD,
    STEP_OF_THEIR_PROTOCOL,
)
from sharing.models.follow_up_queries import (
    MeetingQuerySet,
    MeetingTaskQuerySet,
    ProtocolStepTakenQuerySet,
    ReferralNewsQuerySet,
)


def meeting_reference() -> str:
    return opaque("M")


class ReferralNews(Record):
    """What became of what was shared or referred: their reference, acknowledged, chased, escalated, the outcome."""

    class Kind(models.TextChoices):
        REFERENCE = "reference", "Their reference"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        CHASED = "chased", "Chased"
        ESCALATED = "escalated", "Escalated"
        OUTCOME = "outcome", "Outcome"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="news")
    kind = models.CharField("what happened", max_length=20, choices=Kind)
    happened_at = models.DateTimeField("when")
    who = models.CharField("with whom", max_length=200, blank=True)
    their_reference = models.CharField("their reference", max_length=100, blank=True)
    text = models.TextField("what was said", blank=True)

    objects = ReferralNewsQuerySet.as_manager()

    guards = (*append_only("News of a referral"), NEWS_OF_WHAT_WENT_OUT)

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of(
                "kind",
                ["reference", "acknowledged", "chased", "escalated", "outcome"],
                name="referral_news_is_known",
            ),
            models.CheckConstraint(condition=~Q(text="") | ~Q(their_reference=""), name="referral_news_says_something"),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def audit_subject(self) -> str:
        return self.decision.about.reference


class ProtocolStepTaken(Record):
    """A step of the recipient's protocol, ticked off on a decision, with its time (policy 1.5)."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="protocol_steps")
    step = models.ForeignKey(ProtocolStep, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField("when")
    note = models.TextField("note", blank=True)

    objects = ProtocolStepTakenQuerySet.as_manager()

    guards = (*append_only("A step of a protocol that was taken"), STEP_OF_THEIR_PROTOCOL)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["decision", "step"], name="a_step_is_taken_once")]

    def __str__(self) -> str:
        return "step of a protocol"

    @property
    def audit_subject(self) -> str:
        return self.decision.about.reference


class Meeting(Record):
    """A meeting about a child to which we were asked: which, when, where, called by whom."""

    class Kind(models.TextChoices):
        STRATEGY = "strategy", "Strategy discussion"
        CONFERENCE = "conference", "Child protection conference"
        CORE_GROUP = "core_group", "Core group"
        TEAM_AROUND = "team_around", "Team around the family"
        REVIEW = "review", "Review"
        OTHER = "other", "Other meeting"

    reference = models.CharField(max_length=12, unique=True, default=meeting_reference, editable=False)
    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="meetings")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="meetings", null=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)
    kind = models.CharField("which meeting", max_length=20, choices=Kind)
    held_at = models.DateTimeField("when")
    place = models.CharField("where", max_length=200, blank=True)
    about = models.TextField("what about", blank=True)

    objects = MeetingQuerySet.as_manager()

    guards = (*append_only("A meeting"), MEETING_OF_ITS_CHILD)

    class Meta:
        ordering = ["held_at", "id"]
        constraints = [
            one_of(
                "kind",
                ["strategy", "conference", "core_group", "team_around", "review", "other"],
                name="meeting_is_of_a_kind",
            )
        ]

    # Fetched by `waiting()`
    undone: int  # tasks
    first_due: date | None  # of those

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("sharing:meeting", args=[self.reference])

    @property
    def told(self) -> "MeetingHeld | None":
        """What is recorded of how it went, if anything."""
        return getattr(self, "outcome", None)

    @property
    def is_over(self) -> bool:
        return self.held_at <= timezone.now()

    @property
    def audit_subject(self) -> str:
        return self.child.reference


class MeetingHeld(Record):
    """Who went to a meeting and what was decided; or that it did not take place, and why."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="outcome")
    took_place = models.BooleanField("it took place")
    attended = models.CharField("who of us was there", max_length=300, blank=True)
    decided = models.TextField("what was decided, or why it did not take place")

    guards = (*append_only("What a meeting decided"), NOT_BEFORE_IT_IS_HELD)

    class Meta:
        constraints = [not_blank("decided", name="meeting_decided_something")]

    def __str__(self) -> str:
        return "outcome of a meeting"

    @property
    def audit_subject(self) -> str:
        return self.meeting.child.reference


class MeetingTask(Record):
    """What a meeting asked of us, by when, and who of us does it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="tasks")
    what = models.TextField("what is asked of us")
    by_when = models.DateField("by when")
    whose = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="who does it"
    )

    objects = MeetingTaskQuerySet.as_manager()

    guards = (*append_only("What a meeting asked of us"), ASKED_BY_A_MEETING)

    class Meta:
        ordering = ["by_when", "id"]
        constraints = [not_blank("what", name="meeting_task_says_what")]

    def __str__(self) -> str:
        return "task of a meeting"

    @property
    def how_done(self) -> "MeetingTaskDone | None":
        return getattr(self, "done", None)

    def is_overdue(self, on: date | None = None) -> bool:
        """Whether it was to be done before this day (today unless told); of one that is not done."""
        return self.by_when < (on or timezone.localdate())

    @property
    def audit_subject(self) -> str:
        return self.meeting.child.reference


class MeetingTaskDone(Record):
    """A task of a meeting is done, or given up with the reason."""

    task = models.OneToOneField(MeetingTask, on_delete=models.PROTECT, related_name="done")
    how = models.TextField("what was done")

    guards = append_only("That a task was done")

    class Meta:
        constraints = [not_blank("how", name="meeting_task_done_somehow")]

    def __str__(self) -> str:
        return "task done"

    @property
    def audit_subject(self) -> str:
        return self.task.meeting.child.reference
