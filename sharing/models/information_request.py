from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency, Professional
from consent.models import Child, Law
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.references import opaque
from sharing.models.decision import Decision
from sharing.models.of_one_child import OfOneChild

SETTLED_OR_EARLY = """
EXISTS (SELECT 1 FROM sharing_informationrequestnews n WHERE n.request_id = NEW.request_id AND n.kind <> 'chased')
OR NEW.happened_at < (SELECT q.asked_at FROM sharing_informationrequest q WHERE q.id = NEW.request_id)
"""

WITHOUT_THE_ANSWER = """
NEW.kind = 'answered' AND NOT EXISTS
(SELECT 1 FROM sharing_informationreceived v WHERE v.answers_request_id = NEW.request_id)
"""


def request_reference() -> str:
    return opaque("Q")


class InformationRequestQuerySet(OfOneChild):
    def open(self) -> Self:
        """Neither answered nor refused, nor withdrawn by us."""
        return self.exclude(Exists(self._settled()))

    def settled(self) -> Self:
        return self.filter(Exists(self._settled()))

    @staticmethod
    def _settled() -> models.QuerySet:
        return InformationRequestNews.objects.filter(request=OuterRef("pk")).exclude(kind="chased")

    def with_people(self) -> Self:
        return self.select_related("child__merged_into", "agency", "professional", "recorded_by", "lawful_basis")

    def with_news(self) -> Self:
        """With what became of each, and whether it was ever chased."""
        news = InformationRequestNews.objects.select_related("recorded_by")
        return self.prefetch_related(models.Prefetch("news", news))

    def soonest_first(self) -> Self:
        """Those first that were to be answered first."""
        return self.order_by("answer_by", "id")

    def newest_first(self) -> Self:
        return self.order_by("-id")


class InformationRequest(Record):
    """We asked another agency about a child: what, why, on what basis, whether the family was told (policy 2.4)."""

    reference = models.CharField(max_length=12, unique=True, default=request_reference, editable=False)
    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="information_requests")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="information_requests", null=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+", null=True)
    asked_of = models.CharField("who was asked", max_length=200)
    asked_at = models.DateTimeField("when")
    route = models.CharField("how", max_length=20, choices=Decision.ROUTES)
    what = models.TextField("what we asked for")
    why = models.TextField("why we need it")
    lawful_basis = models.ForeignKey(Law, on_delete=models.PROTECT, related_name="+")
    basis_why = models.TextField("how that basis applies", blank=True)
    answer_by = models.DateField("answer needed by")
    family_told = models.BooleanField("family told")
    family_told_how = models.TextField("how the family was told", blank=True)
    family_not_told = models.CharField("why not", max_length=20, choices=Decision.Untold, blank=True)
    family_not_told_why = models.TextField("the reason in words", blank=True)

    objects = InformationRequestQuerySet.as_manager()

    guards = append_only("A request for information")

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("asked_of", name="information_asked_of_somebody"),
            not_blank("what", name="information_request_says_what"),
            not_blank("why", name="information_request_says_why"),
            models.CheckConstraint(
                condition=Q(family_told=True, family_not_told="") & ~Q(family_told_how="")
                | Q(family_told=False, family_told_how="") & ~Q(family_not_told="") & ~Q(family_not_told_why=""),
                name="information_request_family_told",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("sharing:information-request", args=[self.reference])

    @property
    def settled_by(self) -> "InformationRequestNews | None":
        """What ended it; no query for one fetched `with_news()`."""
        return next((news for news in self.news.all() if news.kind != InformationRequestNews.Kind.CHASED), None)

    def is_overdue(self, on: date | None = None) -> bool:
        """Whether the answer was needed before this day (today unless told); of one that is open."""
        return self.answer_by < (on or timezone.localdate())

    @property
    def audit_subject(self) -> str:
        return self.child.reference


class InformationRequestNewsQuerySet(OfOneChild):
    to_child = "request__child"


class InformationRequestNews(Record):
    """What became of a request: chased, answered (with the information received), refused, or withdrawn by us."""

    class Kind(models.TextChoices):
        CHASED = "chased", "Chased"
        ANSWERED = "answered", "Answered"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn by us"

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="news")
    kind = models.CharField(max_length=10, choices=Kind)
    happened_at = models.DateTimeField("when")
    who = models.CharField("with whom", max_length=200, blank=True)
    text = models.TextField("what was said", blank=True)

    objects = InformationRequestNewsQuerySet.as_manager()

    guards = (
        *append_only("News of a request for information"),
        Guard(
            "open",
            "A request that is settled has no further news, and none before it",
            ("INSERT",),
            when=SETTLED_OR_EARLY,
        ),
        Guard("answer", "An answer is recorded as information received", ("INSERT",), when=WITHOUT_THE_ANSWER),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("kind", ["chased", "answered", "refused", "withdrawn"], name="request_news_is_known"),
            models.UniqueConstraint(fields=["request"], condition=~Q(kind="chased"), name="a_request_is_settled_once"),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def audit_subject(self) -> str:
        return self.request.child.reference
