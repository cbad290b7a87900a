"""Who looks after the log, backups and roles is reminded on the home page when it is time, and not before."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from neston_sharing.audit.events import record_event
from neston_sharing.audit.leaving import take_checkpoint
from neston_sharing.audit.reviewing import overview, sign_off
from neston_sharing.foundation.models import Setting
from neston_sharing.staff.actions import change_roles
from sharing.waiting.concerns import UNREAD
from sharing.waiting.groups import waiting_for
from tests.factories import UserFactory, concerns

pytestmark = pytest.mark.django_db
REVIEW, VERIFY, TAKE_OUT = "Review the audit log", "Verify the audit log", "Take a checkpoint out of this computer"
BACK_UP, ENDS, CHANGED = "Make a backup", "An auditor's role ends soon", "The audit log was changed"


@pytest.fixture
def manager():
    Setting.objects.create(id=1, name="Neston")
    return UserFactory(roles=["manager"])


def reminded(user, days: int = 0) -> set[str]:
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        titles = {task.title for group in waiting_for(user) for task in group.tasks}
    return titles & {REVIEW, VERIFY, TAKE_OUT, BACK_UP, ENDS, "Your role ends"}


def titles(user) -> list[str]:
    return [group.title for group in waiting_for(user)]


def test_a_new_installation_reminds_of_nothing(manager):
    assert reminded(manager) == set()


def test_the_review_is_due_after_the_weeks_that_the_setting_goes_by(manager):
    assert (reminded(manager, 27), reminded(manager, 29)) == (set(), {REVIEW})
    Setting.objects.all().update(review_weeks=2)
    assert (reminded(manager, 13), reminded(manager, 15)) == (set(), {REVIEW})
    sign_off(by=manager, shown=overview(manager).shown, notes="")
    with time_machine.travel(timezone.now() + timedelta(days=10)):
        sign_off(by=manager, shown=overview(manager).shown, notes="")
    assert reminded(manager, 15) == set()


@pytest.mark.parametrize("role", ["auditor", "helper"])
def test_the_log_is_to_be_verified_and_a_checkpoint_to_leave_every_thirty_days(manager, role):
    person = UserFactory(roles=[role])
    assert (reminded(person, 29), reminded(person, 31)) == (set(), {VERIFY, TAKE_OUT})
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        take_checkpoint(by=manager)
    assert reminded(person, 31) == {VERIFY}
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        record_event("log_found_changed", by=None)
    assert reminded(person, 31) == {VERIFY}  # that is no answer
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        record_event("log_verified", by=manager)
    assert reminded(person, 31) == set()


@pytest.mark.parametrize("role", ["manager", "auditor", "helper"])
def test_that_the_log_was_found_changed_gives_way_to_children_alone_until_it_is_found_whole(manager, role):
    person = UserFactory(roles=[role])
    concerns.ConcernFactory()  # a manager reads it, and the other two are told of none
    children = [UNREAD] if role == "manager" else []
    assert CHANGED not in titles(person)
    record_event("log_verified", by=manager)
    for _ in range(2):  # week by week
        record_event("log_found_changed", by=None)
        assert titles(person)[: len(children) + 1] == [*children, CHANGED]
        assert titles(person).count(CHANGED) == 1
    with time_machine.travel(timezone.now() + timedelta(days=90)):
        assert titles(person)[: len(children) + 1] == [*children, CHANGED]
    record_event("log_verified", by=manager)
    assert CHANGED not in titles(person)


def test_that_the_log_was_found_changed_is_urgent_and_leads_to_what_is_to_be_done(client, manager):
    record_event("log_found_changed", by=None)
    [task] = waiting_for(manager)[0].tasks
    assert (task.kind, task.url) == ("red", reverse("audit:verification"))
    client.force_login(manager)
    assertContains(client.get(reverse("home")), CHANGED)
    assertContains(client.get(task.url), "Keep this computer as it is")


def test_of_a_backup_only_where_some_were_made(manager):
    helper = UserFactory(roles=["helper"])
    assert reminded(helper, 8) == set()
    record_event("backup_made", by=None)
    assert (reminded(helper, 6), reminded(helper, 8)) == (set(), {BACK_UP})


def test_of_the_end_of_an_auditors_role_both_are_reminded(manager):
    until = timezone.localdate() + timedelta(days=25)
    auditor = change_roles(by=manager, user=UserFactory(), roles=["auditor"], until=until)
    assert (reminded(manager), reminded(auditor)) == (set(), set())
    assert (reminded(manager, 15), reminded(auditor, 15)) == ({ENDS}, {"Your role ends"})
    assert reminded(manager, 27) == set()


@pytest.mark.parametrize("role", ["practitioner", "lead", "deputy", "officer"])
def test_nobody_else_is_reminded_of_the_log(manager, role):
    person = UserFactory(roles=[role])
    record_event("log_found_changed", by=None)
    assert reminded(person, 60) == set()
    assert CHANGED not in titles(person)
