from django.db import models

from agencies.models import Agency
from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from sharing.models.decision import Decision
from sharing.models.of_one_child import OfOneChild
from sharing.models.received import InformationReceived
from sharing.passing_on import Request, Word

LAST_ANSWER = """COALESCE((SELECT {column} FROM sharing_passingonanswer l WHERE l.request_id = NEW.request_id
ORDER BY l.id DESC LIMIT 1), {otherwise})"""

OUT_OF_TURN = f"""
NEW.answered_on < (SELECT q.asked_on FROM sharing_passingonrequest q WHERE q.id = NEW.request_id)
OR NEW.answered_on < {LAST_ANSWER.format(column="l.answered_on", otherwise="NEW.answered_on")}
OR NEW.answer = {LAST_ANSWER.format(column="l.answer", otherwise="'none'")}
OR (NEW.answer = 'withdrawn') <> ({LAST_ANSWER.format(column="l.answer", otherwise="'none'")} = 'given')
"""  # noqa: S608 (constants)
"""What was given is taken back before it is refused; what was not given is not taken back."""


class PassingOnRequestQuerySet(OfOneChild):
    to_child = "received__child"


class PassingOnRequest(Record):
    """The agency was asked whether its information may be passed on: of whom, how, to whom, what for (policy 1.3)."""

    received = models.ForeignKey(InformationReceived, on_delete=models.PROTECT, related_name="passing_on")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)  # none: to anybody
    asked_of = models.CharField("who was asked", max_length=200)
    asked_on = models.DateField("asked on")
    route = models.CharField("how", max_length=20, choices=Decision.ROUTES)
    purpose = models.TextField("what for")

    objects = PassingOnRequestQuerySet.as_manager()

    guards = append_only("A request to pass information on")

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("asked_of", name="passing_on_asked_of_somebody"),
            not_blank("purpose", name="passing_on_says_what_for"),
        ]

    def __str__(self) -> str:
        return "request to pass on"

    @property
    def whom(self) -> str:
        return str(self.to_agency) if self.to_agency else "anybody"

    @property
    def as_asked(self) -> Request:
        answers = sorted(self.answers.all(), key=lambda row: row.pk)
        words = (Word(self.to_agency_id, row.answered_on, row.pk, row.answer) for row in answers)
        return Request(self.to_agency_id, tuple(words))

    @property
    def last_answer(self) -> "PassingOnAnswer | None":
        return max(self.answers.all(), key=lambda row: row.pk, default=None)

    @property
    def audit_subject(self) -> str:
        return self.received.child.reference


class PassingOnAnswerQuerySet(OfOneChild):
    to_child = "request__received__child"


class PassingOnAnswer(Record):
    """What the agency said. The last answer to a request counts; taking it back is one more row."""

    class Kind(models.TextChoices):
        GIVEN = "given", "They agree"
        REFUSED = "refused", "They refuse"
        WITHDRAWN = "withdrawn", "They take their agreement back"

    request = models.ForeignKey(PassingOnRequest, on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField("their answer", max_length=10, choices=Kind)
    answered_by = models.CharField("who answered", max_length=200)
    answered_on = models.DateField("answered on")
    words = models.TextField("in their words, with any conditions", blank=True)

    objects = PassingOnAnswerQuerySet.as_manager()

    guards = (
        *append_only("An agency's answer"),
        Guard(
            "in_turn",
            "An agency agrees or refuses; it takes back only what it gave, and no answer lies before what it follows",
            ("INSERT",),
            when=OUT_OF_TURN,
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("answer", ["given", "refused", "withdrawn"], name="passing_on_answer_is_known"),
            not_blank("answered_by", name="passing_on_answered_by_somebody"),
        ]

    def __str__(self) -> str:
        return self.answer

    @property
    def audit_subject(self) -> str:
        return self.request.received.child.reference
