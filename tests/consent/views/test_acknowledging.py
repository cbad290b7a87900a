"""Who has acknowledged which version is a list; asking again stands on the child's page and the manager's home."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consent.models import AcknowledgementRequest, Exclusion
from tests.consent.families import signed_in
from tests.factories import ChildFactory, PolicyVersionFactory, RegistrationFactory, SignatureFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def manager():
    return signed_in("manager")


@pytest.fixture
def old():
    return PolicyVersionFactory()


@pytest.fixture
def version(old):
    return PolicyVersionFactory(adopted_on=TODAY - timedelta(days=3), review_due=TODAY + timedelta(days=300))


def signed_for(version, **child):
    registration = RegistrationFactory(child=ChildFactory(**child))
    registration.policies_given.create(version=version)
    return SignatureFactory(registration=registration).registration.child


def asked(child, version, due_on):
    return AcknowledgementRequest.objects.create(child=child, version=version, due_on=due_on, asked_by=UserFactory())


def listed(client, version, show: str = "") -> str:
    query = f"?show={show}" if show else ""
    return client.get(reverse("consent:policy-acknowledged", args=[version.pk]) + query).content.decode()


def test_each_child_with_the_version_that_a_parent_signed_for(manager, old, version):
    signed_for(old, family_name="Older")
    signed_for(version, family_name="Newer")
    ChildFactory(family_name="Unsigned")
    page = listed(manager, version)
    assert page.index("Newer") < page.index("This version") < page.index("Older") < page.index("Another version")
    assert page.index("Unsigned") < page.index(">None<")
    assert "adopted on 16 May 2016" in page


@pytest.mark.parametrize(
    ("show", "names"),
    [
        ("signed", {"Newer"}),
        ("without", {"Older", "Unsigned"}),
        ("asked", {"Older"}),
        ("nonsense", {"Newer", "Older", "Unsigned"}),
    ],
)
def test_the_list_shows_whom_the_filter_asks_for(manager, old, version, show, names):
    asked(signed_for(old, family_name="Older"), version, TODAY)
    signed_for(version, family_name="Newer")
    ChildFactory(family_name="Unsigned")
    page = listed(manager, version, show)
    assert {name for name in ("Newer", "Older", "Unsigned") if name in page} == names


def test_a_child_who_left_stays_among_those_who_signed(manager, version):
    signed_for(version, family_name="Gone", starts_on=date(2025, 9, 1), leaves_on=TODAY - timedelta(days=1))
    ChildFactory(family_name="Away", starts_on=date(2025, 9, 1), leaves_on=TODAY - timedelta(days=1))
    page = listed(manager, version)
    assert "Gone" in page
    assert "Away" not in page


def test_the_list_goes_on_behind_the_first_page(manager, version):
    for number in range(52):
        ChildFactory(family_name=f"Name{number:02}")
    page = manager.get(reverse("consent:policy-acknowledged", args=[version.pk]))
    assert len(page.context["listing"].lines) == 50
    following = manager.get(page.context["listing"].next_url)
    assert [line.child.family_name for line in following.context["listing"].lines] == ["Name50", "Name51"]


def test_whoever_is_excluded_from_a_child_does_not_find_it_here(manager, version):
    child = ChildFactory(family_name="Hidden")
    asked(child, version, TODAY - timedelta(days=1))
    Exclusion.objects.create(child=child, user=manager.user, reason="Family", set_by=UserFactory())
    assert "Hidden" not in listed(manager, version)
    assert "To be acknowledged" not in manager.get("/").content.decode()


def test_all_who_attend_without_it_are_asked_at_once(manager, old, version):
    signed_for(version)
    children = {signed_for(old), ChildFactory()}
    posted = {"due_on": f"{TODAY:%d/%m/%Y}", "whom": "all"}
    manager.post(reverse("consent:policy-ask", args=[version.pk]), posted)
    assert {row.child for row in AcknowledgementRequest.objects.all()} == children


def test_or_only_those_who_are_chosen(manager, version):
    chosen, _ = ChildFactory(), ChildFactory()
    path, posted = reverse("consent:policy-ask", args=[version.pk]), {"due_on": f"{TODAY:%d/%m/%Y}", "whom": "some"}
    answer = manager.post(path, posted)
    assert answer.status_code == 422
    assert "Choose at least one child" in answer.content.decode()
    manager.post(path, posted | {"children": [chosen.pk]})
    assert AcknowledgementRequest.objects.get().child == chosen


def test_what_is_outstanding_stands_on_the_childs_page_and_its_registration(manager, old, version):
    child = signed_for(old)
    asked(child, version, TODAY - timedelta(days=1))
    page = manager.get(child.get_absolute_url()).content.decode()
    assert "To be acknowledged: Information Sharing Policy" in page
    assert "tag--red" in page
    page = manager.get(reverse("consent:registration", args=[child.reference])).content.decode()
    assert "A new version is to be acknowledged" in page
    assert reverse("consent:registration-explained", args=[child.reference]) in page


def test_and_on_the_managers_home_overdue_in_red(manager, version):
    request = asked(ChildFactory(), version, TODAY + timedelta(days=1))
    assert "To be acknowledged" in manager.get("/").content.decode()
    assert "Overdue since" not in manager.get("/").content.decode()
    request.due_on = TODAY - timedelta(days=1)
    request.save()
    page = manager.get("/").content.decode()
    assert "1 child: a parent has yet to sign for the new version" in page
    assert '<strong class="tag tag--red">Overdue since' in page


def test_others_are_not_bothered_with_it(version):
    asked(ChildFactory(), version, TODAY)
    assert "To be acknowledged" not in signed_in("lead").get("/").content.decode()


def test_once_signed_it_stands_nowhere(manager, version):
    child = signed_for(version)
    asked(child, version, TODAY - timedelta(days=1))
    assert "To be acknowledged" not in manager.get(child.get_absolute_url()).content.decode()
    assert "To be acknowledged" not in manager.get("/").content.decode()


def test_a_manager_stops_asking_with_a_reason(manager, version):
    request = asked(ChildFactory(), version, TODAY)
    path = reverse("consent:acknowledgement-stop", args=[request.pk])
    assert manager.post(path, {"why": ""}).status_code == 422
    manager.post(path, {"why": "They move away"})
    request.refresh_from_db()
    assert request.given_up_why == "They move away"
    assert manager.get(path).status_code == 404
