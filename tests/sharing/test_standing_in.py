"""What waits for somebody who is away stands before who stands in, and says for whom; never one's own decision."""

from datetime import timedelta

import pytest
from django.utils import timezone

from neston_sharing.foundation.actions import Refusal
from neston_sharing.staff.actions import record_absence
from sharing.actions.back_up import back
from sharing.models import Decision
from sharing.standing_in import whom_it_goes_to
from sharing.waiting.groups import waiting_for
from tests.factories import UserFactory, decisions
from tests.factories import back_up as factory
from tests.factories.follow_up import MeetingTaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(name="Anna Bell", roles=["manager"])


@pytest.fixture
def deputy():
    return UserFactory(name="Cara Dunn", roles=["deputy"])


def away(person, substitute=None) -> str:
    """Absent from today for a week: what is said of it."""
    first = timezone.localdate()
    record_absence(
        by=person,
        person=person,
        first_on=first,
        last_on=first + timedelta(days=7),
        substitute=substitute,
        though_few=True,
    )
    until = first + timedelta(days=7)
    return f"for {person}, away until {until.day} {until:%B %Y}"


def hints(user) -> dict[str, list[str]]:
    return {group.title: [task.hint for task in group.tasks] for group in waiting_for(user)}


def test_decisions_and_verbal_backings_say_for_whom_they_wait(manager, deputy):
    factory.sent()
    decisions.referred(verbal_backer=manager)
    words = away(manager, deputy)
    waits = hints(deputy)
    assert words in waits["Decisions to back"][0]
    assert words in waits["Referrals to back in person"][0]


def test_it_says_so_to_the_one_named_and_to_everybody_where_nobody_is(manager, deputy):
    another = UserFactory(roles=["lead"])
    factory.sent()
    words = away(manager, deputy)
    assert words not in hints(another)["Decisions to back"][0]
    words = away(another)
    assert words in hints(deputy)["Decisions to back"][0]


def test_what_a_maker_decided_waits_for_them_on_nobody_s_behalf(manager, deputy):
    mine = factory.sent(started_by=deputy)
    away(manager, deputy)
    assert "Decisions to back" not in hints(deputy)
    with pytest.raises(Refusal, match="You had a hand"):
        back(by=deputy, decision=mine, version=mine.version, no_conflict=True)


def test_what_the_absent_one_made_does_not_wait_for_them(manager, deputy):
    factory.sent(started_by=manager)
    assert away(manager, deputy) not in hints(deputy)["Decisions to back"][0]


def test_two_views_wait_for_who_stands_in_for_whoever_returned_it(manager, deputy):
    decisions.stand_by(decisions.give_back(factory.sent(), by=manager))
    assert not Decision.objects.backable_by(deputy).exists()
    words = away(manager, deputy)
    assert words in hints(deputy)["Decisions to back"][0]


def test_tasks_of_the_absent_one_stand_with_who_stands_in(manager):
    another = UserFactory(roles=["manager"])
    MeetingTaskFactory(whose=manager)
    assert "Asked of us by a meeting" not in hints(another)
    words = away(manager, another)
    assert words in hints(another)["Asked of us by a meeting"][0]


def test_the_page_before_sending_says_to_whom_it_goes_and_who_stands_in(client, manager, deputy):
    away(manager, deputy)
    decision = factory.whole(started_by=UserFactory(roles=["lead"]))
    goes_to = whom_it_goes_to(decision)
    assert [line.split(",")[0] for line in goes_to] == ["Anna Bell", "Cara Dunn"]
    assert goes_to[0].endswith("Cara Dunn stands in")
