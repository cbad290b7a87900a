"""What is logged of a new row is what auditlog would log of it."""

import json

import pytest
from auditlog.diff import model_instance_diff
from auditlog.registry import auditlog
from django.contrib.auth import get_user_model
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from neston_sharing.audit.created import values_of
from neston_sharing.audit.models import Entry


def by_auditlog(row) -> dict:
    return model_instance_diff(None, row, use_json_for_changes=True) or {}


@pytest.mark.parametrize("model", auditlog.get_models(), ids=lambda model: model._meta.label_lower)
def test_it_is_so_of_every_kind_of_row(model):
    filled = {field.attname: 7 for field in model._meta.concrete_fields if field.is_relation}
    moments = {f.name: timezone.now() for f in model._meta.concrete_fields if f.get_internal_type() == "DateTimeField"}
    row = model(**filled | moments)
    assert json.dumps(values_of(row), sort_keys=True, cls=DjangoJSONEncoder) == json.dumps(
        by_auditlog(row), sort_keys=True, cls=DjangoJSONEncoder
    )


def test_a_new_row_is_logged_once(db):
    amy = get_user_model().objects.create_user("amy@example.org", name="Amy Khan")
    entry = Entry.objects.get()
    assert (entry.action, entry.object_id) == (Entry.Action.CREATE, amy.pk)
    assert entry.changes["name"] == [None, "Amy Khan"]
