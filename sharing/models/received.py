from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency, Professional
from consent.models import Child
from consent.models.sameness import rows_of
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import all_or_none, not_blank, one_of
from neston_sharing.foundation.guards import Guard, append_only, latch
from neston_sharing.foundation.models import Audited, Record
from neston_sharing.foundation.references import opaque
from sharing.models.decision import Decision
from sharing.passing_on import Around, Request, Stand, Word, stand

OTHERS_ANSWER = f"""
NEW.answers_request_id IS NOT NULL AND NOT EXISTS
(SELECT 1 FROM sharing_informationrequest q WHERE q.id = NEW.answers_request_id AND q.agency_id = NEW.agency_id
 AND q.child_id IN {rows_of("consent_child", "NEW.child_id")})
"""  # noqa: S608 (constants)

LAST_ANSWER = """COALESCE((SELECT {column} FROM sharing_passingonanswer l WHERE l.request_id = NEW.request_id
ORDER BY l.id DESC LIMIT 1), {otherwise})"""

OUT_OF_TURN = f"""
NEW.answered_on < (SELECT q.asked_on FROM sharing_passingonrequest q WHERE q.id = NEW.request_id)
OR NEW.answered_on < {LAST_ANSWER.format(column="l.answered_on", otherwise="NEW.answered_on")}
OR NEW.answer = {LAST_ANSWER.format(column="l.answer", otherwise="'none'")}
OR (NEW.answer = 'withdrawn') <> ({LAST_ANSWER.format(column="l.answer", otherwise="'none'")} = 'given')
"""  # noqa: S608 (constants)
"""What was given is taken back before it is refused; what was not given is not taken back."""


def received_reference() -> str:
    return opaque("R")


class OfOneChild(models.QuerySet):
    """Rows about a child, for those who may read the child's file (exclusion beats every role)."""

    def visible_to(self, user) -> Self:
        return self.filter(Exists(Child.objects.visible_to(user).filter(pk=OuterRef("child"))))

    def about_child(self, child: Child) -> Self:
        """All rows of a child, also of one who was entered twice."""
        return self.filter(child__in=Child.objects.same_as(child))


class InformationReceivedQuerySet(OfOneChild):
    def with_people(self) -> Self:
        return self.select_related("child__merged_into", "agency", "professional", "recorded_by", "answers_request")

    def with_agreements(self) -> Self:
        """With what the agency was asked and what it answered."""
        answers = models.Prefetch("answers", PassingOnAnswer.objects.select_related("recorded_by"))
        requests = PassingOnRequest.objects.select_related("to_agency", "recorded_by").prefetch_related(answers)
        return self.prefetch_related(models.Prefetch("passing_on", requests))

    def newest_first(self) -> Self:
        return self.order_by("-received_at", "-id")

    def with_attachment(self) -> Self:
        return self.exclude(attachment="")

    def for_parents(self, on: date | None = None) -> Self:
        """What may stand in a parent's copy: where the agency agreed to anybody, and did not say that parents are not
        to be told. Whatever makes a parent's copy takes from here and from nowhere else (policy 1.3).
        """
        day = on or timezone.localdate()
        to_anybody = PassingOnAnswer.objects.filter(
            request__received=OuterRef("pk"), request__to_agency__isnull=True, answered_on__lte=day
        )
        last = Subquery(to_anybody.order_by("-answered_on", "-id").values("answer")[:1])
        return self.filter(not_to_parents=False).alias(last=last).filter(last="given")


class InformationReceived(Record):
    """What another agency told us about a child: third-party information, on its terms (policy 1.3)."""

    ROUTES = Decision.ROUTES

    reference = models.CharField(max_length=12, unique=True, default=received_reference, editable=False)
    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="received")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+", null=True)
    from_whom = models.CharField("from whom", max_length=200)
    received_at = models.DateTimeField("when")
    route = models.CharField("how it came", max_length=20, choices=ROUTES)
    what = models.TextField("what they told us", blank=True)
    attachment = models.FileField("file", upload_to="received/", blank=True)
    attachment_name = models.CharField(max_length=200, blank=True)
    attachment_sha256 = models.CharField(max_length=64, blank=True)
    terms = models.TextField("on what terms", blank=True)
    not_to_parents = models.BooleanField("not to be told to the parents", default=False)
    answers_request = models.ForeignKey(
        "sharing.InformationRequest", on_delete=models.PROTECT, related_name="answers", null=True
    )

    objects = InformationReceivedQuerySet.as_manager()

    guards = (
        *append_only("Information received"),
        Guard(
            "answer",
            "What answers a request comes from the agency that was asked, about the same child",
            ("INSERT",),
            when=OTHERS_ANSWER,
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("from_whom", name="received_from_somebody"),
            models.CheckConstraint(condition=~Q(what="") | ~Q(attachment=""), name="received_text_or_file"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("sharing:received", args=[self.reference])

    @property
    def asked(self) -> tuple[Request, ...]:
        """What the agency was asked and answered, as `passing_on` reads it; no query fetched `with_agreements()`."""
        return tuple(request.as_asked for request in self.passing_on.all())

    @property
    def may_go_to_parents(self) -> bool:
        """`for_parents()`, of one row."""
        return not self.not_to_parents and stand(self.asked, None, timezone.localdate()) is Stand.GIVEN

    @property
    def audit_subject(self) -> str:
        return self.child.reference


class PassingOnRequest(Record):
    """The agency was asked whether its information may be passed on: of whom, how, to whom, what for (policy 1.3)."""

    received = models.ForeignKey(InformationReceived, on_delete=models.PROTECT, related_name="passing_on")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)  # none: to anybody
    asked_of = models.CharField("who was asked", max_length=200)
    asked_on = models.DateField("asked on")
    route = models.CharField("how", max_length=20, choices=Decision.ROUTES)
    purpose = models.TextField("what for")

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


class AroundChildQuerySet(OfOneChild):
    def standing(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day), since__lte=day)

    def not_ended(self, on: date | None = None) -> Self:
        """Those that stand, and those that are to begin."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on or timezone.localdate()))

    def with_people(self) -> Self:
        return self.select_related("agency", "professional", "entered_by", "ended_by")

    def latest_first(self) -> Self:
        return self.order_by("-since", "-id")


class AroundChild(Audited):
    """An agency that is around this child already (a core group): telling it is not passing on (policy 1.3)."""

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="around")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+", null=True)
    group = models.CharField("in which group", max_length=200, help_text="For example, the core group")
    since = models.DateField("since")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField("until", null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    objects = AroundChildQuerySet.as_manager()

    guards = (
        Guard("kept", "Who was around a child is kept: enter the day on which it ended", ("DELETE", "TRUNCATE")),
        *latch(
        "child_id", "agency_id", "professional_id", "group", "since", "entered_by_id", "ended_on", "ended_by_id",
        what="Who is around a child",
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("group", name="around_in_some_group"),
            all_or_none("ended_on", "ended_by", name="around_ended_by_somebody"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("since")), name="around_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return "agency around the child"

    @property
    def as_asked(self) -> Around:
        return Around(self.agency_id, self.since, self.ended_on)

    @property
    def audit_subject(self) -> str:
        return self.child.reference
