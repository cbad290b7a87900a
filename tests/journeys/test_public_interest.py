"""Without consent, in the public interest: a child may be at risk, so nobody is asked and the family is not told."""

import pytest

from tests.factories import AgencyFactory, ChildFactory
from tests.journeys import steps
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

EVIDENCE = "Two bruises on her upper arms, seen on Monday and on Thursday"


def test_a_child_at_risk_is_protected_without_asking(visitor, another_visitor, practitioner, manager):
    child = ChildFactory(given_names="Amelia", key_person=practitioner)
    AgencyFactory(name="Wirral Children's Services", kind="social_care")
    visitor.sign_in(practitioner.email)
    reference = steps.start_decision(
        visitor,
        child,
        "Wirral Children's Services",
        initiative="offered",
        information="What we have seen",
        purpose="To keep her safe",
    )
    weigh_the_public_interest(visitor)
    share_on_the_basis_of_safeguarding(visitor)
    steps.share_it_in_the_right_way(visitor, EVIDENCE)
    not_told(visitor)
    steps.send(visitor)

    another_visitor.sign_in(manager.email)
    another_visitor.go(f"/children/{child.reference}/").sees("Do not discuss with the family")
    steps.back_up(another_visitor, reference)
    another_visitor.sees("The public interest", EVIDENCE, "Backed, to be shared")
    disclose(visitor, reference)
    visitor.go(f"/children/{child.reference}/").sees("Do not discuss with the family", "Duty desk")


def weigh_the_public_interest(visitor: Visitor) -> None:
    steps.it_is_confidential_and_about_somebody(visitor)
    visitor.choose(at_risk="yes").sees("consent is not asked for")
    steps.answer(visitor, "not_sought", "Whoever hurts her may be at home")
    steps.answer(visitor, "no", "No order that we know of")
    visitor.choose(answer="yes").fill(reason="She cannot protect herself").press("Save and continue")
    visitor.sees("There is a problem").tick("grounds=criterion_2").fill(evidence_criterion_2=EVIDENCE)
    visitor.press("Save and continue").sees("We may share", "on the basis of the public interest")


def share_on_the_basis_of_safeguarding(visitor: Visitor) -> None:
    visitor.choose(outcome="share", lawful_basis="Recognised legitimate interests: safeguarding")
    visitor.choose(condition="Safeguarding of children and of individuals at risk")
    visitor.fill(outcome_reason="They must see her this week").press("Save and continue")


def not_told(visitor: Visitor) -> None:
    visitor.choose(family_told="no", family_not_told="unsafe")
    visitor.fill(family_not_told_why="Whoever did it may hurt her for it").press("Save and continue")


def disclose(visitor: Visitor, reference: str) -> None:
    visitor.go("/").follow(reference)
    visitor.fill(what="What was seen, and when", to_whom="Duty desk, R. Khan", number_or_address="0151 496 0300")
    steps.say_why_it_may_go(visitor)
    visitor.press("Record what was shared").sees("The disclosure is recorded.")
