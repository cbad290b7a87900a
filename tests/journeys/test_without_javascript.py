"""Everything works with JavaScript off: it only adds."""

import pytest

from sharing.models import Decision
from tests.consent.families import family
from tests.factories import AgencyFactory, ChildFactory
from tests.journeys import steps

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(open_browser, practitioner):
    return open_browser(java_script_enabled=False).sign_in(practitioner.email)


def test_the_wizard_asks_and_says_what_is_missing(plain, practitioner):
    child, _ = ChildFactory(key_person=practitioner), AgencyFactory(name="Health visitors")
    steps.start_decision(plain, child, "Health visitors", information="How she eats", purpose="The two-year check")
    plain.press("Save and continue").sees("There is a problem", "Choose an answer")
    plain.choose(answer="yes").press("Save and continue").sees("There is a problem")
    steps.answer(plain, "yes", "They can help her")
    plain.sees("Does the information enable the person to be identified?")


def test_a_child_is_referred(plain):
    child, _ = ChildFactory(given_names="Amelia"), AgencyFactory(name="Duty team", kind="social_care")
    plain.go("/refer/").choose(child="Amelia").fill(what="What she said", why="She goes home at three")
    plain.fill(to_whom="R. Khan").choose(backing="not_reached", family="unsafe")
    plain.fill(tried="The manager", family_not_told_why="She is afraid of them").press("Record the referral")
    plain.sees("R. Khan was told")
    assert Decision.objects.get().child == child


def test_a_parent_signs_by_typing_the_name(plain, practitioner):
    registration, _ = family(practitioner)
    plain.go(f"/children/{registration.child.reference}/hand-over/").choose(parent="Siobhán O'Neill")
    plain.press("Hand over to sign").follow("Continue")
    plain.tick("has_policy", "understands_sharing", "has_safeguarding", "has_other_circumstances")
    plain.press("Sign").sees("There is a problem").fill(typed_name="Siobhán O'Neill").press("Sign")
    plain.sees("Thank you. You have signed")
