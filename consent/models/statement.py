from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from agencies.models import Agency
from consent.models.child import Child
from consent.models.family import Parent
from neston_sharing.foundation.constraints import one_of
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record


class ConsentStatementQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ConsentStatementQuerySet":
        return self.filter(Exists(Child.objects.visible_to(user).filter(pk=OuterRef("child"))))

    def latest_of_each_parent(self) -> "ConsentStatementQuerySet":
        """The last valid word of each parent on each purpose: what was recorded wrongly does not count."""
        valid = self.model.objects.valid()
        later = valid.filter(
            child=OuterRef("child"),
            parent=OuterRef("parent"),
            purpose=OuterRef("purpose"),
            purpose_detail=OuterRef("purpose_detail"),
            pk__gt=OuterRef("pk"),
        )
        return self.valid().exclude(Exists(later))

    def valid(self) -> "ConsentStatementQuerySet":
        """Statements that no later note calls recorded wrongly."""
        wrong = self.model.objects.filter(statement=ConsentStatement.Statement.INVALIDATED, about=OuterRef("pk"))
        return self.exclude(statement=ConsentStatement.Statement.INVALIDATED).exclude(Exists(wrong))

    def with_people(self) -> "ConsentStatementQuerySet":
        return self.select_related("parent", "recorded_by", "child").prefetch_related("recipients__agency")


class ConsentStatement(Record):
    """One parent's word on one purpose: given, refused, withdrawn; or a manager's note that one was recorded wrongly.

    History is rows (policy 3.4): nothing is overwritten, and the latest valid statement of each parent counts.
    """

    class Purpose(models.TextChoices):
        ADDITIONAL_NEEDS = "additional_needs", "Information about additional needs"
        DEVELOPMENT_SUMMARIES = "development_summaries", "Development summaries to the next provider or school"
        PARTICULAR = "particular", "A particular sharing"

    class Statement(models.TextChoices):
        GIVEN = "given", "Given"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"
        INVALIDATED = "invalidated", "Recorded wrongly"

    class How(models.TextChoices):
        SCREEN = "screen", "On the screen"
        PAPER = "paper", "On paper"
        SPOKEN = "spoken", "Spoken, to be confirmed in writing"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="consents")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField("purpose", max_length=30, choices=Purpose)
    purpose_detail = models.CharField("which sharing", max_length=300, blank=True)
    statement = models.CharField("statement", max_length=20, choices=Statement)
    about = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later_words")
    scope = models.TextField("what information", blank=True)
    how = models.CharField("how given", max_length=10, choices=How)
    stated_on = models.DateField("stated on")
    review_on = models.DateField("look at it again on", null=True, blank=True)
    reason = models.TextField("reason", blank=True)

    objects = ConsentStatementQuerySet.as_manager()

    guards = (
        *append_only("A consent statement"),
        Guard(
            "responsibility",
            "Only a person with parental responsibility for this child can give, refuse or withdraw consent",
            ("INSERT",),
            when=(
                "NOT EXISTS (SELECT 1 FROM consent_familylink l WHERE l.child_id = NEW.child_id "
                "AND l.parent_id = NEW.parent_id AND (l.has_responsibility OR NEW.statement = 'invalidated'))"
            ),
        ),
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["child", "purpose", "parent", "id"], name="consents_of_a_child")]
        constraints = [
            one_of(
                "purpose", ["additional_needs", "development_summaries", "particular"], name="consent_has_a_purpose"
            ),
            one_of("statement", ["given", "refused", "withdrawn", "invalidated"], name="consent_is_stated"),
            one_of("how", ["screen", "paper", "spoken"], name="consent_was_given_somehow"),
            models.CheckConstraint(
                condition=Q(statement__in=["given", "refused"]) | (Q(about__isnull=False) & ~Q(reason="")),
                name="taking_back_names_what_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(statement="given") | (~Q(scope="") & Q(review_on__isnull=False)),
                name="consent_given_is_specific",
            ),
            models.CheckConstraint(
                condition=~Q(purpose="particular") | ~Q(purpose_detail=""), name="particular_sharing_is_named"
            ),
        ]

    def __str__(self) -> str:
        return "consent statement"

    @property
    def audit_subject(self) -> str:
        return self.child.reference

    def is_due_for_review(self, on: date) -> bool:
        return self.review_on is not None and self.review_on <= on


class ConsentRecipient(Record):
    """One recipient that a consent names: an agency, or a kind of agency."""

    statement = models.ForeignKey(ConsentStatement, on_delete=models.PROTECT, related_name="recipients")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=30, choices=Agency.Kind, blank=True)

    guards = append_only("A consent's recipient")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False, kind="") | (Q(agency__isnull=True) & ~Q(kind="")),
                name="recipient_is_agency_or_kind",
            )
        ]

    def __str__(self) -> str:
        return str(self.agency) if self.agency else self.get_kind_display()

    @property
    def audit_subject(self) -> str:
        return self.statement.child.reference
