"""What may lawfully go: lists of what is due, what two people decided to dispose of, and exactly which rows that is.

The log knows no child: lines name a child by its opaque reference. What is due, and why, is said by the apps above.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from neston_sharing.audit.models.entry import ERASED, KEPT_COLUMNS, Entry
from neston_sharing.foundation.constraints import all_or_none, differs, not_blank
from neston_sharing.foundation.guards import Guard, append_only, latch
from neston_sharing.foundation.models.inserting import InsertedQuickly
from neston_sharing.foundation.models.record import Audited

PERSON = settings.AUTH_USER_MODEL
ENTRY_TABLE = "audit_entry"

# A disposal d that was approved and not carried out yet, and on whose line l no hold stands.
HELD = "EXISTS (SELECT 1 FROM audit_hold h WHERE h.ended_at IS NULL AND (h.subject = '' OR h.subject = l.subject))"
APPROVED = f"d.approved_at IS NOT NULL AND d.refused_at IS NULL AND d.carried_out_at IS NULL AND NOT {HELD}"


def _rewritten(*columns: str) -> str:
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


def _kept(what: str, *columns: str) -> tuple[Guard, ...]:
    """What a row says stands for good; only its latches move."""
    words = f"{what} is kept as it was made"
    return (
        Guard("kept", words, ("UPDATE",), when=_rewritten(*columns)),
        Guard("kept", words, ("DELETE", "TRUNCATE")),
        Guard("kept_no_replace", words, ("INSERT",), replaced="1 = 1"),
    )


class DueListQuerySet(models.QuerySet["DueList"]):
    def newest_first(self) -> "DueListQuerySet":
        return self.select_related("made_by").order_by("-id")

    def made_since(self, moment) -> "DueListQuerySet":
        return self.filter(made_at__gte=moment)


class DueList(Audited):
    """A dry run: what was due on a day, listed for people to decide. By nobody, if the computer's timer made it."""

    on = models.DateField("as it stood on")
    made_at = models.DateTimeField("made at", default=timezone.now)
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="made by")

    objects = DueListQuerySet.as_manager()

    guards = append_only("A list of what is due")

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        verbose_name = "list of what is due"

    def __str__(self) -> str:
        return f"list {self.pk}"


class DisposalQuerySet(models.QuerySet["Disposal"]):
    def visible_to(self, user) -> "DisposalQuerySet":
        """Those of which this person may see a line at least: of any other, nothing is there."""
        seen = DueLine.objects.visible_to(user).filter(disposal=models.OuterRef("pk"))
        return self.filter(models.Exists(seen))

    def with_people(self) -> "DisposalQuerySet":
        return self.select_related("due_list", "proposed_by", "approved_by", "refused_by", "carried_out_by")

    def newest_first(self) -> "DisposalQuerySet":
        return self.with_people().order_by("-id")

    def for_approval_by(self, user) -> "DisposalQuerySet":
        """Those that somebody else proposed, and nobody has approved or refused."""
        return self.filter(approved_at__isnull=True, refused_at__isnull=True).exclude(proposed_by=user)

    def carried_out(self) -> "DisposalQuerySet":
        return self.with_people().filter(carried_out_at__isnull=False)


