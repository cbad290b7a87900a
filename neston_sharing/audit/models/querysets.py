from datetime import datetime
from typing import TYPE_CHECKING, Any

from auditlog.models import LogEntryManager
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models.functions import Coalesce

from neston_sharing.audit.words import ABOUT_A_FILE

if TYPE_CHECKING:
    from neston_sharing.audit.models.entry import Entry
    from neston_sharing.audit.shut import Shut

BEYOND_ALL = 2**63 - 1
BELOW_ALL = -(2**63) - 1  # no column holds it: a walk that starts above it meets every number


class EntryQuerySet(models.QuerySet["Entry"]):
    """What one may ask of the log. Times are turned into numbers of entries, which rise with them: one index serves."""

    def since(self, moment: datetime) -> "EntryQuerySet":
        return self.filter(id__gte=Coalesce(_first_at(moment), BEYOND_ALL))

    def until(self, moment: datetime) -> "EntryQuerySet":
        """Those before that moment."""
        return self.filter(id__lt=Coalesce(_first_at(moment), BEYOND_ALL))

    def about(self, reference: str) -> "EntryQuerySet":
        """Those that concern a child, by its opaque reference."""
        return self.filter(subject=reference)

    def by(self, user) -> "EntryQuerySet":
        return self.filter(actor=user)

    def of_event(self, event: str) -> "EntryQuerySet":
        return self.filter(event=event)

    def of_model(self, content_type_id: int) -> "EntryQuerySet":
        """Those that changed a row of this kind."""
        return self.filter(content_type_id=content_type_id)

    def of_other_models(self, *models: type[models.Model]) -> "EntryQuerySet":
        """Those that changed a row of any kind but these."""
        these = [kind.pk for kind in ContentType.objects.get_for_models(*models).values()]
        return self.filter(event="", content_type__isnull=False).exclude(content_type__in=these)

    def who_looked(self) -> "EntryQuerySet":
        """Those that say who opened, printed or exported something, or was refused it."""
        return self.filter(event__in=ABOUT_A_FILE)

    def about_any(self, references) -> "EntryQuerySet":
        """Those that concern one of these: a child may have been entered under two."""
        return self.filter(subject__in=references)

    def between(self, after: int, until: int) -> "EntryQuerySet":
        """Those numbered above `after`, up to `until`."""
        return self.filter(id__gt=after, id__lte=until)

    def after(self, number: int) -> "EntryQuerySet":
        return self.filter(id__gt=number)

    def about_row(self, row: models.Model) -> "EntryQuerySet":
        """Those that tell of this row."""
        return self.about_rows(type(row), [row.pk])

    def about_rows(self, model: type[models.Model], numbers) -> "EntryQuerySet":
        """Those that tell of one of these rows."""
        return self.filter(content_type=ContentType.objects.get_for_model(model), object_id__in=numbers)

    def looks(self, events) -> list[tuple]:
        """Give (number, time, person, event, child's reference, page or record, what it is called) of these events, in
        order of time."""
        rows = self.filter(event__in=events).order_by("id")
        return list(rows.values_list("id", "timestamp", "actor_id", "event", "subject", "object_pk", "object_repr"))

    def newest_number(self) -> int:
        return self.order_by("-id").values_list("id", flat=True).first() or 0

    def told_to(self, user, shut: "Shut") -> "EntryQuerySet":
        """Leave out those that tell of what is shut, and what this person is never told."""
        from neston_sharing.audit.shut import kept_from

        told = self.exclude(kept_from(user))
        return told.exclude(shut.entries()) if shut else told

    def for_reading(self) -> "EntryQuerySet":
        """Leave behind what no page shows."""
        return self.defer("serialized_data")

    def visible_to(self, user, shut: "Shut | None" = None) -> "EntryQuerySet":
        """Those that this person may read: all or none by permission, and never about a child whose record is
        closed to them, nor of what stands in such a child's file and was recorded under another first, nor their own
        refused attempts.
        `shut` is what `subjects.shut_to(user)` gives, where it is known already."""
        from neston_sharing.audit import subjects

        if not user.has_perm("audit.view_log"):
            return self.none()
        return self.told_to(user, subjects.shut_to(user) if shut is None else shut)

    def unsealed(self) -> "EntryQuerySet":
        return self.filter(seal__isnull=True)


def _first_at(moment: datetime) -> models.Subquery:
    """The number of the first entry at or after a moment."""
    from neston_sharing.audit.models.entry import Entry

    return models.Subquery(Entry.objects.filter(timestamp__gte=moment).order_by("timestamp", "id").values("id")[:1])


AsksOfEntries: Any = LogEntryManager.from_queryset(EntryQuerySet)


class EntryManager(AsksOfEntries):
    """auditlog's manager, which says besides which child a changed row concerns."""

    def log_create(self, instance, force_log: bool = False, **kwargs):
        kwargs.setdefault("subject", subject_of(instance))
        return super().log_create(instance, force_log=force_log, **kwargs)

    def log_m2m_changes(self, changed_queryset, instance, operation, field_name, **kwargs):
        kwargs.setdefault("subject", subject_of(instance))
        return super().log_m2m_changes(changed_queryset, instance, operation, field_name, **kwargs)


def subject_of(instance: models.Model) -> str:
    """Give the reference of the child that a row concerns, from its `audit_subject`; nothing where it concerns none."""
    try:
        return getattr(instance, "audit_subject", "") or ""
    except ObjectDoesNotExist:
        return ""
