"""What follows a decision not to share: who asked was told, and they may bring new facts (policy 2.7)."""

from django.db import models

from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from sharing.models.decision import Decision

ASKED_AND_NOT_SHARED = """NOT EXISTS
(SELECT 1 FROM sharing_decision d WHERE d.id = NEW.decision_id AND d.recorded_at IS NOT NULL
 AND d.outcome = 'not_share' AND d.initiative = 'asked')"""

DECIDES_ANOTHER = """NOT EXISTS
(SELECT 1 FROM sharing_decision a JOIN sharing_decision d ON d.id = a.decides_again_id
 WHERE a.id = NEW.again_id AND d.outcome = 'not_share')"""


class AskerTold(Record):
    """Whoever asked was told that it is not shared: who, when, how, and what was said to them."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="asker_told")
    to_whom = models.CharField("who was told", max_length=200)
    told_at = models.DateTimeField("when")
    route = models.CharField("how", max_length=20, choices=Decision.ROUTES)
    text = models.TextField("what was said")

    guards = (
        *append_only("That who asked was told"),
        Guard(
            "asked",
            "Who asked is told of a recorded decision not to share what they asked for",
            ("INSERT",),
            when=ASKED_AND_NOT_SHARED,
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("to_whom", name="asker_told_is_somebody"),
            not_blank("text", name="asker_told_something"),
            one_of("route", [route for route, _ in Decision.ROUTES], name="asker_told_by_a_route"),
        ]

    def __str__(self) -> str:
        return "who asked was told"

    @property
    def audit_subject(self) -> str:
        return self.decision.about.reference


class NewFacts(Record):
    """The facts for which a decision not to share was opened again: who brought them, when, and what they are."""

    again = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="new_facts")
    brought_by = models.CharField("who brought them", max_length=200)
    brought_on = models.DateField("when")
    text = models.TextField("what is new")

    guards = (
        *append_only("New facts"),
        Guard(
            "again",
            "New facts open a decision that was not shared, in one that decides it again",
            ("INSERT",),
            when=DECIDES_ANOTHER,
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("brought_by", name="new_facts_come_from_somebody"),
            not_blank("text", name="new_facts_say_something"),
        ]

    def __str__(self) -> str:
        return "new facts"

    @property
    def audit_subject(self) -> str:
        return self.again.about.reference
