"""The answers allow sharing, and people decide against it: that is recorded with the same care."""

import pytest

from tests.factories import AgencyFactory, ChildFactory
from tests.journeys import steps
from tests.sharing.drafts import consent_for

pytestmark = pytest.mark.browser

WHY_NOT = "The school has it from her mother already"


def test_what_may_be_shared_need_not_be(visitor, another_visitor, practitioner, manager):
    child, school = ChildFactory(given_names="Amelia", key_person=practitioner), AgencyFactory(name="Neston Primary")
    consent_for(child, school)
    visitor.sign_in(practitioner.email)
    reference = steps.start_decision(
        visitor, child, "Neston Primary", information="Her summary", purpose="Starting school"
    )
    steps.it_is_confidential_and_about_somebody(visitor)
    visitor.choose(at_risk="no", answer="in_force", consent="Given").fill(expected="Yes, she asked us to")
    visitor.press("Save and continue").sees("We may share")
    visitor.choose(outcome="not_share").fill(outcome_reason=WHY_NOT).press("Save and continue")
    visitor.sees("Still worried about this child?")
    steps.family_told(visitor)
    steps.send(visitor)

    another_visitor.sign_in(manager.email)
    steps.back_up(another_visitor, reference)
    another_visitor.sees("Not shared", WHY_NOT, "We have decided not to share")
    another_visitor.go(f"/children/{child.reference}/").sees(reference, "Not shared")
    assert another_visitor.page.goto(f"/decisions/{reference}/disclosures/new/").status == 409
    another_visitor.look().sees("There is nothing to disclose")