class Disposal(Audited):
    """What one person proposed to dispose of, another approved, and was carried out; or was refused."""

    due_list = models.ForeignKey(DueList, on_delete=models.PROTECT, related_name="disposals", verbose_name="from list")
    proposed_at = models.DateTimeField("proposed at", default=timezone.now)
    proposed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name="proposed by")
    note = models.TextField("what the proposer says", blank=True)
    approved_at = models.DateTimeField("approved at", null=True)
    approved_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="approved by"
    )
    refused_at = models.DateTimeField("refused at", null=True)
    refused_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="refused by"
    )
    refused_why = models.TextField("why it was refused", null=True)
    carried_out_at = models.DateTimeField("carried out at", null=True)
    carried_out_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="carried out by"
    )

    objects = DisposalQuerySet.as_manager()

    guards = (
        *_kept("A disposal", "due_list_id", "proposed_at", "proposed_by_id", "note"),
        *latch(
            "approved_at", "approved_by_id", "refused_at", "refused_by_id", "refused_why",
            "carried_out_at", "carried_out_by_id", what="What came of a disposal",
        ),
        Guard(
            "held",
            "A hold stands: nothing of it may be disposed of",
            ("UPDATE",),
            when="((OLD.approved_at IS NULL AND NEW.approved_at IS NOT NULL) "  # noqa: S608 (constants)
            "OR (OLD.carried_out_at IS NULL AND NEW.carried_out_at IS NOT NULL)) "
            f"AND EXISTS (SELECT 1 FROM audit_dueline l WHERE l.disposal_id = OLD.id AND {HELD})",
        ),
        Guard("proposed_first", "A disposal is proposed before it is approved", ("INSERT",),
              when="NEW.approved_at IS NOT NULL OR NEW.carried_out_at IS NOT NULL"),
    )  # fmt: skip

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        verbose_name = "disposal"
        constraints = [
            all_or_none("approved_at", "approved_by", name="disposal_approved_by_somebody"),
            all_or_none("refused_at", "refused_by", "refused_why", name="disposal_refused_by_somebody"),
            all_or_none("carried_out_at", "carried_out_by", name="disposal_carried_out_by_somebody"),
            differs("proposed_by", "approved_by", name="nobody_approves_their_own_disposal"),
            models.CheckConstraint(
                condition=models.Q(refused_at__isnull=True) | models.Q(carried_out_at__isnull=True),
                name="disposal_is_carried_out_or_refused",
            ),
            models.CheckConstraint(
                condition=models.Q(carried_out_at__isnull=True) | models.Q(approved_at__isnull=False),
                name="only_an_approved_disposal_is_carried_out",
            ),
        ]

    def __str__(self) -> str:
        return f"disposal {self.pk}"

    def is_open_to(self, user) -> bool:
        """Whether nothing of it is about a child whose record is closed to this person."""
        return self.lines.count() == self.lines.visible_to(user).count()

    @property
    def state(self) -> str:
        if self.carried_out_at:
            return "carried out"
        if self.refused_at:
            return "refused"
        return "approved" if self.approved_at else "proposed"


class DueLineQuerySet(models.QuerySet["DueLine"]):
    def visible_to(self, user) -> "DueLineQuerySet":
        from neston_sharing.audit import subjects

        hidden = subjects.hidden_from(user)
        return self.exclude(subject__in=hidden) if hidden else self.all()

    def chosen_from(self, due_list: DueList, keys) -> "DueLineQuerySet":
        return self.filter(due_list=due_list, pk__in=list(keys))

    def with_disposals(self) -> "DueLineQuerySet":
        return self.select_related("disposal", "kept_by")


