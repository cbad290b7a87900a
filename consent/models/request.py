from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from agencies.models import Agency
from consent.models.child import Child
from consent.models.family import Parent
from consent.models.statement import ConsentStatement
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank
from neston_sharing.foundation.guards import frozen_when, frozen_with_parent
from neston_sharing.foundation.models import Audited
from neston_sharing.foundation.models.gates import gate


class ConsentRequestQuerySet(models.QuerySet["ConsentRequest"]):
    def open(self) -> "ConsentRequestQuerySet":
        """Questions to a parent that are neither answered nor given up."""
        return self.filter(closed_at__isnull=True)

    def of_child(self, child: Child) -> "ConsentRequestQuerySet":
        return self.filter(child__in=Child.objects.same_as(child))

    def to_parent(self, parent: Parent, child: Child) -> "ConsentRequestQuerySet":
        return self.of_child(child).filter(parent__in=Parent.objects.same_as(parent))

    def on_matter(self, purpose: str, detail: str) -> "ConsentRequestQuerySet":
        return self.filter(purpose=purpose, purpose_detail=detail)

    def askable(self, on: date | None = None) -> "ConsentRequestQuerySet":
        """Open questions whose dates still lie ahead: an answer to any other could not be recorded."""
        day = on or timezone.localdate()
        return self.open().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), review_on__gt=day)

    @gate
    def visible_to(self, user) -> "ConsentRequestQuerySet":
        return self.filter(Exists(Child.objects.visible_to(user).filter(pk=OuterRef("child"))))

    def with_all(self) -> "ConsentRequestQuerySet":
        """With all that a page says of it: two queries for any number."""
        recipients = models.Prefetch("recipients", RequestedRecipient.objects.select_related("agency"))
        return self.select_related("parent", "child", "prepared_by").prefetch_related(recipients)


class ConsentRequest(Audited):
    """What a parent is asked to consent to, written down before it is asked; closed by their answer, or given up.

    Their answer is a statement of its own, which copies what was asked. A parent who asks for exceptions or conditions
    adds them to the answer.
    """

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="consent_requests")
    parent = ToOnePerson(Parent, on_delete=models.PROTECT, related_name="consent_requests")
    purpose = models.CharField("what it is about", max_length=30, choices=ConsentStatement.Purpose)
    purpose_detail = models.CharField("which sharing", max_length=300, blank=True)
    scope = models.TextField("what information")
    conditions = models.TextField("conditions", blank=True)
    valid_until = models.DateField("valid until", null=True, blank=True)
    review_on = models.DateField("to be looked at again on")
    prepared_at = models.DateTimeField(default=timezone.now, editable=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    answer = models.OneToOneField(
        ConsentStatement, on_delete=models.PROTECT, related_name="request", null=True, editable=False
    )
    given_up_why = models.TextField("why it is no longer asked", blank=True, editable=False)

    objects = ConsentRequestQuerySet.as_manager()

    guards = frozen_when("OLD.closed_at IS NOT NULL", "A request for consent that is closed")

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("scope", name="request_says_what"),
            models.CheckConstraint(
                condition=~Q(purpose="particular") | ~Q(purpose_detail=""), name="requested_sharing_is_named"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, answer__isnull=True, given_up_why="")
                | Q(closed_at__isnull=False, answer__isnull=False, given_up_why="")
                | Q(closed_at__isnull=False, answer__isnull=True) & ~Q(given_up_why=""),
                name="request_is_answered_or_given_up",
            ),
        ]

    def __str__(self) -> str:
        return "request for consent"

    @property
    def audit_subject(self) -> str:
        return self.child.reference

    @property
    def matter(self) -> tuple[str, str]:
        """What it is about, as a statement's."""
        return self.purpose, self.purpose_detail

    @property
    def matter_in_words(self) -> str:
        return self.purpose_detail or self.get_purpose_display()

    @property
    def named(self) -> list["RequestedRecipient"]:
        return list(self.recipients.all())

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def is_stale(self, on: date | None = None) -> bool:
        """Whether its dates have passed, so that it cannot be asked any more."""
        day = on or timezone.localdate()
        return self.review_on <= day or (self.valid_until is not None and self.valid_until < day)


class RequestedRecipient(Audited):
    """One recipient that a parent is asked about: an agency, or a kind of agency."""

    request = models.ForeignKey(ConsentRequest, on_delete=models.PROTECT, related_name="recipients")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=30, choices=Agency.Kind, blank=True)

    guards = frozen_with_parent(
        "consent_consentrequest", "request_id", "p.closed_at IS NOT NULL", "A recipient that was asked about"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False, kind="") | (Q(agency__isnull=True) & ~Q(kind="")),
                name="requested_recipient_is_agency_or_kind",
            )
        ]

    def __str__(self) -> str:
        return str(self.agency) if self.agency else self.get_kind_display()

    @property
    def audit_subject(self) -> str:
        return self.request.child.reference
