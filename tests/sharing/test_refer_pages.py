"""Refer now is one screen, open to all who work with children, about any child; what is typed is never lost."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency
from consent.models import Exclusion, Flag
from neston_sharing.foundation.models import Setting
from sharing.models import Decision
from sharing.working_days import next_working_day
from tests.factories import AgencyFactory, ChildFactory, UserFactory, decisions

pytestmark = pytest.mark.django_db
PAGE = "/refer/"


@pytest.fixture
def person(client):
    person = UserFactory(roles=["practitioner"])
    client.force_login(person)
    return person


@pytest.fixture
def child():
    return ChildFactory(given_names="Amelia", family_name="O'Hart")


def filled(child, **more) -> dict:
    return {
        "child": child.reference,
        "agency": "",
        "agency_name": "Children's social care",
        "route": "telephone",
        "shared_at": f"{timezone.localtime():%d/%m/%Y %H:%M}",
        "what": "She said that she's afraid to go home",
        "why": "She goes home at three",
        "backing": "not_reached",
        "tried": "The manager, twice",
        "family": "unsafe",
        "family_not_told_why": "It is about her father",
        **more,
    }


def test_the_numbers_stand_on_the_page(client, person):
    Setting.objects.create(id=1, name="Neston", social_care_phone="0300 123 7047", lado_phone="01606 288 931")
    shown = client.get(PAGE).content.decode()
    for number in ("tel:999", "tel:03001237047", "tel:01606288931"):
        assert number in shown


def test_anybody_who_works_with_children_records_it_about_any_child(client, person, child):
    response = client.post(PAGE, filled(child))
    decision = Decision.objects.referred().get()
    assert response.url == reverse("sharing:referred", args=[decision.reference])
    assert (decision.child, decision.started_by) == (child, person)
    assert decision.child.key_person != person


def test_the_reference_and_the_day_to_chase_are_shown(client, person, child):
    shown = client.get(client.post(PAGE, filled(child)).url).content.decode()
    day = next_working_day(timezone.localdate())
    assert Decision.objects.get().reference in shown
    assert f"Chase it by {day:%A} {day.day} {day:%B %Y}" in shown


@pytest.mark.parametrize(
    ("day", "following"), [(date(2026, 11, 19), date(2026, 11, 20)), (date(2026, 11, 20), date(2026, 11, 23))]
)
def test_the_next_working_day_is_no_weekend(day, following):
    assert next_working_day(day) == following


def test_nothing_filled_in_says_what_is_needed_and_no_more(client, person):
    response = client.post(PAGE, {})
    assert response.status_code == 422
    shown = response.content.decode()
    for words in ("Choose the child", "Say what was told", "Say why it could not wait", "Write who was told"):
        assert words in shown
    assert "Enter the name" not in shown


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        ({"backing": "backed"}, "Choose who backed it"),
        ({"tried": ""}, "Say who was tried"),
        ({"family": "told"}, "Say who was told"),
        ({"family_not_told_why": ""}, "Say why"),
        ({"shared_at": "1/1/2099 10:00"}, "now or earlier"),
        ({"shared_at": "yesterday"}, "Enter a date and time such as"),
        ({"route": "pigeon"}, "Select a valid choice"),
        ({"agency": "999999"}, "Choose who was told"),
    ],
)
def test_a_gap_is_named_and_nothing_typed_is_lost(client, person, child, gap, words):
    response = client.post(PAGE, filled(child, **gap))
    shown = response.content.decode()
    assert response.status_code == 422
    assert words in shown
    assert "She said that she&#x27;s afraid to go home" in shown
    assert not Decision.objects.exists()


def test_ten_thousand_characters_and_an_apostrophe_are_taken(client, person, child):
    assert client.post(PAGE, filled(child, what="x" * 10_000, tried="Ms O'Neill")).status_code == 302
    assert Decision.objects.get().disclosures.get().what == "x" * 10_000


def test_a_double_click_refers_once(client, person, child):
    key = "6f1f0f6a-8e2f-4f0e-9a51-0d1c0b6c7e12"
    first, second = (client.post(PAGE, filled(child, key=key)) for _ in range(2))
    assert first.url == second.url
    assert Decision.objects.count() == 1


def test_a_manager_who_backed_it_by_word_of_mouth_is_named_but_never_oneself(client, person, child):
    manager = UserFactory(roles=["manager", "practitioner"], name="Ruth Okafor")
    assert "Ruth Okafor" in client.get(PAGE).content.decode()
    backed = filled(child, backing="backed", verbal_backer=manager.pk)
    assert client.post(PAGE, backed).status_code == 302
    client.force_login(manager)
    assert client.post(PAGE, backed).status_code == 422


def test_social_care_is_who_was_told_unless_somebody_else_is_chosen(client, person):
    AgencyFactory(name="A nursery", kind="school")
    social_care = AgencyFactory(kind=Agency.Kind.SOCIAL_CARE)
    assert client.get(PAGE).context["form"]["agency"].value() == social_care.pk


# --- Which child ----------------------------------------------------------------------------------------------------
def test_a_child_in_the_address_is_chosen_and_the_flag_is_said(client, person, child):
    Flag.objects.create(child=child, kind="do_not_discuss", detail="The police are looking into it", set_by=person)
    shown = client.get(PAGE, {"child": child.reference})
    assert shown.context["form"]["child"].value() == child.reference
    assert "The police are looking into it" in shown.content.decode()


def find(client, name: str, **typed):
    """Press "Find the child": the name goes with the form, never into an address."""
    return client.post(PAGE, {"q": name, "find": "yes", **typed})


def test_a_name_narrows_the_list_or_finds_the_child(client, person, child):
    ChildFactory(given_names="Rory", family_name="Baker")
    ChildFactory(given_names="Rory", family_name="Khan")
    assert find(client, "amelia").context["child"] == child
    narrowed = find(client, "Rory").context["form"].fields["child"].queryset
    assert [found.family_name for found in narrowed] == ["Baker", "Khan"]
    assert "No child of that name" in find(client, "Zoë 100%").content.decode()


def test_who_has_looked_for_nobody_is_not_told_that_nobody_was_found(client, person):
    assert "No child of that name" not in client.get(PAGE).content.decode()


def test_looking_for_the_child_loses_nothing_that_was_typed(client, person, child):
    shown = find(client, "amelia", what="She said it hurts", backing="not_reached")
    assert shown.context["form"]["what"].value() == "She said it hurts"
    assert shown.context["form"]["backing"].value() == "not_reached"
    assert not shown.context["form"].errors
    assert shown.context["form"]["child"].value() == child.reference


def test_who_is_excluded_does_not_find_the_child_and_still_sees_the_numbers(client, person, child):
    Exclusion.objects.create(child=child, user=person, reason="Her aunt", set_by=child.key_person)
    shown = client.get(PAGE, {"child": child.reference}).content.decode()
    assert "tel:999" in shown
    assert "Amelia" not in shown
    assert "Choose a child from the list" in client.post(PAGE, filled(child)).content.decode()


@pytest.mark.parametrize("role", ["officer", "auditor", "helper"])
def test_others_do_not_refer(client, role):
    client.force_login(UserFactory(roles=[role]))
    assert client.get(PAGE).status_code == 403


# --- A draft turns into it ------------------------------------------------------------------------------------------
def test_a_draft_is_prefilled_and_turns_into_the_referral(client, person):
    draft = decisions.answered_in_public_interest(started_by=person)
    address = f"{PAGE}?decision={draft.reference}"
    assert draft.information in client.get(address).content.decode()
    another_child = ChildFactory()
    key = "6f1f0f6a-8e2f-4f0e-9a51-0d1c0b6c7e13"
    first, second = (client.post(address, filled(another_child, key=key)) for _ in range(2))
    assert first.url == second.url == reverse("sharing:referred", args=[draft.reference])
    assert Decision.objects.referred().get().child == draft.child


def test_a_closed_draft_is_shown_and_not_referred_again(client, person):
    closed = decisions.not_shared(started_by=person)
    address = f"{PAGE}?decision={closed.reference}"
    assert client.get(address).url == closed.get_absolute_url()
    assert "closed, or not yours" in client.post(address, filled(closed.child)).content.decode()


@pytest.mark.parametrize("reference", ["IS-2026-9999", "another"])
def test_anothers_draft_is_not_there(client, person, reference):
    if reference == "another":
        reference = decisions.answered_with_consent().reference
    assert client.get(PAGE, {"decision": reference}).status_code == 404


def test_the_page_takes_as_many_queries_for_thirty_children_as_for_one(
    client, person, child, django_assert_max_num_queries
):
    ChildFactory.create_batch(12, key_person=child.key_person)
    AgencyFactory.create_batch(5)
    with django_assert_max_num_queries(20):
        client.get(PAGE)
