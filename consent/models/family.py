from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from agencies.models import Agency
from consent.models.child import Child
from consent.models.sameness import merged_by_a_merge, persons_of, stand_for
from consent.models.signing import Signable, standing_on, stands
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import all_or_none, not_blank, one_of
from neston_sharing.foundation.guards import Guard
from neston_sharing.foundation.models import Audited
from neston_sharing.foundation.models.gates import gate
from neston_sharing.foundation.references import opaque


def parent_reference() -> str:
    return opaque("P")


class ParentQuerySet(models.QuerySet["Parent"]):
    @gate
    def visible_to(self, user) -> "ParentQuerySet":
        """Parents of the children whose file this person may read."""
        links = FamilyLink.objects.filter(child__in=Child.objects.visible_to(user))
        return self.kept().filter(pk__in=persons_of(links, "parent"))

    def kept(self) -> "ParentQuerySet":
        """One row a parent: the one that lists and pickers show."""
        return self.filter(merged_into__isnull=True)

    def same_as(self, parent: "Parent") -> "ParentQuerySet":
        """All rows that stand for this parent."""
        return self.filter(stand_for([parent.one_id]))

    def named(self, text: str) -> "ParentQuerySet":
        """Parents in whose names every word that was typed stands."""
        for word in text.split():
            self = self.filter(Q(given_names__icontains=word) | Q(family_name__icontains=word))
        return self

    def other_than(self, parent: "Parent") -> "ParentQuerySet":
        return self.exclude(pk=parent.pk)

    def of_child(self, child: Child) -> "ParentQuerySet":
        return self._linked_by(FamilyLink.objects.all(), child)

    def _linked_by(self, links: "FamilyLinkQuerySet", child: Child) -> "ParentQuerySet":
        """Parents, one row each, one of whose rows has such a link to one of the child's."""
        return self.kept().filter(pk__in=persons_of(links.about_child(child), "parent"))

    def entitled_to(self, child: Child, what: str, on: date | None = None) -> "ParentQuerySet":
        """Parents who may sign `what` (a Signable) for this child on this day (today unless told)."""
        return self._linked_by(FamilyLink.objects.entitled_to(what, on), child)

    def not_linked_to(self, child: Child) -> "ParentQuerySet":
        return self.kept().exclude(pk__in=self.model.objects.of_child(child))

    def with_children_visible_to(self, user) -> "ParentQuerySet":
        """With `known_links`: how they stand to those of their children whose file this person may read."""
        links = FamilyLink.objects.filter(child__in=Child.objects.visible_to(user)).select_related("child__merged_into")
        return self.prefetch_related(Prefetch("links", links, to_attr="known_links"))


