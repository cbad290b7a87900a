"""What the police told us may not be passed on: a decision is stopped by it, then shared without that item."""

import pytest

from consent.models import Child
from sharing.models import DisclosedItem
from tests.factories import AgencyFactory, ChildFactory, FamilyLinkFactory
from tests.journeys import steps
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

POLICE, VISITORS = "Wirral Police", "Wirral Health Visiting"
TOLD = "Officers were called to the home on two nights"
OURS = "He falls asleep at the table by ten o'clock"


@pytest.fixture
def child(practitioner) -> Child:
    AgencyFactory(name=POLICE, kind="police")
    AgencyFactory(name=VISITORS)
    child = ChildFactory(given_names="Rory", family_name="O'Dowd", key_person=practitioner)
    FamilyLinkFactory(child=child)
    return child


def test_a_decision_is_stopped_by_the_polices_refusal_and_shared_without_that_item(
    visitor, another_visitor, practitioner, manager, child
):
    visitor.sign_in(practitioner.email)
    the_police_tell_us(visitor, child)
    reference = it_is_to_be_shared(visitor, child)
    question_7_waits(visitor)
    the_police_refuse(visitor, child)
    question_7_is_refused(visitor, reference)
    it_is_left_out(visitor)
    steps.family_told(visitor)
    steps.send(visitor)
    another_visitor.sign_in(manager.email)
    another_visitor.go("/").follow(reference).sees("Left out", "Third-party information", "The police refused")
    steps.back_up(another_visitor, reference)
    only_ours_is_disclosed(visitor, reference)


def test_what_we_ask_of_an_agency_waits_until_its_answer_is_recorded(visitor, practitioner, child):
    visitor.sign_in(practitioner.email)
    visitor.go(f"/children/{child.reference}/").follow("Information from agencies").follow("Ask an agency")
    visitor.press("Record the request").sees("There is a problem", "Choose the agency")
    visitor.choose(agency=VISITORS, route="telephone", lawful_basis="Public task", family="told")
    visitor.fill(asked_of="Jo Bell", what="The two-year review", why="To help him here", answer_by=steps.today())
    visitor.fill(family_told_how="His mother, at collection").press("Record the request")
    asked = visitor.path
    visitor.go("/requests/").sees("Rory O'Dowd", "Open, asked today").go("/").follow(asked.split("/")[2])
    visitor.follow("Say what became of it").choose(kind="chased").fill(who="The desk").press("Record it")
    visitor.sees("Chased", "The desk").follow("Record the answer")
    visitor.fill(from_whom="Jo Bell", what="All was well in May").choose(route="telephone").press("Record the answer")
    visitor.sees("Third-party information", "All was well in May", "In no copy for a parent")
    visitor.go("/").sees_no("Asked of other agencies").go(asked).sees("Answered")


def the_police_tell_us(practitioner: Visitor, child: Child) -> None:
    practitioner.go(f"/children/{child.reference}/").follow("Information from agencies")
    practitioner.follow("Record what an agency told us").press("Record it").sees("Write what they told us")
    practitioner.choose(agency=POLICE, route="telephone")
    practitioner.fill(from_whom="DC Ruth Pemberton", what=TOLD, terms="For his key person").tick("not_to_parents")
    practitioner.press("Record it").sees(TOLD, "Not to the parents", "They have not been asked")


def it_is_to_be_shared(practitioner: Visitor, child: Child) -> str:
    reference = steps.start_decision(
        practitioner, child, VISITORS, information="How he is with us", purpose="Their visit on Thursday"
    )
    steps.it_is_confidential_and_about_somebody(practitioner)
    practitioner.choose(at_risk="yes")
    steps.answer(practitioner, "not_sought", "Asking could put him at risk")
    steps.answer(practitioner, "no", "Nothing compels us to tell them")
    practitioner.choose(answer="yes").tick("grounds=criterion_2").fill(evidence_criterion_2="He is worn out every day")
    practitioner.fill(reason="They can help him").press("Save and continue")
    practitioner.choose(outcome="share", lawful_basis="Public task", condition="none")
    practitioner.fill(outcome_reason="They see the family on Thursday").press("Save and continue")
    return reference


def question_7_waits(practitioner: Visitor) -> None:
    practitioner.press("Add an item").choose(nature="fact", source="agency", about="child", included="yes")
    practitioner.choose(received=POLICE).press("Save the item")
    practitioner.sees(TOLD, "Third-party information", "They have not been asked")
    steps.add_item(practitioner, OURS)


def the_police_refuse(practitioner: Visitor, child: Child) -> None:
    practitioner.follow("What they told us").follow("Record that they were asked")
    practitioner.choose(whom="one", to_agency=VISITORS, route="telephone")
    practitioner.fill(asked_of="DC Ruth Pemberton", purpose="They visit on Thursday")
    practitioner.press("Record that they were asked").sees("They have not answered").follow("Record an answer")
    practitioner.choose(answer="refused").fill(answered_by="DC Ruth Pemberton", words="Not while we look into it")
    practitioner.press("Record their answer").sees("They refused", "Not while we look into it")


def question_7_is_refused(practitioner: Visitor, reference: str) -> None:
    practitioner.go(f"/decisions/{reference}/questions/7/").sees(
        "refused to have it passed on to Wirral Health Visiting"
    )
    seven = ("necessary", "proportionate", "relevant", "adequate", "accurate", "timely", "secure")
    practitioner.tick(*(f"tests_met={test}" for test in seven))
    practitioner.choose(route="telephone").fill(identity_known_how="Called back on the number in the directory")
    steps.answer(practitioner, "yes").sees("There is a problem", "One item cannot go")


def it_is_left_out(practitioner: Visitor) -> None:
    practitioner.press("Change item 1").choose(included="no").fill(left_out_why="The police refused")
    practitioner.press("Save the item").sees("Left out")
    steps.share_it_in_the_right_way(practitioner)


def only_ours_is_disclosed(practitioner: Visitor, reference: str) -> None:
    practitioner.go("/").follow(reference).sees(OURS).sees_no(TOLD)
    practitioner.fill(what="How he is, read out", to_whom="Jo Bell, health visitor")
    practitioner.fill(number_or_address="0151 496 0299")
    steps.say_why_it_may_go(practitioner)
    practitioner.press("Record what was shared")
    assert [row.item.text for row in DisclosedItem.objects.all()] == [OURS]
