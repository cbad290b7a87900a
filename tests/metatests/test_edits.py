"""Whatever is saved over what stands carries a mark of what its page showed: the second of two overwrites nothing."""

from datetime import date, datetime

import pytest
from django import forms
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from neston_sharing.foundation.forms.drafts import Draft
from neston_sharing.foundation.once import first_answer
from neston_sharing.foundation.views import EditingView, RecordingView
from sharing.forms.draft import DraftForm
from tests.metatests.test_access import ACCESS
from tests.metatests.test_fuzz import Fields
from tests.metatests.world import World


def views(resolver=None, namespace: str = ""):
    """Give every address at which something is recorded, with its view."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", object)
            name = f"{namespace}{pattern.name}"
            if name in ACCESS and issubclass(view, RecordingView):
                yield name, view


VIEWS = dict(views())
EDITS = sorted(name for name, view in VIEWS.items() if issubclass(view, EditingView))
CHANGED = "Somebody changed this"

# What comes filled in and is nothing that would be saved over; today's date and oneself need no saying.
NOT_SAVED_OVER = {
    "agencies:new": "local, as most are",
    "consent:policy-ask": "everybody, as a rule",
    "consent:statement-withdraw": "spoken, as a rule",
    "sharing:chronology-new": "all events are proposed for a new chronology",
    "sharing:disclosure-new": "a new disclosure begins with what the decision says",
    "sharing:refer": "by telephone, as most are",
    "sharing:visit-new": "supervised, as a rule",
}


@pytest.fixture
def world(db, settings) -> World:
    settings.ACCOUNT_RATE_LIMITS = False
    world = World()
    assert world.policy, "one that a parent can be given"
    return world


def visitor(world: World, name: str) -> tuple[Client, str]:
    client = Client()
    client.force_login(world.people[min(ACCESS[name])])
    return client, reverse(name, kwargs=world.kwargs(name))


def typed(form: forms.BaseForm) -> dict:
    """Give what the page shows, with something likely wherever something is needed and nothing stands."""
    shown = {name: form[name].value() for name in form.fields}
    for name, field in form.fields.items():
        if field.required and shown[name] in (None, "", []):
            shown[name] = likely(field)
    return {name: as_posted(value) for name, value in shown.items() if value not in (None, False)}


def likely(field: forms.Field):
    if hasattr(field, "choices"):
        return next(str(key) for key, _ in field.choices if str(key))
    return date(2026, 11, 2) if isinstance(field, forms.DateField) else "Words"


def as_posted(value):
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return "on" if value is True else value


@pytest.mark.parametrize("name", EDITS)
def test_nothing_is_saved_over_what_its_writer_has_not_seen(name, world):
    client, path = visitor(world, name)
    page = client.get(path)
    fields, key = typed(page.context["form"]), page.context["form"].key
    seen = Fields(page.content.decode()).fields["seen"]
    for unseen in ({}, {"seen": "another mark"}):
        answer = client.post(path, fields | {"key": key} | unseen)
        assert answer.status_code == 422, unseen
        assert CHANGED in answer.content.decode(), unseen
    assert first_answer(key) is None
    assert Fields(answer.content.decode()).fields["seen"] == seen
    assert CHANGED not in client.post(path, fields | {"key": key, "seen": seen}).content.decode()


def comes_filled(form, user) -> list[str]:
    """Name the fields in which something stands that is neither today's date nor oneself."""
    values = {field.name: field.value() for field in form if not field.is_hidden}
    empty = (None, "", False, [], user.pk)
    return [name for name, value in values.items() if value not in empty and not isinstance(value, date | datetime)]


def test_no_form_comes_filled_with_what_stands_and_without_a_mark(world):
    """Found on the pages themselves, since a view, its form or a field may fill it."""
    found = set()
    for name in World.NEEDS:
        world.kwargs(name)  # a form may be filled by what another page is about
    for name in sorted(VIEWS.keys() - set(EDITS)):
        client, path = visitor(world, name)
        form = (client.get(path).context or {}).get("form")
        if form and not isinstance(form, Draft | DraftForm) and comes_filled(form, world.people[min(ACCESS[name])]):
            found.add(name)
    assert found == NOT_SAVED_OVER.keys()
