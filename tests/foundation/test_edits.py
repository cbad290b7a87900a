"""Two people at one form: the second to save sees what the first has saved, and overwrites nothing unseen."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from neston_sharing.foundation.actions import is_recording
from neston_sharing.foundation.details import change_setting
from neston_sharing.foundation.forms import BritishDateField, Form, Prose
from neston_sharing.foundation.forms.edits import mark_of, show_what_stands
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.pages import SettingDetails
from neston_sharing.foundation.views import EditingView
from tests.edits import as_seen, save
from tests.factories import UserFactory

PAGE = "/setting/"
DETAILS = {"name": "Acorns", "address": "1 High Street\nNeston", "police_phone": "101", "review_weeks": "4"}


def manager() -> Client:
    client = Client()
    client.force_login(UserFactory(roles=["manager"]))
    return client


@pytest.fixture
def opened(db) -> tuple[Client, dict]:
    """A manager with the page open, and what the page would post as it is."""
    change_setting(by=None, **DETAILS)
    client = manager()
    return client, DETAILS | as_seen(client, PAGE)


def stored(*names: str) -> list[str]:
    return [getattr(Setting.objects.get(), name) for name in names]


def test_the_second_of_two_overwrites_nothing_and_sees_both_texts(opened):
    client, mine = opened
    save(manager(), PAGE, DETAILS | {"lado_phone": "0151 496 0009"})
    answer = client.post(PAGE, mine | {"name": "Acorns Pre-school"})
    assertContains(answer, "Somebody changed this while you were writing", status_code=422)
    assertContains(answer, "Saved now: <strong>0151 496 0009</strong>", status_code=422, html=True)
    assertContains(answer, 'value="Acorns Pre-school"', status_code=422)
    assert stored("name", "lado_phone") == ["Acorns", "0151 496 0009"]


def test_saving_again_puts_what_was_typed_in_its_place(opened):
    client, mine = opened
    save(manager(), PAGE, DETAILS | {"name": "Theirs"})
    again = client.post(PAGE, mine | {"name": "Mine"}).context["form"].mark
    assert client.post(PAGE, mine | {"name": "Mine", "seen": again}).status_code == 302
    assert stored("name") == ["Mine"]


def test_who_reads_it_and_saves_again_is_told_again_of_what_came_after(opened):
    client, mine = opened
    save(manager(), PAGE, DETAILS | {"name": "Theirs"})
    again = client.post(PAGE, mine).context["form"].mark
    save(manager(), PAGE, DETAILS | {"name": "Theirs, once more"})
    assertContains(client.post(PAGE, mine | {"seen": again}), "Theirs, once more", status_code=422)


def test_no_field_complains_that_neither_changed(opened):
    client, mine = opened
    save(manager(), PAGE, DETAILS | {"name": "Theirs"})
    answer = client.post(PAGE, mine | {"address": "1 High Street\r\nNeston"})  # as browsers end a line
    assert list(answer.context["form"].errors) == ["name", "__all__"]


def test_a_page_without_the_mark_is_not_saved(opened):
    client, _ = opened
    assertContains(client.post(PAGE, DETAILS | {"name": "Mine"}), "Somebody changed this", status_code=422)
    assert stored("name") == ["Acorns"]


def test_a_form_that_is_not_whole_keeps_the_mark_that_its_writer_saw(opened):
    client, mine = opened
    assert client.post(PAGE, mine | {"name": ""}).context["form"].mark == mine["seen"]
    assertNotContains(client.post(PAGE, mine | {"name": ""}), "Somebody changed this", status_code=422)


def test_what_stands_is_read_again_once_nobody_else_can_write(opened, monkeypatch):
    """So that of two who save at the same moment one is told."""
    client, mine = opened
    read, stands = [], SettingDetails.stands
    monkeypatch.setattr(SettingDetails, "stands", lambda view: read.append(is_recording()) or stands(view))
    client.post(PAGE, mine)
    assert read == [False, True]


def test_a_view_must_say_what_it_is_saved_over():
    with pytest.raises(ImproperlyConfigured, match="define `stands`"):
        EditingView().stands()


class Everything(Form):
    words = forms.CharField(required=False)
    prose = Prose(required=False)
    day = BritishDateField(required=False)
    ticked = forms.BooleanField(required=False)
    one = forms.ChoiceField(choices=[("", "Nobody"), ("a", "Ann"), ("b", "Bob")], required=False)
    several = forms.MultipleChoiceField(choices=[("a", "Ann"), ("b", "Bob"), ("c", "Cy")], required=False)


STANDS = {"words": "W", "prose": "P\nQ", "day": date(2026, 3, 27), "ticked": True, "one": "b", "several": ["c", "a"]}
EMPTY = {"words": "", "prose": None, "day": None, "ticked": False, "one": "", "several": []}


def shown(stands: dict, typed: dict) -> dict[str, str]:
    form = Everything(typed)
    show_what_stands(form, stands)
    return {name: form.fields[name].stands for name in form.fields if name in form.errors}


def test_what_stands_is_said_in_the_words_of_the_page():
    assert shown(STANDS, {}) == {
        "words": "W", "prose": "P\nQ", "day": "27 March 2026", "ticked": "Ticked", "one": "Bob", "several": "Ann, Cy",
    }  # fmt: skip
    typed = {"words": "W", "prose": "P\r\nQ", "day": "27/3/2026", "ticked": "on", "one": "b", "several": ["a", "c"]}
    assert shown(STANDS, typed) == {}
    assert shown(EMPTY, typed) == {
        "words": "Nothing", "prose": "Nothing", "day": "Nothing", "ticked": "Not ticked", "one": "Nobody",
        "several": "None of these",
    }  # fmt: skip


def test_what_a_form_does_not_offer_is_not_said():
    assert shown({"one": "somebody else"}, {}) == {"one": "None of these"}


@pytest.mark.parametrize("name", STANDS)
def test_the_mark_is_another_as_soon_as_one_field_is(name):
    assert mark_of(Everything(), STANDS) != mark_of(Everything(), STANDS | {name: EMPTY[name]})


def test_the_mark_is_the_same_however_nothing_is_stored_or_in_which_order():
    assert mark_of(Everything(), EMPTY | {"words": None}) == mark_of(Everything(), EMPTY | {"prose": ""})
    assert mark_of(Everything(), STANDS) == mark_of(Everything(), STANDS | {"several": ["a", "c"]})
