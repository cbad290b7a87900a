"""An auditor reads the log for a time that is said when the role is given; then it ends by itself, at every gate."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from neston_sharing.foundation.actions import Refusal
from neston_sharing.staff.actions import change_roles, invite
from neston_sharing.staff.models import RoleHolding, User
from tests.edits import save
from tests.factories import UserFactory
from tests.factories.staff import second_factor

pytestmark = pytest.mark.django_db
LOG = "/audit/"


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


@pytest.fixture
def auditor(manager):
    person = UserFactory(roles=["practitioner"])
    second_factor(person)
    return change_roles(by=manager, user=person, roles=["auditor"], until=in_days(30))


@pytest.mark.parametrize(("days", "words"), [(None, "last day"), (-1, "from today"), (91, "given again")])
def test_the_role_is_given_until_a_day_within_ninety(manager, days, words):
    until = None if days is None else in_days(days)
    with pytest.raises(Refusal, match=words) as refused:
        change_roles(by=manager, user=UserFactory(), roles=["auditor"], until=until)
    assert refused.value.field == "until"
    with pytest.raises(Refusal, match=words):
        invite(by=manager, name="Amy", email="amy@example.org", roles=["auditor"], until=until)


def test_its_last_day_counts_and_the_next_moment_does_not(client, auditor):
    with time_machine.travel(auditor.holdings.current().get().expires_at - timedelta(minutes=1), tick=False) as clock:
        client.force_login(auditor)
        assert client.get(reverse("audit:log")).status_code == 200
        clock.shift(timedelta(minutes=1))
        assert client.get(reverse("audit:log")).status_code == 403
        assert not User.objects.get(pk=auditor.pk).role_names
        assert not User.objects.who_may("audit.view_log").exclude(pk__in=User.objects.holding("manager")).exists()


def test_it_can_be_given_again_before_and_after_its_end(manager, auditor):
    change_roles(by=manager, user=auditor, roles=["auditor"], until=in_days(60))
    assert [row.last_day for row in auditor.holdings.current()] == [in_days(60)]
    with time_machine.travel(timezone.now() + timedelta(days=100)):
        change_roles(by=manager, user=auditor, roles=["auditor", "helper"], until=in_days(5))
        assert User.objects.get(pk=auditor.pk).role_names == {"auditor", "helper"}


def test_another_role_can_change_without_a_word_about_the_day(manager, auditor):
    changed = change_roles(by=manager, user=auditor, roles=["auditor", "helper"])
    assert (changed.role_names, changed.last_day) == ({"auditor", "helper"}, in_days(30))


def test_one_given_before_there_was_a_limit_ends_with_it():
    person = UserFactory(roles=["auditor"])
    with time_machine.travel(timezone.now() + timedelta(days=89)):
        assert User.objects.who_may("audit.view_log").contains(person)
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert not User.objects.who_may("audit.view_log").contains(person)
        assert not User.objects.get(pk=person.pk).has_perm("audit.view_log")


def test_no_other_role_ends_by_itself(manager):
    with time_machine.travel(timezone.now() + timedelta(days=4000)):
        assert User.objects.get(pk=manager.pk).has_perm("staff.manage")


def test_the_database_refuses_to_prolong_it(auditor):
    with pytest.raises(IntegrityError, match="said once"), transaction.atomic():
        RoleHolding.objects.filter(user=auditor, role="auditor").update(expires_at=timezone.now() + timedelta(days=900))


def test_the_pages_ask_for_the_day_and_show_it(client, manager, auditor):
    second_factor(manager)
    client.force_login(manager)
    page = reverse("staff:roles", args=[UserFactory(roles=["helper"]).pk])
    assert "last day of the auditor" in save(client, page, {"roles": ["auditor"]}).content.decode()
    shown = client.get(auditor.get_absolute_url()).content.decode()
    assert "Last day as auditor" in shown
