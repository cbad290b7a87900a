from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from consent.models.child import Child
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import all_or_none, not_blank
from neston_sharing.foundation.guards import Guard, append_only, kept, latch
from neston_sharing.foundation.models import Audited, Record

SAID = " OR ".join(f"OLD.{each} IS DISTINCT FROM NEW.{each}" for each in ("child_id", "reason", "set_at", "set_by_id"))


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def standing(self) -> "RestrictionQuerySet":
        return self.filter(lifted_at__isnull=True)

    def not_naming(self, user) -> "RestrictionQuerySet":
        """Those on whose list this person is not."""
        return self.exclude(Exists(RestrictionReader.objects.filter(restriction=OuterRef("pk"), user=user.pk)))

    def with_people(self) -> "RestrictionQuerySet":
        readers = RestrictionReader.objects.select_related("user")
        return self.select_related("set_by", "lifted_by").prefetch_related(models.Prefetch("readers", readers))

    def newest_first(self) -> "RestrictionQuerySet":
        return self.order_by("-id")


class Restriction(Audited):
    """A child's record that only those named see, and the designated safeguarding lead, until it is lifted."""

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="restrictions")
    reason = models.TextField("reason")
    set_at = models.DateTimeField(auto_now_add=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    lifted_why = models.TextField("why it was lifted", null=True)

    objects = RestrictionQuerySet.as_manager()

    guards = (
        *latch("lifted_at", "lifted_by_id", "lifted_why", what="The end of a restriction"),
        Guard("said", "A restriction is ended and set anew, never changed", ("UPDATE",), when=SAID),
        *kept("A restriction"),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            all_or_none("lifted_at", "lifted_by", "lifted_why", name="restriction_lifted_by_somebody"),
            not_blank("reason", name="restriction_has_a_reason"),
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(lifted_at__isnull=True), name="restricted_once"
            ),
        ]

    def __str__(self) -> str:
        return "restriction"

    @property
    def audit_subject(self) -> str:
        return self.child.reference


class RestrictionReader(Record):
    """One of those who see a restricted record. Another list is another restriction."""

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="who")

    guards = append_only("Who sees a restricted record")

    class Meta:
        ordering = ["id"]
        verbose_name = "reader of a restricted record"
        constraints = [models.UniqueConstraint(fields=["restriction", "user"], name="a_reader_is_named_once")]

    def __str__(self) -> str:
        return "reader of a restricted record"

    @property
    def audit_subject(self) -> str:
        return self.restriction.child.reference
