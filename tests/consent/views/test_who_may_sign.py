"""The pages that say who may sign what, and whom a court order limits."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consent.models import Delegation, FamilyLink, Flag
from consent.presenters.entitlement import entitlement
from tests.consent.families import signed_in
from tests.factories import AgencyFactory, ChildFactory, FamilyLinkFactory, ParentFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def client():
    return signed_in("practitioner")


@pytest.fixture
def child(client):
    return ChildFactory(key_person=client.user)


@pytest.fixture
def foster(child):
    return FamilyLinkFactory(child=child, has_responsibility=False, carer="foster_carer", relationship="Foster carer")


@pytest.fixture
def council():
    return AgencyFactory(name="Deeside Children's Social Care", kind="social_care")


def at(name: str, *parts) -> str:
    return reverse(f"consent:{name}", args=parts)


def post(client, path, **data):
    return client.post(path, {"key": str(uuid.uuid4()), **data})


def page(client, path: str) -> str:
    return client.get(path).content.decode()


# In words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ground": "mother"}, "May sign everything: mother"),
        ({"ground": "step_parent"}, "May sign everything: step-parent, by agreement or order"),
        ({"carer": "kinship_carer"}, "May sign the registration, not consents: family or friend carer"),
        ({"carer": "foster_carer"}, "May sign nothing: foster carer, to whom nothing is delegated"),
        ({}, "May sign nothing: without parental responsibility"),
        ({"ground": "married", "until": TODAY - DAY}, "May sign nothing: parental responsibility ended on "),
        ({"ground": "lives_with", "since": TODAY + DAY}, "May sign nothing yet: from "),
        ({"carer": "kinship_carer", "until": TODAY - DAY}, "May sign nothing: caring for the child ended on "),
    ],
)
def test_what_somebody_may_sign_is_said_in_words(child, fields, words):
    link = FamilyLinkFactory(child=child, has_responsibility="ground" in fields, **fields)
    assert entitlement(link).in_words.startswith(words)


def test_a_council_under_an_order_signs_until_its_last_day_and_under_section_20_nothing(child, council):
    parent = ParentFactory(on_behalf_of=council)
    link = FamilyLinkFactory(child=child, parent=parent, ground="interim_care_order", until=TODAY)
    assert entitlement(link).in_words.startswith(
        "May sign everything: local authority, under an interim care order, until"
    )
    link.has_responsibility, link.ground, link.until = False, "", None
    assert "section 20" in entitlement(link).in_words


# Parents and carers

WORKER = {
    "given_names": "Fatima",
    "family_name": "Siddiqui",
    "safe_contact": "Office hours",
    "relationship": "Social worker",
    "lives_with_child": "no",
    "has_responsibility": "yes",
    "ground": "interim_care_order",
}


def test_a_social_worker_is_entered_for_the_council_with_the_orders_last_day(client, child, council):
    path = at("parent-new", child.reference)
    assert "Choose the council" in post(client, path, **WORKER).content.decode()
    assert "last day of the order" in post(client, path, on_behalf_of=council.pk, **WORKER).content.decode()
    post(client, path, on_behalf_of=council.pk, until=f"{TODAY:%d/%m/%Y}", **WORKER)
    assert child.links.get().may_sign("particular")
    shown = page(client, at("parents", child.reference))
    assert "May sign everything" in shown
    assert "Deeside Children&#x27;s Social Care" in shown


def test_an_agency_that_is_no_council_cannot_be_chosen(client, child):
    school = AgencyFactory(kind="school")
    answer = post(client, at("parent-new", child.reference), on_behalf_of=school.pk, until="1/1/2999", **WORKER)
    assert answer.status_code == 422
    assert not child.links.exists()


def test_what_belongs_to_the_other_answer_is_dropped(client, child):
    carer = {**WORKER, "has_responsibility": "no", "carer": "kinship_carer"}
    post(client, at("parent-new", child.reference), **carer)
    link = child.links.get()
    assert (link.ground, link.carer) == ("", "kinship_carer")


def test_an_address_that_nobody_else_reads_is_said_so(client, child):
    email = {"email": "fatima@example.org", "email_is_private": "on"}
    post(client, at("parent-new", child.reference), **{**WORKER, "has_responsibility": "no"}, **email)
    assert child.links.get().parent.email_is_private
    assert "Nobody else reads it" in page(client, at("parents", child.reference))


def test_a_known_councils_worker_is_offered_the_councils_grounds_alone(client, child, council):
    elsewhere = ChildFactory(key_person=client.user)
    worker = FamilyLinkFactory(child=elsewhere, parent__on_behalf_of=council, has_responsibility=False).parent
    shown = page(client, f"{at('parent-new', child.reference)}?parent={worker.reference}")
    assert "interim_care_order" in shown
    assert 'value="mother"' not in shown


# Delegations


def test_what_is_delegated_is_recorded_shown_and_ended(client, child, foster):
    paper = {
        "delegated_by": "Fatima, in the plan",
        "since": "1/1/2026",
        "seen_on": "2/1/2026",
        "seen_by": client.user.pk,
    }
    path = at("delegation-new", child.reference, foster.parent.reference)
    assert post(client, path, **paper).status_code == 422
    post(client, path, what=["registration", "particular"], **paper)
    shown = page(client, at("parents", child.reference))
    assert "May sign the registration and consent to a particular sharing" in shown
    row = Delegation.objects.get(what="particular")
    end = at("delegation-end", child.reference, foster.parent.reference, row.pk)
    post(client, end, until="3/1/2026")
    assert not FamilyLink.objects.get(pk=foster.pk).may_sign("particular")
    assert "Ended" in page(client, at("parents", child.reference))


def test_a_delegation_of_another_child_is_a_404(client, child, foster):
    other = FamilyLinkFactory(child__key_person=client.user, has_responsibility=False, carer="foster_carer")
    row = Delegation.objects.create(
        link=other, what="particular", delegated_by="Plan", since=TODAY, seen_on=TODAY, seen_by=client.user
    )
    assert client.get(at("delegation-end", child.reference, foster.parent.reference, row.pk)).status_code == 404


def test_to_somebody_who_does_not_foster_nothing_can_be_delegated(client, child):
    mother = FamilyLinkFactory(child=child)
    paper = {"what": ["registration"], "delegated_by": "A", "since": "1/1/2026", "seen_on": "1/1/2026"}
    path = at("delegation-new", child.reference, mother.parent.reference)
    assert "Only to a foster carer" in post(client, path, seen_by=client.user.pk, **paper).content.decode()
    assert "What is delegated" not in page(client, at("parents", child.reference))


def test_the_parents_page_does_not_grow_with_parents_and_papers(client, child, django_assert_max_num_queries):
    for _ in range(5):
        link = FamilyLinkFactory(child=child, has_responsibility=False, carer="foster_carer")
        Delegation.objects.create(
            link=link, what="particular", delegated_by="Plan", since=TODAY, seen_on=TODAY, seen_by=client.user
        )
    with django_assert_max_num_queries(16):
        page(client, at("parents", child.reference))


# Court orders


@pytest.fixture
def father(child):
    return FamilyLinkFactory(child=child, relationship="Father", ground="married", parent__given_names="Steven").parent


ORDER = {"kind": "court_order", "detail": "He may not collect"}


def test_the_form_takes_whom_an_order_limits_in_what_and_until_when(client, child, father):
    path = at("flag-new", child.reference)
    assert "Choose whom" in post(client, path, limits="contact", **ORDER).content.decode()
    post(client, path, about_parent=father.pk, limits=["contact", "information"], ends_on="1/1/2999", **ORDER)
    flag = child.flags.get()
    assert (flag.about_parent, flag.limits_contact, flag.limits_information) == (father, True, True)


def test_what_only_an_order_takes_is_dropped_from_another_flag(client, child, father):
    post(client, at("flag-new", child.reference), kind="in_need", detail="A plan", about_parent=father.pk)
    assert child.flags.get().about_parent is None


def order(child, father, **fields):
    return Flag.objects.create(
        child=child, about_parent=father, limits_information=True, set_by=child.key_person, **ORDER, **fields
    )


@pytest.mark.parametrize("name", ["parents", "statements", "statement-new"])
def test_an_order_in_force_stands_out_on_the_pages_of_the_family(client, child, father, name):
    order(child, father)
    shown = page(client, at(name, child.reference))
    assert "Court order about Steven Hart" in shown
    assert "It limits what they may be told." in shown


def test_an_order_that_has_ended_no_longer_limits_and_its_flag_says_so(client, child, father):
    order(child, father, ends_on=TODAY - DAY)
    assert "Court order about" not in page(client, at("parents", child.reference))
    file = page(client, child.get_absolute_url())
    assert "limits nobody any more" in file
    assert "It limits" not in file


def test_an_order_stands_out_on_the_childs_file(client, child, father):
    order(child, father, ends_on=TODAY)
    file = page(client, child.get_absolute_url())
    assert file.index("Court order about Steven Hart") < file.index("It limits what they may be told.")


# Where nobody can sign


def test_where_nobody_can_consent_the_page_says_who_could_and_who_is_entered_and_stops(client, child, foster):
    shown = page(client, at("statement-new", child.reference))
    assert "“Lives with” child arrangements order" in shown
    assert "foster carer, to whom nothing is delegated" in shown
    assert "section 20" in shown
    assert 'type="radio"' not in shown
