"""Every list as a file: the page's own rows, nothing a formula, nothing that one may not see, and in the log."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains

from consent.models import Exclusion
from neston_sharing.audit.checkpoints import checkpoint
from neston_sharing.audit.events import record_event
from neston_sharing.audit.export import exported
from neston_sharing.audit.models import Entry
from neston_sharing.audit.subjects import shut_to
from tests.factories import AgencyFactory, ChildFactory, UserFactory, VisitFactory, concerns, follow_up
from tests.factories import decisions as build
from tests.factories.received import InformationReceivedFactory, InformationRequestFactory

pytestmark = pytest.mark.django_db

FORMULA = "=1+1"


def with_decision(child):
    return build.not_shared(child=child).reference


def with_concern(child):
    return concerns.ConcernFactory(child=child).reference


def with_request(child):
    return InformationRequestFactory(child=child, agency=AgencyFactory(name=FORMULA)).reference


def with_meeting(child):
    return follow_up.MeetingFactory(child=child).reference


def with_received(child):
    return InformationReceivedFactory(child=child, what=FORMULA).reference


def with_visit(child):
    return VisitFactory(child=child, place=FORMULA).pk


def itself(child):
    return child.reference


def with_breach(child):
    return build.went_wrong(build.disclose(build.to_disclose(child=child)), what=FORMULA).reference


LISTS = {
    "breaches": ("/breaches/", with_breach),
    "not-shared": ("/decisions/not-shared/", with_decision),
    "concerns": ("/concerns/", with_concern),
    "requests": ("/requests/", with_request),
    "meetings": ("/meetings/", with_meeting),
    "visits": ("/visits/", with_visit),
    "received": ("/children/{}/agencies/", with_received),
    "children": ("/children/", itself),
}


@pytest.fixture
def child():
    return ChildFactory(given_names="=HYPERLINK(1)", family_name="Hart")


def taken(client, name: str, child, role: str = "manager") -> list[str]:
    client.force_login(UserFactory(roles=[role]))
    answer = client.get(LISTS[name][0].format(child.reference) + "list.csv")
    return answer.content.decode("utf-8-sig").splitlines() if answer.status_code == 200 else []


@pytest.mark.parametrize("name", LISTS)
def test_the_page_leads_to_it_and_it_holds_a_row_in_which_nothing_is_a_formula(client, name, child):
    LISTS[name][1](child)
    head, row = taken(client, name, child)
    assert head.count(",") >= 3
    assert "'=" in row
    page = LISTS[name][0].format(child.reference)
    assertContains(client.get(page), f"{page}list.csv")


@pytest.mark.parametrize("name", LISTS)
def test_that_it_was_taken_is_in_the_log_with_what_was_on_it(client, name, child):
    shown = LISTS[name][1](child)
    taken(client, name, child)
    entry = Entry.objects.get(event="list_exported")
    assert (entry.additional_data, entry.object_pk) == ({name: [shown]}, f"{name}.csv")


@pytest.mark.parametrize("name", sorted(set(LISTS) - {"visits"}))
def test_what_one_may_not_see_is_not_in_it(client, name, child):
    LISTS[name][1](child)
    assert taken(client, name, child, role="practitioner")[1:] == []


def test_the_log_tells_nobody_which_records_of_a_closed_child_were_on_it(client, child):
    """What stands in the file of a child whose record is shut to the reader is on no page, in no export of it."""
    kinds = sorted(set(LISTS) - {"visits", "children"})
    hidden, seen = {name: LISTS[name][1](child) for name in kinds}, with_decision(ChildFactory())
    lead, manager = UserFactory(roles=["lead"]), UserFactory(roles=["manager"])
    on_it = {name: [reference, seen] for name, reference in hidden.items()}
    entry = record_event("list_exported", by=lead, about="x.csv", data=on_it)
    client.force_login(manager)
    for named in (True, False):
        shown = client.get(f"/audit/{entry.pk}/").content.decode()
        assert {name: reference in shown for name, reference in hidden.items()} == dict.fromkeys(kinds, named)
        assert seen in shown
        log = b"".join(exported(checkpoint(), shut_to(manager))).decode()
        assert {name: reference in log for name, reference in hidden.items()} == dict.fromkeys(kinds, named)
        Exclusion.objects.get_or_create(child=child, user=manager, reason="An aunt", set_by=lead)


def test_visitors_are_for_everybody_and_whose_child_it_is_for_those_who_may_know(client, child):
    with_visit(child)
    reader = UserFactory(roles=["practitioner"])
    Exclusion.objects.create(child=child, user=reader, reason="Family", set_by=UserFactory(roles=["manager"]))
    client.force_login(reader)
    answer = client.get("/visits/list.csv").content.decode()
    assert "Not shown to you" in answer
    assert "Hart" not in answer


def test_todays_visitors_are_those_of_the_day_and_whoever_is_still_here(client, child):
    VisitFactory(arrived_at=timezone.now() - timedelta(days=2))
    gone = VisitFactory(arrived_at=timezone.now() - timedelta(days=2), left_at=timezone.now() - timedelta(days=2))
    assert len(taken(client, "visits", child)) == 2
    day = timezone.localdate(gone.arrived_at).isoformat()
    assert len(client.get(f"/visits/list.csv?day={day}").content.decode().splitlines()) == 3


def test_the_directory_is_a_file_for_whoever_looks_into_it(client):
    AgencyFactory(name=FORMULA)
    client.force_login(UserFactory(roles=["practitioner"]))
    assertContains(client.get("/agencies/"), "/agencies/list/agencies.csv")
    assert "'=1+1" in client.get("/agencies/list/agencies.csv").content.decode()


def test_concerns_about_adults_are_a_file_for_whoever_may_read_them(client):
    concern = concerns.AdultConcernFactory()
    client.force_login(UserFactory(roles=["manager"]))
    taken = client.get("/adult-concerns/list.csv").content.decode()
    assert concern.reference in taken
    client.force_login(UserFactory(roles=["practitioner"]))
    assert concern.reference not in client.get("/adult-concerns/list.csv").content.decode()
