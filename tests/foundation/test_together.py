"""Rows that are fetched together are those that Django fetches one by one."""

import pytest
from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects

from consent.models import Child, ConsentRecipient, ConsentStatement, FamilyLink, Parent, PolicyGiven
from consent.models.prefetches import head_of_file
from neston_sharing.foundation.together import fetch_each, prefetch_each
from sharing.models import Decision
from tests.factories import ChildFactory, ConsentStatementFactory, FamilyLinkFactory, RegistrationFactory
from tests.factories import decisions as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def families():
    for number in range(3):
        child = ChildFactory(given_names=f"Ann {number}", family_name="O'Hara %s")
        for _ in range(number):
            ConsentStatementFactory(child=child, parent=FamilyLinkFactory(child=child).parent)
        RegistrationFactory(child=child)
        build.shared(child=child) if number else None
    return list(Child.objects.order_by("id"))


def columns(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_each_queryset_has_its_rows_in_its_order_with_every_column_as_django_reads_it(
    families, django_assert_num_queries
):
    querysets = [
        Child.objects.order_by("-given_names"),
        ConsentStatement.objects.order_by("-stated_on", "id"),
        Decision.objects.order_by("id")[1:2],
        Parent.objects.none(),
        FamilyLink.objects.select_related("parent", "child__key_person").order_by("parent__family_name", "-id"),
    ]
    with django_assert_num_queries(1):
        fetched = fetch_each(*querysets)
    assert [[columns(row) for row in rows] for rows in fetched] == [
        [columns(row) for row in each] for each in querysets
    ]


def test_joined_rows_and_annotations_come_with_theirs(families, django_assert_num_queries):
    given = ConsentStatement.objects.filter(child=OuterRef("pk"))
    with django_assert_num_queries(1):
        children, links = fetch_each(
            Child.objects.annotate(has_words=Exists(given)).select_related("merged_into").order_by("id"),
            FamilyLink.objects.select_related("parent").order_by("id"),
        )
        assert [(child.has_words, child.merged_into) for child in children] == [
            (False, None),
            (True, None),
            (True, None),
        ]
        assert all(link.parent.pk == link.parent_id for link in links)


def said(child) -> list:
    """All that the head of a file fetches, as it is found from the child."""
    return [
        sorted(
            (word.pk, word.parent.name, [each.pk for each in word.recipients.all()]) for word in child.consents.all()
        ),
        [(link.pk, link.child.pk, [each.pk for each in link.delegations.all()]) for link in child.links.all()],
        [(each.pk, [given.version.pk for given in each.policies_given.all()]) for each in child.registrations.all()],
    ]


def test_what_is_prefetched_takes_one_statement_a_level(families, django_assert_num_queries):
    with django_assert_num_queries(2):
        prefetch_each(families, *head_of_file())
    with django_assert_num_queries(0):
        together = [said(child) for child in families]
    assert together == [said(child) for child in Child.objects.prefetch_related(*head_of_file()).order_by("id")]


def test_what_was_prefetched_can_be_narrowed_by_the_database_after(families):
    prefetch_each(families, *head_of_file())
    word = families[2].consents.all()[0]
    assert list(families[2].consents.filter(pk=word.pk)) == [word]
    assert families[1].consents.filter(pk=word.pk).count() == 0


def test_a_path_leads_through_what_is_fetched_and_fetches_what_is_not(families, django_assert_num_queries):
    recipients = Prefetch("child__consents__recipients", ConsentRecipient.objects.select_related("agency"))
    decisions = list(Decision.objects.select_related("child").order_by("id"))
    with django_assert_num_queries(2):
        prefetch_each(decisions, "answers", "child__consents", recipients)
    with django_assert_num_queries(0):
        found = [[len(word.recipients.all()) for word in each.child.consents.all()] for each in decisions]
    assert [len(each) for each in found] == [2, 3]


def test_the_same_path_twice_is_one(families, django_assert_num_queries):
    with django_assert_num_queries(2):
        prefetch_each(families, "links", "links__parent", "links", "links__parent")
    with django_assert_num_queries(0):
        assert all(link.parent for child in families for link in child.links.all())


@pytest.mark.parametrize(("path", "behind"), [("links", FamilyLink), ("registrations__policies_given", PolicyGiven)])
def test_two_querysets_for_one_path_are_refused_as_django_does(families, path, behind):
    lookups = [Prefetch(path, behind.objects.filter(pk__gte=number)) for number in (0, 1)]
    for prefetch in (prefetch_related_objects, prefetch_each):
        with pytest.raises(ValueError, match="lookup was already seen with a different queryset"):
            prefetch(list(Child.objects.all()), *lookups)


def test_to_attr_is_kept(families):
    prefetch_each(families, Prefetch("links", FamilyLink.objects.order_by("-id"), to_attr="known"))
    assert [len(child.known) for child in families] == [0, 2, 3]


def test_nothing_is_asked_for_no_rows(django_assert_num_queries):
    with django_assert_num_queries(0):
        prefetch_each([], *head_of_file())
        assert fetch_each() == []
        assert fetch_each(Child.objects.none()) == [[]]
