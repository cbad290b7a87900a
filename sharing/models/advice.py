from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from agencies.models import Agency, Professional
from consent.models import Child
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import differs, not_blank, one_of
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.models.gates import gate
from neston_sharing.foundation.references import opaque
from sharing.models.advice_guards import OF_ADVICE
from sharing.models.decision import Decision

FOUND = "what the check found in the text"  # [[start, end, what], ...]
FOUND_IS_KEPT = Q(found=[]) | ~Q(kept_why="")
"""What identifies is changed, or it is kept with a reason."""


def advice_reference() -> str:
    return opaque("V")


class AdviceQuerySet(models.QuerySet["Advice"]):
    @gate
    def visible_to(self, user) -> Self:
        """Of children whose file this person may read, and of decisions that they work on; exclusion beats both.

        What was asked tells of what it was asked about. So it is not for them if that is a concern that others handle,
        or a decision in which they have a conflict of interest, or one that was moved to a record closed to them.
        """
        in_files = Exists(Child.objects.visible_to(user).filter(pk=OuterRef("child")))
        seen = self.filter(Q(in_files) | Q(decision__in=Decision.objects.worked_on_by(user).values("pk")))
        seen = seen.filter(Q(decision=None) | Q(decision__in=Decision.objects.all().in_figures_for(user).values("pk")))
        handles = user.has_perm("sharing.read_concerns")
        return seen if handles else seen.filter(Q(concern=None) | Q(recorded_by=user.pk) | Q(decision__holder=user.pk))

    def about_child(self, child: Child) -> Self:
        """All rows of a child, also of one who was entered twice."""
        return self.filter(child__in=Child.objects.same_as(child))

    def at_question(self, decision: Decision, question: int) -> Self:
        return self.filter(decision=decision, question=question)

    def from_concern(self, concern) -> Self:
        return self.filter(concern=concern)

    def answered(self) -> Self:
        """What somebody has said something to."""
        return self.filter(Exists(AdviceAnswer.objects.filter(advice=OuterRef("pk"))))

    def referenced(self, reference: str) -> "Advice | None":
        return self.filter(reference=reference.replace("\x00", "")).first()

    def with_people(self) -> Self:
        people = ("child__merged_into", "colleague", "agency", "professional", "recorded_by", "decision", "concern")
        return self.select_related(*people)

    def with_answers(self) -> Self:
        return self.prefetch_related(models.Prefetch("answers", AdviceAnswer.objects.select_related("recorded_by")))

    def for_lines(self) -> Self:
        """With all that one line says of each, newest first."""
        return self.with_people().with_answers().newest_first()

    def newest_first(self) -> Self:
        return self.order_by("-sought_at", "-id")


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
    found = models.JSONField(FOUND, default=list)
    kept_why = models.TextField("why the text keeps what identifies", blank=True)

    objects = AdviceQuerySet.as_manager()

    ON_PURPOSE = (Whom.SOCIAL_CARE, Whom.POLICE, Whom.LADO)  # who may need to know who it is, to act
    COLLEAGUES = (Whom.PRACTITIONER, Whom.MANAGER)

    guards = (*append_only("Advice that was sought"), *OF_ADVICE)

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
            models.CheckConstraint(
                condition=Q(colleague__isnull=False) | Q(agency__isnull=False) | ~Q(who=""),
                name="advice_says_who_exactly",
            ),
            differs("colleague", "recorded_by", name="advice_is_anothers"),
            models.CheckConstraint(condition=FOUND_IS_KEPT, name="advice_keeps_what_is_found_with_a_reason"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("sharing:advice", args=[self.reference])

    @property
    def says_who(self) -> bool:
        """Whether the identity was disclosed, in asking or in an answer; no query for one fetched `with_answers()`."""
        return self.identity_disclosed or any(answer.kept_why for answer in self.answers.all())

    @property
    def audit_subject(self) -> str:
        return self.child.reference


class AdviceAnswer(Record):
    """What they said. It may come later than the question, and more than once."""

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="answers")
    said = models.TextField("what they said")
    answered_at = models.DateTimeField("when")
    who = models.CharField("who answered", max_length=200, blank=True)
    found = models.JSONField(FOUND, default=list)
    kept_why = models.TextField("why the text keeps what identifies", blank=True)

    guards = append_only("Advice that was given")

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("said", name="advice_answer_says_something"),
            models.CheckConstraint(condition=FOUND_IS_KEPT, name="answer_keeps_what_is_found_with_a_reason"),
        ]

    def __str__(self) -> str:
        return "advice"

    @property
    def audit_subject(self) -> str:
        return self.advice.child.reference
