from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from agencies.models import Agency, Professional
from consent.models import Child
from consent.models.sameness import rows_of
from neston_sharing.foundation.constraints import not_blank
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.models.gates import gate
from sharing.models.copy import RecipientCopy
from sharing.models.decision import Decision
from sharing.models.filing import moved_to
from sharing.models.follow_up import ReferralNews
from sharing.models.item import Item
from sharing.models.passing_on_sql import WAITS_AT_DISCLOSURE

TAKEN_BACK = f"""
EXISTS (SELECT 1 FROM sharing_decision d
        JOIN sharing_answer a ON a.decision_id = d.id AND a.question = 4 AND a.answer = 'in_force'
        JOIN consent_consentstatement c ON c.id = a.consent_id
        JOIN consent_consentstatement w
          ON w.child_id IN {rows_of("consent_child", "c.child_id")} AND w.id > c.id
        WHERE d.id = NEW.decision_id AND d.origin = 'questions'
        AND NOT EXISTS (SELECT 1 FROM sharing_answer e WHERE e.decision_id = d.id
                        AND ((e.question = 1 AND e.answer <> 'yes') OR (e.question IN (2, 3) AND e.answer = 'no')))
        AND w.stated_on <= NEW.shared_at
        AND ((w.statement = 'invalidated' AND w.about_id = c.id)
             OR (w.statement IN ('withdrawn', 'refused') AND w.parent_id IN {rows_of("consent_parent", "c.parent_id")}
                 AND w.purpose = c.purpose AND w.purpose_detail = c.purpose_detail
                 AND NOT EXISTS (SELECT 1 FROM consent_consentstatement n
                                 WHERE n.statement = 'invalidated' AND n.about_id = w.id))))
"""  # noqa: S608 (constants)
"""The decision rests on a consent that its parent took back, or that was recorded wrongly, before this went out.

What went out on an earlier day did so with consent, and is recorded as it was.
"""


UNCHECKED = """
EXISTS (SELECT 1 FROM sharing_decision d WHERE d.id = NEW.decision_id AND d.origin <> 'referral')
AND (NOT EXISTS (SELECT 1 FROM sharing_recipientcopy c
                 WHERE c.id = NEW.copy_id AND c.decision_id = NEW.decision_id AND c.agency_id = NEW.agency_id)
     OR EXISTS (SELECT 1 FROM sharing_copyfinding f WHERE f.copy_id = NEW.copy_id AND f.accepted_id IS NULL))
"""
"""What was referred at once never waits for a check."""

NOT_IN_THE_COPY = """EXISTS
(SELECT 1 FROM sharing_disclosure s WHERE s.id = NEW.disclosure_id AND s.copy_id IS NOT NULL
 AND NOT EXISTS (SELECT 1 FROM sharing_copieditem i WHERE i.copy_id = s.copy_id AND i.item_id = NEW.item_id))
"""


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    @gate
    def visible_to(self, user) -> "DisclosureQuerySet":
        return self.filter(decision__in=Decision.objects.visible_to(user))

    def awaiting_arrival(self) -> "DisclosureQuerySet":
        """Those of which nobody has recorded that they arrived."""
        return self.filter(arrival__isnull=True)

    def unanswered(self) -> "DisclosureQuerySet":
        """Those that nobody knows to have arrived, and to which nothing that they said since is an answer.

        Each with `chased_at`, when we last chased or escalated it, if we did; those that wait longest first.
        """
        since = ReferralNews.objects.filter(decision=OuterRef("decision"), happened_at__gte=OuterRef("shared_at"))
        chased = Subquery(since.chases().order_by("-happened_at").values("happened_at")[:1])
        waiting = self.awaiting_arrival().exclude(Exists(since.answers())).annotate(chased_at=chased)
        return waiting.order_by(Coalesce("chased_at", "shared_at"), "id")

    def with_people(self) -> "DisclosureQuerySet":
        people = self.select_related("decision__child__merged_into", "agency", "professional", "shared_by")
        return people.annotate(moved_to=moved_to("decision"))


