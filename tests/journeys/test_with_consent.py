"""From an empty setting to a PDF: register a child, decide with consent, be backed, disclose, read file and log."""

import pytest

from consent.models import Child
from neston_sharing.staff.actions import set_up
from tests.factories import PASSWORD
from tests.journeys import steps
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

ORLA, PRIYA = "orla@example.org", "priya@example.org"


def test_a_child_is_registered_and_what_was_agreed_is_shared(visitor, another_visitor):
    manager, practitioner = visitor, another_visitor
    invitation = set_up(setting_name="Neston Pre-school", manager_name="Orla Byrne", manager_email=ORLA)
    come_in(manager, f"/staff/invitations/{invitation.code}/")
    come_in(practitioner, invite(manager, "Priya Nair", PRIYA))
    add_agency(manager)

    child = register_child(practitioner)
    let_the_parent_sign(practitioner, child)
    record_consent(practitioner, child)

    reference = decide_with_consent(practitioner, child)
    steps.back_up(manager, reference, comment="Agreed: she asked us to")
    manager.sees("Backed and recorded.")
    disclose(practitioner, reference)

    read_the_file(manager, child, reference)
    read_the_pdf(manager, child, reference)
    read_the_log(manager, child, reference)


def come_in(visitor: Visitor, link: str) -> None:
    visitor.go(link).fill(password1=PASSWORD, password2=PASSWORD).press("Set password and sign in")
    visitor.is_at("/").sees("What waits for you")


def invite(manager: Visitor, name: str, email: str) -> str:
    manager.go("/staff/").follow("Invite somebody").fill(name=name, email=email)
    manager.tick("roles=practitioner").press("Invite").sees(f"{name} is invited")
    return manager.page.locator(".code").inner_text()


def add_agency(manager: Visitor) -> None:
    manager.go("/agencies/new/").fill(name="Wirral Speech & Language Therapy", telephone="0151 496 0200")
    manager.choose(kind="Speech and language therapy").tick("checked_today").press("Add agency")
    manager.sees("Wirral Speech & Language Therapy", "0151 496 0200")


def register_child(practitioner: Visitor) -> Child:
    practitioner.go("/children/").follow("Register a child")
    practitioner.fill(given_names="Niamh", family_name="O'Neill-Hart", date_of_birth="27/3/2023", starts_on="3/9/2026")
    practitioner.choose(key_person="Priya Nair").fill(address="4 Station Road\nNeston").press("Save and continue")
    practitioner.sees("Register Niamh O'Neill-Hart").follow("Parents and carers").follow("Add")
    practitioner.fill(given_names="Siobhán", family_name="O'Neill", telephone="0151 496 0101")
    practitioner.fill(safe_contact="Call the mobile, any time", relationship="Mother")
    practitioner.choose(lives_with_child="yes", has_responsibility="yes", ground="Mother").press("Add")
    practitioner.sees("Siobhán O'Neill")
    return Child.objects.get()


def let_the_parent_sign(practitioner: Visitor, child: Child) -> None:
    practitioner.go(f"/children/{child.reference}/registration/").follow("How it was explained")
    practitioner.choose(explained_how="spoken").tick("policies=").press("Save and continue")
    practitioner.follow("Parent's signature").choose(parent="Siobhán O'Neill").press("Hand over to sign")

    parent = practitioner
    parent.sees("What you tell us is private", "When we may share without asking you").sees_no("Sign out", "Priya")
    parent.go(f"/children/{child.reference}/").sees("Hand the tablet back").follow("Go on reading")
    parent.follow("Continue").press("Sign").sees("There is a problem")
    parent.tick("has_policy", "understands_sharing", "has_safeguarding", "has_other_circumstances")
    parent.draw().press("Sign").sees("Thank you. You have signed")

    practitioner.follow("sign in").signs_in(PRIYA).sees("Siobhán O'Neill", "See what was signed")


def record_consent(practitioner: Visitor, child: Child) -> None:
    practitioner.go(f"/children/{child.reference}/").follow("Record a consent")
    practitioner.choose(parent="Siobhán O'Neill", purpose="additional_needs", statement="given", how="spoken")
    practitioner.fill(scope="How her speech is coming on").open("Choose agencies by name").tick(
        "agencies=Wirral Speech & Language Therapy"
    )
    practitioner.press("Record what they say").sees("What they said is recorded.")


def decide_with_consent(practitioner: Visitor, child: Child) -> str:
    reference = steps.start_decision(
        practitioner,
        child,
        "Wirral Speech & Language Therapy",
        information="How she speaks with us",
        purpose="Their assessment in October",
    )
    steps.it_is_confidential_and_about_somebody(practitioner)
    practitioner.sees("Covers this").choose(at_risk="no", answer="in_force", consent="Siobhán O'Neill")
    practitioner.fill(expected="Yes, she asked us to").press("Save and continue")
    practitioner.sees("We may share", "on the basis of consent").choose(outcome="share", lawful_basis="Consent")
    practitioner.choose(condition="none").fill(outcome_reason="It gets her the right help").press("Save and continue")
    steps.share_it_in_the_right_way(practitioner, "She puts two words together", "She points to what she wants")
    steps.family_told(practitioner)
    steps.send(practitioner)
    return reference


def disclose(practitioner: Visitor, reference: str) -> None:
    practitioner.go("/").sees("Backed, and to be shared").follow(reference)
    practitioner.fill(what="Both items, read out", to_whom="Jo Bell, therapist", number_or_address="0151 496 0200")
    practitioner.press("Record what was shared").sees("The disclosure is recorded.")
    practitioner.go("/").sees("Shared, but did it arrive?").follow(reference)
    practitioner.fill(arrived_on=steps.today(), known_how="She read it back").press("Record that it arrived")
    practitioner.sees("That it arrived is recorded.")


def read_the_file(manager: Visitor, child: Child, reference: str) -> None:
    manager.go("/children/").fill(name="o'neill").press("Find").follow("Niamh O'Neill-Hart")
    manager.sees("Parental responsibility", "How her speech is coming on", reference, "Jo Bell, therapist")


def read_the_pdf(manager: Visitor, child: Child, reference: str) -> None:
    words = steps.record_in_words(manager, child, "For her file at school")
    for expected in (child.name, "For her file at school", reference, "Wirral Speech & Language Therapy", "Orla Byrne"):
        assert expected in words
    assert "It gets her the right help" in words


def read_the_log(manager: Visitor, child: Child, reference: str) -> None:
    manager.go("/audit/").fill(child="Niamh O'Neill-Hart").press("Show").is_at(f"/audit/?child={child.reference}")
    manager.sees("Priya Nair", "Orla Byrne", reference)
