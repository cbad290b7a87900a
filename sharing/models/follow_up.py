from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency, ProtocolStep
from consent.models import Child
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.references import opaque
from sharing.models.decision import Decision


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

    guards = append_only("News of a referral")

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

    guards = append_only("A step of a protocol that was taken")

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

    guards = append_only("A meeting")

    class Meta:
        ordering = ["held_at", "id"]
        constraints = [
            one_of(
                "kind",
                ["strategy", "conference", "core_group", "team_around", "review", "other"],
                name="meeting_is_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def audit_subject(self) -> str:
        return self.child.reference


class MeetingHeld(Record):
    """Who went to a meeting and what was decided; or that it did not take place, and why."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="outcome")
    took_place = models.BooleanField("it took place")
    attended = models.CharField("who of us was there", max_length=300, blank=True)
    decided = models.TextField("what was decided, or why it did not take place")

    guards = append_only("What a meeting decided")

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

    guards = append_only("What a meeting asked of us")

    class Meta:
        ordering = ["by_when", "id"]
        constraints = [not_blank("what", name="meeting_task_says_what")]

    def __str__(self) -> str:
        return "task of a meeting"

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
