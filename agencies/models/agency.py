from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from agencies.models.kinds import AgencyKind
from neston_sharing.foundation.constraints import all_or_none, not_blank, one_of
from neston_sharing.foundation.models import Audited

# Details older than this say so wherever the agency can be chosen (policy 1.1).
CHECKED_FOR = timedelta(days=365)


class AgencyQuerySet(models.QuerySet["Agency"]):
    def in_use(self) -> "AgencyQuerySet":
        """Agencies that can be chosen; those no longer used stay for the records that name them."""
        return self.filter(is_active=True)

    def visible_to(self, user) -> "AgencyQuerySet":
        return self if user.has_perm("agencies.view_agency") else self.none()

    def by_name(self) -> "AgencyQuerySet":
        return self.order_by("name", "id")

    def with_routes(self) -> "AgencyQuerySet":
        """With the contact routes in use, as `routes_in_use`, and who checked the details: two queries in all."""
        in_use = models.Prefetch("routes", ContactRoute.objects.in_use(), to_attr="routes_in_use")
        return self.select_related("checked_by").prefetch_related(in_use)

    def named(self, text: str) -> "AgencyQuerySet":
        """Agencies whose name, or what they do, holds every word that was typed."""
        for word in text.split():
            self = self.filter(models.Q(name__icontains=word) | models.Q(what_it_does__icontains=word))
        return self

    def called(self, name: str) -> "AgencyQuerySet":
        return self.filter(name__iexact=name)

    def narrowed(
        self, *, words: str = "", kind: str = "", reach: str = "", supports: bool = False, disused: bool = False
    ) -> "AgencyQuerySet":
        """What the directory's filters ask for; an empty one asks for nothing."""
        asked = {"kind": kind, "reach": reach, "supports_families": supports}
        found = self if disused else self.in_use()
        return found.named(words).filter(**{field: value for field, value in asked.items() if value})

    def unchecked(self, on: date | None = None) -> "AgencyQuerySet":
        """Agencies whose details nobody has checked in the year before this day (today unless told)."""
        day = (on or timezone.localdate()) - CHECKED_FOR
        return self.in_use().filter(models.Q(checked_on__isnull=True) | models.Q(checked_on__lt=day))

    def after(self, agency: "Agency | None") -> "AgencyQuerySet":
        """Those that follow this one by name, or all."""
        if agency is None:
            return self
        return self.filter(models.Q(name__gt=agency.name) | models.Q(name=agency.name, id__gt=agency.pk))

    def for_families(self) -> "AgencyQuerySet":
        """Those that may be given to a parent (policy 1.8)."""
        return self.in_use().filter(supports_families=True)

    def among(self, others: models.QuerySet, *keys: str) -> "AgencyQuerySet":
        """Those that are among the others, or have one of these keys."""
        return self.filter(models.Q(pk__in=others.values("pk")) | models.Q(pk__in=keys))


class Agency(Audited):
    """Another organisation that we work with for the well-being of children (policy 1.1, 1.8)."""

    Kind = AgencyKind

    class Reach(models.TextChoices):
        LOCAL = "local", "Local"
        NATIONAL = "national", "National"

    name = models.CharField("name", max_length=200, unique=True)
    kind = models.CharField("kind", max_length=30, choices=AgencyKind)
    reach = models.CharField("reach", max_length=10, choices=Reach, default=Reach.LOCAL)
    what_it_does = models.TextField("what it does", blank=True)
    hours = models.CharField("hours", max_length=200, blank=True)
    supports_families = models.BooleanField("can be given to parents as support", default=False)
    checked_on = models.DateField("details checked on", null=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    is_active = models.BooleanField("in use", default=True)

    objects = AgencyQuerySet.as_manager()

    routes_in_use: list["ContactRoute"]  # fetched by `with_routes()`

    class Meta:
        verbose_name = "agency"
        verbose_name_plural = "agencies"
        constraints = [
            all_or_none("checked_on", "checked_by", name="agency_checked_by_somebody"),
            one_of("kind", AgencyKind.values, name="agency_has_a_kind"),
            one_of("reach", ["local", "national"], name="agency_has_a_reach"),
            not_blank("name", name="agency_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("agencies:agency", args=[self.pk])

    def people(self) -> models.QuerySet:
        """Everyone that we know there, those no longer in post last."""
        return self.professionals.listed()

    def is_unchecked(self, on: date | None = None) -> bool:
        """Whether nobody has checked the details in the year before this day (today unless told)."""
        return self.checked_on is None or self.checked_on < (on or timezone.localdate()) - CHECKED_FOR


class ContactRouteQuerySet(models.QuerySet["ContactRoute"]):
    def in_use(self) -> "ContactRouteQuerySet":
        return self.filter(is_active=True)

    def leading_to(self, agency: Agency, kind: str, value: str) -> "ContactRouteQuerySet":
        return self.in_use().filter(agency=agency, kind=kind, value__iexact=value)

    def verified_as(self, kind: str) -> "ContactRouteQuerySet":
        """What confidential information may go by: any number that the directory has; of all else, what is approved."""
        return self.filter(kind=kind) if kind == ContactRoute.Kind.TELEPHONE else self.filter(kind=kind, approved=True)


class ContactRoute(Audited):
    """One way to reach an agency. Only an approved one is for confidential information (policy 2.6)."""

    class Kind(models.TextChoices):
        TELEPHONE = "telephone", "Telephone"
        SECURE_EMAIL = "secure_email", "Secure e-mail"
        PORTAL = "portal", "Portal"
        POST = "post", "Post"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="routes")
    kind = models.CharField("route", max_length=20, choices=Kind)
    value = models.CharField("number or address", max_length=300)
    note = models.CharField("note", max_length=200, blank=True, help_text="For example, out of hours")
    approved = models.BooleanField("approved for confidential information", default=False)
    out_of_hours = models.BooleanField("answers out of hours", default=False)
    is_active = models.BooleanField("in use", default=True)

    objects = ContactRouteQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("kind", ["telephone", "secure_email", "portal", "post"], name="route_has_a_kind"),
            not_blank("value", name="route_has_a_value"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"
