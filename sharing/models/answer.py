from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from consent.models import ConsentStatement, Law
from neston_sharing.foundation.constraints import not_blank, one_of, only_with
from neston_sharing.foundation.guards import frozen_with_parent
from neston_sharing.foundation.models import Audited
from sharing.checklist import Answer as AnswerValue
from sharing.models.advice_guards import OF_ANSWERS
from sharing.models.decision import RECORDED, Decision

SEVEN_TESTS = ("necessary", "proportionate", "relevant", "adequate", "accurate", "timely", "secure")
"""Policy 2.6, in its words and order."""

BEFORE_ASKING = Q(question=4, answer__in=["not_yet_sought", "not_sought"])


class Answer(Audited):
    """One answer to one of the eight questions. `question` is its number, 1 to 8; values are the checklist's."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="answers")
    question = models.PositiveSmallIntegerField("question")
    answer = models.CharField("answer", max_length=20, choices=[(value.value, value.label) for value in AnswerValue])
    reason = models.TextField("reason", blank=True)
    answered_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    advice = models.ForeignKey(
        "sharing.Advice", on_delete=models.PROTECT, related_name="resolved", null=True
    )  # that a doubt was resolved by (policy 1.7, 2.3)

    # Question 4
    at_risk = models.BooleanField("might a child be at risk of harm", null=True)
    consent = models.ForeignKey(ConsentStatement, on_delete=models.PROTECT, related_name="relied_on_by", null=True)
    expected = models.TextField("would the person expect this sharing", blank=True)
    share_anyway = models.BooleanField("if they refuse, would you share anyway", null=True)
    # Question 5
    duty = models.ForeignKey(Law, on_delete=models.PROTECT, related_name="+", null=True)
    # Question 7: which of the seven tests are met
    tests_met = models.JSONField(default=list)

    names = ("consent__parent", "duty", "answered_by")  # what is fetched with it to say all of it

    guards = (
        *frozen_with_parent("sharing_decision", "decision_id", RECORDED, "An answer of a recorded decision"),
        *OF_ANSWERS,
    )

    class Meta:
        ordering = ["question"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "question"], name="one_answer_a_question"),
            models.CheckConstraint(condition=Q(question__gte=1, question__lte=8), name="question_is_one_of_eight"),
            one_of("answer", [value.value for value in AnswerValue], name="answer_is_the_checklists"),
            only_with("consent", Q(question=4, answer="in_force"), name="consent_only_where_in_force"),
            only_with("duty", Q(question=5, answer="yes"), name="duty_only_where_there_is_one"),
            only_with(
                "share_anyway",
                Q(question=4, answer__in=["not_yet_sought", "not_sought"]),
                name="share_anyway_before_asking",
            ),
            models.CheckConstraint(
                condition=~Q(question=4, answer="in_force") | Q(consent__isnull=False, at_risk=False),
                name="consent_in_force_is_named",
            ),
            models.CheckConstraint(
                condition=~Q(question=5, answer="yes") | Q(duty__isnull=False), name="duty_is_named"
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.question}"

    @property
    def audit_subject(self) -> str:
        return self.decision.child.reference


class Ground(Audited):
    """What the public interest rests on at question 6: one of the three criteria with its evidence, or that not
    sharing could be worse, with both outcomes set against each other."""

    class Kind(models.TextChoices):
        CRITERION_1 = (
            "criterion_1",
            "There is evidence that the child is suffering, or is at risk of suffering, significant harm",
        )
        CRITERION_2 = (
            "criterion_2",
            "There is reasonable cause to believe that a child may be suffering, "
            "or is at risk of suffering, significant harm",
        )
        CRITERION_3 = (
            "criterion_3",
            "To prevent significant harm arising to children and young people or adults, "
            "including the prevention, detection and prosecution of serious crime",
        )
        WORSE = "worse", "Not sharing it could be worse than the outcome of having shared it"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="grounds")
    kind = models.CharField(max_length=20, choices=Kind)
    evidence = models.TextField("evidence, or what could happen if it is not shared")
    other_side = models.TextField("what could happen if it is shared", blank=True)

    guards = frozen_with_parent("sharing_decision", "decision_id", RECORDED, "A ground of a recorded decision")

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "kind"], name="a_ground_once"),
            one_of("kind", ["criterion_1", "criterion_2", "criterion_3", "worse"], name="ground_is_the_policys"),
            not_blank("evidence", name="ground_has_evidence"),
            models.CheckConstraint(condition=~Q(kind="worse") | ~Q(other_side=""), name="both_outcomes_are_weighed"),
        ]

    def __str__(self) -> str:
        return self.kind.replace("_", " ")

    @property
    def audit_subject(self) -> str:
        return self.decision.child.reference
