"""Two decisions that end in "not shared": nobody needs it; and consent refused without enough public interest."""

import pytest

from tests.factories import AgencyFactory, ChildFactory
from tests.journeys import steps
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

WORRIED = "Still worried about this child?"


def test_without_a_purpose_nothing_is_shared_and_the_file_says_why(visitor, another_visitor, practitioner, manager):
    child = ChildFactory(given_names="Tariq", key_person=practitioner)
    AgencyFactory(name="Neston Gazette")
    visitor.sign_in(practitioner.email)
    reference = steps.start_decision(
        visitor, child, "Neston Gazette", information="A photograph of him", purpose="An article"
    )
    steps.answer(visitor, "no", "A newspaper is no reason to share a child's picture")
    do_not_share(visitor, "It serves the paper and not Tariq")
    send_with_a_way_to_refer(visitor)

    another_visitor.sign_in(manager.email)
    steps.back_up(another_visitor, reference, comment="Quite right")
    another_visitor.sees("Not shared", WORRIED).go(f"/children/{child.reference}/").sees(reference, "Not shared")
    words = steps.record_in_words(another_visitor, child, "The parents asked")
    for expected in ("Not shared", "A newspaper is no reason", "It serves the paper and not Tariq", "Quite right"):
        assert expected in words

    visitor.go("/").sees("Not shared: tell whoever asked").follow(reference).sees("Say nothing of what you know")
    visitor.fill(to_whom="Sam Lee, reporter", text="We give out no pictures").choose(route="telephone")
    visitor.press("Record it").sees("Who asked was told", "Sam Lee, reporter")
    visitor.follow("Decide again: there are new facts").press("Decide again").sees("Say what is new")
    visitor.fill(facts="His father has asked them himself", brought_by="Sam Lee, reporter").press("Decide again")
    visitor.go("/decisions/not-shared/").sees("It serves the paper and not Tariq", "telephone", "Opened again in")


def test_refused_and_without_enough_public_interest_nothing_is_shared(visitor, practitioner):
    child = ChildFactory(given_names="Tariq", key_person=practitioner)
    AgencyFactory(name="Little Talkers")
    visitor.sign_in(practitioner.email)
    steps.start_decision(visitor, child, "Little Talkers", information="How he speaks", purpose="Their research")
    steps.it_is_confidential_and_about_somebody(visitor)
    visitor.choose(at_risk="no")
    steps.answer(visitor, "refused", "His father said no yesterday")
    steps.answer(visitor, "no", "No law asks for it")
    steps.answer(visitor, "no", "Nobody comes to harm without it")
    do_not_share(visitor, "The father's wish is respected")
    send_with_a_way_to_refer(visitor)


def do_not_share(visitor: Visitor, reason: str) -> None:
    visitor.sees("We do not share", WORRIED)
    visitor.choose(outcome="not_share").fill(outcome_reason=reason).press("Save and continue")


def send_with_a_way_to_refer(visitor: Visitor) -> None:
    """Every page that does not share says what to do for a child one still worries about."""
    visitor.sees(WORRIED)
    steps.family_told(visitor)
    visitor.sees(WORRIED)
    steps.answer(visitor, "yes")
    visitor.sees(WORRIED, "Check your answers before sending").press("Send to management")
    visitor.sees("The decision is with management.", WORRIED)
