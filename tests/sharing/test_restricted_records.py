"""A restricted record is there for those named alone; whoever is worried can say so about any child all the same."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from consent.actions.restrictions import restrict
from consent.models import Flag
from consent.opening import who_may
from sharing.designated import designated_for
from sharing.models import Concern, Decision
from sharing.overview.gathering import gather
from sharing.overview.periods import Period
from tests.edits import save
from tests.factories import ChildFactory, UserFactory, VisitFactory, concerns, decisions
from tests.sharing.test_concern_pages import filled as concern_form
from tests.sharing.test_refer_pages import filled as referral_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return UserFactory(roles=["lead"], name="Siobhan Kelly")


@pytest.fixture
def child(lead):
    child = ChildFactory(given_names="Amelia", family_name="O'Hart")
    restrict(by=lead, child=child, readers=[], reason="Her mother works here")
    return child


@pytest.fixture
def manager(client):
    manager = UserFactory(roles=["manager"])
    client.force_login(manager)
    return manager


def test_the_list_of_children_and_its_search_leave_the_child_out(client, manager, child):
    assert "Hart" not in client.get("/children/").content.decode()
    for typed in ("Amelia", child.reference):
        assert "No child found" in client.post("/children/", {"name": typed}).content.decode()


def test_anybody_finds_the_child_to_refer_or_to_report_a_concern(client, manager, child):
    for page in ("/refer/", "/concerns/new/"):
        assert "O&#x27;Hart" in client.post(page, {"find": "yes", "q": "Amelia"}).content.decode()


def test_whoever_refers_is_warned_of_a_flag_without_what_it_says(client, manager, lead, child):
    Flag.objects.create(child=child, kind="do_not_discuss", detail="Her father must not know", set_by=lead)
    page = client.get(f"/refer/?child={child.reference}").content.decode()
    assert "Do not discuss" in page
    assert "Her father must not know" not in page
    client.force_login(lead)
    assert "Her father must not know" in client.get(f"/refer/?child={child.reference}").content.decode()


def test_whoever_refers_sees_it_confirmed_for_a_day_and_nothing_more(client, manager, child):
    confirmed = client.post("/refer/", referral_form(child)).url
    decision = Decision.objects.get()
    page = client.get(confirmed)
    assert page.status_code == 200
    assert f'href="{decision.get_absolute_url()}"' not in page.content.decode()
    assert client.get(decision.get_absolute_url()).status_code == 404
    assert not Decision.objects.visible_to(manager).exists()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        client.force_login(manager)
        assert client.get(confirmed).status_code == 404


def test_whoever_reports_a_concern_sees_it_confirmed_and_nothing_more(client, manager, child):
    confirmed = client.post("/concerns/new/", concern_form(child)).url
    concern = Concern.objects.get()
    page = client.get(confirmed).content.decode()
    assert "Siobhan Kelly" in page
    assert f'href="{concern.get_absolute_url()}"' not in page
    assert client.get(concern.get_absolute_url()).status_code == 404
    assert "O&#x27;Hart" not in client.get("/concerns/").content.decode()


def test_the_lead_has_before_them_what_others_report(client, lead, child):
    concerns.ConcernFactory(child=child)
    client.force_login(lead)
    assert "O&#x27;Hart" in client.get("/").content.decode()


def test_a_visit_to_the_child_is_on_the_board_without_the_name(client, manager, child):
    visit = VisitFactory(child=child)
    page = client.get("/visits/").content.decode()
    assert visit.professional.name in page
    assert "Amelia" not in page


def test_no_number_tells_of_the_child_either(manager, lead, child):
    decisions.referred(child=child)
    concerns.ConcernFactory(child=child)
    today = timezone.localdate()
    term = Period("now", "Now", today.replace(day=1), today + timedelta(days=1))
    told, of_lead = gather(manager, term), gather(lead, term)
    assert (told.decided, told.waiting, told.standings) == ((), (), ())
    assert of_lead.decided
    assert of_lead.waiting


def test_nobody_is_asked_or_told_who_does_not_see_the_record(lead, manager, child):
    assert list(designated_for(child, beside=manager)) == [lead]
    assert list(who_may("sharing.back_up", child)) == [lead]


def test_the_page_restricts_and_lifts_at_once(client, manager, lead):
    child = ChildFactory()
    page = reverse("consent:restrictions", args=[child.reference])
    assert save(client, page, {"readers": [manager.pk], "reason": "An enquiry"}).url == page
    assert "Restricted" in client.get(child.get_absolute_url()).content.decode()
    restriction = child.restrictions.get()
    lift = reverse("consent:restriction-lift", args=[child.reference, restriction.pk])
    assert client.post(lift, {"why": "The enquiry is closed"}).url == page
    assert not child.restrictions.standing().exists()


def test_whoever_leaves_themselves_off_the_list_is_led_out(client, manager, lead):
    child = ChildFactory()
    page = reverse("consent:restrictions", args=[child.reference])
    assert save(client, page, {"readers": [], "reason": "An enquiry"}).url == "/children/"
    assert client.get(page).status_code == 404
