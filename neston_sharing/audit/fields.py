"""What words need to know of a model's columns, read once from the models."""

from functools import cache

from django.apps import apps
from django.db import models

from neston_sharing.audit.words import FieldWords


@cache
def fields_of(label: str) -> dict[str, FieldWords]:
    """Take a kind of record ("sharing.decision"), give its columns by name; of a kind that is none, nothing."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return {}
    return {
        field.name: _about(order, field)
        for order, field in enumerate(model._meta.concrete_fields)
        if not field.primary_key
    }


@cache
def name_of(label: str) -> str:
    """Give what people call this kind of record: "decision"."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def _about(order: int, field: models.Field) -> FieldWords:
    return FieldWords(
        order=order,
        label=str(field.verbose_name),
        kind=_kind(field),
        choices={value: str(title) for value, title in field.flatchoices},
        related=field.related_model._meta.label_lower if field.related_model else "",
    )


def _kind(field: models.Field) -> str:
    if isinstance(field, models.DateTimeField):
        return "moment"
    return "date" if isinstance(field, models.DateField) else "text"
