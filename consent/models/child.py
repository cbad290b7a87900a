from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.urls import reverse
from django.utils import timezone

from consent.models.gate import OpenToSome
from consent.models.sameness import merged_by_a_merge, one, outer_one, persons_of, stand_for
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import differs, not_blank
from neston_sharing.foundation.models import Audited
from neston_sharing.foundation.references import child_reference


class ChildQuerySet(OpenToSome):
    def cared_for_by(self, user, on: date | None = None) -> "ChildQuerySet":
        """Children whose key person or cover this person is on this day (today unless told), until their last day.

        Of a merged child, the row that is kept says who.
        """
        from consent.models.care import CareAssignment

        entered = CareAssignment.objects.standing(on).filter(child=OuterRef("pk"))
        key_person = Q(key_person=user.pk) & ~Q(Exists(entered.key_people()))
        assigned = CareAssignment.objects.standing(on).filter(person=user.pk).values("child")
        cared_for = self.model.objects.attending(on).filter(key_person | Q(cover=user.pk) | Q(pk__in=assigned))
        return self.filter(Q(merged_into__isnull=True, pk__in=cared_for) | Q(merged_into__in=cared_for))

    def attending(self, on: date | None = None) -> "ChildQuerySet":
        """Children who are on the register on this day (today unless told), those about to start included."""
        return self.exclude(self._gone_by(on or timezone.localdate()))

    def left(self, on: date | None = None) -> "ChildQuerySet":
        return self.filter(self._gone_by(on or timezone.localdate()))

    @staticmethod
    def _gone_by(day: date) -> Q:
        """Of a merged child, the row that is kept says until when."""
        kept = Q(merged_into__isnull=True, leaves_on__isnull=False, leaves_on__lt=day)
        merged = Q(merged_into__leaves_on__isnull=False, merged_into__leaves_on__lt=day)
        return kept | merged

    def kept(self) -> "ChildQuerySet":
        """One row a child: the one that lists, searches and pickers show."""
        return self.filter(merged_into__isnull=True)

    def same_as(self, child: "Child") -> "ChildQuerySet":
        """All rows that stand for this child."""
        return self.filter(stand_for([child.one_id]))

    def other_than(self, child: "Child") -> "ChildQuerySet":
        return self.exclude(pk=child.pk)

    def the_one(self, reference: str) -> "ChildQuerySet":
        """The child of this reference; where it was merged, the row that was kept."""
        rows = self.model.objects.filter(reference=reference)
        return self.filter(Q(pk__in=rows.kept()) | Q(pk__in=rows.values("merged_into")))

    def referenced(self, reference: str) -> "Child | None":
        return self.filter(reference=reference).first()

    def with_references(self, references) -> "ChildQuerySet":
        """All rows of the children of whom one row has such a reference."""
        rows = self.model.objects.filter(reference__in=list(references))
        return self.filter(stand_for(rows.annotate(person=one()).values("person")))

    def references(self) -> list[str]:
        return list(self.values_list("reference", flat=True))

    def by_name(self) -> "ChildQuerySet":
        return self.order_by("family_name", "given_names", "id")

    def by_start(self) -> "ChildQuerySet":
        return self.order_by("starts_on", "id")

    def after(self, child: "Child") -> "ChildQuerySet":
        """Children whom the order by name puts behind this one."""
        family, given = Q(family_name=child.family_name), Q(given_names=child.given_names)
        return self.filter(
            Q(family_name__gt=child.family_name)
            | family & Q(given_names__gt=child.given_names)
            | family & given & Q(id__gt=child.pk)
        )

    def among(self, children) -> "ChildQuerySet":
        return self.filter(pk__in=[child.pk for child in children])

    def with_registered(self) -> Self:
        """With `registered`: whether a parent has signed."""
        from consent.models.registration import Signature

        signed = persons_of(Signature.objects.standing(), "registration__child")
        return self.annotate(registered=Case(When(stand_for(signed), then=True), default=False))

    def with_words_against(self) -> "ChildQuerySet":
        """Children of whom a parent refused, withdrew or made an exception of something: where two may disagree."""
        from consent.models.statement import ConsentStatement

        against = Q(statement__in=["refused", "withdrawn"]) | Q(recipients__excluded=True)
        return self.filter(stand_for(persons_of(ConsentStatement.objects.filter(against))))

    def with_words(self) -> "ChildQuerySet":
        """With all that their parents said about sharing, who may say so, and what managers judged."""
        from consent.models.prefetches import words

        return self.prefetch_related(*words())

    def who_acknowledged(self, version) -> "ChildQuerySet":
        """Children for whom a parent has signed that they were given this version of a policy."""
        from consent.models.asking_again import who_acknowledged

        return self.filter(stand_for(who_acknowledged(version)))

    def yet_to_acknowledge(self, version) -> "ChildQuerySet":
        from consent.models.asking_again import who_acknowledged

        return self.exclude(stand_for(who_acknowledged(version)))

    def asked_to_acknowledge(self, version) -> "ChildQuerySet":
        """Children whose parents were asked for this version, and whom no signature has answered for yet."""
        from consent.models.asking_again import AcknowledgementRequest

        asked = AcknowledgementRequest.objects.for_version(version).outstanding()
        return self.filter(stand_for(persons_of(asked)))

    def to_be_asked(self, version) -> "ChildQuerySet":
        """Children who attend, without this version, and without being asked for it."""
        return self.kept().attending().yet_to_acknowledge(version).exclude(pk__in=self.asked_to_acknowledge(version))

    def concerned_by(self, version) -> "ChildQuerySet":
        """Children who attend, and those who have left and were given this version."""
        from consent.models.asking_again import who_acknowledged

        here = Q(leaves_on__isnull=True) | Q(leaves_on__gte=timezone.localdate())
        return self.kept().filter(here | Q(pk__in=who_acknowledged(version)))

    def named(self, text: str) -> "ChildQuerySet":
        """Children who are called what was typed; one who was merged is found by either row's names."""
        return self.filter(stand_for(persons_of(self.model.objects.with_names_like(text), "")))

    def with_names_like(self, text: str) -> "ChildQuerySet":
        """Rows one of whose own names has in it, or whose reference is, what was typed; every word must fit."""
        rows = self.all()
        for word in text.split():
            rows = rows.filter(
                Q(given_names__icontains=word)
                | Q(family_name__icontains=word)
                | Q(known_as__icontains=word)
                | Q(reference__iexact=word)
            )
        return rows

    def with_carers(self) -> "ChildQuerySet":
        """With all that `carers_of` asks, in one query more."""
        from consent.models.care import CareAssignment

        assigned = models.Prefetch("care", CareAssignment.objects.with_people())
        return self.select_related("key_person", "cover").prefetch_related(assigned)

    def for_file(self) -> "ChildQuerySet":
        """Fetch all that the head of a child's file says: people, standing flags, family, addresses, registrations."""
        from consent.models.leaving import Leaving
        from consent.models.prefetches import head_of_file
        from consent.models.restriction import Restriction

        returned = Exists(Leaving.objects.returns().alias(one=one("child")).filter(one=outer_one()))
        shut = Exists(Restriction.objects.standing().alias(one=one("child")).filter(one=outer_one()))
        people = self.select_related("key_person", "cover").annotate(has_returned=returned, is_restricted=shut)
        return people.prefetch_related(*head_of_file())

    def unregistered(self) -> "ChildQuerySet":
        """Children without a signed registration (policy 2.2: such a child is flagged)."""
        from consent.models.registration import Signature

        return self.kept().exclude(pk__in=persons_of(Signature.objects.standing(), "registration__child"))


