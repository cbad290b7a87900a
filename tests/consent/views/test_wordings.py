"""The words of a consent in the browser: read by everyone who reads policies, changed by managers."""

import re

import pytest
from django.urls import reverse

from consent import wording
from consent.actions.wordings import adopt_words, save_words
from consent.models import ConsentWording
from tests.consent.families import signed_in

pytestmark = pytest.mark.django_db
NEEDS = "additional_needs"
TEXT = "# Extra help\nMay we tell the therapist?\n- You can say no."


@pytest.fixture
def manager():
    return signed_in("manager")


def at(name: str, purpose: str = NEEDS) -> str:
    return reverse(f"consent:{name}", args=[purpose])


def saved(manager, text=TEXT) -> ConsentWording:
    return save_words(by=manager.user, purpose=NEEDS, text=text)


def test_from_the_words_in_force_to_new_ones(manager):
    page = manager.get(at("words-draft")).content.decode()
    assert wording.SHIPPED[NEEDS].text.splitlines()[0] in page
    assert manager.post(at("words-draft"), {"text": TEXT, "seen": ""}).url == at("words-draft")
    seen = ConsentWording.objects.get().mark
    said = {"seen": seen, "adopted_by": "The committee", "minutes_on": "2/11/2026"}
    assert manager.post(at("words-adopt"), said).url == at("words-of")
    page = manager.get(at("words-of")).content.decode()
    assert "May we tell the therapist?" in page
    assert "as it came with the product" in page  # what parents read before


def test_the_draft_stands_beside_the_old_with_its_reading_age(manager):
    saved(manager)
    page = manager.get(at("words-adopt")).content.decode()
    assert re.search(r"Reading age about \d+; aim for 11 or less", page)
    assert "<ins>" in page
    assert "<li>You can say no.</li>" in page


def test_hard_words_are_a_hint_and_no_stop(manager):
    text = "Notwithstanding confidentiality obligations, multidisciplinary communication continues proportionately."
    assert manager.post(at("words-draft"), {"text": text, "seen": ""}).status_code == 302
    assert "Reading age about 21" in manager.get(at("words-draft")).content.decode()


def test_what_somebody_saved_meanwhile_is_shown(manager):
    saved(manager, "May they?")
    answer = manager.post(at("words-draft"), {"text": "May I?", "seen": ""})
    assert answer.status_code == 422
    assert "[taken out: </span>they" in answer.content.decode()
    again = {"text": "May I?", "seen": answer.context["form"]["seen"].value()}
    assert manager.post(at("words-draft"), again).status_code == 302


def test_without_a_draft_there_is_nothing_to_adopt(manager):
    assert manager.get(at("words-adopt")).url == at("words-of")
    said = {"seen": "x", "adopted_by": "The committee", "minutes_on": "2/11/2026"}
    assert manager.post(at("words-adopt"), said).status_code == 422


def test_thrown_away_the_words_in_force_stand(manager):
    saved(manager)
    seen = manager.get(at("words-discard")).context["form"]["seen"].value()
    saved(manager, "May they, please?")
    assert manager.post(at("words-discard"), {"seen": seen}).status_code == 422
    seen = manager.get(at("words-discard")).context["form"]["seen"].value()
    manager.post(at("words-discard"), {"seen": seen})
    assert not ConsentWording.objects.exists()


def test_an_unknown_consent_is_not_found(manager):
    assert manager.get(at("words-of", "photographs")).status_code == 404


def test_others_read_and_change_nothing():
    officer = signed_in("officer")
    page = officer.get(reverse("consent:words")).content.decode()
    assert "Draft new words" not in page
    assert officer.get(at("words-draft")).status_code == 403


def test_every_version_that_parents_read_stays_readable(manager):
    for text in ("May we share one?", "May we share two?"):
        saved(manager, text)
        adopt_words(
            by=manager.user,
            purpose=NEEDS,
            adopted_by="The committee",
            minutes_on=ConsentWording.objects.last().started_at.date(),
        )
    page = manager.get(at("words-of")).content.decode()
    assert page.index("May we share two?") < page.index("May we share one?")
