"""An emergency confirmed late: referred on a manager's word by telephone, counted down, escalated, backed too late."""

import pytest
import time_machine
from django.utils import timezone

from sharing.actions.refer import refer
from sharing.models import Decision
from sharing.working_days import last_working_day
from tests.factories import AgencyFactory, ChildFactory, UserFactory
from tests.journeys import steps

pytestmark = pytest.mark.browser

SAID = "She said that she is afraid to go home"


@pytest.fixture
def officer(db):
    return UserFactory(name="David Owusu", email="david@example.org", roles=["officer"])


@pytest.fixture
def referral(shipped, practitioner, manager) -> Decision:
    """Of two working days ago, at noon, with the manager's word on the telephone."""
    yesterday = last_working_day(timezone.localdate())
    with time_machine.travel(f"{last_working_day(yesterday)} 12:00Z"):
        return refer(
            by=practitioner,
            child=ChildFactory(given_names="Amelia", key_person=practitioner),
            agency=AgencyFactory(name="Wirral Children's Services", kind="social_care"),
            what=SAID,
            why="She goes home at three",
            verbal_backer=manager,
            family_told=False,
            family_not_told="unsafe",
            family_not_told_why="It is them she is afraid of",
        )


def test_an_emergency_confirmed_late_is_escalated_and_says_so_in_the_record(
    visitor, another_visitor, officer, manager, referral
):
    reference = referral.reference
    visitor.sign_in(officer.email)
    visitor.sees("Referrals to back in person", "Overdue since").follow(reference)
    visitor.sees("Before you read it").sees_no(SAID).choose(has_conflict="no").press("Record it")
    visitor.sees("Do you agree with this referral?", SAID, "Morag Adeyemi")

    another_visitor.sign_in(manager.email)
    steps.back_up(another_visitor, reference, "agreed")
    another_visitor.sees("Say what kept it").fill(late_why="I was with my mother in hospital")
    another_visitor.press("Record your answer").sees("Recorded: you agree with the referral.")
    another_visitor.sees("One working day late: I was with my mother in hospital", "backed it by word of mouth")

    visitor.go("/").sees_no("Referrals to back in person")
