from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, Q

from agencies.models import Agency
from consent.models import Child, Parent
from neston_sharing.foundation.constraints import one_of, only_with
from neston_sharing.foundation.guards import Guard, frozen_with_parent
from neston_sharing.foundation.models import Audited
from neston_sharing.foundation.models.gates import gate
from sharing.models.decision import RECORDED, Decision
from sharing.models.passing_on_sql import NOT_AS_RECEIVED, WAITS_IN_A_DRAFT
from sharing.passing_on import Around, Told


class ItemQuerySet(models.QuerySet["Item"]):
    @gate
    def visible_to(self, user) -> "ItemQuerySet":
        """Items of decisions that this person may see."""
        return self.filter(Exists(Decision.objects.all().visible_to(user).filter(pk=OuterRef("decision"))))

    def third_party(self) -> "ItemQuerySet":
        return self.filter(source="agency")

    def among(self, items: Iterable["Item"]) -> "ItemQuerySet":
        return self.filter(pk__in=[item.pk for item in items])

    def with_agreements(self) -> "ItemQuerySet":
        """With what each agency that told us says to passing it on."""
        items = self.with_names().select_related("received")
        return items.prefetch_related("received__passing_on__answers")

    def with_names(self) -> "ItemQuerySet":
        """With who told us, and whom each is about."""
        return self.select_related("source_agency", "told_by_parent", "about_parent", "about_sibling")

    def named_to(self, user) -> "ItemQuerySet":
        """With whether this person may read the name of the sibling whom each is about."""
        siblings = Child.objects.all().open_to(user).filter(pk=OuterRef("about_sibling"))
        return self.annotate(names_sibling=Exists(siblings))

    def with_attachment(self) -> "ItemQuerySet":
        return self.exclude(attachment="").select_related("decision__child__merged_into")

    def included(self) -> "ItemQuerySet":
        return self.filter(included=True)

    def going_back_to(self, agency: Agency) -> "ItemQuerySet":
        """Third-party items that go out for no other reason than that they go back to the agency that told us."""
        return self.included().filter(source_agency=agency, received=None, agency_consent="", override="")


