from django.db import models

from agencies.models import Agency
from consent.models import Child, Parent
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record
from sharing.models.follow_up_guards import GIVEN_TO_THE_FAMILY, SUPPORTS_FAMILIES
from sharing.models.follow_up_queries import LeafletGivenQuerySet


class LeafletGiven(Record):
    """A parent was given a list of agencies that support families (policy 1.8)."""

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="leaflets")
    parent = ToOnePerson(Parent, on_delete=models.PROTECT, related_name="leaflets", null=True)
    given_on = models.DateField("given on")
    note = models.TextField("note", blank=True)

    objects = LeafletGivenQuerySet.as_manager()

    guards = (*append_only("That a leaflet was given"), GIVEN_TO_THE_FAMILY)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "leaflet given"

    @property
    def audit_subject(self) -> str:
        return self.child.reference


class LeafletAgency(Record):
    """One agency on a leaflet that was given."""

    leaflet = models.ForeignKey(LeafletGiven, on_delete=models.PROTECT, related_name="agencies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    guards = (*append_only("An agency on a leaflet that was given"), SUPPORTS_FAMILIES)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["leaflet", "agency"], name="an_agency_once_on_a_leaflet")]

    def __str__(self) -> str:
        return "agency on a leaflet"

    @property
    def audit_subject(self) -> str:
        return self.leaflet.child.reference
