"""Who has looked at a child's file: for the designated lead, from the child's file."""

import pytest
from django.urls import reverse

from consent.actions.merging import merge_children
from neston_sharing.audit.events import record_access
from neston_sharing.audit.models import Entry
from tests.factories import ChildFactory, UserFactory


@pytest.fixture
def lead(db, client):
    lead = UserFactory(name="Lena Lead", roles=["lead"])
    client.force_login(lead)
    return lead


@pytest.fixture
def child(lead):
    return ChildFactory(key_person=UserFactory(name="Amy Khan", roles=["practitioner"]))


def rows(client, child) -> list[tuple]:
    said = client.get(reverse("sharing:looked", args=[child.reference])).context["rows"]
    return [(who, relation, what["text"].partition(" ")[0]) for _, who, relation, what in said]


def test_whoever_opened_it_is_named_with_what_they_are_to_the_child(client, child):
    record_access(child.key_person, child.reference, "file", child.reference)
    assert rows(client, child) == [
        ("Lena Lead", "Neither key person nor cover", "Opened"),
        ("Amy Khan", "Key person", "Opened"),
    ]


def test_whoever_was_refused_it_is_named(client, child, lead):
    stranger = UserFactory(name="Stan Ranger", roles=["practitioner"])
    client.force_login(stranger)
    assert client.get(reverse("child-file", args=[child.reference])).status_code == 404
    client.force_login(lead)
    assert ("Stan Ranger", "Neither key person nor cover", "Was") in rows(client, child)


def test_what_was_opened_under_another_reference_of_the_child_stands_there_too(client, child, lead):
    twice = ChildFactory()
    record_access(child.key_person, twice.reference, "file", twice.reference)
    merge_children(by=UserFactory(roles=["manager"]), kept=child, merged=twice, reason="Same certificate")
    assert ("Amy Khan", "Key person", "Opened") in rows(client, child)


def test_changes_and_other_children_s_files_do_not_stand_there(client, child):
    other = ChildFactory()
    record_access(child.key_person, other.reference, "file", other.reference)
    assert Entry.objects.about(child.reference).exists()  # that the child was entered
    assert [who for who, *_ in rows(client, child)] == ["Lena Lead"]


def test_the_way_to_it_stands_on_the_child_s_file(client, child):
    page = client.get(reverse("child-file", args=[child.reference])).content.decode()
    assert reverse("sharing:looked", args=[child.reference]) in page


@pytest.mark.parametrize(("role", "status"), [("lead", 200), ("deputy", 200), ("manager", 200), ("practitioner", 403)])
def test_it_is_for_whoever_leads(client, child, role, status):
    client.force_login(UserFactory(roles=[role]))
    assert client.get(reverse("sharing:looked", args=[child.reference])).status_code == status