class Parent(Audited):
    """A parent or carer. Siblings share one row; whether they have responsibility is said for each child."""

    reference = models.CharField(max_length=12, unique=True, default=parent_reference, editable=False)
    given_names = models.CharField("given names", max_length=150)
    family_name = models.CharField("family name", max_length=150)
    telephone = models.CharField("telephone", max_length=40, blank=True)
    email = models.EmailField("e-mail address", blank=True)
    email_is_private = models.BooleanField("nobody else reads this e-mail address", default=False)
    on_behalf_of = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="signs for this council",
    )
    safe_contact = models.TextField(
        "safe way to reach them", help_text="For example, text first, never a voicemail on the house telephone"
    )

    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="merged",
        null=True,
        editable=False,
        verbose_name="is the same person as",
    )  # set and emptied with a ParentMerge

    objects = ParentQuerySet.as_manager()

    guards = (merged_by_a_merge("consent_parentmerge"),)

    class Meta:
        ordering = ["family_name", "given_names", "id"]
        constraints = [
            not_blank("given_names", name="parent_has_given_names"),
            not_blank("family_name", name="parent_has_a_family_name"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def audit_subject(self) -> str:
        return self.reference

    @property
    def name(self) -> str:
        """The one name that a parent has everywhere, however often they were entered."""
        return f"{self.one.given_names} {self.one.family_name}"

    @property
    def own_name(self) -> str:
        """The name of this very row."""
        return f"{self.given_names} {self.family_name}"

    @property
    def one(self) -> "Parent":
        """The row that is shown for this parent."""
        return self.merged_into or self

    @property
    def one_id(self) -> int:
        return self.merged_into_id or self.pk


class FamilyLinkQuerySet(models.QuerySet["FamilyLink"]):
    def about_child(self, child: Child) -> "FamilyLinkQuerySet":
        return self.filter(child__in=Child.objects.same_as(child))

    def with_responsibility(self, on: date | None = None) -> "FamilyLinkQuerySet":
        """Links that carry parental responsibility on this day (today unless told)."""
        return self.filter(standing_on(on or timezone.localdate()), has_responsibility=True)

    def entitled_to(self, what: str, on: date | None = None) -> "FamilyLinkQuerySet":
        """Links that let somebody sign `what` (a Signable) on this day (today unless told): see `may_sign`."""
        from consent.models.delegation import Delegation

        delegated = Delegation.objects.standing(on).filter(link=OuterRef("pk"), what=what)
        may = Q(has_responsibility=True) | (Q(carer=FamilyLink.Carer.FOSTER) & Q(Exists(delegated)))
        if what == Signable.REGISTRATION:
            may |= Q(carer=FamilyLink.Carer.KINSHIP)
        return self.filter(standing_on(on or timezone.localdate())).filter(may)

    def of_parent(self, reference: str) -> "FamilyLink | None":
        return self.with_people().filter(parent__reference=reference).first()

    def with_people(self) -> "FamilyLinkQuerySet":
        people = ("parent__on_behalf_of", "parent__merged_into", "evidence_seen_by")
        return self.select_related(*people)

    @gate
    def visible_to(self, user) -> "FamilyLinkQuerySet":
        return self.filter(Exists(Child.objects.visible_to(user).filter(pk=OuterRef("child"))))

    def ending(self, by: date) -> "FamilyLinkQuerySet":
        """Parental responsibility that stands today and has a last day, by this day: an order about to expire."""
        return self.with_responsibility().filter(until__lte=by).order_by("until", "id")

    def with_delegations(self) -> "FamilyLinkQuerySet":
        """With what was delegated, so that `may_sign` asks no further question."""
        from consent.models.delegation import Delegation

        return self.prefetch_related(Prefetch("delegations", Delegation.objects.select_related("seen_by")))


class FamilyLink(Audited):
    """How one parent stands to one child: relationship, parental responsibility and its ground, evidence seen."""

    class Ground(models.TextChoices):
        """Every ground on which a person or council has parental responsibility in England."""

        MOTHER = "mother", "Mother"
        MARRIED = "married", "Father, married to the mother at the birth or later"
        BIRTH_CERTIFICATE = "birth_certificate", "Father, on the birth certificate (since 1 December 2003)"
        AGREEMENT = "agreement", "Parental responsibility agreement"
        COURT_ORDER = "court_order", "Parental responsibility order"
        SECOND_PARENT = "second_parent", "Second female parent"
        STEP_PARENT = "step_parent", "Step-parent, by agreement or order"
        ADOPTION = "adoption", "Adoption"
        LIVES_WITH = "lives_with", "“Lives with” child arrangements order"
        GUARDIAN = "guardian", "Guardian"
        SPECIAL_GUARDIAN = "special_guardian", "Special guardian"
        CARE_ORDER = "care_order", "Local authority, under a care order"
        INTERIM_CARE_ORDER = "interim_care_order", "Local authority, under an interim care order"
        PROTECTION_ORDER = "protection_order", "Local authority, under an emergency protection order"

    class Carer(models.TextChoices):
        """Who cares for a child without parental responsibility, and so signs less or nothing."""

        FOSTER = "foster_carer", "Foster carer: signs only what is delegated to them"
        KINSHIP = "kinship_carer", "Family or friend caring for the child: may acknowledge, not consent"

    COUNCIL = (Ground.CARE_ORDER, Ground.INTERIM_CARE_ORDER, Ground.PROTECTION_ORDER)
    ORDERS_WITH_AN_END = (Ground.INTERIM_CARE_ORDER, Ground.PROTECTION_ORDER)

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="links")
    parent = ToOnePerson(Parent, on_delete=models.PROTECT, related_name="links")
    relationship = models.CharField("relationship to the child", max_length=60)
    lives_with_child = models.BooleanField("lives with the child", default=True)
    has_responsibility = models.BooleanField("has parental responsibility")
    ground = models.CharField("ground", max_length=30, choices=Ground, blank=True)
    carer = models.CharField("cares for the child as", max_length=20, choices=Carer, blank=True)
    since = models.DateField("since", null=True, blank=True)
    until = models.DateField("until", null=True, blank=True)
    evidence = models.CharField("evidence seen", max_length=300, null=True, blank=True)
    evidence_seen_on = models.DateField("evidence seen on", null=True)
    evidence_seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    objects = FamilyLinkQuerySet.as_manager()

    guards = (
        Guard(
            "council",
            "A council's order gives parental responsibility to whoever signs for that council, and to nobody else",
            ("INSERT", "UPDATE"),
            when=(
                "NEW.ground <> '' AND (NEW.ground IN ('care_order', 'interim_care_order', 'protection_order')) <> "
                "EXISTS (SELECT 1 FROM consent_parent p WHERE p.id = NEW.parent_id AND p.on_behalf_of_id IS NOT NULL)"
            ),
        ),
        Guard(
            "order_ends",
            "An interim care order and an emergency protection order have a last day",
            ("INSERT", "UPDATE"),
            when="NEW.ground IN ('interim_care_order', 'protection_order') AND NEW.until IS NULL",
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["child", "parent"], name="one_link_a_child_and_parent"),
            models.CheckConstraint(
                condition=Q(has_responsibility=True) & ~Q(ground="") | Q(has_responsibility=False, ground=""),
                name="responsibility_has_a_ground",
            ),
            one_of("carer", ["", "foster_carer", "kinship_carer"], name="carer_is_of_a_kind"),
            models.CheckConstraint(
                condition=Q(carer="") | Q(has_responsibility=False), name="carer_is_without_responsibility"
            ),
            all_or_none("evidence", "evidence_seen_on", "evidence_seen_by", name="evidence_seen_by_somebody"),
        ]

    def __str__(self) -> str:
        return "family link"

    @property
    def audit_subject(self) -> str:
        return self.child.reference

    def stands(self, on: date | None = None) -> bool:
        """Whether this is how they stand to the child on this day (today unless told)."""
        return stands(self, on or timezone.localdate())

    def carries_responsibility(self, on: date | None = None) -> bool:
        """Whether this person has parental responsibility for this child on this day (today unless told)."""
        return self.has_responsibility and self.stands(on)

    def may_sign(self, what: str, on: date | None = None) -> bool:
        """Whether this person may sign `what` (a Signable) for this child on this day (guidance: who may consent).

        Parental responsibility entitles to everything; caring as family or friend to the registration alone; fostering
        to what was delegated. `entitled` in signing.py says the same to the database.
        """
        if self.has_responsibility or not self.stands(on):
            return self.carries_responsibility(on)
        if self.carer == self.Carer.KINSHIP:
            return what == Signable.REGISTRATION
        delegated = (row for row in self.delegations.all() if row.what == what)
        return self.carer == self.Carer.FOSTER and any(row.stands(on) for row in delegated)