class Disclosure(Record):
    """What went out: what, to whom, how, when, by whom (policy 2.7). That it arrived is a row of its own."""

    ROUTES = Decision.ROUTES

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="disclosures")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+", null=True)
    to_whom = models.CharField("to whom", max_length=200)
    route = models.CharField("how", max_length=20, choices=ROUTES)
    number_or_address = models.CharField("number or address used", max_length=300, blank=True)
    identity_known_how = models.TextField("how their identity was known", blank=True)
    what = models.TextField("what was shared")
    copy = models.ForeignKey(RecipientCopy, on_delete=models.PROTECT, related_name="disclosures", null=True)
    tracking = models.CharField("tracking number", max_length=100, blank=True)
    shared_at = models.DateTimeField("when")
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = DisclosureQuerySet.as_manager()

    guards = (
        *append_only("A disclosure"),
        Guard(
            "decided",
            "Only what was decided to be shared, and backed or referred at once, is disclosed",
            ("INSERT",),
            when=(
                "NOT EXISTS (SELECT 1 FROM sharing_decision d "
                "WHERE d.id = NEW.decision_id AND d.outcome = 'share' AND (d.recorded_at IS NOT NULL "
                "OR EXISTS (SELECT 1 FROM sharing_referral r WHERE r.decision_id = d.id)))"
            ),
        ),
        Guard(
            "consent",
            "What rests on a consent is not disclosed once that consent was taken back or found to be recorded wrongly",
            ("INSERT",),
            when=TAKEN_BACK,
        ),
        Guard(
            "checked",
            "Nothing goes out but a copy that was checked, each finding mended or accepted with a reason",
            ("INSERT",),
            when=UNCHECKED,
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("to_whom", name="disclosure_says_to_whom"),
            not_blank("what", name="disclosure_says_what"),
        ]

    def __str__(self) -> str:
        return "disclosure"

    @property
    def about(self) -> Child:
        """The child in whose file the decision stands; no query if fetched `with_people()`, but for what was moved."""
        return self.decision.about if getattr(self, "moved_to", True) else self.decision.child.one

    @property
    def audit_subject(self) -> str:
        return self.decision.about.reference


class DisclosedItem(Record):
    """One item that went out with a disclosure."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="disclosed_items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="disclosed_in")

    guards = (
        *append_only("A disclosed item"),
        Guard(
            "included",
            "Only an item of this decision that was decided to be included is disclosed",
            ("INSERT",),
            when=(
                "NOT EXISTS (SELECT 1 FROM sharing_item i JOIN sharing_disclosure d ON d.decision_id = i.decision_id "
                "WHERE i.id = NEW.item_id AND d.id = NEW.disclosure_id AND i.included)"
            ),
        ),
        Guard(
            "third_party",
            "Information from another agency goes out only with its consent, back to it, or on a written ground",
            ("INSERT",),
            when=WAITS_AT_DISCLOSURE,
        ),
        Guard("copied", "Only what stands in the copy goes out with it", ("INSERT",), when=NOT_IN_THE_COPY),
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["disclosure", "item"], name="disclosed_once")]

    def __str__(self) -> str:
        return "disclosed item"

    @property
    def audit_subject(self) -> str:
        return self.disclosure.decision.about.reference


class Arrival(Record):
    """That a disclosure arrived: when, and how we know."""

    disclosure = models.OneToOneField(Disclosure, on_delete=models.PROTECT, related_name="arrival")
    arrived_on = models.DateField("arrived on")
    known_how = models.TextField("how we know")

    guards = append_only("An arrival")

    class Meta:
        constraints = [not_blank("known_how", name="arrival_is_known_somehow")]

    def __str__(self) -> str:
        return "arrival"

    @property
    def audit_subject(self) -> str:
        return self.disclosure.decision.about.reference
