from django.db import models
from django.db.models import Q

from agencies.models import Agency, Professional
from consent.models import Child, Law
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.references import opaque
from sharing.models.decision import Decision


def request_reference() -> str:
    return opaque("Q")


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

    @property
    def audit_subject(self) -> str:
        return self.child.reference


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

    guards = append_only("News of a request for information")

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
