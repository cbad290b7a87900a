from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from consent.models.statement import ConsentStatement
from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import frozen_when
from neston_sharing.foundation.meanwhile import fingerprint
from neston_sharing.foundation.models import Audited


class ConsentWordingQuerySet(models.QuerySet["ConsentWording"]):
    def adopted(self) -> "ConsentWordingQuerySet":
        return self.filter(adopted_at__isnull=False)

    def drafts(self) -> "ConsentWordingQuerySet":
        return self.filter(adopted_at__isnull=True)

    def draft_of(self, purpose: str) -> "ConsentWording | None":
        return self.drafts().filter(purpose=purpose).first()

    def adopted_for(self, purpose: str) -> "ConsentWordingQuerySet":
        """Every wording of this consent that was adopted, the newest first."""
        return self.adopted().filter(purpose=purpose).order_by("-adopted_at", "-id")

    def versioned(self, beginning: str) -> "ConsentWordingQuerySet":
        return self.filter(version__startswith=beginning)

    def in_force(self, purpose: str) -> "ConsentWording | None":
        """Give the words with which parents are asked for this consent now; None while the shipped ones stand."""
        return self.adopted().filter(purpose=purpose).order_by("adopted_at", "id").last()


class ConsentWording(Audited):
    """The words with which parents are asked for one kind of consent: a draft until adopted, then never changed.

    `text` is plain: a line that begins with "# " is a heading, with "- " a point, every other line a paragraph.
    """

    purpose = models.CharField("consent", max_length=30, choices=ConsentStatement.Purpose)
    version = models.CharField("version", max_length=20)
    text = models.TextField("words")
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    adopted_at = models.DateTimeField(null=True, editable=False)
    adopted_by = models.CharField("adopted by", max_length=150, blank=True)
    minutes_on = models.DateField("minutes of", null=True, blank=True)

    objects = ConsentWordingQuerySet.as_manager()

    guards = frozen_when("OLD.adopted_at IS NOT NULL", "Words that were adopted")

    class Meta:
        ordering = ["purpose", "id"]
        constraints = [
            not_blank("text", name="wording_says_something"),
            one_of("purpose", ConsentStatement.Purpose.values, name="wording_is_for_a_consent"),
            models.UniqueConstraint(fields=["purpose", "version"], name="wording_versions_differ"),
            models.UniqueConstraint(
                fields=["purpose"], condition=Q(adopted_at__isnull=True), name="one_draft_of_words_a_consent"
            ),
            models.CheckConstraint(
                condition=Q(adopted_at__isnull=True, adopted_by="", minutes_on__isnull=True)
                | Q(adopted_at__isnull=False, minutes_on__isnull=False) & ~Q(adopted_by=""),
                name="wording_adopted_by_somebody",
            ),
        ]

    @property
    def mark(self) -> str:
        """What stands in it now, for telling a second writer that somebody saved meanwhile."""
        return fingerprint(self.text)

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.version}"
