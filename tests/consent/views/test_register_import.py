"""The pages of a list: brought in, looked through, entered or put aside."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consent.importing.template import template
from consent.models import Child, Exclusion, RegisterImport
from tests.consent.families import signed_in
from tests.consent.lists import child, parent, written
from tests.factories import ChildFactory, FamilyLinkFactory, UserFactory

pytestmark = pytest.mark.django_db
BEGIN, CHECK = reverse("consent:import"), reverse("consent:import-check")


@pytest.fixture(autouse=True)
def pat():
    return UserFactory(roles=["practitioner"], email="pat@example.org", name="Pat O'Brien")


@pytest.fixture
def client():
    return signed_in("manager")


def bring(client, content: bytes, name="children.csv"):
    return client.post(BEGIN, {"key": str(uuid.uuid4()), "file": SimpleUploadedFile(name, content)})


def page(client, query="") -> str:
    return client.get(CHECK + query).content.decode()


def enter(client, key=None, seen=None):
    seen = client.get(CHECK).context["seen"] if seen is None else seen
    return client.post(CHECK, {"key": key or str(uuid.uuid4()), "seen": seen})


def test_a_list_is_brought_in_looked_through_and_entered(client):
    answer = bring(client, written(child(parent())))
    assert answer.url == CHECK
    shown = page(client)
    assert "Róisín O&#x27;Neill-Hart" in shown
    assert "Date of birth 27 March 2023" in shown
    assert "Siobhán O&#x27;Neill, Mother, with parental responsibility: new" in shown
    assert enter(client).url == reverse("consent:children")
    assert Child.objects.get().links.count() == 1
    assert b"1 new, 0 changed, 0 the same" in client.get(reverse("consent:children")).content


def test_a_double_click_enters_once(client):
    bring(client, written(child()))
    key, seen = str(uuid.uuid4()), client.get(CHECK).context["seen"]
    assert [enter(client, key, seen).status_code for _ in range(2)] == [302, 302]
    assert Child.objects.count() == 1


def test_every_fault_of_a_row_stands_beside_it_and_nothing_can_be_entered(client):
    wrong = child(parent(email="no address", ground=""), date_of_birth="13/13/2023", key_person="Nobody")
    bring(client, written(child(given_names="Fionn"), wrong))
    shown = page(client)
    assert "“13/13/2023” is no day" in shown
    assert "Parent 1, e-mail address: Enter a valid email address" in shown
    assert "Key person, “Nobody”" in shown
    assert "Parent 1: choose the ground" in shown
    assert "1 row is wrong" in shown
    assert "Enter the list" not in shown
    assert enter(client).status_code == 422
    assert not Child.objects.exists()


def test_rows_of_one_kind_can_be_shown_alone(client):
    bring(client, written(child(), child(given_names="Fionn", starts_on="soon")))
    assert "Fionn" not in page(client, "?show=new")
    assert "Róisín" not in page(client, "?show=wrong")
    assert "Fionn" in page(client, "?show=nonsense&after=nonsense")


def test_what_changed_since_is_shown_before_it_is_entered(client, pat):
    bring(client, written(child(known_as="Ro")))
    seen = client.get(CHECK).context["seen"]
    ChildFactory(given_names="Róisín", family_name="O'Neill-Hart", key_person=pat)
    answer = enter(client, seen=seen)
    assert answer.status_code == 422
    assert "look through it again" in answer.content.decode()
    assert "Known as: nothing" in answer.content.decode()
    assert enter(client, seen=answer.context["seen"]).status_code == 302
    assert Child.objects.get().known_as == "Ro"


def test_columns_that_are_not_known_are_named(client):
    bring(client, written({**child(), "Favourite colour": "Green"}))
    assert "“Favourite colour”" in page(client)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty"),
        (b"PK\x03\x04", "This is a workbook"),
        (b"%PDF-1.4\n\x00\x01", "This file is no list"),
        (b"Given names,Family name\nA\x00,B", "This file is no list"),
        (b"Given names,Surname\nA,B", "The list needs columns for"),
        (b"one,two\n1,2", "No row of headings"),
        (b"Given names,Surname,DOB\n", "no rows"),
        (b"Given names,Surname,DOB,Birthday\nA,B,1/1/2023,1/1/2023", "Two columns mean the same"),
        (b"Given names,Surname,DOB\n" + b"A,B,1/1/2023\n" * 5_001, "more than 5,000 rows"),
        (b'Given names,Surname,DOB\nA,"B,1/1/2023\n', "quotation mark"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(client, content, words):
    answer = bring(client, content)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not RegisterImport.objects.exists()


def test_the_template_is_inert_and_its_example_is_left_out(client):
    answer = client.get(reverse("consent:import-template"))
    assert answer["Content-Disposition"] == 'attachment; filename="children.csv"'
    assert answer.content == template()
    assert "no rows" in bring(client, answer.content).content.decode()


def test_a_list_is_put_aside(client):
    bring(client, written(child()))
    assert client.post(reverse("consent:import-aside")).url == BEGIN
    assert client.get(CHECK).url == BEGIN
    assert enter(client, seen="").status_code == 422


def test_nobody_sees_the_list_that_another_brought(client):
    bring(client, written(child()))
    assert signed_in("manager").get(CHECK).url == BEGIN


def test_a_child_from_whose_record_one_is_excluded_is_not_there(client, pat):
    hidden = ChildFactory(given_names="Róisín", family_name="O'Neill-Hart", key_person=pat, known_as="Secret")
    Exclusion.objects.create(child=hidden, user=client.user, reason="Family", set_by=pat)
    bring(client, written(child(known_as="Ro")))
    assert "Secret" not in page(client)
    assert "C-" not in page(client, "?show=wrong")


def test_an_upload_that_comes_back_keeps_no_name_of_a_child_in_the_address(client):
    assert "?" not in bring(client, written(child())).url


def queries(client) -> int:
    with CaptureQueriesContext(connection) as counted:
        client.get(CHECK)
    return len(counted)


def test_the_preview_asks_as_much_for_one_row_as_for_many(client, pat):
    bring(client, written(child(parent())))
    first = queries(client)
    rows = [child(parent(email=f"p{n}@example.org"), given_names=f"Child {n}") for n in range(30)]
    for n in range(30):
        here = ChildFactory(given_names=f"Child {n}", family_name="O'Neill-Hart", key_person=pat)
        FamilyLinkFactory(child=here, parent__given_names="Siobhán", parent__family_name="O'Neill")
    bring(client, written(*rows))
    assert queries(client) <= first < 25


def test_a_long_list_is_turned_page_by_page(client):
    bring(client, written(*[child(given_names=f"Child {n}") for n in range(150)]))
    answer = client.get(CHECK)
    assert len(answer.context["preview"].lines) == 100
    assert len(client.get(CHECK + "?after=101").context["preview"].lines) == 50
    assert "?after=101" in answer.content.decode()
