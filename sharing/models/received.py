from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency, Professional
from consent.models import Child
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import all_or_none, not_blank, one_of
from neston_sharing.foundation.guards import append_only, latch
from neston_sharing.foundation.models import Audited, Record
from neston_sharing.foundation.references import opaque
from sharing.models.decision import Decision


def received_reference() -> str:
    return opaque("R")


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

    guards = append_only("Information received")

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("from_whom", name="received_from_somebody"),
            models.CheckConstraint(condition=~Q(what="") | ~Q(attachment=""), name="received_text_or_file"),
        ]

    def __str__(self) -> str:
        return self.reference

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

    guards = append_only("An agency's answer")

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

    guards = latch(
        "child_id", "agency_id", "professional_id", "group", "since", "entered_by_id", "ended_on", "ended_by_id",
        what="Who is around a child",
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
    def audit_subject(self) -> str:
        return self.child.reference
