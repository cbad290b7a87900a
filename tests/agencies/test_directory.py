"""Policy 1.1 and 1.8: a directory of agencies with what they do, how to reach them, and when that was checked."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module

import pytest
from django.forms import BaseForm, ModelChoiceField
from django.urls import reverse
from django.utils import timezone

from agencies.actions.directory import add_agency, add_route, bring_back_agency, confirm_details, retire_agency
from agencies.forms import AgenciesChoice, AgencyChoice, ProfessionalChoice
from agencies.models import Agency, ContactRoute, Professional
from neston_sharing.foundation.actions import Refusal
from tests.edits import save
from tests.factories import AgencyFactory, ProfessionalFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    user = UserFactory(roles=["manager"], name="Mary Manager")
    client.force_login(user)
    return user


@pytest.fixture
def practitioner(client):
    user = UserFactory(roles=["practitioner"])
    client.force_login(user)
    return user


def checked(days_ago: int, **fields) -> Agency:
    day = timezone.localdate() - timedelta(days=days_ago)
    return AgencyFactory(checked_on=day, checked_by=UserFactory(name="Sue Checker"), **fields)


def page(client, name, *args, **query) -> str:
    return client.get(reverse(f"agencies:{name}", args=args), query).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"words": "health wirral"},
        {"kind": "health_visiting"},
        {"reach": "local"},
        {"supports": "on"},
    ],
)
def test_an_agency_is_found_by_name_kind_reach_and_support(client, practitioner, query):
    AgencyFactory(name="Wirral Health Visiting", supports_families=True)
    AgencyFactory(name="NSPCC", kind="other", reach="national")
    shown = page(client, "list", **query)
    assert "Wirral Health Visiting" in shown
    assert "NSPCC" not in shown


@pytest.mark.parametrize(("days_ago", "loud"), [(365, False), (366, True)])
def test_details_not_checked_for_a_year_are_said_in_the_list_and_on_the_page(client, practitioner, days_ago, loud):
    agency = checked(days_ago)
    assert ("Not checked for a year" in page(client, "list")) is loud
    assert ("were not checked for a year" in page(client, "agency", agency.pk)) is loud


def test_an_agency_not_checked_for_a_year_says_so_wherever_it_is_chosen():
    fresh, stale = checked(0, name="Fresh"), checked(400, name="Stale")
    labels = dict(AgencyChoice().choices)
    assert labels[fresh.pk] == "Fresh (Health visiting)"
    assert labels[stale.pk] == "Stale (Health visiting): details not checked for a year"


def test_an_agency_whose_name_is_its_kind_is_named_once():
    ofsted = checked(0, name="Ofsted", kind="ofsted")
    assert dict(AgencyChoice().choices)[ofsted.pk] == "Ofsted"


SAYING_SO = {Agency: (AgencyChoice, AgenciesChoice), Professional: ProfessionalChoice}


def forms_of(kind: type = BaseForm) -> Iterator[type]:
    for form in kind.__subclasses__():
        yield form
        yield from forms_of(form)


def test_no_form_offers_agencies_or_their_people_without_saying_so():
    import_module("neston_sharing.urls")  # and with it every form of a page
    offered = [
        (form.__name__, name, field)
        for form in forms_of()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, ModelChoiceField) and field.queryset is not None and field.queryset.model in SAYING_SO
    ]
    assert {"ReferForm", "StartForm", "DisclosureForm", "SignInForm"} <= {form for form, _, _ in offered}
    silent = [(form, name) for form, name, field in offered if not isinstance(field, SAYING_SO[field.queryset.model])]
    assert silent == []


def test_a_professional_whose_identity_nobody_checked_says_so_where_chosen():
    person = ProfessionalFactory(agency=checked(0, name="Clinic"), name="Ann O'Hara")
    assert dict(ProfessionalChoice().choices)[person.pk] == "Ann O'Hara, Health visitor (Clinic): identity not checked"


def test_an_agency_out_of_use_cannot_be_chosen_and_is_shown_only_when_asked_for(client, manager):
    agency = AgencyFactory(name="Old Clinic")
    retire_agency(by=manager, agency=agency)
    assert agency.pk not in dict(AgencyChoice().choices)
    assert "Old Clinic" not in page(client, "list")
    assert "Old Clinic" in page(client, "list", disused="on")


def test_an_agency_that_comes_back_has_its_details_to_be_checked(manager):
    agency = checked(0, is_active=False)
    bring_back_agency(by=manager, agency=agency)
    assert agency.is_unchecked()


def test_checking_records_who_and_when(manager):
    agency = confirm_details(by=manager, agency=checked(400))
    assert (agency.checked_on, agency.checked_by) == (timezone.localdate(), manager)


def test_details_are_checked_by_one_button_once(client, manager):
    agency = AgencyFactory()
    form = client.get(reverse("agencies:agency", args=[agency.pk])).context["checked_form"]
    for _ in range(2):
        assert client.post(reverse("agencies:checked", args=[agency.pk]), {"key": form.key}).status_code == 302
    assert "by Mary Manager" in page(client, "agency", agency.pk)


def test_a_practitioner_adds_an_agency_with_a_number_that_can_be_called(client, practitioner):
    fields = {"name": "O'Neill & Sons", "kind": "other", "reach": "local", "telephone": "0151 496 0000"}
    answer = client.post(reverse("agencies:new"), fields, follow=True)
    assert '<a href="tel:01514960000">0151 496 0000</a>' in answer.content.decode()
    assert "O&#x27;Neill &amp; Sons" in answer.content.decode()


def test_a_double_click_adds_one_agency(client, practitioner):
    form = client.get(reverse("agencies:new")).context["form"]
    fields = {"key": form.key, "name": "Clinic", "kind": "other", "reach": "local"}
    answers = [client.post(reverse("agencies:new"), fields) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert Agency.objects.count() == 1


def test_a_second_agency_of_the_same_name_is_refused_and_nothing_typed_is_lost(client, practitioner):
    AgencyFactory(name="The Clinic")
    fields = {"name": "the clinic", "kind": "other", "reach": "local", "what_it_does": "Speech"}
    answer = client.post(reverse("agencies:new"), fields)
    assert answer.status_code == 422
    assert "in the directory already" in answer.content.decode()
    assert "Speech</textarea>" in answer.content.decode()


@pytest.mark.parametrize("fields", [{}, {"name": "x" * 10_000, "kind": "other"}, {"name": "A", "kind": "forged"}])
def test_bad_input_is_answered_with_words(client, practitioner, fields):
    assert client.post(reverse("agencies:new"), fields).status_code == 422
    assert not Agency.objects.exists()


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("telephone", "ask Ann", "Enter a telephone number"),
        ("secure_email", "nobody", "Enter an e-mail address"),
        ("portal", "javascript:alert(1)", "beginning with https://"),
        ("portal", "http://portal.example.org", "beginning with https://"),
    ],
)
def test_a_route_that_leads_nowhere_is_refused(manager, kind, value, words):
    with pytest.raises(Refusal, match=words):
        add_route(by=manager, agency=AgencyFactory(), kind=kind, value=value)


def test_a_changed_number_is_a_new_route_and_the_old_one_stays_on_record(client, manager):
    agency = AgencyFactory()
    route = add_route(by=manager, agency=agency, kind="telephone", value="0151 496 0001")
    client.post(reverse("agencies:route-retire", args=[agency.pk, route.pk]))
    add_route(by=manager, agency=agency, kind="telephone", value="0151 496 0002", approved=True)
    assert ContactRoute.objects.count() == 2
    assert "0151 496 0001" not in page(client, "agency", agency.pk)
    assert "Approved" in page(client, "agency", agency.pk)


def test_a_route_of_another_agency_is_not_found(client, manager):
    route = add_route(by=manager, agency=AgencyFactory(), kind="telephone", value="0151 496 0001")
    other = AgencyFactory()
    assert client.post(reverse("agencies:route-retire", args=[other.pk, route.pk])).status_code == 404


@pytest.mark.parametrize("name", ["edit", "checked", "retire", "bring-back", "route-new"])
def test_a_practitioner_changes_no_agency(client, practitioner, name):
    assert client.get(reverse(f"agencies:{name}", args=[AgencyFactory().pk])).status_code == 403


def test_the_helper_with_the_computer_sees_no_agency(client):
    client.force_login(UserFactory(roles=["helper"]))
    assert client.get(reverse("agencies:list")).status_code == 403


def test_what_may_be_edited_is_changed(client, manager):
    agency = AgencyFactory(name="Clinic")
    fields = {"name": "Clinic", "kind": "gp", "reach": "national", "what_it_does": "", "supports_families": "on"}
    assert save(client, reverse("agencies:edit", args=[agency.pk]), fields).status_code == 302
    agency.refresh_from_db()
    assert (agency.kind, agency.reach, agency.supports_families) == ("gp", "national", True)


def test_the_queries_of_the_list_do_not_grow(client, manager, django_assert_num_queries, django_assert_max_num_queries):
    for number in range(5):
        add_agency(by=manager, name=f"Agency {number}", kind="gp", telephone="0151 496 0001", checked_today=True)
    with django_assert_max_num_queries(10) as before:
        page(client, "list")
    for number in range(5, 25):
        add_agency(by=manager, name=f"Agency {number}", kind="gp", telephone="0151 496 0001", checked_today=True)
    with django_assert_num_queries(len(before)):
        page(client, "list")
