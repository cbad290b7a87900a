"""No model is forgotten by the audit log, and no secret is remembered by it."""

import re

import pytest
from auditlog.registry import auditlog
from django.apps import apps

from neston_sharing.audit.registration import NOT_AUDITED, logged_fields
from neston_sharing.foundation.models import Audited

OURS = [model for model in apps.get_models() if re.match(r"neston_sharing|agencies|consent|sharing", model.__module__)]
EXCEPT = {"audit.entry", "audit.seal", "audit.namedrow", "foundation.onetimekey", "staff.signintries"}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)
def test_every_model_of_ours_is_audited_or_excepted_by_name(model):
    assert auditlog.contains(model) != (model._meta.label_lower in EXCEPT)


@pytest.mark.parametrize("model", auditlog.get_models(), ids=lambda model: model._meta.label_lower)
def test_every_audited_row_is_saved_in_one_transaction_with_its_entry(model):
    assert issubclass(model, Audited)


@pytest.mark.parametrize("model", auditlog.get_models(), ids=lambda model: model._meta.label_lower)
def test_no_secret_is_logged(model):
    sounds_like_one = re.compile(r"password|secret|digest|token|last_login").search
    assert [name for name in logged_fields(model) if sounds_like_one(name)] == []


@pytest.mark.parametrize("model", auditlog.get_models(), ids=lambda model: model._meta.label_lower)
def test_no_audited_model_has_relations_that_the_log_would_miss(model):
    assert not model._meta.many_to_many  # clear() logs every row there is as removed: use a model in between


@pytest.mark.parametrize("model", auditlog.get_models(), ids=lambda model: model._meta.label_lower)
def test_a_field_that_is_not_logged_exists(model):
    names = {field.name for field in model._meta.concrete_fields}
    assert set(getattr(model, "unlogged", ())) <= names


def test_every_exception_has_a_reason():
    assert all(NOT_AUDITED.values())
    labels = {config.label for config in apps.get_app_configs()} | {m._meta.label_lower for m in apps.get_models()}
    assert set(NOT_AUDITED) <= labels
