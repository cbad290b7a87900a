"""Whatever a review did not show to its reviewer waits for one who sees it; and nothing tells them that it does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consent.actions.exclusions import lift_exclusion
from neston_sharing.audit.events import record_refusal
from neston_sharing.audit.models import Entry, Review
from neston_sharing.audit.reviewing import overview, sign_off
from sharing.actions.refile import refile
from tests.audit.reviews import (
    REVIEW,
    excluded_from,
    in_the_export,
    keep_out,
    manager_called,
    numbers_in_the_log,
    refused,
    signed_off,
)
from tests.factories import ChildFactory, UserFactory
from tests.factories import decisions as build
from tests.factories.concerns import AdultConcernFactory

LEFT_OUT = "left_out_of_review"
ABSENT = "C-22222222"


@pytest.fixture
def manager(db, client):
    manager = manager_called("Morag Hart")
    client.force_login(manager)
    return manager


@pytest.fixture
def child(manager):
    signed_off(manager)
    return ChildFactory()


def tried(person, child_or_reference, beside: str = "") -> None:
    reference = getattr(child_or_reference, "reference", child_or_reference)
    record_refusal(person, "sharing:merge-child" if beside else "child-file", reference, beside)


# It waits


def test_however_often_an_excluded_manager_signs_off_her_attempts_wait_for_somebody_else(client, child, manager):
    anna = excluded_from(child, "Anna Aunt")
    tried(anna, child)
    signed_off(anna)
    tried(manager, ABSENT)
    signed_off(anna)
    assert refused(anna) == []
    assert refused(manager) == ["Anna Aunt"]
    assert "further back" in client.get(REVIEW).content.decode()
    signed_off(manager)
    assert refused(manager) == []
    assert not overview(manager).has_waited


def test_an_attempt_that_names_the_child_beside_another_waits_too(child, manager):
    anna = excluded_from(child, "Anna Aunt")
    tried(UserFactory(name="Stan Ranger"), ChildFactory(), beside=child.reference)
    signed_off(anna)
    assert refused(manager) == ["Stan Ranger"]


def test_a_refused_decision_that_was_moved_waits_too(child, manager):
    moved = build.shared()
    refile(by=manager, decision=moved, child=child, reason="Hers")
    anna = excluded_from(child, "Anna Aunt")
    record_refusal(UserFactory(name="Stan Ranger"), "sharing:decision", moved.child.reference, moved.reference)
    signed_off(anna)
    assert refused(manager) == ["Stan Ranger"]


def test_nobody_reviews_their_own_refused_attempts(manager):
    tried(manager, ABSENT)
    signed_off(manager)
    assert refused(manager) == []
    assert refused(manager_called("Bob Bee")) == ["Morag Hart"]


def test_nor_those_that_they_made_before_they_were_let_in(child, manager):
    anna = excluded_from(child, "Anna Aunt")
    tried(anna, child)
    lift_exclusion(by=manager, exclusion=child.exclusions.get(), why="A mistake")
    signed_off(anna)
    assert refused(manager) == ["Anna Aunt"]


def test_nor_after_somebody_has_reviewed_who_could_not_see_them_either(child, manager):
    anna, bob = excluded_from(child, "Anna Aunt"), excluded_from(child, "Bob Bee")
    tried(anna, child)
    signed_off(anna)
    signed_off(bob)
    lift_exclusion(by=manager, exclusion=child.exclusions.get(user=anna), why="A mistake")
    signed_off(anna)
    assert refused(manager) == ["Anna Aunt"]


def test_what_waits_for_one_reason_waits_on_where_the_next_may_not_see_it_for_another(child, manager):
    anna, bob = excluded_from(ChildFactory(), "Anna Aunt"), excluded_from(child, "Bob Bee")
    tried(anna, child)
    signed_off(anna)  # her own
    signed_off(bob)  # about a child who is shut to him
    assert refused(manager) == ["Anna Aunt"]


def test_and_the_other_way_round(child, manager):
    anna, bob = excluded_from(child, "Anna Aunt"), excluded_from(ChildFactory(), "Bob Bee")
    tried(bob, child)
    signed_off(anna)
    signed_off(bob)
    assert refused(manager) == ["Bob Bee"]


def test_an_attempt_at_two_children_waits_until_one_comes_who_sees_both(child, manager):
    other = ChildFactory()
    anna, bob = excluded_from(child, "Anna Aunt"), excluded_from(other, "Bob Bee")
    tried(UserFactory(name="Stan Ranger"), child, beside=other.reference)
    signed_off(anna)
    signed_off(bob)
    assert refused(manager) == ["Stan Ranger"]


def test_what_was_reviewed_meanwhile_waits_no_longer(child, manager):
    anna, bob = excluded_from(child, "Anna Aunt"), excluded_from(child, "Bob Bee")
    tried(anna, ABSENT)
    signed_off(anna)
    tried(bob, ABSENT)
    signed_off(bob)  # who has read hers
    tried(anna, "C-33333333")
    signed_off(anna)  # who has read his
    (line,) = [line for line in overview(manager).odd if line.title == "Was refused access"]
    assert (line.who, line.times) == ("Anna Aunt", 1)


def test_a_child_who_was_let_in_between_page_and_sign_off_was_not_on_the_page(client, child, manager):
    anna = excluded_from(child, "Anna Aunt")
    tried(UserFactory(name="Stan Ranger"), child)
    client.force_login(anna)
    seen = client.get(REVIEW).context["form"]["seen"].value()
    lift_exclusion(by=manager, exclusion=child.exclusions.get(), why="A mistake")
    assert client.post(REVIEW, {"seen": seen, "read": "on"}).status_code == 302
    assert refused(anna) == ["Stan Ranger"]


def test_what_is_told_more_after_a_mistake_in_the_form_is_to_be_ticked_anew(client, child, manager):
    anna = excluded_from(child, "Anna Aunt")
    tried(UserFactory(name="Stan Ranger"), child)
    client.force_login(anna)
    seen = client.get(REVIEW).context["form"]["seen"].value()
    lift_exclusion(by=manager, exclusion=child.exclusions.get(), why="A mistake")
    again = client.post(REVIEW, {"seen": seen, "read": "on", "notes": "x" * 100_000})
    assert again.status_code == 422
    assert "Stan Ranger" in again.content.decode()
    assert not again.context["form"]["read"].value()


@pytest.mark.parametrize("when", ["after", "before"])
def test_a_decision_that_was_put_back_was_hidden_all_the_same(when, client, child, manager):
    """What was hidden waits, whatever has become of it since."""
    moved = build.shared()
    refile(by=manager, decision=moved, child=child, reason="Hers")
    anna = excluded_from(child, "Anna Aunt")
    record_refusal(UserFactory(name="Stan Ranger"), "sharing:decision", moved.child.reference, moved.reference)
    shown = overview(anna).shown
    if when == "after":
        sign_off(by=anna, shown=shown, notes="")
    refile(by=manager, decision=moved, child=moved.child, reason="His after all")
    if when == "before":
        sign_off(by=anna, shown=shown, notes="")
    assert refused(manager) == ["Stan Ranger"]


def test_decisions_that_a_page_did_not_name_are_not_recorded_as_read(child, manager):
    build.shared(child=child)
    anna = excluded_from(child, "Anna Aunt")
    shown = overview(anna).shown
    lift_exclusion(by=manager, exclusion=child.exclusions.get(), why="A mistake")
    assert sign_off(by=anna, shown=shown, notes="").decisions == []


# Nothing tells


def test_what_somebody_has_reviewed_is_not_told_again_because_something_else_waits_for_longer(child, manager):
    """It would tell them that something does."""
    other = ChildFactory()
    bob, anna = excluded_from(child, "Bob Bee"), excluded_from(child, "Anna Aunt")
    tried(UserFactory(name="Stan Ranger"), child)
    tried(UserFactory(name="Old Olga"), other)
    signed_off(bob)
    keep_out(anna, other)
    tried(UserFactory(name="New Nora"), other)
    signed_off(anna)
    assert refused(bob) == ["New Nora"]


@pytest.mark.parametrize("about", ["a child", "herself"])
def test_notes_about_what_waited_are_not_for_whom_it_was_hidden_from(about, client, child, manager):
    anna = manager_called("Anna Aunt")
    if about == "a child":
        keep_out(anna, child)
        tried(UserFactory(name="Stan Ranger"), child)
    else:
        AdultConcernFactory(about=anna)
    signed_off(anna)
    signed_off(manager, notes="Asked about Anna's niece")
    client.force_login(anna)
    assert "Anna&#x27;s niece" not in client.get(REVIEW).content.decode()
    assert "Anna&#x27;s niece" not in client.get("/audit/").content.decode()
    assert "Anna's niece" not in in_the_export(client)
    client.force_login(manager)
    assert "Anna&#x27;s niece" in client.get(REVIEW).content.decode()


@pytest.mark.parametrize("asked", ["shut", "absent"])
def test_an_excluded_managers_own_attempts_tell_them_nothing(asked, client, child, manager):
    """Attempts at what is not there, told beside none at what is shut, would tell the one from the other."""
    anna = excluded_from(child, "Anna Aunt")
    client.force_login(anna)
    page = reverse("child-file", args=[child.reference if asked == "shut" else ABSENT])
    assert client.get(page).status_code == 404
    entry = Entry.objects.of_event("access_refused").get()
    assert entry.pk not in numbers_in_the_log(client)
    assert client.get(reverse("audit:entry", args=[entry.pk])).status_code == 404
    assert f'"id":{entry.pk},' not in in_the_export(client)
    signed_off(anna)
    assert Entry.objects.visible_to(anna).newest_number() == Entry.objects.newest_number() - 1  # as after any review


@pytest.mark.parametrize("who", ["free", "concerned", "excluded"])
def test_ones_own_attempts_do_not_tell_either_whether_anything_is_shut(who, client, manager):
    anna = manager_called("Anna Aunt")
    if who == "concerned":
        AdultConcernFactory(about=anna)
    if who == "excluded":
        keep_out(anna, ChildFactory())
    client.force_login(anna)
    assert client.get(reverse("child-file", args=[ABSENT])).status_code == 404
    assert Entry.objects.of_event("access_refused").get().pk not in numbers_in_the_log(client)


def test_a_concern_about_the_reviewer_shows_in_nothing_that_happens_at_sign_off(client, manager):
    anna = manager_called("Anna Aunt")
    client.force_login(anna)
    seen = client.get(REVIEW).context["form"]["seen"].value()
    AdultConcernFactory(about=anna)
    unread = client.post(REVIEW, {"seen": seen, "notes": "x" * 100_000, "read": "on"})
    assert unread.context["form"]["read"].value()
    seen = unread.context["form"]["seen"].value()
    assert client.post(REVIEW, {"seen": seen, "read": "on"}).status_code == 302


def test_many_reviews_take_no_more_statements_than_few(client, child):
    anna = excluded_from(child, "Anna Aunt")
    bob = manager_called("Bob Bee")
    client.force_login(anna)

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/audit/").status_code == 200
        return len(asked)

    signed_off(bob, notes="One")
    statements()  # which notes who has looked
    few = statements()
    for _ in range(5):
        tried(UserFactory(), child)
        signed_off(bob, notes="Another")
    assert statements() == few


def test_what_a_review_left_out_is_read_by_nobody(client, child, manager):
    """It would tell one excluded manager of another, or of an attempt at what is shut to both."""
    anna, bob = excluded_from(child, "Anna Aunt"), excluded_from(child, "Bob Bee")
    tried(anna, child)
    signed_off(anna)
    left = Entry.objects.of_event(LEFT_OUT).filter(object_id=Review.objects.last_one().pk).get()
    for reader in (anna, bob, manager):
        client.force_login(reader)
        assert left.pk not in numbers_in_the_log(client)
        assert client.get(reverse("audit:entry", args=[left.pk])).status_code == 404
        assert f'"id":{left.pk},' not in in_the_export(client)
    assert not overview(bob).has_waited


def test_what_earlier_versions_left_out_waits_as_well(child, manager):
    """They left an entry for each child, under its reference."""
    tried(UserFactory(name="Stan Ranger"), child)
    stan = Entry.objects.newest_number()
    signed_off(manager)
    review = Review.objects.last_one()
    kind = Entry.objects.of_event(LEFT_OUT).latest("id").content_type
    Entry.objects.create(
        event=LEFT_OUT,
        subject=child.reference,
        content_type=kind,
        object_id=review.pk,
        additional_data={"since": stan - 1},
    )
    assert refused(manager) == ["Stan Ranger"]
