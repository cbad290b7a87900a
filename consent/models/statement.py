from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from agencies.models import Agency
from consent.models.child import Child
from consent.models.family import Parent
from consent.models.sameness import one, outer_one, rows_of
from consent.models.signed import ConsentSignature
from consent.models.signing import MOVED_HERE, entitled
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import one_of
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.models.gates import gate

SOON = timedelta(days=30)
"""How long before it passes a date of a consent is shown as coming."""

SIGNED_BY_THEM = """EXISTS (SELECT 1 FROM consent_consentsignature g
WHERE g.id = NEW.signature_id AND g.child_id = NEW.child_id AND g.parent_id = NEW.parent_id)"""

SAID_OF_ANOTHER = f"""NEW.moved_from_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM consent_misfiling m
JOIN consent_consentstatement s ON s.id = m.statement_id
WHERE s.id = NEW.moved_from_id AND s.purpose = NEW.purpose
AND m.child_id IN {rows_of("consent_child", "NEW.child_id")}
AND s.parent_id IN {rows_of("consent_parent", "NEW.parent_id")})"""  # noqa: S608 (constants)


class ConsentStatementQuerySet(models.QuerySet["ConsentStatement"]):
    @gate
    def visible_to(self, user) -> "ConsentStatementQuerySet":
        return self.filter(Exists(Child.objects.visible_to(user).filter(pk=OuterRef("child"))))

    def latest_of_each_parent(self) -> "ConsentStatementQuerySet":
        """The last valid word of each parent on each purpose: what was recorded wrongly does not count."""
        valid = self.model.objects.valid().alias(of_child=one("child"), of_parent=one("parent"))
        later = valid.filter(
            of_child=outer_one("child"),
            of_parent=outer_one("parent"),
            purpose=OuterRef("purpose"),
            purpose_detail=OuterRef("purpose_detail"),
            pk__gt=OuterRef("pk"),
        )
        return self.valid().exclude(Exists(later))

    def valid(self) -> "ConsentStatementQuerySet":
        """Statements that no later note calls recorded wrongly."""
        wrong = self.model.objects.filter(statement=ConsentStatement.Statement.INVALIDATED, about=OuterRef("pk"))
        return self.exclude(statement=ConsentStatement.Statement.INVALIDATED).exclude(Exists(wrong))

    def last_word_on(self, word: "ConsentStatement") -> "ConsentStatement | None":
        """Find the valid statement that counts now for the same parent, child and matter."""
        theirs = Parent.objects.same_as(word.parent)
        of_theirs = self.valid().about_child(word.child).filter(parent__in=theirs)
        same_matter = of_theirs.filter(purpose=word.purpose, purpose_detail=word.purpose_detail)
        return same_matter.order_by("pk").last()

    def particular_sharings_of(self, child: Child) -> list[str]:
        """The particular sharings that parents of this child have spoken about, as first spelt."""
        particular = self.about_child(child).filter(purpose=ConsentStatement.Purpose.PARTICULAR)
        return list(dict.fromkeys(particular.order_by("pk").values_list("purpose_detail", flat=True)))

    def coming_up(self, by: date) -> "ConsentStatementQuerySet":
        """Consents that still count and are to be looked at again, or end, by this day; one that has ended is over."""
        given = self.latest_of_each_parent().filter(statement=ConsentStatement.Statement.GIVEN)
        standing = given.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=timezone.localdate()))
        due = standing.filter(Q(review_on__lte=by) | Q(valid_until__lte=by))
        return due.filter(Exists(Child.objects.attending().filter(pk=OuterRef("child")))).order_by("review_on", "id")

    def to_confirm(self, by_day: date) -> "ConsentStatementQuerySet":
        """Spoken words that still count and are to be confirmed in writing by this day, and are not yet."""
        spoken = self.latest_of_each_parent().filter(how=ConsentStatement.How.SPOKEN, confirm_by__lte=by_day)
        return spoken.filter(confirmation__isnull=True).order_by("confirm_by", "id")

    def about_child(self, child: Child) -> "ConsentStatementQuerySet":
        return self.filter(child__in=Child.objects.same_as(child))

    def with_people(self, *, named_before: bool = True) -> "ConsentStatementQuerySet":
        """With all that tells who said what about whom: one query, and one for the recipients of each.

        Without `named_before`, for whoever has at hand what a statement takes back, one query less.
        """
        paths = ("recipients", "about__recipients") if named_before else ("recipients",)
        named = [Prefetch(path, ConsentRecipient.objects.select_related("agency")) for path in paths]
        people = ("parent__merged_into", "recorded_by", "child__merged_into", "about", "confirmation__signature")
        return self.select_related(*people, "moved_from__misfiling").prefetch_related(*named)


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

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="consents")
    parent = ToOnePerson(Parent, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField("purpose", max_length=30, choices=Purpose)
    purpose_detail = models.CharField("which sharing", max_length=300, blank=True)
    statement = models.CharField("statement", max_length=20, choices=Statement)
    about = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later_words")
    scope = models.TextField("what information", blank=True)
    how = models.CharField("how given", max_length=10, choices=How)
    stated_on = models.DateField("stated on")
    review_on = models.DateField("look at it again on", null=True, blank=True)
    reason = models.TextField("reason", blank=True)
    exceptions = models.TextField("exceptions", blank=True)
    conditions = models.TextField("conditions", blank=True)
    valid_until = models.DateField("valid until", null=True, blank=True)
    confirm_by = models.DateField("to be confirmed in writing by", null=True, blank=True)
    wording_version = models.CharField("version of the words", max_length=20, blank=True)
    signature = models.ForeignKey(ConsentSignature, on_delete=models.PROTECT, related_name="statements", null=True)
    moved_from = models.OneToOneField("self", on_delete=models.PROTECT, related_name="moved_to", null=True)

    objects = ConsentStatementQuerySet.as_manager()

    noted_wrong: bool  # both told by the presenter of the history
    traces: list

    guards = (
        *append_only("A consent statement"),
        Guard(
            "responsibility",
            "Only a person who is entitled to consent for this child can give, refuse or withdraw consent",
            ("INSERT",),
            when=(
                "NEW.statement <> 'invalidated' AND NOT "
                + entitled(child="NEW.child_id", parent="NEW.parent_id", what="NEW.purpose", day="NEW.stated_on")
            ),
        ),
        Guard(
            "signature",
            "What is said on the screen or on paper rests on a signature of the same parent for the same child",
            ("INSERT",),
            when=f"NEW.statement IN ('given', 'refused') AND NEW.how <> 'spoken' AND NOT {SIGNED_BY_THEM}",
        ),
        Guard(
            "confirmation",
            "A spoken consent says by when it will be confirmed in writing",
            ("INSERT",),
            when="NEW.statement = 'given' AND NEW.how = 'spoken' AND NEW.confirm_by IS NULL",
        ),
        Guard(
            "moved_from",
            "What was first recorded under another child is recorded anew for the child to whom it belongs, "
            "of the same parent and for the same purpose",
            ("INSERT",),
            when=SAID_OF_ANOTHER,
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

    @property
    def matter(self) -> tuple[str, str]:
        """What it is about: two parents who speak about the same matter can agree or disagree."""
        return self.purpose, self.purpose_detail

    @property
    def subject(self) -> tuple[int, str, str]:
        """Whose word on what: a later statement with the same subject takes the place of this one."""
        return self.parent.one_id, *self.matter

    @property
    def matter_in_words(self) -> str:
        return self.purpose_detail or self.get_purpose_display()

    @property
    def how_in_words(self) -> str:
        """How it was said; a refusal and a withdrawal count as they are spoken, and nobody has to confirm them."""
        spoken = self.how == self.How.SPOKEN and self.statement != self.Statement.GIVEN
        return "Spoken" if spoken else self.get_how_display()

    @property
    def named(self) -> list["ConsentRecipient"]:
        """The recipients that it names; what takes a statement back speaks of that statement's recipients."""
        return [recipient for recipient in (self.about or self).recipients.all() if not recipient.excluded]

    @property
    def left_out(self) -> list["ConsentRecipient"]:
        """Those of whom the parent asked that they are not told."""
        return [recipient for recipient in (self.about or self).recipients.all() if recipient.excluded]

    @property
    def was_on_screen(self) -> bool:
        """Whether it was signed on a screen that named the child."""
        return self.signature is not None and not self.signature.is_on_paper

    @property
    def trace(self) -> str:
        """Say, in the right child's file, that it was recorded elsewhere first; "" of anything else."""
        return f"{MOVED_HERE} {self.moved_from.misfiling.reason}" if self.moved_from else ""

    def names(self, agency: Agency) -> bool:
        return any(recipient.includes(agency) for recipient in self.named)

    def leaves_out(self, agency: Agency) -> bool:
        return any(recipient.includes(agency) for recipient in self.left_out)

    def concerns(self, agency: Agency) -> bool:
        """Whether it speaks of this agency: a word that names no recipient speaks of all."""
        return not self.named or self.names(agency)

    def contradicts(self, other: "ConsentStatement") -> bool:
        """Whether it keeps any recipient of another parent's consent on the matter from being told."""
        kept_out = self.left_out if self.statement == self.Statement.GIVEN else self.named
        if self.statement != self.Statement.GIVEN and not kept_out:
            return True
        return any(each.meets(recipient) for each in kept_out for recipient in other.named)

    def is_noted_wrong(self) -> bool:
        return self.later_words.filter(statement=self.Statement.INVALIDATED).exists()

    def counts(self) -> bool:
        """Whether it is the parent's last valid word on its matter."""
        return ConsentStatement.objects.last_word_on(self) == self

    def is_due_for_review(self, on: date) -> bool:
        return self.review_on is not None and self.review_on <= on

    def has_ended(self, on: date) -> bool:
        return self.valid_until is not None and self.valid_until < on

    def was_never_confirmed(self, on: date) -> bool:
        """Whether it was spoken, and the day by which it was to be confirmed has passed."""
        return self.is_unconfirmed(on) and self.confirm_by is not None and self.confirm_by < on

    def is_unconfirmed(self, on: date) -> bool:
        """Whether it is a spoken consent that was not confirmed in writing by this day."""
        confirmed = getattr(self, "confirmation", None)
        in_writing = confirmed is not None and confirmed.signature.signed_on <= on
        return self.how == self.How.SPOKEN and self.statement == self.Statement.GIVEN and not in_writing


class ConsentRecipient(Record):
    """One recipient that a consent names: an agency, or a kind of agency."""

    statement = models.ForeignKey(ConsentStatement, on_delete=models.PROTECT, related_name="recipients")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=30, choices=Agency.Kind, blank=True)
    excluded = models.BooleanField("must not be told", default=False)

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

    def includes(self, agency: Agency) -> bool:
        return self.agency_id == agency.pk if self.agency_id else self.kind == agency.kind

    def takes_out(self, other: "ConsentRecipient") -> bool:
        """Whether nothing is left of another recipient, if this one must not be told."""
        return self.includes(other.agency) if other.agency else not self.agency and self.kind == other.kind

    def meets(self, other: "ConsentRecipient") -> bool:
        """Whether an agency could be meant by both."""
        if self.agency and other.agency:
            return self.agency == other.agency
        return self._kind_of_agency == other._kind_of_agency

    @property
    def _kind_of_agency(self) -> str:
        return self.agency.kind if self.agency else self.kind

    @property
    def audit_subject(self) -> str:
        return self.statement.child.reference
