from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency, Professional
from consent.models import Child
from consent.models.sameness import rows_of
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.references import opaque
from sharing.models.decision import Decision
from sharing.models.of_one_child import OfOneChild
from sharing.passing_on import Request, Stand, stand

OTHERS_ANSWER = f"""
NEW.answers_request_id IS NOT NULL AND NOT EXISTS
(SELECT 1 FROM sharing_informationrequest q WHERE q.id = NEW.answers_request_id AND q.agency_id = NEW.agency_id
 AND q.child_id IN {rows_of("consent_child", "NEW.child_id")})
"""  # noqa: S608 (constants)


def received_reference() -> str:
    return opaque("R")


class InformationReceivedQuerySet(OfOneChild):
    def with_people(self) -> Self:
        return self.select_related("child__merged_into", "agency", "professional", "recorded_by", "answers_request")

    def with_agreements(self) -> Self:
        """With what the agency was asked and what it answered."""
        from sharing.models.passing_on import PassingOnAnswer, PassingOnRequest

        answers = models.Prefetch("answers", PassingOnAnswer.objects.select_related("recorded_by"))
        requests = PassingOnRequest.objects.select_related("to_agency", "recorded_by").prefetch_related(answers)
        return self.prefetch_related(models.Prefetch("passing_on", requests))

    def newest_first(self) -> Self:
        return self.order_by("-received_at", "-id")

    def with_attachment(self) -> Self:
        return self.exclude(attachment="")


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
        """Whether it may stand in a parent's copy: the agency agreed to anybody, and did not say that parents are not
        to be told (policy 1.3). No query of one fetched `with_agreements()`."""
        return not self.not_to_parents and stand(self.asked, None, timezone.localdate()) is Stand.GIVEN

    @property
    def audit_subject(self) -> str:
        return self.child.reference
