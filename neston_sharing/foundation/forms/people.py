"""A filter by who works here, or did."""

from functools import cache

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from neston_sharing.foundation.prepared import prepared, rows_of


def offer_everybody(field: forms.ModelChoiceField) -> None:
    """Let a filter's field take anybody, leavers too, by name."""
    field.queryset = get_user_model().objects.by_name()
    field.choices = cache(lambda: [("", field.empty_label), *rows_of(_everybody())])  # a page goes through them twice


@prepared()
def _everybody() -> QuerySet:
    return get_user_model().objects.by_name().values_list("pk", "name")
