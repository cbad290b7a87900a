from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.models.gates import gate
from neston_sharing.foundation.references import opaque
from neston_sharing.foundation.together import TogetherQuerySet
from sharing.models.decision import Decision
from sharing.models.disclosure import Disclosure

KNOWN_BEFORE_IT_WENT = """
EXISTS (SELECT 1 FROM sharing_disclosure s WHERE s.id = NEW.disclosure_id AND s.shared_at > NEW.known_at)
"""


def breach_reference() -> str:
    return opaque("B")


class BreachQuerySet(TogetherQuerySet["Breach"]):
    @gate
    def visible_to(self, user) -> "BreachQuerySet":
        seen = Decision.objects.all().visible_to(user).filter(pk=OuterRef("disclosure__decision"))
        return self.filter(Exists(seen))

    def with_people(self) -> "BreachQuerySet":
        steps = models.Prefetch("steps", BreachStep.objects.select_related("recorded_by"))
        people = ("disclosure__decision__child__merged_into", "disclosure__agency", "recorded_by")
        return self.select_related(*people).prefetch_related(
            steps, "disclosure__decision__refilings__child__merged_into"
        )

    def undecided(self) -> "BreachQuerySet":
        """Those of which nobody has told the regulator, or said why not."""
        answered = BreachStep.objects.filter(breach=OuterRef("pk"), kind__in=BreachStep.FOR_THE_REGULATOR)
        return self.exclude(Exists(answered))

    def longest_known_first(self) -> "BreachQuerySet":
        return self.order_by("known_at", "id")

    def newest_first(self) -> "BreachQuerySet":
        return self.order_by("-id")


class Breach(Record):
    """A disclosure that went wrong: what, whose data, what could come of it, and since when we know (UK GDPR Art. 33).

    The regulator is told within 72 hours of that moment, unless nobody's rights are likely to be at risk.
    """

    class Kind(models.TextChoices):
        WRONG_PERSON = "wrong_person", "It went to the wrong person or place"
        WRONG_ITEM = "wrong_item", "Something went that should not have gone"
        WRONG_CHILD = "wrong_child", "It was about another child or family"
        LOST = "lost", "It was lost, or did not arrive"
        OTHER = "other", "Something else"

    reference = models.CharField(max_length=12, unique=True, default=breach_reference, editable=False)
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="breaches")
    kind = models.CharField("what went wrong", max_length=20, choices=Kind)
    known_at = models.DateTimeField("since when we know")
    what = models.TextField("what happened")
    whose = models.TextField("whose data, and of how many people")
    consequences = models.TextField("what could come of it")

    objects = BreachQuerySet.as_manager()

    guards = (
        *append_only("A breach"),
        Guard(
            "after",
            "Nothing is known to have gone wrong before it went out",
            ("INSERT",),
            when=KNOWN_BEFORE_IT_WENT,
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("kind", ["wrong_person", "wrong_item", "wrong_child", "lost", "other"], name="breach_is_of_a_kind"),
            not_blank("what", name="breach_says_what"),
            not_blank("whose", name="breach_says_whose"),
            not_blank("consequences", name="breach_says_what_could_come"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("sharing:breach", args=[self.reference])

    @property
    def audit_subject(self) -> str:
        return self.disclosure.decision.about.reference


class BreachStep(Record):
    """What was done about a breach: recalled, told to the regulator and to the people, or why not; put right."""

    class Kind(models.TextChoices):
        RECALL = "recall", "We asked for it back, or to destroy it"
        RECALLED = "recalled", "They confirmed that it is back, or destroyed"
        REGULATOR_TOLD = "regulator_told", "We told the regulator (the ICO)"
        REGULATOR_NOT_TOLD = "regulator_not_told", "We do not tell the regulator, and why"
        PEOPLE_TOLD = "people_told", "We told the people whose data it is"
        PEOPLE_NOT_TOLD = "people_not_told", "We do not tell them, and why"
        MEASURE = "measure", "What we changed, so that it does not happen again"

    FOR_THE_REGULATOR = (Kind.REGULATOR_TOLD, Kind.REGULATOR_NOT_TOLD)

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField("what was done", max_length=20, choices=Kind)
    happened_at = models.DateTimeField("when")
    who = models.CharField("with whom", max_length=200, blank=True)
    their_reference = models.CharField("their reference", max_length=100, blank=True)
    text = models.TextField("in words")

    guards = append_only("A step about a breach")

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of(
                "kind",
                [
                    "recall",
                    "recalled",
                    "regulator_told",
                    "regulator_not_told",
                    "people_told",
                    "people_not_told",
                    "measure",
                ],
                name="breach_step_is_of_a_kind",
            ),
            not_blank("text", name="breach_step_says_what"),
        ]

    def __str__(self) -> str:
        return "step about a breach"

    @property
    def audit_subject(self) -> str:
        return self.breach.disclosure.decision.about.reference