class Item(Audited):
    """One thing that is to be shared, or left out and why: a text or an attachment (policy 2.6).

    One that came from another agency goes out only with that agency's recorded consent, back to it, or on a written
    ground to override (policy 1.3).
    """

    class Nature(models.TextChoices):
        FACT = "fact", "Fact"
        OPINION = "opinion", "Opinion"

    class Source(models.TextChoices):
        OWN = "own", "Our own observation"
        PARENT = "parent", "A parent told us"
        AGENCY = "agency", "Another agency"
        OTHER_FAMILY = "other_family", "Another family"
        THIRD_PARTY = "third_party", "Somebody else"

    class About(models.TextChoices):
        CHILD = "child", "This child"
        SIBLING = "sibling", "A brother or sister"
        PARENT = "parent", "A parent"
        OTHER_CHILD = "other_child", "Another child"

    class Override(models.TextChoices):
        DUTY = "duty", "A statutory duty or court order requires it"
        PARAMOUNT = "paramount", "The safety and well-being of the child comes first"
        UNREACHABLE = "unreachable", "The agency cannot be reached and a child is at risk"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="items")
    text = models.TextField("what", blank=True)
    attachment = models.FileField("attachment", upload_to="items/", blank=True)
    attachment_name = models.CharField(max_length=200, blank=True)
    attachment_sha256 = models.CharField(max_length=64, blank=True)
    nature = models.CharField("fact or opinion", max_length=10, choices=Nature)
    source = models.CharField("whose information", max_length=20, choices=Source)
    source_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    received = models.ForeignKey(
        "sharing.InformationReceived", on_delete=models.PROTECT, related_name="items", null=True, blank=True
    )  # as it was received, if that was recorded
    told_by_parent = models.ForeignKey(
        Parent, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="which parent told us"
    )
    told_by = models.CharField("who told us", max_length=200, blank=True)  # who is nobody on file
    about = models.CharField("about whom", max_length=20, choices=About)
    about_parent = models.ForeignKey(
        Parent, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="about which parent"
    )
    about_sibling = models.ForeignKey(
        Child, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="about which sibling"
    )
    about_named = models.CharField("about whom by name", max_length=200, blank=True)  # who is nobody on file
    included = models.BooleanField("include it")
    left_out_why = models.TextField("why it is left out", blank=True)
    agency_consent = models.TextField("that agency's consent: who gave it, when, how", blank=True)
    override = models.CharField("ground to override", max_length=20, choices=Override, blank=True)
    override_why = models.TextField("why the ground applies", blank=True)

    objects = ItemQuerySet.as_manager()

    guards = (
        *frozen_with_parent("sharing_decision", "decision_id", RECORDED, "An item of a recorded decision"),
        Guard(
            "third_party",
            "Information from another agency goes out only with its consent, back to it, or on a written ground",
            ("INSERT", "UPDATE"),
            when=WAITS_IN_A_DRAFT,
        ),
        Guard(
            "as_received",
            "Information received is about this child and from that agency, and its consent is what is recorded there",
            ("INSERT", "UPDATE"),
            when=NOT_AS_RECEIVED,
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("nature", ["fact", "opinion"], name="item_is_fact_or_opinion"),
            one_of("source", ["own", "parent", "agency", "other_family", "third_party"], name="item_has_a_source"),
            one_of("about", ["child", "sibling", "parent", "other_child"], name="item_is_about_somebody"),
            models.CheckConstraint(condition=~Q(text="") | ~Q(attachment=""), name="item_is_text_or_attachment"),
            models.CheckConstraint(condition=Q(included=True) | ~Q(left_out_why=""), name="left_out_for_a_reason"),
            models.CheckConstraint(
                condition=~Q(source="agency") | Q(source_agency__isnull=False), name="third_party_is_named"
            ),
            only_with("source_agency", Q(source="agency"), name="agency_only_as_source"),
            only_with("received", Q(source="agency"), name="received_only_from_an_agency"),
            only_with("told_by_parent", Q(source="parent", told_by=""), name="parent_only_as_source"),
            models.CheckConstraint(
                condition=Q(told_by="") | Q(source__in=["parent", "other_family", "third_party"]),
                name="told_by_only_a_person",
            ),
            only_with("about_parent", Q(about="parent", about_named=""), name="parent_only_as_subject"),
            only_with("about_sibling", Q(about="sibling", about_named=""), name="sibling_only_as_subject"),
            models.CheckConstraint(condition=Q(about_named="") | ~Q(about="child"), name="the_child_has_a_file"),
            models.CheckConstraint(condition=Q(override="") | ~Q(override_why=""), name="override_has_a_reason"),
        ]

    def __str__(self) -> str:
        return "item"

    @property
    def audit_subject(self) -> str:
        return self.decision.child.reference

    @property
    def whose(self) -> str:
        """Which agency, parent or other person told us, by name; empty where nobody said, or it is our own."""
        return str(self.source_agency or (self.told_by_parent and self.told_by_parent.name) or self.told_by)

    @property
    def whom(self) -> str:
        """Whom it is about, by name, where that is not this child."""
        person = self.about_parent or self.about_sibling
        return person.name if person else self.about_named

    @property
    def is_third_party(self) -> bool:
        return self.source == self.Source.AGENCY

    def told(self, around: Iterable[Around]) -> Told:
        """This item as `passing_on` asks about it; no query for one fetched `with_agreements()`."""
        assert self.source_agency_id is not None
        return Told(
            source=self.source_agency_id,
            received=self.received is not None,
            requests=self.received.asked if self.received else (),
            around=tuple(around),
            said_to_consent=bool(self.agency_consent),
            overridden=bool(self.override),
        )
