"""Refer now: bank staff, any child, at once; somebody of the management team says in person what they think of it."""

import pytest

from sharing.models import Decision
from tests.factories import AgencyFactory, ChildFactory, UserFactory, decisions
from tests.journeys import steps
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

SAID = "She said that she is afraid to go home"


@pytest.fixture
def bank(db):
    return UserFactory(name="Bea Okoro", email="bea@example.org", roles=["practitioner"])


@pytest.fixture
def child(shipped, practitioner):
    AgencyFactory(name="Wirral Children's Services", kind="social_care")
    return ChildFactory(given_names="Amelia", key_person=practitioner)


def test_bank_staff_refer_a_child_who_is_not_theirs_and_it_is_backed_after(
    visitor, another_visitor, bank, child, manager
):
    decisions.with_management()  # what waits already will give way
    visitor.sign_in(bank.email)
    assert visitor.page.goto(f"/children/{child.reference}/").status == 404
    reference = refer(visitor.look(), child)
    visitor.sees("Chase it by", "undoes nothing").go("/").sees_no("Referrals to back")
    assert visitor.page.goto(f"/decisions/{reference}/back-up/").status == 403
    visitor.look().sees("Somebody else must back this decision")

    another_visitor.sign_in(manager.email)
    assert another_visitor.page.locator("main section h2").first.inner_text() == "Referrals to back in person"
    steps.back_up(another_visitor, reference, "agreed")
    another_visitor.sees("Recorded: you agree with the referral.", SAID)


def test_a_backer_who_disagrees_undoes_nothing(visitor, another_visitor, bank, child, manager):
    reference = refer(visitor.sign_in(bank.email), child)
    another_visitor.sign_in(manager.email).go("/").follow(reference)
    another_visitor.choose(verdict="disagreed").tick("no_conflict").press("Record your answer")
    another_visitor.sees("Say why you disagree").fill(comment="Her mother had told us of it")
    another_visitor.press("Record your answer").sees("Recorded: you disagree. The referral stands")
    assert Decision.objects.get(reference=reference).disclosures.count() == 1
    visitor.go(f"/decisions/{reference}/").sees(SAID, "Disagreed", "Her mother had told us of it")


def refer(visitor: Visitor, child) -> str:
    visitor.go("/").follow("Refer now").sees("Call first").fill(q="amel").press("Find the child")
    visitor.sees("Refer now: Amelia").press("Record the referral").sees("There is a problem")
    visitor.fill(what=SAID, why="She goes home at three", to_whom="R. Khan, duty desk")
    visitor.fill(number_or_address="0151 496 0300").choose(backing="not_reached", family="unsafe")
    visitor.fill(tried="Morag Adeyemi, twice on her mobile", family_not_told_why="It is them she is afraid of")
    visitor.press("Record the referral").sees("R. Khan, duty desk was told")
    return visitor.path.split("/")[2]
