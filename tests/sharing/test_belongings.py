"""Every kind of record that belongs to a child belongs to one class, by a way that leads to that child."""

import pytest
from django.apps import apps

from consent.keeping import TITLES
from consent.models import Child
from neston_sharing.audit.models import NamedRow
from neston_sharing.foundation.guards.triggers import Trigger, triggers
from sharing.disposal.belongings import WAYS, kind_of, models_of

OURS = [model for label in ("consent", "sharing") for model in apps.get_app_config(label).get_models()]
IN_CLASSES = [(model, ways) for kind in WAYS for model, ways in models_of(kind).items()]


def of_a_child() -> set:
    """Whatever points at a child, or at something that does."""
    found, before = {Child}, 0
    while len(found) > before:
        before = len(found)
        found |= {model for model in OURS for each in model._meta.concrete_fields if each.related_model in found}
    return found


def test_no_kind_of_record_about_a_child_is_left_out():
    assert of_a_child() == {model for model, _ in IN_CLASSES}


def test_each_belongs_to_one_class():
    assert len({model for model, _ in IN_CLASSES}) == len(IN_CLASSES)
    assert set(WAYS) <= set(TITLES)


@pytest.mark.parametrize(("model", "ways"), IN_CLASSES, ids=lambda each: getattr(each, "__name__", ""))
def test_its_way_leads_to_the_child(model, ways, db):
    for way in ways:
        assert not model._base_manager.filter(**{f"{way}__in": [0]}).exists()
        last = model
        for step in way.split("__"):
            last = last if step == "pk" else last._meta.get_field(step).related_model
        assert last is Child


@pytest.mark.parametrize(("model", "ways"), IN_CLASSES, ids=lambda each: getattr(each, "__name__", ""))
@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_every_guard_of_its_deletion_lets_through_what_a_disposal_names(model, ways, vendor):
    passes = NamedRow.lets_through(model, "DELETE")
    assert f"n.kind = '{model._meta.db_table}'" in passes
    deletions = [trigger for trigger in triggers(model, vendor) if trigger.event == "DELETE"]
    assert all(lets(trigger, passes) for trigger in deletions)


def lets(trigger: Trigger, passes: str) -> bool:
    return trigger.when.endswith(f" AND NOT ({passes})")


def test_what_belongs_to_no_child_is_let_through_by_nothing():
    others = [model for model in apps.get_models() if not kind_of(model) and not hasattr(model, "audit_subject")]
    assert [model for model in others if NamedRow.lets_through(model, "DELETE")] == []
