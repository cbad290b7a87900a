"""Two parents disagree: nothing rests on the one until a manager judges with reasons, and on new words all is open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import AgencyFactory, FamilyLinkFactory, UserFactory
from tests.journeys import steps
from tests.journeys.visitor import PHONE, TABLET, Visitor

pytestmark = pytest.mark.browser

THERAPY = "Wirral Speech & Language Therapy"
REASONS = "Liam asked only to wait for the hearing test, which was in October"


def test_parents_disagree_and_a_manager_judges(touched):
    practitioner = UserFactory(roles=["practitioner"], email="priya@example.org")
    UserFactory(roles=["manager"], name="Orla Byrne", email="orla@example.org")
    AgencyFactory(name=THERAPY, kind="speech_therapy")
    child = FamilyLinkFactory(child__key_person=practitioner, parent__given_names="Sarah").child
    FamilyLinkFactory(child=child, parent__given_names="Liam", relationship="Father", ground="birth_certificate")
    priya, orla = touched(PHONE).sign_in("priya@example.org"), touched(TABLET).sign_in("orla@example.org")

    say(priya, child, "Sarah Hart", "given")
    say(priya, child, "Liam Hart", "refused")
    priya.go(f"/children/{child.reference}/consents/").sees("The parents disagree").sees_no("Judge this")
    judge(orla, child)
    priya.go(f"/children/{child.reference}/consents/").sees("Orla Byrne decided on", REASONS, "In force")
    priya.go(f"/children/{child.reference}/").sees("The parents disagree", REASONS)

    say(priya, child, "Liam Hart", "refused")
    priya.go(f"/children/{child.reference}/consents/").sees("No longer stands", REASONS).sees_no("In force")
    assert REASONS in steps.record_in_words(orla, child, "For her file at school")


def say(visitor: Visitor, child, parent: str, statement: str) -> None:
    visitor.go(f"/children/{child.reference}/consents/").follow("Record what a parent says")
    visitor.choose(parent=parent, purpose="additional_needs", statement=statement, how="spoken")
    if statement == "given":
        by = timezone.localdate() + timedelta(days=14)
        visitor.fill(scope="How her speech is coming on", confirm_by=f"{by:%-d/%-m/%Y}")
        visitor.open("Choose agencies by name").tick(f"agencies={THERAPY}")
    visitor.press("Record what they say").sees("What they said is recorded.")


def judge(manager: Visitor, child) -> None:
    manager.go(f"/children/{child.reference}/consents/").follow("Judge this")
    manager.sees("Sarah Hart", "Liam Hart").choose(relies_on="Rely on the consent of Sarah Hart")
    manager.fill(reasons=REASONS).press("Record your decision").sees("Your decision is recorded")
