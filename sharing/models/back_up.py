from django.db import models
from django.db.models import Q

from neston_sharing.foundation.constraints import one_of
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from sharing.models.decision import Decision

MADE_IT = """
EXISTS (SELECT 1 FROM sharing_maker m
        WHERE m.decision_id = NEW.decision_id AND m.recorded_by_id = NEW.recorded_by_id)
OR EXISTS (SELECT 1 FROM sharing_answer a
           WHERE a.decision_id = NEW.decision_id AND a.answered_by_id = NEW.recorded_by_id)
OR EXISTS (SELECT 1 FROM sharing_decision d
           WHERE d.id = NEW.decision_id
           AND (d.started_by_id = NEW.recorded_by_id OR d.decided_by_id = NEW.recorded_by_id))
"""

ANSWERS_ANOTHER = """
(NEW.submission_id IS NOT NULL AND NOT EXISTS
 (SELECT 1 FROM sharing_submission s WHERE s.id = NEW.submission_id AND s.decision_id = NEW.decision_id))
OR (NEW.submission_id IS NULL AND NOT EXISTS
    (SELECT 1 FROM sharing_referral r WHERE r.decision_id = NEW.decision_id))
"""


HAS_A_CONFLICT = """
EXISTS (SELECT 1 FROM sharing_declaration c
        WHERE c.decision_id = NEW.decision_id AND c.recorded_by_id = NEW.recorded_by_id AND c.has_conflict)
"""

NOT_RETURNED = """NEW.stands_by AND NOT EXISTS
(SELECT 1 FROM sharing_verdict v WHERE v.decision_id = NEW.decision_id AND v.verdict = 'returned')"""


class Submission(Record):
    """The decision, sent to management: by whom, when, with what note; to the committee's officer where asked.

    After a return the note is the makers' answer. Where they stand by it, the officer has both views before them.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="submissions")
    note = models.TextField("note to management", blank=True)
    to_officer = models.BooleanField("to the committee's designated officer", default=False)
    stands_by = models.BooleanField("its makers stand by it against management", default=False)

    guards = (
        *append_only("A submission to management"),
        Guard("differs", "Only what management returned can be stood by against it", ("INSERT",), when=NOT_RETURNED),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stands_by=False) | Q(to_officer=True) & ~Q(note=""),
                name="two_views_go_to_the_officer_in_words",
            )
        ]

    def __str__(self) -> str:
        return "submission"

    @property
    def audit_subject(self) -> str:
        return self.decision.child.reference


class Verdict(Record):
    """What a backer said: backed or returned; of a referral made at once, agreed or disagreed. Never by a maker."""

    class Kind(models.TextChoices):
        BACKED = "backed", "Backed"
        RETURNED = "returned", "Returned"
        AGREED = "agreed", "Agreed"
        DISAGREED = "disagreed", "Disagreed"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="verdicts")
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="verdict", null=True)
    verdict = models.CharField(max_length=10, choices=Kind)
    comment = models.TextField("comment", blank=True)
    late_why = models.TextField("why a referral was answered so late", blank=True)
    no_conflict = models.BooleanField("declares no conflict of interest")

    guards = (
        *append_only("A verdict"),
        Guard("not_a_maker", "Nobody backs a decision that they made", ("INSERT",), when=MADE_IT),
        Guard(
            "conflict",
            "Nobody backs a decision in which they have a conflict of interest",
            ("INSERT",),
            when=HAS_A_CONFLICT,
        ),
        Guard(
            "own_submission",
            "A verdict answers a submission of its own decision, and a referral is answered without one",
            ("INSERT",),
            when=ANSWERS_ANOTHER,
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("verdict", ["backed", "returned", "agreed", "disagreed"], name="verdict_is_one_of_four"),
            models.CheckConstraint(
                condition=Q(verdict__in=["backed", "returned"], submission__isnull=False)
                | Q(verdict__in=["agreed", "disagreed"], submission__isnull=True),
                name="verdict_fits_what_it_answers",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["backed", "agreed"]) | ~Q(comment=""), name="a_no_says_why"
            ),
            models.CheckConstraint(
                condition=Q(late_why="") | Q(submission__isnull=True), name="late_is_what_was_referred_at_once"
            ),
            models.CheckConstraint(condition=Q(no_conflict=True), name="who_backs_has_no_conflict"),
            models.UniqueConstraint(
                fields=["decision"], condition=Q(submission__isnull=True), name="a_referral_is_answered_once"
            ),
            models.UniqueConstraint(fields=["decision"], condition=Q(verdict="backed"), name="backed_once"),
        ]

    def __str__(self) -> str:
        return self.verdict

    @property
    def audit_subject(self) -> str:
        return self.decision.about.reference
