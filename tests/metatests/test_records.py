"""What is recorded refuses change: derived from every model that says it is a record."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from neston_sharing.foundation import guards
from neston_sharing.foundation.models import Audited, Record

FLOORS = ["foundation", "staff", "agencies", "consent", "sharing"]
OURS = [model for label in FLOORS for model in apps.get_app_config(label).get_models()]
RECORDS = [model for model in OURS if issubclass(model, Record)]

NOT_AUDITED = {"OneTimeKey"}  # says that a form was posted and where it led: the rows that it made are audited


def name(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", OURS, ids=name)
def test_every_model_saves_together_with_its_audit_entry(model):
    assert issubclass(model, Audited) or model.__name__ in NOT_AUDITED


@pytest.mark.parametrize("model", RECORDS, ids=name)
@pytest.mark.parametrize("event", ["UPDATE", "DELETE", "INSERT"])
def test_every_record_is_append_only_in_the_database(model, event, db):
    assert f"guard_{model._meta.db_table}_" in " ".join(
        trigger.name for trigger in guards.triggers(model) if trigger.event == event
    )


@pytest.mark.parametrize("model", RECORDS, ids=name)
def test_every_record_says_who_and_when(model):
    assert not model._meta.get_field("recorded_by").null
    assert not model._meta.get_field("recorded_at").null


@pytest.mark.parametrize("model", OURS, ids=name)
def test_who_did_something_comes_with_when_or_not_at_all(model):
    """Every nullable `…_by` has a `…_at` or `…_on` beside it, and the database holds the two together."""
    held_together = " ".join(str(constraint.condition) for constraint in model._meta.constraints if hasattr(constraint, "condition"))
    for field in model._meta.local_fields:
        if field.name.endswith("_by") and field.null and field.name not in {"granted_by", "made_by", "entered_by", "used_by"}:
            assert f"{field.name}__isnull" in held_together, f"{name(model)}.{field.name}"


def test_every_guard_stands_in_the_database(db):
    assert guards.missing_or_altered() == []


@pytest.mark.parametrize("model", OURS, ids=name)
def test_texts_that_logs_and_traces_show_name_nobody(model):
    people = {"Child", "Parent"}
    if model.__name__ in people:
        assert str(model(reference="C-TEST", given_names="Amelia", family_name="Hart")) == "C-TEST"


@pytest.mark.parametrize("model", RECORDS, ids=name)
def test_raw_sql_cannot_change_a_record(model, a_row_of, db):
    row = a_row_of(model)
    for statement in ("UPDATE {t} SET recorded_at = recorded_at WHERE id = %s", "DELETE FROM {t} WHERE id = %s"):
        with pytest.raises(IntegrityError, match="cannot be changed or deleted"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(statement.format(t=f'"{model._meta.db_table}"'), [row.pk])