class DueLine(Audited):
    """One class of record of one child's file that is due, or would be: under which rule, since when, and what of it
    stays and why. What is proposed goes by the line; what a person keeps, with their reason, stays."""

    due_list = models.ForeignKey(DueList, on_delete=models.PROTECT, related_name="lines", verbose_name="list")
    subject = models.CharField("child's reference", max_length=40)
    what = models.CharField("class of record", max_length=30)
    title = models.CharField("what it is", max_length=100)
    due_on = models.DateField("due on")
    rule = models.CharField("rule", max_length=200)
    reason = models.TextField("reason of the rule", blank=True)
    records = models.PositiveIntegerField("records that may go", default=0)
    files = models.PositiveIntegerField("files among them", default=0)
    stays = models.TextField("what stays, and why", blank=True)
    held = models.TextField("hold", blank=True)
    disposal = models.ForeignKey(
        Disposal, on_delete=models.PROTECT, related_name="lines", null=True, verbose_name="disposal"
    )
    named = models.CharField("SHA-256 of the rows that are named", max_length=64, blank=True, default="")
    erased = models.CharField("SHA-256 of what is left of the log's entries", max_length=64, blank=True, default="")
    entries = models.PositiveIntegerField("entries of the log among them", default=0)
    kept_at = models.DateTimeField("kept at", null=True)
    kept_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="kept by")
    kept_why = models.TextField("why it is kept", null=True)

    objects = DueLineQuerySet.as_manager()

    guards = (
        *_kept(
            "A line of what is due",
            "due_list_id",
            "subject",
            "what",
            "title",
            "due_on",
            "rule",
            "reason",
            "stays",
            "held",
        ),
        *latch("disposal_id", "kept_at", "kept_by_id", "kept_why", what="What came of a line"),
        Guard(
            "named_once",
            "What a disposal names is fixed when it is proposed",
            ("UPDATE",),
            when=f"OLD.disposal_id IS NOT NULL AND ({_rewritten('records', 'files', 'named', 'erased', 'entries')})",
        ),
        Guard(
            "approved",
            "Nothing is added to a disposal that was approved",
            ("INSERT", "UPDATE"),
            when="EXISTS (SELECT 1 FROM audit_disposal d WHERE d.id = NEW.disposal_id AND d.approved_at IS NOT NULL)",
        ),
    )

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        verbose_name = "line of what is due"
        constraints = [
            all_or_none("kept_at", "kept_by", "kept_why", name="line_kept_by_somebody"),
            not_blank("rule", name="line_says_its_rule"),
            models.CheckConstraint(
                condition=models.Q(kept_at__isnull=True) | models.Q(disposal__isnull=True),
                name="line_is_kept_or_goes",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_subject(self) -> str:
        return self.subject

    @property
    def may_go(self) -> bool:
        return bool(self.records) and not self.held and not self.disposal_id and not self.kept_at


class NamedRow(InsertedQuickly):
    """One row that a line of a disposal names: its table and number. Of an entry of the log, whose payload goes and
    whose digest stays, `remains` is the digest of what is left.

    There are as many as there is to dispose of; the line holds a hash of them all, which the log seals.
    """

    line = models.ForeignKey(DueLine, on_delete=models.PROTECT, related_name="rows")
    kind = models.CharField(max_length=63)
    number = models.BigIntegerField()
    remains = models.CharField(max_length=64, blank=True, default="")

    guards = (
        *append_only("What a disposal names"),
        Guard(
            "approved",
            "Nothing is added to a disposal that was approved",
            ("INSERT",),
            when="EXISTS (SELECT 1 FROM audit_dueline l JOIN audit_disposal d ON d.id = l.disposal_id "
            "WHERE l.id = NEW.line_id AND d.approved_at IS NOT NULL)",
        ),
    )

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "number"], name="named_rows")]
        constraints = [models.UniqueConstraint(fields=["line", "kind", "number"], name="named_once_a_line")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @classmethod
    def lets_through(cls, model: type[models.Model], event: str) -> str:
        """Say when guards let go what an approved disposal names: rows about a child, whole; of an entry, its payload.

        The condition is SQL over OLD and NEW. The log's own rows, people, agencies and rules are never let through.
        """
        if model is Entry and event == "UPDATE":
            rest = " AND ".join(f"OLD.{column} IS NOT DISTINCT FROM NEW.{column}" for column in KEPT_COLUMNS)
            gone = " AND ".join(f"NEW.{column} {value}" for column, value in ERASED.items())
            return f"{_named_by_an_approved_disposal(ENTRY_TABLE)} AND {gone} AND {rest}"
        about_a_child = hasattr(model, "audit_subject") and model._meta.app_label != "audit"
        if event == "DELETE" and about_a_child:
            return _named_by_an_approved_disposal(model._meta.db_table)
        return ""


def _named_by_an_approved_disposal(table: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM audit_namedrow n JOIN audit_dueline l ON l.id = n.line_id "  # noqa: S608 (our tables)
        "JOIN audit_disposal d ON d.id = l.disposal_id "
        f"WHERE n.kind = '{table}' AND n.number = OLD.id AND {APPROVED})"
    )
