"""A consent is withdrawn after the decision and before anything is shared: it is stopped, and decided again."""

import pytest

from consent.models import Child, ConsentRecipient
from sharing.models import Disclosure
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    ConsentStatementFactory,
    FamilyLinkFactory,
    ParentFactory,
)
from tests.journeys import steps
from tests.journeys.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser

THERAPY = "Wirral Speech & Language Therapy"


@pytest.fixture
def child(practitioner) -> Child:
    """Whose mother consents that the speech therapy is told how she speaks."""
    child = ChildFactory(given_names="Niamh", family_name="O'Neill-Hart", key_person=practitioner)
    mother = ParentFactory(given_names="Siobhán", family_name="O'Neill")
    FamilyLinkFactory(child=child, parent=mother)
    consent = ConsentStatementFactory(child=child, parent=mother, scope="How her speech is coming on")
    ConsentRecipient.objects.create(statement=consent, agency=AgencyFactory(name=THERAPY), recorded_by=practitioner)
    return child


def test_a_withdrawal_between_decision_and_disclosure_stops_it_and_reopens_questions_5_and_6(
    visitor, another_visitor, touched, practitioner, manager, child
):
    visitor.sign_in(practitioner.email)
    first = decide_with_consent(visitor, child)
    another_visitor.sign_in(manager.email)
    steps.back_up(another_visitor, first)

    visitor.go("/").sees("Backed, and to be shared").follow(first).sees_no("cannot be relied on")
    she_withdraws(touched(PHONE).sign_in(practitioner.email), child)
    what_is_typed_is_kept_and_nothing_is_recorded(visitor)
    it_stands_out(visitor, another_visitor, first)

    second = decide_again(visitor, first)
    steps.back_up(another_visitor, second)
    both_say_where_the_other_is(another_visitor, child, first, second)


def decide_with_consent(practitioner: Visitor, child: Child) -> str:
    reference = steps.start_decision(
        practitioner, child, THERAPY, information="How she speaks with us", purpose="Their assessment in October"
    )
    steps.it_is_confidential_and_about_somebody(practitioner)
    practitioner.choose(at_risk="no").sees("Yes: Given by Siobhán O'Neill", "Proposed, by what is on file")
    practitioner.choose(answer="in_force", consent="Siobhán O'Neill").fill(expected="Yes, she asked us to")
    practitioner.press("Save and continue")
    practitioner.choose(outcome="share", lawful_basis="Consent", condition="none")
    practitioner.fill(outcome_reason="It gets her the right help").press("Save and continue")
    steps.share_it_in_the_right_way(practitioner, "She puts two words together")
    steps.family_told(practitioner)
    steps.send(practitioner)
    return reference


def she_withdraws(phone: Visitor, child: Child) -> None:
    """At the door, on the telephone in Priya's hand: a link, a tick, a button."""
    phone.go(f"/children/{child.reference}/consents/").follow("Withdraw this consent")
    phone.tick("no_reason").press("Withdraw consent").sees("The consent is withdrawn", "Withdrawn")
    phone.sees("Consent withdrawn", "What this copy says, and whether it still holds")


def what_is_typed_is_kept_and_nothing_is_recorded(practitioner: Visitor) -> None:
    practitioner.fill(what="Both items, read out", to_whom="Jo Bell, therapist", number_or_address="0151 496 0200")
    practitioner.press("Record what was shared")
    practitioner.sees("There is a problem", "Siobhán O'Neill withdrew their consent", "Nothing is recorded")
    assert practitioner.filled_in()["what"] == "Both items, read out"
    assert not Disclosure.objects.exists()


def it_stands_out(practitioner: Visitor, manager: Visitor, reference: str) -> None:
    for reader in (manager, practitioner):
        reader.go("/").sees("Consent withdrawn: not to be shared").sees_no("Backed, and to be shared")
        reader.follow(reference).sees("not disclosed.", "withdrew their consent")


def decide_again(practitioner: Visitor, first: str) -> str:
    practitioner.press("Decide again").sees("statutory duty or court order", f"Decides {first} again")
    reference = practitioner.path.split("/")[2]
    steps.answer(practitioner, "no", "Nothing compels us to tell them")
    practitioner.sees("sufficient public interest")
    steps.answer(practitioner, "no", "Her mother arranges the assessment herself")
    practitioner.sees("We do not share").fill(outcome_reason="Her mother said no").press("Save and continue")
    steps.family_told(practitioner)
    steps.send(practitioner)
    return reference


def both_say_where_the_other_is(manager: Visitor, child: Child, first: str, second: str) -> None:
    manager.go(f"/decisions/{first}/").sees(f"not disclosed. Decided again in {second}.")
    manager.go(f"/decisions/{second}/").sees("Decides again", first)
    manager.go(f"/children/{child.reference}/").sees(f"Decided again in {second}", f"Decides {first} again")
    words = steps.record_in_words(manager, child, "To check it")
    assert f"not disclosed. Decided again in {second}." in words
