"""A record that only those named see, until it is lifted."""

import pytest
from django.db import IntegrityError, connection, transaction

from consent import subjects
from consent.actions.exclusions import exclude
from consent.actions.merging import merge_children, undo_merge
from consent.actions.restrictions import lift_restriction, restrict
from consent.models import Child, Restriction
from neston_sharing.foundation.actions import Refusal
from tests.factories import ChildFactory, FamilyLinkFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return UserFactory(roles=["lead"])


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


@pytest.fixture
def child():
    return ChildFactory()


@pytest.mark.parametrize("role", ["practitioner", "deputy", "manager"])
def test_whoever_is_not_named_loses_sight_whatever_the_role(lead, child, role):
    person = UserFactory(roles=[role])
    child.key_person = person
    child.save()
    restrict(by=lead, child=child, readers=[], reason="Her mother works here")
    assert not Child.objects.visible_to(person).exists()
    assert not Child.objects.listed_for(person).exists()
    assert Child.objects.findable_by(person).get() == child  # to refer or to report a concern


def test_those_named_and_the_lead_keep_sight(lead, child):
    deputy, carer = UserFactory(roles=["deputy"]), child.key_person
    restrict(by=deputy, child=child, readers=[deputy, carer], reason="An enquiry")
    assert [Child.objects.visible_to(person).exists() for person in (lead, deputy, carer)] == [True, True, True]


def test_exclusion_beats_the_list_and_the_lead(lead, manager, child):
    restrict(by=lead, child=child, readers=[manager], reason="An enquiry")
    exclude(by=manager, child=child, user=lead, reason="Her aunt")
    assert not Child.objects.findable_by(lead).exists()
    with pytest.raises(Refusal, match="cannot see this record"):
        restrict(by=manager, child=child, readers=[manager, lead], reason="An enquiry")


def test_a_new_list_ends_the_old_one(lead, manager, child):
    first = restrict(by=lead, child=child, readers=[manager], reason="An enquiry")
    restrict(by=lead, child=child, readers=[], reason="A narrower enquiry")
    first.refresh_from_db()
    assert (first.lifted_by, first.lifted_why) == (lead, "Another list took its place: A narrower enquiry")
    assert not Child.objects.visible_to(manager).exists()


def test_sight_comes_back_when_it_is_lifted_with_a_reason(lead, manager, child):
    restriction = restrict(by=lead, child=child, readers=[], reason="An enquiry")
    with pytest.raises(Refusal, match="why"):
        lift_restriction(by=lead, restriction=restriction, why=" ")
    lift_restriction(by=lead, restriction=restriction, why="The enquiry is closed")
    assert Child.objects.visible_to(manager).exists()
    with pytest.raises(Refusal, match="already"):
        lift_restriction(by=lead, restriction=restriction, why="Again")


def test_only_who_is_designated_and_sees_it_restricts_and_lifts(lead, manager, child):
    with pytest.raises(Refusal, match="lead"):
        restrict(by=child.key_person, child=child, readers=[], reason="An enquiry")
    restriction = restrict(by=lead, child=child, readers=[], reason="An enquiry")
    with pytest.raises(Refusal, match="lead"):
        lift_restriction(by=manager, restriction=restriction, why="I want to see it")


def test_somebody_designated_is_left_who_reads_what_is_reported(manager, child):
    with pytest.raises(Refusal, match="designated"):
        restrict(by=manager, child=child, readers=[child.key_person], reason="An enquiry")
    restrict(by=manager, child=child, readers=[manager], reason="An enquiry")


def test_the_log_names_a_restricted_child_to_nobody_else(lead, manager):
    link = FamilyLinkFactory()
    restrict(by=lead, child=link.child, readers=[], reason="An enquiry")
    assert set(subjects.hidden_from(manager)) == {link.child.reference, link.parent.reference}
    assert (subjects.labels([link.child.reference], manager), subjects.find("Hart", manager)) == ({}, {})
    assert subjects.hidden_from(lead) == []


def test_two_rows_of_one_child_are_restricted_together_and_stay_so_when_parted(lead, manager, child):
    other = ChildFactory()
    merge = merge_children(by=manager, kept=child, merged=other, reason="One certificate")
    restrict(by=lead, child=child, readers=[], reason="An enquiry")
    merger = UserFactory(roles=["manager", "lead"])
    assert not Child.objects.visible_to(manager).exists()
    undo_merge(by=merger, merge=merge, why="Cousins")
    assert set(Child.objects.visible_to(manager)) == set()
    assert Child.objects.visible_to(lead).count() == 2


@pytest.mark.parametrize("change", [{"reason": "Another"}, {"lifted_why": "Never mind"}])
def test_the_database_refuses_to_change_what_was_said(lead, child, change):
    restriction = restrict(by=lead, child=child, readers=[lead], reason="An enquiry")
    lift_restriction(by=lead, restriction=restriction, why="Closed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Restriction.objects.filter(pk=restriction.pk).update(**change)


def test_the_database_refuses_to_delete_a_restriction_or_its_list(lead, child):
    restriction = restrict(by=lead, child=child, readers=[lead], reason="An enquiry")
    for rows in (restriction.readers.all(), Restriction.objects.filter(pk=restriction.pk)):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows._raw_delete(rows.db)


@pytest.mark.only_on("sqlite")
def test_nor_does_it_let_a_row_be_put_in_its_place(lead, child):
    restriction = restrict(by=lead, child=child, readers=[], reason="An enquiry")
    columns = "id, child_id, reason, set_at, set_by_id"
    with pytest.raises(IntegrityError, match="is kept"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT OR REPLACE INTO consent_restriction ({columns}) VALUES (%s, %s, 'Nothing', %s, %s)",
            [restriction.pk, ChildFactory().pk, restriction.set_at, lead.pk],
        )
