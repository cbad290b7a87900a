"""A worry on a bank worker's first morning is written down in a minute, read, discussed, and becomes a decision."""

import pytest

from sharing import body_map
from sharing.models import Concern
from sharing.waiting.concerns import AT_ONCE
from tests.factories import AgencyFactory, ChildFactory, UserFactory
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

SEEN = "A round bruise, the size of a 2p coin, on her arm"
MAP = "[data-body-map] svg"


@pytest.fixture
def bank(db):
    return UserFactory(name="Bea Okoro", email="bea@example.org", roles=["practitioner"])


@pytest.fixture
def lead(db):
    return UserFactory(name="Siobhan Kelly", email="siobhan@example.org", roles=["lead"])


@pytest.fixture
def child(shipped, practitioner):
    AgencyFactory(name="Wirral Children's Services", kind="social_care")
    return ChildFactory(given_names="Amelia", family_name="O'Hart", key_person=practitioner)


def test_three_answers_and_a_press_report_a_concern(visitor, bank, lead, child):
    report(visitor.sign_in(bank.email), facts=SEEN, safe="yes").sees("It stands at the top of the page of")
    assert Concern.objects.get().facts == SEEN


def test_a_concern_with_a_body_map_is_read_discussed_and_starts_a_decision(visitor, another_visitor, bank, lead, child):
    ChildFactory(given_names="Rory")
    visitor.sign_in(bank.email).follow("Report a concern").fill(q="amel", facts=SEEN).press("Find the child")
    visitor.sees("Report a concern: Amelia").press("Report the concern").sees("There is a problem")
    visitor.fill(words="Daddy got cross", whose_words="Amelia's, to me").choose(injury="Injured on arrival").draw(MAP)
    visitor.choose(safe_to_go_home="not_sure").press("Report the concern")
    visitor.sees("Do this now", "Tell Siobhan Kelly in person").follow("Read what you wrote")
    visitor.sees("Not read yet", "Daddy got cross", "The injury on the body map", "front, ")
    assert len(Concern.objects.get().body_map) == 3

    reference = Concern.objects.get().reference
    another_visitor.sign_in(lead.email)
    assert another_visitor.page.locator("main section h2").first.inner_text() == AT_ONCE
    another_visitor.sees("Perhaps not safe to go home").follow(reference).press("I have read this").sees("Read")
    another_visitor.go("/").sees_no(AT_ONCE).go(f"/concerns/{reference}/")
    discuss(another_visitor)
    another_visitor.go("/").sees("Next steps about concerns").follow(reference).follow("Start a decision from it")
    another_visitor.choose(initiative="offered", agency="Wirral Children's Services")
    another_visitor.fill(information="The bruise, and what she said", purpose="Her safety").press("Start the decision")
    decision = Concern.objects.get().decisions.get()
    another_visitor.go(f"/decisions/{decision.reference}/").sees("Started from concern").follow(reference)
    another_visitor.sees("Decision started", decision.reference)

    visitor.go(f"/concerns/{reference}/").sees("Siobhan Kelly", "We took advice without a name")
    visitor.sees_no("Duty says: a bruise there is rarely from a fall")


def test_a_finger_draws_on_the_body_map_and_takes_a_mark_back(open_browser, bank, lead, child):
    phone = open_browser(has_touch=True)
    phone.page.set_viewport_size({"width": 390, "height": 800})
    phone.sign_in(bank.email).go(f"/concerns/new/?child={child.reference}").choose(injury="Injury seen later")
    phone.draw_with_a_finger(MAP).sees("1 mark.").draw_with_a_finger(MAP).sees("2 marks.")
    phone.button("Take back the last mark").click()
    phone.sees("1 mark.").fill(facts=SEEN).choose(safe_to_go_home="yes").press("Report the concern")
    [[start, *_]] = Concern.objects.get().body_map
    came_down = [0.2 * body_map.WIDTH, 0.2 * body_map.HEIGHT]
    assert start == pytest.approx(came_down, abs=6)


def test_without_javascript_the_injury_is_described_in_words(open_browser, bank, lead, child):
    plain = open_browser(java_script_enabled=False)
    plain.sign_in(bank.email).go(f"/concerns/new/?child={child.reference}")
    plain.fill(facts=SEEN, body_map_said="Blue, round, not swollen")
    plain.choose(injury="Injury seen later", safe_to_go_home="yes")
    plain.press("Report the concern").follow("Read what you wrote").sees("Injury seen later: Blue, round, not swollen")


def test_a_concern_about_the_manager_goes_to_the_chair_and_is_not_there_for_the_manager(
    visitor, another_visitor, practitioner, manager
):
    chair = UserFactory(name="David Owusu", email="david@example.org", roles=["officer"])
    visitor.sign_in(practitioner.email).follow("Report a concern").follow("Report it apart")
    visitor.choose(about="Morag Adeyemi", nature="allegation").fill(facts="She pulled him by the wrist")
    visitor.press("Report the concern").sees("Tell the chair, then the LADO", "David Owusu", "Never Morag Adeyemi")
    record = visitor.path
    another_visitor.sign_in(manager.email).go("/concerns/").sees_no("ADC-")
    assert another_visitor.page.goto(record).status == 404
    another_visitor.go("/").sign_out().sign_in(chair.email).sees("The LADO, within one working day").follow("ADC-")
    another_visitor.follow("Record what was done").choose(kind="person_told").fill(text="She asked me").press(
        "Record it"
    )
    another_visitor.sees("There is a problem", "The LADO has not advised yet")
    another_visitor.choose(kind="lado_told").fill(to_whom="R. Khan", text="Keep her from the room").press("Record it")
    another_visitor.sees("It is recorded.", "LADO told, R. Khan", "14 days left")


def report(visitor: Visitor, facts: str, safe: str) -> Visitor:
    visitor.follow("Report a concern").choose(child="O'Hart, Amelia", safe_to_go_home=safe).fill(facts=facts)
    return visitor.press("Report the concern")


def discuss(visitor: Visitor) -> None:
    visitor.follow("Record a discussion").press("Record the discussion").sees("Say with whom")
    visitor.fill(with_whom="Duty desk, without a name", outcome="Duty says: a bruise there is rarely from a fall")
    visitor.fill(next_step="Decide what to share", next_by="1/12/2099", for_author="We took advice without a name")
    visitor.press("Record the discussion").sees("The discussion is recorded.", "rarely from a fall")