class Child(Audited):
    """A child on the register. Addresses on the web and the log name the child by `reference` only."""

    reference = models.CharField(max_length=12, unique=True, default=child_reference, editable=False)
    given_names = models.CharField("given names", max_length=150)
    family_name = models.CharField("family name", max_length=150)
    known_as = models.CharField("known as", max_length=100, blank=True)
    date_of_birth = models.DateField("date of birth")
    starts_on = models.DateField("starts on")
    leaves_on = models.DateField("leaves on", null=True, blank=True)
    key_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="key person"
    )
    cover = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="cover for the key person",
    )

    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="merged",
        null=True,
        editable=False,
        verbose_name="is the same child as",
    )  # set and emptied with a ChildMerge

    objects = ChildQuerySet.as_manager()

    registered: bool  # fetched `with_registered()`

    guards = (merged_by_a_merge("consent_childmerge"),)

    class Meta:
        verbose_name = "child"
        verbose_name_plural = "children"
        indexes = [models.Index(fields=["family_name", "given_names", "id"], name="children_by_name")]
        constraints = [
            differs("key_person", "cover", name="cover_is_another_person"),
            not_blank("given_names", name="child_has_given_names"),
            not_blank("family_name", name="child_has_a_family_name"),
            models.CheckConstraint(
                condition=Q(leaves_on__isnull=True) | Q(leaves_on__gte=models.F("starts_on")),
                name="leaves_after_starting",
            ),
            models.CheckConstraint(condition=Q(starts_on__gt=models.F("date_of_birth")), name="starts_after_birth"),
        ]

    def __str__(self) -> str:
        return self.reference  # bland on purpose: this is what logs and traces show

    def get_absolute_url(self) -> str:
        return reverse("child-file", args=[self.reference])

    @property
    def one(self) -> "Child":
        """The row that is shown for this child."""
        return self.merged_into or self

    @property
    def one_id(self) -> int:
        return self.merged_into_id or self.pk

    @property
    def name(self) -> str:
        """The one name that a child has everywhere, however often they were entered."""
        return f"{self.one.given_names} {self.one.family_name}"

    @property
    def own_name(self) -> str:
        """The name of this very row."""
        return f"{self.given_names} {self.family_name}"

    @property
    def has_left(self) -> bool:
        return self.leaves_on is not None and self.leaves_on < timezone.localdate()

    @property
    def audit_subject(self) -> str:
        return self.reference


class AddressQuerySet(models.QuerySet["Address"]):
    def about_child(self, child: Child) -> "AddressQuerySet":
        return self.filter(child__in=Child.objects.same_as(child))

    def standing(self, on: date | None = None) -> "AddressQuerySet":
        """Addresses where somebody lives on this day (today unless told)."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on or timezone.localdate()))


class Address(Audited):
    """Where the child lives, or where one parent does. A protected one is in no copy unless taken in by name."""

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="addresses")
    parent = ToOnePerson("consent.Parent", on_delete=models.PROTECT, related_name="addresses", null=True, blank=True)
    lines = models.TextField("address")
    postcode = models.CharField("postcode", max_length=10, blank=True)
    protected = models.BooleanField("protected: disclosing it would put someone in danger", default=False)
    ended_on = models.DateField("until", null=True, blank=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [not_blank("lines", name="address_says_where")]

    def __str__(self) -> str:
        return "protected address" if self.protected else "address"

    @property
    def audit_subject(self) -> str:
        return self.child.reference
