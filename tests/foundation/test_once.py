import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.models import OneTimeKey, Setting
from neston_sharing.foundation.once import first_answer, new_key, once
from neston_sharing.foundation.views import ANYONE, Page, RecordingView
from tests.at_once import at_once

NOBODY = AnonymousUser()


def test_the_second_post_of_a_form_gets_the_first_answer(db):
    key, answers = new_key(), iter(["/first/", "/second/"])
    assert once(key=key, by=NOBODY, do=lambda: next(answers)) == "/first/"
    assert once(key=key, by=NOBODY, do=lambda: next(answers)) == "/first/"
    assert first_answer(key) == "/first/"


def test_a_refusal_leaves_the_key_for_the_corrected_post(db):
    key = new_key()

    def refuse():
        Setting.objects.create(pk=1, name="half done")
        raise Refusal("Not like this")

    with pytest.raises(Refusal):
        once(key=key, by=NOBODY, do=refuse)
    assert first_answer(key) is None
    assert not Setting.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_the_same_moment_do_it_once():
    key, done = new_key(), []
    answers = at_once(4, lambda: once(key=key, by=NOBODY, do=lambda: done.append(1) or "/done/"))
    assert answers == ["/done/"] * 4
    assert done == [1]
    assert OneTimeKey.objects.count() == 1


def test_an_action_takes_keywords_only(db):
    @action
    def shout(*, words: str) -> str:
        return words.upper()

    assert shout(words="quietly") == "QUIETLY"
    with pytest.raises(TypeError, match="keyword"):
        shout("quietly")


def test_an_action_that_fails_leaves_nothing(db):
    @action
    def half(*, by) -> None:
        Setting.objects.create(pk=1, name="half done")
        raise Refusal("No")

    with pytest.raises(Refusal):
        half(by=None)
    assert not Setting.objects.exists()


@pytest.mark.parametrize("key", ["", "not a key", "1; DROP TABLE", "\x00"])
def test_a_forged_key_is_replaced_by_a_new_one(db, key):
    form = Form({"key": key})
    assert first_answer(form.key) is None


def test_a_key_that_was_posted_stays_with_the_form(db):
    key = new_key()
    assert Form({"key": key}).key == key


def test_a_refusal_stands_beside_the_field_it_names_or_above_the_form(db):
    form = Form({})
    form.refuse(Refusal("Say when", field="nowhere"))
    assert form.non_field_errors() == ["Say when"]


def test_a_view_that_says_not_who_may_come_in_cannot_be_used(rf: RequestFactory):
    request = rf.get("/")
    request.user = NOBODY
    with pytest.raises(ImproperlyConfigured, match="who may come in"):
        Page.as_view(template_name="404.html")(request)


def test_a_recording_view_must_say_what_it_records(db, rf: RequestFactory):
    request = rf.post("/")
    request.user = NOBODY
    with pytest.raises(ImproperlyConfigured, match="what it records"):
        RecordingView.as_view(may=ANYONE, form_class=Form, template_name="404.html")(request)
