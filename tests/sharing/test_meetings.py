"""Meetings about a child: entered, what they asked of us until it is done, what they decided."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from consent.models import Exclusion
from neston_sharing.foundation.actions import Refusal
from sharing.actions.meeting import add_task, enter_meeting, finish_task, tell_outcome
from sharing.models import Meeting, MeetingTask, MeetingTaskDone
from sharing.waiting.groups import waiting_for
from tests.factories import ChildFactory, UserFactory
from tests.factories import decisions as build
from tests.factories.follow_up import MeetingFactory, MeetingTaskFactory, done, held

pytestmark = pytest.mark.django_db
ASKED, MEETINGS = "Asked of us by a meeting", "Meetings"


def rows(user, title) -> list:
    return [task for group in waiting_for(user) if group.title == title for task in group.tasks]


def exclude(person, child) -> None:
    Exclusion.objects.create(child=child, user=person, reason="Family", set_by=UserFactory())


def enter(**facts) -> Meeting:
    child = facts.pop("child", None) or ChildFactory()
    said = {"kind": "core_group", "held_at": timezone.now() + timedelta(days=3)}
    return enter_meeting(**{"by": child.key_person, "child": child} | said | facts)


# --- What is refused -----------------------------------------------------------------------------------------------
def test_only_of_a_child_whose_file_one_may_read_and_after_a_decision_about_that_child():
    with pytest.raises(Refusal, match="whose file"):
        enter(by=UserFactory(roles=["practitioner"]))
    with pytest.raises(Refusal, match="about this child"):
        enter(decision=build.referred())
    with pytest.raises(IntegrityError, match="about the same child"), transaction.atomic():
        MeetingFactory(decision=build.referred())


def test_a_meeting_follows_a_decision_about_its_child():
    decision = build.referred()
    assert MeetingFactory(child=decision.child, decision=decision).decision == decision


def test_what_it_decided_is_said_once_and_not_before_it_is_held():
    meeting = enter()
    with pytest.raises(Refusal, match="still to come"):
        tell_outcome(by=meeting.recorded_by, meeting=meeting, took_place=True, decided="The plan goes on")
    with pytest.raises(IntegrityError, match="once it was held"), transaction.atomic():
        held(meeting)
    tell_outcome(by=meeting.recorded_by, meeting=meeting, took_place=False, decided="The chair was ill")
    with pytest.raises(Refusal, match="recorded already"):
        tell_outcome(by=meeting.recorded_by, meeting=meeting, took_place=False, decided="The chair was ill")


def test_a_meeting_that_did_not_take_place_asks_nothing():
    meeting = MeetingFactory()
    held(meeting, took_place=False)
    task = {"meeting": meeting, "what": "A note", "by_when": timezone.localdate()}
    with pytest.raises(Refusal, match="did not take place"):
        add_task(by=meeting.recorded_by, whose=meeting.recorded_by, **task)
    with pytest.raises(IntegrityError, match="asks nothing"), transaction.atomic():
        MeetingTaskFactory(**task)


def test_whoever_is_excluded_from_the_child_is_given_no_task():
    meeting, person = MeetingFactory(), UserFactory(roles=["practitioner"])
    exclude(person, meeting.child)
    with pytest.raises(Refusal, match="somebody else"):
        add_task(by=meeting.recorded_by, meeting=meeting, what="A note", by_when=timezone.localdate(), whose=person)


def test_a_task_is_done_once_and_says_how():
    task = MeetingTaskFactory()
    with pytest.raises(Refusal, match="what was done"):
        finish_task(by=task.whose, task=task, how=" ")
    finish_task(by=task.whose, task=task, how="Sent")
    with pytest.raises(Refusal, match="recorded already"):
        finish_task(by=task.whose, task=task, how="Sent again")


# --- Where it waits ------------------------------------------------------------------------------------------------
def test_a_task_waits_with_whose_it_is_and_with_the_lead_until_it_is_done():
    whose, lead, another = (UserFactory(roles=[role]) for role in ("practitioner", "lead", "practitioner"))
    task = MeetingTaskFactory(whose=whose)
    assert rows(whose, ASKED)
    assert rows(lead, ASKED)
    assert not rows(another, ASKED)
    done(task)
    assert not rows(whose, ASKED) + rows(lead, ASKED)


def test_an_overdue_task_is_red():
    task = MeetingTaskFactory(by_when=timezone.localdate() - timedelta(days=1))
    (row,) = rows(task.whose, ASKED)
    assert row.kind == "red"
    assert row.status.startswith("Overdue since")


def test_whose_it_is_says_that_it_is_done_and_reads_no_file(client):
    task = MeetingTaskFactory(whose=UserFactory(roles=["practitioner"]))
    client.force_login(task.whose)
    address = reverse("sharing:meeting-task-done", args=[task.pk])
    assert client.get(task.meeting.get_absolute_url()).status_code == 404
    assert client.post(address, {"how": ""}).status_code == 422
    assert client.post(address, {"how": "Sent"}).url == "/"
    assert MeetingTaskDone.objects.get().recorded_by == task.whose


def test_exclusion_beats_every_role():
    task, lead = MeetingTaskFactory(), UserFactory(roles=["lead"])
    exclude(lead, task.meeting.child)
    exclude(task.whose, task.meeting.child)
    for person in (lead, task.whose):
        assert not rows(person, ASKED) + rows(person, MEETINGS)
        assert not MeetingTask.objects.visible_to(person).exists()
        assert not Meeting.objects.visible_to(person).exists()
        with pytest.raises(Refusal):
            finish_task(by=person, task=task, how="Sent")


def test_meetings_of_the_next_fortnight_and_those_nobody_has_told_of_stand_at_home():
    child = ChildFactory()
    for days in (-1, 3, 30):
        enter(child=child, held_at=timezone.now() + timedelta(days=days))
    assert [row.kind for row in rows(child.key_person, MEETINGS)] == ["amber", "blue"]


# --- Pages ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def meeting(client):
    meeting = MeetingFactory(held_at=timezone.now() + timedelta(days=2))
    client.force_login(meeting.recorded_by)
    return meeting


def test_the_child_s_page_says_what_is_to_come_and_how_much_is_asked_of_us(client, meeting):
    address = meeting.child.get_absolute_url()
    assert meeting.get_absolute_url() in client.get(address).content.decode()
    for _ in range(2):
        MeetingTaskFactory(meeting=meeting, by_when=timezone.localdate() - timedelta(days=1))
    shown = client.get(address).content.decode()
    assert "2 things are asked of us" in shown
    assert "Overdue since" in shown


def test_a_meeting_is_entered_once_and_its_tasks_and_outcome_on_its_page(client):
    child = ChildFactory(family_name="O'Hart")
    client.force_login(child.key_person)
    address = reverse("sharing:meeting-new", args=[child.reference])
    assert client.post(address, {}).status_code == 422
    said = {"kind": "review", "held_at": "1/10/2026 10:00", "key": "6f1f0f6a-8e2f-4f0e-9a51-0d1c0b6c7e14"}
    first, second = (client.post(address, said) for _ in range(2))
    assert first.url == second.url == Meeting.objects.get().get_absolute_url()
    tasks, outcome = f"{first.url}tasks/new/", f"{first.url}outcome/"
    assert client.post(tasks, {"what": "A note"}).status_code == 422
    client.post(tasks, {"what": "A note", "by_when": "1/12/2026", "whose": child.key_person_id})
    assert client.post(outcome, {"took_place": "yes"}).status_code == 422
    client.post(outcome, {"took_place": "yes", "attended": "Priya", "decided": "The plan ends"})
    shown = client.get(first.url).content.decode()
    for words in ("O&#x27;Hart", "A note", "1 December 2026", "The plan ends", "Priya"):
        assert words in shown
    assert client.get(outcome).url == first.url


def test_the_lists_name_what_waits(client, meeting):
    held(MeetingFactory(child=meeting.child), decided="Nothing more")
    of_child = client.get(reverse("sharing:child-meetings", args=[meeting.child.reference])).content.decode()
    assert of_child.count("Core group") == 2
    of_all = client.get(reverse("sharing:meetings")).content.decode()
    assert of_all.count("Core group") == 1
