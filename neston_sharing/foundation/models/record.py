from django.conf import settings
from django.db import models
from django.utils import timezone

from neston_sharing.foundation.actions import recording
from neston_sharing.foundation.models.inserting import InsertedQuickly


class Audited(InsertedQuickly):
    """A row whose every save and delete shares one transaction with its audit entry: both stand or both fall."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        with recording():
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with recording():
            return super().delete(*args, **kwargs)


class Record(Audited):
    """A row that is written once. What comes later is a row of its own that points at this one (policy 2.7).

    Subclasses add `guards = append_only("...")`, so that the database refuses too.
    """

    recorded_at = models.DateTimeField("recorded at", default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="recorded by",
        editable=False,
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError(f"{self._meta.verbose_name} is recorded once and never changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError(f"{self._meta.verbose_name} is recorded once and never deleted")
