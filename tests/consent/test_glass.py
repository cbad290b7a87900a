"""Breaking the glass: fifteen minutes, a reason, a banner, and another designated person is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consent.actions.exclusions import exclude, lift_exclusion
from consent.actions.glass import acknowledge_glass, break_glass
from consent.actions.restrictions import lift_restriction, restrict
from consent.models import BrokenGlass, Child
from neston_sharing.audit.models import Entry
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.models import Setting
from sharing.models import Concern
from sharing.waiting.groups import waiting_for
from tests.edits import save
from tests.factories import ChildFactory, UserFactory, concerns

pytestmark = pytest.mark.django_db
PAGE = "/children/glass/"
WHY = "A paramedic asks for her medication"


@pytest.fixture
def lead():
    return UserFactory(roles=["lead"])


@pytest.fixture
def manager(client):
    manager = UserFactory(roles=["manager"])
    client.force_login(manager)
    return manager


@pytest.fixture
def child(lead):
    child = ChildFactory(given_names="Amelia", family_name="O'Hart")
    restrict(by=lead, child=child, readers=[], reason="Her mother works here")
    return child


def broken(client, name: str = "amelia o'hart"):
    return client.post(PAGE, {"name": name, "reason": WHY})


def test_it_opens_a_restricted_file_to_that_session_with_a_banner_on_every_page(client, manager, child):
    assert broken(client).url == child.get_absolute_url()
    assert "You broke the glass" in client.get(child.get_absolute_url()).content.decode()
    assert "You broke the glass" in client.get("/policies/").content.decode()
    assert not Child.objects.visible_to(manager).exists()


def test_it_opens_no_other_restricted_file(client, manager, lead, child):
    other, open_to_all = ChildFactory(), ChildFactory()
    restrict(by=lead, child=other, readers=[], reason="An enquiry")
    broken(client, child.reference)
    found = [client.get(each.get_absolute_url()).status_code for each in (child, other, open_to_all)]
    assert found == [200, 404, 200]


def test_a_practitioner_opens_the_file_of_another_s_child_whole(client):
    client.force_login(UserFactory(roles=["practitioner"]))
    child = ChildFactory(given_names="Noor", family_name="Hart")
    assert client.get(child.get_absolute_url()).status_code == 404
    broken(client, "Noor Hart")
    assert client.get(child.get_absolute_url()).status_code == 200
    assert client.get(reverse("consent:registration", args=[child.reference])).status_code == 200


def test_it_ends_by_itself_after_fifteen_minutes(client, manager, child):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.force_login(manager)
        broken(client)
        clock.shift(timedelta(minutes=14, seconds=59))
        assert client.get(child.get_absolute_url()).status_code == 200
        clock.shift(timedelta(seconds=1))
        gone = client.get(child.get_absolute_url())
        assert (gone.status_code, b"You broke the glass" in gone.content) == (404, False)


def test_it_ends_by_a_button(client, manager, child):
    broken(client)
    assert client.post(reverse("consent:glass-end", args=[BrokenGlass.objects.get().pk])).url == "/"
    assert client.get(child.get_absolute_url()).status_code == 404


def test_another_session_of_the_same_person_sees_nothing(client, manager, child):
    broken(client)
    elsewhere = Client()
    elsewhere.force_login(manager)
    assert elsewhere.get(child.get_absolute_url()).status_code == 404


def test_the_banner_says_who_is_told_and_whom_to_call_where_it_is_nobody(client, manager, lead, child):
    Setting.objects.create(id=1, name="Neston", lado_phone="01606 288 931")
    broken(client)
    assert f"{lead.name} is told" in client.get("/policies/").content.decode()
    exclude(by=manager, child=child, user=lead, reason="His aunt")
    page = client.get("/policies/").content.decode()
    assert "Nobody else designated may see this file" in page
    assert "01606 288 931" in page


def test_whoever_is_excluded_gets_the_answer_of_an_unknown_name(client, manager, child):
    exclude(by=UserFactory(roles=["lead"]), child=child, user=manager, reason="His aunt")
    unknown = broken(client, "amelia o'hary").content.decode()
    assert "no file that you could open" in unknown
    assert _error(broken(client).content.decode()) == _error(unknown)
    assert not BrokenGlass.objects.exists()


def _error(page: str) -> str:
    return page[page.index('class="error-summary') :].split("</div>")[0]


@pytest.mark.parametrize("role", ["officer", "auditor", "helper"])
def test_who_works_with_no_children_gets_one_answer_whatever_they_type(client, child, role):
    client.force_login(UserFactory(roles=[role]))
    assert {broken(client, name).status_code for name in ("Amelia O'Hart", "Nobody")} <= {302, 403}
    assert not BrokenGlass.objects.exists()


@pytest.mark.parametrize("name", ["Amelia", "Hart", "C-22222222", "%"])
def test_only_the_exact_name_or_reference_opens_it(client, manager, child, name):
    assert broken(client, name).status_code == 422


def test_a_name_that_two_have_is_asked_for_by_reference(manager, child):
    ChildFactory(given_names="Amelia", family_name="O'Hart")
    with pytest.raises(Refusal, match="reference"):
        break_glass(by=manager, name="Amelia O'Hart", reason=WHY)


def test_a_file_that_is_open_anyway_breaks_none(manager):
    with pytest.raises(Refusal, match="open to you"):
        break_glass(by=manager, name=ChildFactory().reference, reason=WHY)


def test_it_is_a_sealed_event_with_the_reason(client, manager, child):
    broken(client)
    entry = Entry.objects.of_event("glass_broken").get()
    assert (entry.actor, entry.subject, entry.additional_data) == (manager, child.reference, {"reason": WHY})
    assert entry.seal


def test_somebody_else_designated_is_told_until_they_have_looked_into_it(client, manager, lead, child):
    broken(client)
    deputy = UserFactory(roles=["deputy"])  # is not on the list
    assert _told(lead) == [f"{manager.name}: the file of Amelia O'Hart"]
    assert (_told(manager), _told(deputy)) == ([], [])
    client.force_login(lead)
    page = reverse("consent:glass-acknowledge", args=[BrokenGlass.objects.get().pk])
    assert WHY in client.get(page).content.decode()
    client.post(page, {"found": "She had to: I was out"})
    assert _told(lead) == []
    assert BrokenGlass.objects.get().acknowledged_by == lead


def _told(user) -> list[str]:
    return [task.title for group in waiting_for(user) if group.title == "Broke the glass" for task in group.tasks]


def test_nobody_looks_into_their_own(lead, child):
    other = ChildFactory()
    restrict(by=lead, child=other, readers=[], reason="An enquiry")
    manager = UserFactory(roles=["manager", "deputy"])
    glass = break_glass(by=manager, name=other.reference, reason=WHY)
    with pytest.raises(Refusal, match="another designated"):
        acknowledge_glass(by=manager, glass=glass, found="All well")
    with pytest.raises(IntegrityError), transaction.atomic():
        BrokenGlass.objects.filter(pk=glass.pk).update(
            acknowledged_by=manager, acknowledged_at=timezone.now(), acknowledged_how="Well"
        )


def test_nobody_changes_the_list_through_broken_glass(client, manager, child):
    broken(client)
    page = reverse("consent:restrictions", args=[child.reference])
    answer = save(client, page, {"readers": [manager.pk], "reason": "To see it"})
    assert "for fifteen minutes" in answer.content.decode()
    manager.sees_through_glass = frozenset([child.pk])
    with pytest.raises(Refusal, match="fifteen minutes"):
        lift_restriction(by=manager, restriction=child.restrictions.get(), why="To see it")


def test_what_stands_in_the_file_is_seen_too(client, manager, child):
    concern = concerns.ConcernFactory(child=child)
    assert client.get(concern.get_absolute_url()).status_code == 404
    broken(client)
    assert client.get(concern.get_absolute_url()).status_code == 200
    assert not Concern.objects.visible_to(manager).exists()


@pytest.mark.parametrize("change", [{"reason": "Other"}, {"ends_at": timezone.now() + timedelta(days=900)}])
def test_the_database_refuses_to_change_it(manager, child, change):
    glass = break_glass(by=manager, name=child.reference, reason=WHY)
    with pytest.raises(IntegrityError), transaction.atomic():
        BrokenGlass.objects.filter(pk=glass.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        BrokenGlass.objects.all()._raw_delete("default")


def test_whoever_is_excluded_meanwhile_sees_no_more_through_it(client, manager, lead, child):
    broken(client)
    exclude(by=lead, child=child, user=manager, reason="His aunt")
    assert client.get(child.get_absolute_url()).status_code == 404
    page = client.get("/policies/").content.decode()
    assert child.name not in page
    assert "You broke the glass" not in page


def test_who_may_see_it_for_good_is_not_changed_through_broken_glass(client, manager, lead, child):
    standing = exclude(by=lead, child=child, user=UserFactory(roles=["practitioner"]), reason="Family")
    broken(client)
    answer = client.post(f"{child.get_absolute_url()}exclusions/", {"user": lead.pk, "reason": "x", "key": uuid4()})
    assert "You see this record for fifteen minutes" in answer.content.decode()
    assert not child.exclusions.filter(user=lead).exists()
    manager.sees_through_glass = frozenset({child.pk})
    with pytest.raises(Refusal, match="fifteen minutes"):
        lift_exclusion(by=manager, exclusion=standing, why="x")
