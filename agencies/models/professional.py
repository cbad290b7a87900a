from django.conf import settings
from django.db import models

from agencies.models.agency import Agency
from neston_sharing.foundation.constraints import all_or_none, not_blank
from neston_sharing.foundation.models import Audited


class ProfessionalQuerySet(models.QuerySet["Professional"]):
    def in_use(self) -> "ProfessionalQuerySet":
        return self.filter(is_active=True, agency__is_active=True)

    def visible_to(self, user) -> "ProfessionalQuerySet":
        return self if user.has_perm("agencies.view_agency") else self.none()

    def by_name(self) -> "ProfessionalQuerySet":
        return self.select_related("agency").order_by("name", "id")

    def listed(self) -> "ProfessionalQuerySet":
        """For the agency's own page: those in post first, with who checked their identity."""
        return self.select_related("identity_checked_by").order_by("-is_active", "name", "id")


class Professional(Audited):
    """A person who works for an agency, and how we know that they are who they say (policy 1.4, 1.6)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="professionals")
    name = models.CharField("name", max_length=150)
    post = models.CharField("post", max_length=150, blank=True)
    identity_checked_how = models.CharField(
        "how identity was checked",
        max_length=300,
        null=True,
        help_text="For example, called back on the agency's number",
    )
    identity_checked_on = models.DateField("identity checked on", null=True)
    identity_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    is_active = models.BooleanField("in post", default=True)

    objects = ProfessionalQuerySet.as_manager()

    class Meta:
        constraints = [
            all_or_none(
                "identity_checked_how",
                "identity_checked_on",
                "identity_checked_by",
                name="identity_checked_by_somebody",
            ),
            not_blank("name", name="professional_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.post}" if self.post else self.name
