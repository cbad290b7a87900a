from django.db import models
from django.db.models import Q

from consent.models.child import Child
from consent.models.family import Parent
from consent.models.registration import Signature
from consent.models.sameness import rows_of
from consent.models.statement import ConsentStatement
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record

RECORDED_UNDER = """COALESCE((SELECT s.child_id FROM consent_consentstatement s WHERE s.id = NEW.statement_id),
(SELECT r.child_id FROM consent_signature g JOIN consent_registration r ON r.id = g.registration_id
WHERE g.id = NEW.signature_id))"""

STILL_COUNTS = """NEW.statement_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM consent_consentstatement n
WHERE n.about_id = NEW.statement_id AND n.statement = 'invalidated')"""

SAID = [ConsentStatement.Statement.GIVEN, ConsentStatement.Statement.REFUSED]


class MisfilingQuerySet(models.QuerySet["Misfiling"]):
    def of_child(self, child: Child) -> "MisfilingQuerySet":
        """What was recorded under this child wrongly, and what belongs to this child, the first recorded first."""
        rows = Child.objects.same_as(child)
        here = Q(statement__child__in=rows) | Q(signature__registration__child__in=rows)
        return self.filter(here | Q(child__in=rows)).order_by("pk")

    def with_both(self) -> "MisfilingQuerySet":
        """With what was recorded wrongly, what was recorded instead, and whose each is."""
        first = ("statement__child__merged_into", "signature__registration__child__merged_into")
        again = ("statement__moved_to", "signature__moved_to__registration")
        parents = ("statement__parent__merged_into", "signature__parent__merged_into")
        return self.select_related("child__merged_into", "recorded_by", *first, *again, *parents)

    def first_word(self, word: ConsentStatement) -> ConsentStatement | None:
        """Find what a word of a parent is recorded instead of: the same matter, first under another child."""
        waiting = self.filter(statement__statement__in=SAID, statement__moved_to__isnull=True)
        waiting = waiting.filter(child__in=Child.objects.same_as(word.child), statement__purpose=word.purpose)
        theirs = waiting.filter(statement__parent__in=Parent.objects.same_as(word.parent)).select_related("statement")
        first = [each.statement for each in theirs.order_by("-pk") if each.statement]
        return next((each for each in first if _alike(each.purpose_detail, word.purpose_detail)), None)

    def first_signature(self, child: Child, parent: Parent) -> Signature | None:
        """Find the signature under another child's registration that this parent gives anew for this child."""
        waiting = self.filter(signature__isnull=False, signature__moved_to__isnull=True)
        theirs = waiting.filter(signature__parent__in=Parent.objects.same_as(parent))
        found = theirs.filter(child__in=Child.objects.same_as(child)).select_related("signature").order_by("pk").last()
        return found.signature if found else None


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


class Misfiling(Record):
    """What a parent said or signed was recorded under the wrong child: it belongs to `child`, and never counted.

    The row itself stays as it was recorded. What is recorded instead, carried over or asked for anew, points back at it
    (`moved_from`). The file where it stood says nothing of the right child.
    """

    statement = models.OneToOneField(ConsentStatement, on_delete=models.PROTECT, related_name="misfiling", null=True)
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="misfiling", null=True)
    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="misfilings", verbose_name="the right child")
    reason = models.TextField("how we know that it belongs there")

    objects = MisfilingQuerySet.as_manager()

    guards = (
        *append_only("That something belongs to another child"),
        Guard(
            "elsewhere",
            "It stands in this child's file already",
            ("INSERT",),
            when=f"{RECORDED_UNDER} IN {rows_of('consent_child', 'NEW.child_id')}",
        ),
        Guard(
            "noted_wrong",
            "What belongs to another child is first noted as recorded wrongly",
            ("INSERT",),
            when=STILL_COUNTS,
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("reason", name="misfiling_says_why"),
            models.CheckConstraint(
                condition=Q(statement__isnull=False, signature__isnull=True)
                | Q(statement__isnull=True, signature__isnull=False),
                name="misfiling_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return "note that it belongs to another child"

    @property
    def audit_subject(self) -> str:
        return self.child.reference
