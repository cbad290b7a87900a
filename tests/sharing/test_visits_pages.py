"""Pages about visitors: the board, the door, hand-over, sign-out, what is printed (policy 1.4, 1.6)."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from consent.models import Exclusion
from neston_sharing.audit.models import Entry
from neston_sharing.foundation import pdf
from sharing.models import Visit
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    ProfessionalFactory,
    SupervisionHandoverFactory,
    UserFactory,
    VisitFactory,
)
from tests.factories.visits import ago

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(datetime(2026, 11, 24, 12, 0))


@pytest.fixture(autouse=True)
def it_is_noon():
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def person(client):
    person = UserFactory(name="Priya Nair", roles=["practitioner"])
    client.force_login(person)
    return person


@pytest.fixture
def visit():
    visitor = ProfessionalFactory(name="Jo Bell", agency__name="Deeside Health")
    child = ChildFactory(given_names="Amelia", family_name="O'Hart")
    return VisitFactory(professional=visitor, child=child, arrived_at=ago(hours=1))


def page(client, name: str, *args, **asked) -> str:
    return client.get(reverse(f"sharing:{name}", args=args), asked).content.decode()


def exclude(person, child) -> None:
    Exclusion.objects.create(child=child, user=person, reason="Family", set_by=UserFactory())


# --- The board -----------------------------------------------------------------------------------------------------
def test_who_is_in_the_building_is_one_click_from_everywhere(client, person):
    assert 'href="/visits/">Visitors' in client.get("/").content.decode()


def test_the_board_says_who_from_where_about_whom_where_and_with_whom_since_when(client, person, visit):
    shown = page(client, "visits")
    for words in ("Jo Bell, Health visitor", "Deeside Health", "Amelia O&#x27;Hart", "The quiet room", "11:00"):
        assert words in shown
    assert visit.supervisor.name in shown


def test_the_board_shows_who_stays_now(client, person, visit):
    handover = SupervisionHandoverFactory(visit=visit, to_supervisor__name="Siobhan Kelly")
    assert "Siobhan Kelly" in page(client, "visits")
    assert handover.from_supervisor.name not in page(client, "visits").replace(person.name, "")


def test_whoever_is_excluded_sees_the_visitor_and_not_the_child(client, person, visit):
    exclude(person, visit.child)
    shown = page(client, "visits")
    assert "Jo Bell" in shown
    assert "Not shown to you" in shown
    assert "Amelia" not in shown
    assert "Sign them out<" not in shown


def test_the_purpose_is_for_those_who_may_read_the_file(client, person, visit):
    assert visit.purpose not in page(client, "visits")
    for name in ("visit-sign-out", "visit-hand-over"):
        assert visit.purpose not in page(client, name, visit.pk)
    assert client.get(visit.get_absolute_url()).status_code == 404


def test_those_who_left_today_stand_below_and_earlier_days_by_date(client, person, visit):
    VisitFactory(professional__name="Ana Ruiz", arrived_at=ago(hours=3), left_at=ago(hours=2))
    VisitFactory(professional__name="Bo Larsen", arrived_at=ago(days=1, hours=2), left_at=ago(days=1))
    today, yesterday = page(client, "visits"), page(client, "visits", day="23 November 2026")
    assert ("Ana Ruiz" in today, "Bo Larsen" in today) == (True, False)
    assert ("Ana Ruiz" in yesterday, "Bo Larsen" in yesterday) == (False, True)
    assert "Enter today or a day before" in page(client, "visits", day="25 November 2026")


def test_a_visit_left_open_is_raised_on_the_board_and_at_home(client, person):
    visit = VisitFactory(professional__name="Jo Bell", arrived_at=ago(days=1), signed_in_by=person)
    assert "Not signed out overnight" in page(client, "visits")
    home = client.get("/").content.decode()
    assert "Visitors who were not signed out" in home
    assert reverse("sharing:visit-sign-out", args=[visit.pk]) in home


# --- The door ------------------------------------------------------------------------------------------------------
def filled(person, **more) -> dict:
    return {
        "professional": ProfessionalFactory(name="Jo Bell").pk,
        "identity_seen": "Badge",
        "identity_seen_by": person.pk,
        "child": ChildFactory().reference,
        "purpose": "The two-year review",
        "place": "The quiet room",
        "arrived_at": "24/11/2026 11:50",
        "power": "supervised",
        "supervisor": person.pk,
        "agreed_to_rule": "on",
        **more,
    }


def sign_in(client, person, query: str = "", **more):
    return client.post(reverse("sharing:visit-new") + query, filled(person, **more))


def test_whoever_comes_is_signed_in(client, person):
    response = sign_in(client, person)
    visit = Visit.objects.get()
    assert response.url == visit.get_absolute_url()
    assert (visit.supervisor, visit.signed_in_by, visit.arrived_at) == (person, person, NOON - timedelta(minutes=10))


def test_a_double_click_signs_in_once(client, person):
    key = "4f4b9a5e-6f0b-4f4e-9a1b-0d7b4a3d1c11"
    posted = filled(person, key=key)
    answers = [client.post(reverse("sharing:visit-new"), posted) for _ in range(2)]
    assert len({answer.url for answer in answers}) == Visit.objects.count() == 1


def test_an_empty_form_says_what_is_missing_next_to_each_field(client, person):
    response = client.post(reverse("sharing:visit-new"), {"power": "supervised"})
    assert response.status_code == 422
    missing = {"agency", "name", "identity_seen", "child", "purpose", "place", "supervisor", "agreed_to_rule"}
    assert missing <= set(response.context["form"].errors)


def test_a_power_asks_for_its_words_and_for_who_agreed(client, person):
    response = sign_in(client, person, power="police", supervisor="", agreed_to_rule="")
    assert set(response.context["form"].errors) == {"power_named", "agreed_by"}


def test_an_inspection_is_signed_in_without_a_child(client, person):
    inspector = ProfessionalFactory(agency__kind="ofsted")
    said = {"power": "inspection", "power_named": "Section 77", "agreed_by": person.pk, "supervisor": "", "child": ""}
    sign_in(client, person, professional=inspector.pk, **said)
    assert Visit.objects.get().about is None


def test_a_newcomer_is_written_down_at_the_door(client, person):
    agency = AgencyFactory()
    sign_in(client, person, professional="", agency=agency.pk, name="Siân O'Neill", post="Nurse")
    assert str(Visit.objects.get().professional) == "Siân O'Neill, Nurse"


def test_the_door_says_what_to_do_about_an_agency_that_is_not_in_the_list(client, person):
    shown = page(client, "visit-new")
    assert "Their agency is not in the list" in shown
    assert f'href="{reverse("agencies:new")}"' in shown


def test_who_is_in_already_can_be_signed_out_from_there(client, person, visit):
    response = sign_in(client, person, professional=visit.professional.pk)
    assert response.status_code == 422
    assert (
        "Jo Bell is in the building already: The quiet room, since 24 November 2026, 11:00" in response.content.decode()
    )
    assert f'name="first" value="{visit.pk}"' in response.content.decode()
    assert 'value="Badge"' in response.content.decode()


def test_what_was_typed_waits_while_who_is_in_already_is_signed_out(client, person, visit):
    typed = {
        "professional": visit.professional.pk,
        "purpose": "Her review",
        "place": "The hall",
        "identity_seen": "Badge",
    }
    way_out = client.post(
        reverse("sharing:visit-new"), typed | {"first": visit.pk, "arrived_at": "24/11/2026 11:50"}
    ).url
    assert 'href="/visits/new/"' in client.get(way_out).content.decode()
    back = client.post(way_out, {"left_at": "24/11/2026 11:59"}, follow=True)
    visit.refresh_from_db()
    assert (visit.is_over, back.redirect_chain[-1][0]) == (True, reverse("sharing:visit-new"))
    shown = back.context["form"]
    assert {name: shown[name].value() for name in typed} == {name: str(value) for name, value in typed.items()}
    assert shown["arrived_at"].value() == "24 November 2026 12:00"
    assert not shown.errors


def test_nobody_is_signed_out_of_a_visit_that_one_may_not_handle(client, person, visit):
    exclude(person, visit.child)
    assert client.post(reverse("sharing:visit-new"), {"first": visit.pk}).status_code == 422
    assert client.post(reverse("sharing:visit-new"), {"first": "x"}).status_code == 422


def test_a_time_to_come_is_refused_next_to_it(client, person):
    response = sign_in(client, person, arrived_at="24/11/2026 12:30")
    assert response.context["form"].errors["arrived_at"] == ["Enter a time that is not in the future"]


def test_a_child_is_found_by_name_without_a_name_in_the_address(client, person):
    child = ChildFactory(given_names="Amelia")
    ChildFactory(given_names="Boris")
    response = client.post(reverse("sharing:visit-new"), {"find": "yes", "q": "amel", "place": "The hall"})
    assert response.context["form"].initial["child"] == child.reference
    assert 'value="The hall"' in response.content.decode()


def test_a_child_from_whom_one_is_excluded_is_not_in_the_list(client, person):
    child = ChildFactory(given_names="Amelia")
    exclude(person, child)
    assert "Amelia" not in page(client, "visit-new")
    assert "child" in sign_in(client, person, child=child.reference).context["form"].errors


def test_for_another_child_the_visitor_comes_in_again(client, person):
    first = VisitFactory(place="The hall", purpose="Her review", arrived_at=ago(hours=2), left_at=ago(hours=1))
    shown = client.get(reverse("sharing:visit-new") + f"?again={first.pk}")
    initial = shown.context["form"].initial
    assert (initial["professional"], initial["place"]) == (first.professional_id, "The hall")
    assert "Her review" not in shown.content.decode()
    assert "child" not in initial


def test_nobody_comes_again_who_is_still_here_or_about_a_child_one_may_not_know(client, person, visit):
    over = VisitFactory(arrived_at=ago(hours=2), left_at=ago(hours=1))
    exclude(person, over.child)
    for number in (visit.pk, over.pk, "x", "9" * 30):
        assert client.get(reverse("sharing:visit-new") + f"?again={number}").context["again"] is None


# --- Hand-over and end ---------------------------------------------------------------------------------------------
def test_supervision_is_handed_over(client, person, visit):
    colleague = UserFactory(roles=["practitioner"])
    posted = {"seen": visit.supervisor_id, "to": colleague.pk, "at": "24/11/2026 11:30"}
    response = client.post(reverse("sharing:visit-hand-over", args=[visit.pk]), posted)
    assert response.url == reverse("sharing:visits")  # a practitioner who may not read this visit
    assert visit.handovers.get().to_supervisor == colleague


def test_a_hand_over_in_the_future_is_refused_next_to_the_time(client, person, visit):
    posted = {"seen": visit.supervisor_id, "to": person.pk, "at": "24/11/2026 12:30"}
    response = client.post(reverse("sharing:visit-hand-over", args=[visit.pk]), posted)
    assert "at" in response.context["form"].errors


def test_a_visitor_is_signed_out_and_can_come_again(client, visit):
    client.force_login(UserFactory(roles=["lead"]))
    posted = {"left_at": "24/11/2026 11:45", "note": "She goes to school next"}
    response = client.post(reverse("sharing:visit-sign-out", args=[visit.pk]), posted, follow=True)
    assert "She goes to school next" in response.content.decode()
    assert f"?again={visit.pk}" in response.content.decode()


def test_one_left_open_asks_how_its_end_is_known(client, person):
    visit = VisitFactory(arrived_at=ago(days=1))
    path = reverse("sharing:visit-sign-out", args=[visit.pk])
    assert client.get(path).context["form"].initial == {}
    response = client.post(path, {"left_at": "23/11/2026 13:00"})
    assert response.context["form"].errors["note"] == ["Say how you know when they left"]


def test_whoever_is_excluded_finds_no_page_of_the_visit(client, person, visit):
    exclude(person, visit.child)
    for name in ("visit", "visit-sign-out", "visit-hand-over"):
        assert client.get(reverse(f"sharing:{name}", args=[visit.pk])).status_code == 404


# --- One visit, one child ------------------------------------------------------------------------------------------
def test_the_visit_tells_who_stayed_from_when(client, visit):
    client.force_login(UserFactory(roles=["manager"]))
    SupervisionHandoverFactory(visit=visit, to_supervisor__name="Siobhan Kelly", at=ago(minutes=20))
    shown = page(client, "visit", visit.pk)
    assert f"Siobhan Kelly took over from {visit.supervisor.name}" in shown
    assert "24 November 2026, 11:40" in shown
    assert visit.purpose in shown


def test_opening_a_visit_is_on_the_record(client, visit):
    client.force_login(UserFactory(roles=["manager"]))
    page(client, "visit", visit.pk)
    entry = Entry.objects.get(event="visit_opened")
    assert (entry.subject, entry.object_pk) == (visit.child.reference, str(visit.pk))


def test_a_childs_visits_stand_together(client, visit):
    client.force_login(visit.child.key_person)
    VisitFactory(professional__name="Ana Ruiz")
    shown = page(client, "child-visits", visit.child.reference)
    assert ("Jo Bell" in shown, "Ana Ruiz" in shown) == (True, False)
    assert (
        reverse("sharing:child-visits", args=[visit.child.reference])
        in client.get(f"/children/{visit.child.reference}/").content.decode()
    )


# --- On paper ------------------------------------------------------------------------------------------------------
@pytest.fixture
def printed(monkeypatch) -> list[str]:
    pages: list[str] = []
    monkeypatch.setattr(pdf, "typeset", lambda page, resources: pages.append(page) or b"%PDF-")
    return pages


def test_the_welcome_sheet_has_the_rule_the_lead_and_the_policys_own_words(client, person, shipped, printed):
    UserFactory(name="Siobhan Kelly", roles=["lead"])
    page(client, "welcome-pdf")
    for words in (page(client, "welcome"), printed[0]):
        assert "You are never alone with a child" in words
        assert "Tell Siobhan Kelly at once" in words
        assert "do not have unsupervised access to the child they are visiting" in words


def test_the_fire_drill_list_names_everyone_who_is_in(client, person, visit, printed):
    VisitFactory(professional__name="Ana Ruiz", arrived_at=ago(hours=3), left_at=ago(hours=2))
    hidden = VisitFactory(child__given_names="Boris")
    exclude(person, hidden.child)
    client.get(reverse("sharing:fire-drill"))
    (words,) = printed
    assert ("Jo Bell" in words, "Amelia" in words, "Ana Ruiz" in words, "Boris" in words) == (True, True, False, False)
