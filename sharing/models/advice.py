from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency, Professional
from consent.models import Child
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.references import opaque
from sharing.models.decision import Decision


def advice_reference() -> str:
    return opaque("V")


class Advice(Record):
    """Advice that was sought: of whom, what was asked, whether the child's identity was disclosed (policy 1.7, 2.3)."""

    class Whom(models.TextChoices):
        PRACTITIONER = "practitioner", "Another practitioner"
        MANAGER = "manager", "A manager or the designated safeguarding lead"
        SOCIAL_CARE = "social_care", "Children's social care"
        POLICE = "police", "Police"
        LADO = "lado", "LADO"
        HELPLINE = "helpline", "A helpline"
        DATA_PROTECTION = "data_protection", "A data-protection adviser"
        OTHER = "other", "Somebody else"

    reference = models.CharField(max_length=12, unique=True, default=advice_reference, editable=False)
    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="advice")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="advice", null=True)
    question = models.PositiveSmallIntegerField("at which question", null=True)
    concern = models.ForeignKey("sharing.Concern", on_delete=models.PROTECT, related_name="advice", null=True)
    whom = models.CharField("who was asked", max_length=20, choices=Whom)
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="which colleague"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+", null=True)
    who = models.CharField("their name and post", max_length=200, blank=True)
    sought_at = models.DateTimeField("when")
    asked = models.TextField("what was asked")
    identity_disclosed = models.BooleanField("the child's identity was disclosed")
    on_purpose = models.BooleanField("identity was disclosed on purpose", default=False)
    found = models.JSONField("what the check found in the text", default=list)  # [[start, end, what], ...]
    kept_why = models.TextField("why the text keeps what identifies", blank=True)

    guards = append_only("Advice that was sought")

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("asked", name="advice_says_what_was_asked"),
            one_of(
                "whom",
                ["practitioner", "manager", "social_care", "police", "lado", "helpline", "data_protection", "other"],
                name="advice_is_sought_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(on_purpose=False) | Q(identity_disclosed=True), name="on_purpose_is_disclosed"
            ),
            models.CheckConstraint(
                condition=Q(kept_why="") | Q(identity_disclosed=True), name="kept_text_counts_as_disclosed"
            ),
            models.CheckConstraint(
                condition=Q(question__isnull=True) | Q(decision__isnull=False, question__gte=1, question__lte=8),
                name="advice_at_a_question_of_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def audit_subject(self) -> str:
        return self.child.reference


class AdviceAnswer(Record):
    """What they said. It may come later than the question, and more than once."""

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="answers")
    said = models.TextField("what they said")
    answered_at = models.DateTimeField("when")
    who = models.CharField("who answered", max_length=200, blank=True)

    guards = append_only("Advice that was given")

    class Meta:
        ordering = ["id"]
        constraints = [not_blank("said", name="advice_answer_says_something")]

    def __str__(self) -> str:
        return "advice"

    @property
    def audit_subject(self) -> str:
        return self.advice.child.reference
