from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency, ContactRoute, Professional
from consent.models import Child, ConsentStatement, Law, PolicyVersion
from consent.models.law import COURT_ORDER
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import all_or_none, not_blank, one_of, only_with
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Audited, Record
from sharing.checklist import Answer, Basis, Path, Question, follow
from sharing.models.decision_guards import GUARDS
from sharing.models.legal_advice import LEGAL_ADVICE_IS_WHOLE, LegallyAdvised
from sharing.models.querysets import DecisionQuerySet

RECORDED = "p.recorded_at IS NOT NULL"
"""For guards of rows that belong to a decision (alias p): they close with it."""


# Of the few that do. Where SQLite knows that most decide nothing again, it reads all rather than the index of all.
DECIDED_AGAIN = models.Index(
    fields=["decides_again", "-id"], condition=Q(decides_again__isnull=False), name="decisions_decided_again"
)


class Decision(LegallyAdvised, Audited):
    """One information-sharing decision about one child, from the first question to what came of it (policy 2.7, 3.5).

    Its state is derived from rows (submissions, verdicts, disclosures) and from latches that are set once.
    """

    class Initiative(models.TextChoices):
        ASKED = "asked", "They asked us"
        OFFERED = "offered", "We would tell them"

    class Origin(models.TextChoices):
        QUESTIONS = "questions", "The eight questions"
        REFERRAL = "referral", "Referred at once"

    class Outcome(models.TextChoices):
        SHARE = "share", "Share"
        NOT_SHARE = "not_share", "Do not share"

    class Untold(models.TextChoices):
        UNSAFE = "unsafe", "Telling them would put someone at risk"
        INAPPROPRIATE = "inappropriate", "Telling them would be inappropriate"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ABANDONED = "abandoned", "Abandoned"
        WITH_MANAGEMENT = "with_management", "With management"
        RETURNED = "returned", "Returned"
        REFERRED = "referred", "Referred, to be backed"
        TO_DISCLOSE = "to_disclose", "Backed, to be shared"
        STOPPED = "stopped", "Not to be shared: the consent is gone"
        SHARED = "shared", "Shared"
        NOT_SHARED = "not_shared", "Not shared"

    ROUTES = [*ContactRoute.Kind.choices, ("in_person", "In person")]

    reference = models.CharField(max_length=20, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveIntegerField(editable=False)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.QUESTIONS, editable=False)

    decides_again = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="decided_again", null=True, editable=False
    )  # the decision whose consent was withdrawn before it was carried out, or that was brought new facts

    concern = models.ForeignKey(
        "sharing.Concern", on_delete=models.PROTECT, related_name="decisions", null=True, editable=False
    )  # from which it was started (policy 2.5)

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="decisions")
    initiative = models.CharField("whose initiative", max_length=10, choices=Initiative)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="agency")
    professional = models.ForeignKey(
        Professional, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="professional"
    )
    information = models.TextField("what information")
    purpose = models.TextField("for what purpose")
    asked_on = models.DateField("asked on", null=True, blank=True)
    needed_by = models.DateField("needed by", null=True, blank=True)
    policy_version = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )  # none: a referral never waits for bookkeeping

    started_at = models.DateTimeField(default=timezone.now, editable=False)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts_held", editable=False
    )  # who works on the draft now; the lead can hand it to another
    version = models.PositiveIntegerField(default=1, editable=False)  # of the draft: the second of two writers is told

    outcome = models.CharField("outcome", max_length=10, choices=Outcome, null=True)
    outcome_reason = models.TextField("reasons for the outcome", null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    lawful_basis = models.ForeignKey(Law, on_delete=models.PROTECT, related_name="+", null=True)
    condition = models.ForeignKey(Law, on_delete=models.PROTECT, related_name="+", null=True)

    route = models.CharField("route", max_length=20, choices=ROUTES, blank=True)
    identity_known_how = models.TextField("how the recipient's identity is known", blank=True)

    family_told = models.BooleanField("family told", null=True)
    family_told_on = models.DateField("told on", null=True)
    family_told_how = models.TextField("how the family was told", blank=True)
    family_not_told = models.CharField("why the family was not told", max_length=20, choices=Untold, blank=True)
    family_not_told_why = models.TextField("the reason in words", blank=True)

    recorded_at = models.DateTimeField(null=True, editable=False)
    abandoned_at = models.DateTimeField(null=True, editable=False)
    abandoned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    abandoned_why = models.TextField(null=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    unlogged = ("version",)  # counts saves, for the second of two writers: what was saved is logged with each row

    # Fetched by `with_state_facts()`
    sent_at: datetime | None
    waits_for_verdict: bool
    was_returned: bool
    was_answered_in_person: bool
    was_disclosed: bool
    on_hold: bool  # of a line of a list
    gone_consent: int | None  # of the consent relied on, if it does not stand any more
    withdrawn_on: date | None  # when the parent took it back, if they did
    decided_again_in: str | None  # the reference

    waits_for: list  # set where it stands on a home page: those who are away, and for whom it waits

    moved_to: int | None  # fetched `with_people()`: the child to whose file it was moved, if it was

    # Fetched by `with_last_return()`
    returned_at: datetime | None
    returned_why: str | None

    guards = GUARDS

    class Meta:
        ordering = ["-year", "-number"]
        indexes = [
            models.Index(fields=["child", "-id"], name="decisions_of_a_child"),
            models.Index(fields=["recorded_at", "abandoned_at"], name="decisions_by_state"),
            models.Index(
                fields=["outcome", "-id"], name="decisions_by_outcome", condition=Q(recorded_at__isnull=False)
            ),
            DECIDED_AGAIN,
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="decisions_are_numbered"),
            not_blank("information", name="decision_says_what"),
            not_blank("purpose", name="decision_says_what_for"),
            all_or_none("outcome", "outcome_reason", "decided_at", "decided_by", name="decided_by_somebody"),
            all_or_none("abandoned_at", "abandoned_by", "abandoned_why", name="abandoned_by_somebody"),
            one_of("origin", ["questions", "referral"], name="decision_has_an_origin"),
            one_of("initiative", ["asked", "offered"], name="decision_has_an_initiative"),
            LEGAL_ADVICE_IS_WHOLE,
            only_with("condition", Q(lawful_basis__isnull=False), name="condition_with_a_basis"),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True) | Q(outcome__in=["share", "not_share"]), name="outcome_is_one_of_two"
            ),
            models.CheckConstraint(
                condition=Q(family_told__isnull=True)
                | Q(family_told=True, family_told_on__isnull=False, family_not_told="") & ~Q(family_told_how="")
                | Q(family_told=False, family_told_on__isnull=True, family_told_how="")
                & ~Q(family_not_told="")
                & ~Q(family_not_told_why=""),
                name="family_told_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at__isnull=True) | Q(outcome__isnull=False, family_told__isnull=False),
                name="recorded_with_outcome_and_family",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at__isnull=True) | Q(abandoned_at__isnull=True),
                name="not_both_recorded_and_abandoned",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("sharing:decision", args=[self.reference])

    @property
    def audit_subject(self) -> str:
        return self.child.reference

    @property
    def about(self) -> Child:
        """The child in whose file it stands, which is not the one it was recorded under where it was moved since.

        No query for decisions fetched `with_people()`, but for those that were moved.
        """
        moved = list(self.refilings.all()) if getattr(self, "moved_to", True) else []
        return (moved[-1].child if moved else self.child).one

    @property
    def is_open(self) -> bool:
        """Whether its answers can still change: neither recorded nor abandoned."""
        return self.recorded_at is None and self.abandoned_at is None

    @property
    def is_being_written(self) -> bool:
        """Whether it is with those who make it: neither sent nor closed. Of one fetched `with_state_facts()`."""
        return self.state in (self.State.DRAFT, self.State.RETURNED)

    @property
    def given(self) -> dict[Question, Answer]:
        """The answers on file by question; one query, none if fetched `with_answers()`."""
        return {Question(row.question): Answer(row.answer) for row in self.answers.all()}

    @property
    def path(self) -> Path:
        """Where these answers lead, by the checklist."""
        return follow(self.given)

    @property
    def consent_relied_on(self) -> ConsentStatement | None:
        """The consent on file that question 4 was answered with."""
        return next((row.consent for row in self.answers.all() if row.consent_id), None)

    @property
    def rests_on_consent(self) -> bool:
        """Whether these answers lead to sharing by consent. What was referred at once rests on safeguarding."""
        return self.origin == self.Origin.QUESTIONS and self.path.basis is Basis.CONSENT

    @property
    def asks_consent_again(self) -> bool:
        """Whether question 4 still names a consent that stood and was gone when this was fetched `with_state_facts`."""
        relied_on = next((row.consent_id for row in self.answers.all() if row.consent_id), None)
        return relied_on is not None and relied_on == self.gone_consent

    @property
    def is_identifiable(self) -> bool:
        """Whether the information identifies somebody; doubt counts as yes (question 2)."""
        return self.given.get(Question.IDENTIFIABLE) is not Answer.NO

    @property
    def is_ordered_by_court(self) -> bool:
        """Whether question 5 rests on a court order; no query for answers fetched `with_answers()`."""
        return any(row.duty.means(COURT_ORDER) for row in self.answers.all() if row.duty)

    @property
    def state(self) -> "Decision.State":
        """Derive the state from latches and rows; needs a decision fetched `with_state_facts()`."""
        if self.abandoned_at:
            return self.State.ABANDONED
        if self.recorded_at:
            return self._recorded_state()
        if self.sent_at is None:
            return self.State.DRAFT
        return self.State.WITH_MANAGEMENT if self.waits_for_verdict else self.State.RETURNED

    def _recorded_state(self) -> "Decision.State":
        if self.origin == self.Origin.REFERRAL and not self.was_answered_in_person:
            return self.State.REFERRED
        if self.outcome == self.Outcome.NOT_SHARE:
            return self.State.NOT_SHARED
        if self.was_disclosed:
            return self.State.SHARED
        return self.State.STOPPED if self.gone_consent else self.State.TO_DISCLOSE


class Maker(Record):
    """One person who had a hand in a decision: who started, answered, or decided. None of them can back it.

    Kept when an answer is changed by another, so that nobody is forgotten.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="makers")

    guards = append_only("A maker of a decision")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "recorded_by"], name="a_maker_once")]

    def __str__(self) -> str:
        return "maker"

    @property
    def audit_subject(self) -> str:
        return self.decision.child.reference


class Addendum(Record):
    """A correction or later news: a further entry that points at the decision and never changes it (policy 2.7)."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField("what is to be added")
    reason = models.TextField("why")

    guards = append_only("An addendum")

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("text", name="addendum_says_what"),
            not_blank("reason", name="addendum_says_why"),
        ]

    def __str__(self) -> str:
        return "addendum"

    @property
    def audit_subject(self) -> str:
        return self.decision.about.reference
