"""A foreign key to a row that may stand for a person beside others: `child.flags` are the flags of the one child.

Whoever asks a child (or a parent) for what points at it gets what points at any row that stands for the same person,
so that no page can forget it. Nothing is written otherwise than by a plain foreign key.
"""

from django.db import models
from django.db.models.fields.related_descriptors import ReverseManyToOneDescriptor
from django.utils.functional import cached_property

from consent.models.sameness import one, stand_for


class FromAllRows(ReverseManyToOneDescriptor):
    @cached_property
    def related_manager_cls(self):
        return from_all_rows(super().related_manager_cls)


class ToOnePerson(models.ForeignKey):
    """Whose other side gives the rows of all that `merged_into` calls one. Migrations see a plain foreign key."""

    related_accessor_class = FromAllRows

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs


def from_all_rows(manager: type) -> type:
    """Make a related manager look at every row of the person, in queries and when it is prefetched."""

    class FromAllRowsManager(manager):
        def __init__(self, instance) -> None:
            super().__init__(instance)
            if instance.pk:
                self.core_filters = {f"{self.field.name}__in": rows_like([instance])}

        def get_prefetch_querysets(self, instances, querysets=None):
            (rows,) = querysets or [self.model._base_manager.all()]
            rows = rows.filter(**{f"{self.field.name}__in": rows_like(instances)})
            rows = rows.annotate(of_one=one(self.field.name))
            of_instance = {instance.pk: instance for instance in instances}
            for row in rows:
                if (known := of_instance.get(getattr(row, self.field.attname))) and not self.field.is_cached(row):
                    self.field.set_cached_value(row, known)
            cache_name = self.field.remote_field.cache_name
            return rows, lambda row: row.of_one, lambda instance: instance.one_id, False, cache_name, False

    return FromAllRowsManager


def rows_like(instances) -> models.QuerySet:
    """Every row of the persons for whom these stand."""
    rows = type(instances[0])._base_manager.all()
    return rows.filter(stand_for([instance.one_id for instance in instances]))
