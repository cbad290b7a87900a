"""Looking at two rows side by side, merging them, reading the one file, undoing it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consent.actions.merging import merge_children, undo_merge
from consent.models import Address, Child, ChildMerge, Exclusion, Flag
from sharing.presenters.child import present_child
from sharing.presenters.merging import preview_children, preview_parents
from tests.consent.families import signed_in
from tests.factories import ChildFactory, FamilyLinkFactory, UserFactory
from tests.factories import decisions as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return signed_in("manager")


@pytest.fixture
def two():
    return ChildFactory(given_names="Amelia"), ChildFactory(given_names="Amélie")


def merged(client, two):
    merge_children(by=client.user, kept=two[0], merged=two[1], reason="Same birth certificate")


def test_the_preview_says_loudly_who_will_see_more_who_less_and_who_nothing(client, two):
    kept, other = two
    person = UserFactory()
    Exclusion.objects.create(child=other, user=person, reason="Aunt", set_by=client.user)
    said = " ".join(preview_children(kept, other, user=client.user).warnings)
    assert f"{kept.key_person} will see what is recorded under Amélie" in said
    assert f"{other.key_person} will no longer open the file" in said
    assert f"{person} must not see Amélie Hart, and will see nothing of Amelia Hart" in said


def test_the_preview_marks_what_differs_and_warns_of_another_birth_date(client, two):
    twin = ChildFactory(date_of_birth=two[0].date_of_birth.replace(day=1))
    preview = preview_children(two[0], twin, user=client.user)
    assert {"Name", "Date of birth"} <= {line.what for line in preview.details if line.differs}
    assert any("may be two children" in warning for warning in preview.warnings)


def test_the_preview_of_parents_says_for_whom_they_could_sign_after(client):
    kept, other = FamilyLinkFactory(has_responsibility=False), FamilyLinkFactory()
    said = " ".join(preview_parents(kept.parent, other.parent, user=client.user).warnings)
    assert "one voice" in said
    assert f"sign everything for {other.child.name}" in said


def test_the_preview_of_parents_names_no_child_whose_record_is_closed_to_the_reader(client):
    kept, other, closed = FamilyLinkFactory(), FamilyLinkFactory(), FamilyLinkFactory(child__given_names="Closed")
    FamilyLinkFactory(parent=other.parent, child=closed.child)
    Exclusion.objects.create(child=closed.child, user=client.user, reason="Aunt", set_by=UserFactory())
    page = client.get(reverse("sharing:merge-parent", args=[kept.parent.reference, other.parent.reference]))
    assert other.child.name in page.content.decode()
    assert closed.child.name not in page.content.decode()


def test_a_child_named_by_reference_is_previewed_merged_and_undone(client, two):
    kept, other = two
    chosen = client.post(reverse("sharing:merge-choose", args=[kept.reference]), {"other": other.reference})
    assert client.get(chosen.url).status_code == 200
    assert client.post(chosen.url, {"reason": ""}).status_code == 422
    client.post(chosen.url, {"reason": "Same birth certificate"})
    page = client.get(reverse("sharing:twice")).content.decode()
    undo = reverse("sharing:merge-child-undo", args=[other.merged_as.get().pk])
    assert undo in page
    client.post(undo, {"why": "They are cousins"})
    assert Child.objects.kept().count() == 2


def test_the_merged_rows_address_leads_to_the_file_that_is_kept_and_says_so(client, two):
    merged(client, two)
    page = client.get(two[1].get_absolute_url(), follow=True)
    assert page.redirect_chain[0][0] == two[0].get_absolute_url()
    assert "entered twice" in page.content.decode()


def test_the_one_file_shows_what_stands_at_both(client, two):
    merged(client, two)
    Flag.objects.create(child=two[1], kind="do_not_discuss", detail="Nothing to the uncle", set_by=client.user)
    parent, decision = FamilyLinkFactory(child=two[1]).parent, build.shared(child=two[1])
    page = client.get(two[0].get_absolute_url()).content.decode()
    for said in ("Nothing to the uncle", parent.name, decision.reference, "Amelia Hart"):
        assert said in page
    assert "Amélie" not in page


def test_a_flag_on_one_row_stands_in_the_wizard_of_a_decision_on_the_other(client, two):
    """A “do not discuss” that a merge hides could put a child in danger."""
    draft = build.answered_with_consent(child=two[1])
    merged(client, two)
    Flag.objects.create(child=two[0], kind="do_not_discuss", detail="Nothing to the uncle", set_by=client.user)
    page = client.get(reverse("sharing:decision", args=[draft.reference]), follow=True)
    assert page.status_code == 200
    page = client.get(reverse("sharing:continue", args=[draft.reference]), follow=True).content.decode()
    assert "Nothing to the uncle" in page


def test_an_address_protected_at_either_row_stays_protected(client, two):
    merged(client, two)
    Address.objects.create(child=two[0], lines="5 Elm Road", postcode="CH64 1AA")
    Address.objects.create(child=two[1], lines="5 elm road,", postcode="CH64 1AA", protected=True)
    shown = present_child(Child.objects.for_file().get(pk=two[0].pk), [])
    assert shown.open_addresses == ()


@pytest.mark.parametrize("which", [0, 1])
def test_who_is_excluded_from_either_finds_no_page_of_either(which, client, two):
    merged(client, two)
    decision = build.shared(child=two[1 - which])
    lead = signed_in("lead", "manager")
    Exclusion.objects.create(child=two[which], user=lead.user, reason="Aunt", set_by=client.user)
    for child in two:
        for name in ("child-file", "consent:parents", "consent:statements", "sharing:record", "sharing:merge-choose"):
            assert lead.get(reverse(name, args=[child.reference])).status_code == 404
    assert lead.get(decision.get_absolute_url()).status_code == 404
    for page in ("consent:children", "sharing:decisions", "sharing:twice", "home", "audit:log"):
        said = lead.get(reverse(page)).content.decode()
        assert not any(hint in said for hint in ("Amelia", "Amélie", decision.reference, two[0].reference))


@pytest.mark.parametrize("which", [0, 1])
def test_once_undone_it_is_shown_to_nobody_from_whom_either_is_shut(which, client, two):
    """They are two again, and each is named by it."""
    merged(client, two)
    merge = ChildMerge.objects.get()
    undo_merge(by=client.user, merge=merge, why="Cousins of one name")
    manager = signed_in("manager")
    twice, undo = reverse("sharing:twice"), reverse("sharing:merge-child-undo", args=[merge.pk])
    assert "Amélie" in manager.get(twice).content.decode()
    Exclusion.objects.create(child=two[which], user=manager.user, reason="Aunt", set_by=client.user)
    said = manager.get(twice).content.decode()
    assert not any(words in said for words in (two[which].given_names, "Same birth certificate", "Cousins"))
    assert [manager.get(undo).status_code, manager.post(undo, {}).status_code] == [404, 404]


def test_the_list_shows_a_merged_child_once(client, two):
    merged(client, two)
    assert client.get(reverse("consent:children")).content.decode().count("Amelia Hart</a>") == 1
    assert "Amelia" in client.post(reverse("consent:children"), {"name": "Amélie"}).content.decode()


def test_what_is_typed_must_name_one_other_child(client, two):
    page = reverse("sharing:merge-choose", args=[two[0].reference])
    for typed, words in (
        ("Hart", "more than one"),
        (two[0].reference, "came from"),
        ("Zzz", "No child"),
        ("", "Enter"),
    ):
        answer = client.post(page, {"other": typed})
        assert answer.status_code == 422
        assert words in answer.content.decode()


def queries_of_the_file(client, child, rows) -> int:
    for row in rows:
        FamilyLinkFactory(child=row)
        build.shared(child=row)
        Flag.objects.create(child=row, kind="in_need", set_by=client.user)
    client.get(child.get_absolute_url())
    with CaptureQueriesContext(connection) as captured:
        client.get(child.get_absolute_url())
    return len(captured)


def test_the_file_of_a_merged_child_takes_no_more_queries_than_any_other(client, two):
    once = ChildFactory()
    merged(client, two)
    assert queries_of_the_file(client, two[0], two) <= queries_of_the_file(client, once, [once, once])
