"""The words of a consent are drafted and adopted; what was signed keeps the words it was signed under."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consent import wording
from consent.actions.wordings import adopt_words, discard_words, save_words
from consent.models import ConsentStatement, ConsentWording
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.meanwhile import SavedMeanwhile
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NEEDS = ConsentStatement.Purpose.ADDITIONAL_NEEDS
TEXT = "# Sharing about extra help\nMay we tell the therapist?\n- You can say no."


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


def adopt(manager, text=TEXT, **changes) -> ConsentWording:
    save_words(by=manager, purpose=NEEDS, text=text)
    facts = {"adopted_by": "The management committee", "minutes_on": date(2026, 11, 2)} | changes
    return adopt_words(by=manager, purpose=NEEDS, **facts)


def test_a_draft_changes_nothing_that_parents_read(manager):
    save_words(by=manager, purpose=NEEDS, text=TEXT)
    assert wording.for_consent(NEEDS) == wording.SHIPPED[NEEDS]


def test_adopted_words_are_what_parents_read_from_then_on(manager):
    adopted = adopt(manager)
    assert wording.for_consent(NEEDS) == wording.ConsentWords(adopted.version, TEXT)
    assert wording.for_consent("particular") == wording.SHIPPED[ConsentStatement.Purpose.PARTICULAR]


def test_every_wording_has_a_version_of_its_own(manager):
    today = timezone.localdate().isoformat()
    versions = [adopt(manager, text=f"May we share {number}?").version for number in (1, 2, 3)]
    assert versions == [today, f"{today}.2", f"{today}.3"]


def test_adopted_words_never_change(manager):
    adopted = adopt(manager)
    adopted.text = "Something else"
    with pytest.raises(IntegrityError), transaction.atomic():
        adopted.save()


@pytest.mark.parametrize("text", ["", " \r\n", "# A heading alone", "- A point alone"])
def test_words_that_ask_nothing_are_refused(manager, text):
    with pytest.raises(Refusal) as refusal:
        save_words(by=manager, purpose=NEEDS, text=text)
    assert refusal.value.field == "text"


@pytest.mark.parametrize(
    ("field", "value"), [("adopted_by", " "), ("minutes_on", timezone.localdate() + timedelta(days=1))]
)
def test_an_adoption_says_by_whom_and_in_which_minutes(manager, field, value):
    with pytest.raises(Refusal) as refusal:
        adopt(manager, **{field: value})
    assert refusal.value.field == field


def test_words_that_change_nothing_are_not_adopted(manager):
    with pytest.raises(Refusal, match="says the same"):
        adopt(manager, text=wording.SHIPPED[NEEDS].text)


def test_the_second_of_two_writers_overwrites_nothing(manager):
    save_words(by=manager, purpose=NEEDS, text=TEXT, seen="")
    with pytest.raises(SavedMeanwhile):
        save_words(by=manager, purpose=NEEDS, text="May we?", seen="")
    assert ConsentWording.objects.draft_of(NEEDS).text == TEXT


def test_a_draft_can_be_thrown_away_and_adopted_words_cannot(manager):
    save_words(by=manager, purpose=NEEDS, text=TEXT)
    discard_words(by=manager, purpose=NEEDS)
    assert not ConsentWording.objects.exists()
    adopt(manager)
    with pytest.raises(Refusal, match="no draft"):
        discard_words(by=manager, purpose=NEEDS)
