"""Somebody is worried and not sure, asks a helpline without a name, and it becomes a decision to share."""

import pytest

from sharing.models import Advice, Concern
from tests.factories import AgencyFactory, ChildFactory, FamilyLinkFactory
from tests.journeys import steps
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

SOCIAL_CARE, SAID = "Wirral Children's Services", "Tell children's social care today, before her mother"
NAMED = "Amelia O'Hart, born 27/3/2024, has a bruise on her arm. Whom do we tell?"
CLEAN = "A two-year-old has a bruise on her arm. Whom do we tell?"


@pytest.fixture
def child(shipped, practitioner):
    AgencyFactory(name=SOCIAL_CARE, kind="social_care")
    child = ChildFactory(given_names="Amelia", family_name="O'Hart", key_person=practitioner)
    FamilyLinkFactory(child=child)
    return child


def test_a_concern_becomes_a_decision_to_share_after_anonymous_advice(
    visitor, another_visitor, practitioner, manager, child
):
    visitor.sign_in(practitioner.email)
    decision = a_concern_starts_a_decision(visitor, child)
    nobody_is_sure(visitor)
    a_helpline_is_asked_without_a_name(visitor)
    what_they_say_settles_it(visitor)
    it_is_shared_in_the_public_interest(visitor)
    another_visitor.sign_in(manager.email)
    another_visitor.go("/").follow(decision).sees("Advice that settled it", SAID, "Identity not disclosed")
    steps.back_up(another_visitor, decision)
    visitor.go(f"/decisions/{decision}/").sees("Advice that settled it", SAID, "Started from concern")


def test_the_name_is_said_while_it_is_typed_and_not_where_it_is_given_on_purpose(visitor, practitioner, child):
    visitor.sign_in(practitioner.email).go(f"/children/{child.reference}/").follow("Advice").follow("Record advice")
    visitor.choose(whom="Police", identity="no").fill(asked=NAMED, who="PC Bell")
    visitor.sees("This may say who the child is", "Amelia").choose(identity="yes")
    visitor.page.get_by_text("This may say who the child is").wait_for(state="detached")
    visitor.press("Record the advice").sees("Identity disclosed on purpose", "No answer yet")


def test_without_javascript_a_name_is_kept_only_with_a_reason(open_browser, practitioner, child):
    plain = open_browser(java_script_enabled=False)
    plain.sign_in(practitioner.email).go(f"/children/{child.reference}/advice/new/")
    plain.choose(whom="A helpline", identity="no").fill(asked=NAMED, who="The adviser").press("Record the advice")
    plain.sees("There is a problem", "This says who it is about", "27/3/2024").fill(kept_why="They know her already")
    plain.press("Record the advice").sees("Identity disclosed", "Kept as it is, because", "They know her already")


def a_concern_starts_a_decision(practitioner: Visitor, child) -> str:
    practitioner.follow("Report a concern").choose(child="O'Hart, Amelia", safe_to_go_home="not_sure")
    practitioner.fill(facts="A round bruise on her arm").press("Report the concern").follow("Read what you wrote")
    practitioner.follow("Start a decision from it").choose(initiative="offered", agency=SOCIAL_CARE)
    practitioner.fill(information="The bruise", purpose="Her safety").press("Start the decision")
    return Concern.objects.get().decisions.get().reference


def nobody_is_sure(practitioner: Visitor) -> None:
    steps.answer(practitioner, "not_sure", "It may be from a fall").sees("On hold: seek advice first")
    steps.answer(practitioner, "yes", "She may be hurt").sees("There is a problem", "record the advice")
    practitioner.follow("Record advice")


def a_helpline_is_asked_without_a_name(practitioner: Visitor) -> None:
    practitioner.choose(whom="A helpline", identity="no").fill(who="The duty adviser", asked=NAMED)
    practitioner.press("Record the advice").sees("There is a problem", "This says who it is about", "27/3/2024")
    practitioner.fill(asked=CLEAN).press("Record the advice").sees("On hold: seek advice first", "No answer yet")
    practitioner.follow("Record what they said").fill(said=SAID).press("Record their answer")
    practitioner.sees("Identity not disclosed", SAID).follow("Go back to question 1")
    assert Advice.objects.get().found == []


def what_they_say_settles_it(practitioner: Visitor) -> None:
    steps.answer(practitioner, "yes", "They say that she may be hurt").sees("choose the advice that settles it")
    practitioner.choose(advice=str(Advice.objects.get().pk)).press("Save and continue")
    practitioner.sees("Does the information enable the person to be identified?")


def it_is_shared_in_the_public_interest(practitioner: Visitor) -> None:
    steps.answer(practitioner, "yes", "Her name is in it")
    steps.answer(practitioner, "yes", "We know it from her")
    practitioner.choose(at_risk="yes")
    steps.answer(practitioner, "not_sought", "Asking could put her at risk")
    steps.answer(practitioner, "no", "Nothing compels us")
    practitioner.choose(answer="yes").tick("grounds=criterion_2").fill(
        evidence_criterion_2="A bruise that is no fall's"
    )
    practitioner.fill(reason="Not sharing could be worse").press("Save and continue")
    practitioner.choose(outcome="share", lawful_basis="Public task", condition="none")
    practitioner.fill(outcome_reason="They asked us to call").press("Save and continue")
    steps.share_it_in_the_right_way(practitioner, "A round bruise on her arm")
    practitioner.choose(family_told="no").choose(family_not_told="unsafe")
    practitioner.fill(family_not_told_why="They said not yet").press("Save and continue")
    steps.send(practitioner)
