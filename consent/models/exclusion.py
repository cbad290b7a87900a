from django.conf import settings
from django.db import models

from consent.models.child import Child
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import all_or_none, differs, not_blank
from neston_sharing.foundation.guards import latch
from neston_sharing.foundation.models import Audited


class ExclusionQuerySet(models.QuerySet["Exclusion"]):
    def standing(self) -> "ExclusionQuerySet":
        return self.filter(lifted_at__isnull=True)

    def with_people(self) -> "ExclusionQuerySet":
        return self.select_related("user", "set_by", "lifted_by")


class Exclusion(Audited):
    """A person who must never see this child's record: its parent among the staff, or the subject of a concern."""

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="exclusions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("reason")
    set_at = models.DateTimeField(auto_now_add=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    lifted_why = models.TextField("why it was lifted", null=True)

    objects = ExclusionQuerySet.as_manager()

    guards = latch("lifted_at", "lifted_by_id", "lifted_why", what="The end of an exclusion")

    class Meta:
        ordering = ["id"]
        constraints = [
            all_or_none("lifted_at", "lifted_by", "lifted_why", name="exclusion_lifted_by_somebody"),
            differs("user", "lifted_by", name="nobody_lifts_their_own_exclusion"),
            not_blank("reason", name="exclusion_has_a_reason"),
            models.UniqueConstraint(
                fields=["child", "user"], condition=models.Q(lifted_at__isnull=True), name="excluded_once"
            ),
        ]

    def __str__(self) -> str:
        return "exclusion"

    @property
    def audit_subject(self) -> str:
        return self.child.reference
