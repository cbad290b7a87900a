"""A manager's review: what has happened since the last one, odd things first, signed off as an entry itself."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from neston_sharing.audit.events import record_access, record_event, record_refusal
from neston_sharing.audit.models import Entry, Review
from neston_sharing.audit.oddities import AT_ONCE, MANY
from neston_sharing.audit.reviewing import Shown, overview, sign_off
from neston_sharing.audit.verification import verify
from neston_sharing.audit.verifier import Head
from neston_sharing.audit.views.review import KEPT, SHOWN
from neston_sharing.foundation.actions import Refusal
from tests.audit.reviews import REVIEW, excluded_from, in_the_export, keep_out, manager_called, signed_off
from tests.factories import PASSWORD, ChildFactory, UserFactory
from tests.factories import decisions as build


@pytest.fixture
def manager(db, client):
    manager = manager_called("Morag Hart")
    client.force_login(manager)
    return manager


@pytest.fixture
def child(manager):
    return ChildFactory(given_names="Amelia", family_name="Hart", key_person=UserFactory(name="Amy Khan"))


def odd(user) -> list[tuple]:
    return [(line.title.partition(" ")[0], line.who, line.children) for line in overview(user).odd]


def test_odd_things_are_told_in_words_with_the_child_s_name(child, manager):
    record_access(manager, child.reference, "file", child.reference)
    record_refusal(UserFactory(name="Stan Ranger"), "child-file", child.reference)
    told = [line for line in overview(manager).odd if "hours" not in line.title]
    assert [(line.title, line.who, line.children) for line in told] == [
        ("Opened something about a child of their own family's name", "Morag Hart", ["Amelia Hart"]),
        ("Was refused access", "Stan Ranger", ["Amelia Hart"]),
        ("Opened something as neither key person nor cover", "Morag Hart", ["Amelia Hart"]),
    ]


def test_a_key_person_or_a_cover_is_no_stranger_to_the_file(child, manager):
    record_access(child.key_person, child.reference, "file", child.reference)
    assert not [line for line in odd(manager) if line[0] == "Opened"]


def test_who_opens_concerns_and_decisions_of_many_children_is_odd_whoever_they_are(manager):
    """The lead, and whoever backs what they read, as they are when they open files: somebody asks why."""
    people = [UserFactory(name="Amy Khan", roles=["practitioner"]), UserFactory(name="Jo Lee", roles=["lead"])]
    for number in range(MANY):
        opened = ChildFactory(key_person=people[0] if number == 0 else UserFactory())
        for person in people:
            record_access(person, opened.reference, "concern", f"CN-{number}")
            record_access(person, opened.reference, "decision", f"IS-{number}")
    told = {(line.title, line.who): line.times for line in overview(manager).odd if "hours" not in line.title}
    not_theirs = "Opened something as neither key person nor cover"
    assert told[(not_theirs, "Amy Khan")] == 2 * (MANY - 1)
    assert told[(not_theirs, "Jo Lee")] == 2 * MANY
    assert {who for title, who in told if title == AT_ONCE} == {"Amy Khan", "Jo Lee"}


def test_a_refusal_says_which_record_was_tried(client, manager):
    decision = build.shared()
    client.force_login(UserFactory(name="Stan Ranger", roles=["practitioner"]))
    client.get(decision.get_absolute_url())
    client.force_login(manager)
    (line,) = [line for line in overview(manager).odd if line.title == "Was refused access"]
    assert line.tried == [f"a decision: {decision.reference}"]
    assert line.tried[0] in client.get(REVIEW).content.decode()
    assert f"access to a decision {decision.reference}" in " ".join(client.get("/audit/").content.decode().split())


def test_that_the_log_was_found_changed_is_odd_whoever_had_it_verified(manager):
    for by in (None, manager):
        record_event("log_found_changed", by=by, data={"faults": 1})
    changed = [line for line in overview(manager).odd if line.title == "Found the audit log changed"]
    assert {line.who for line in changed} == {"Somebody", "Morag Hart"}
    assert overview(manager).odd[0] in changed


def test_what_one_is_excluded_from_is_not_in_it(child, manager):
    record_access(child.key_person, child.reference, "file", child.reference)
    record_refusal(child.key_person, "child-file", child.reference)
    keep_out(manager, child)
    assert odd(manager) == []


def test_a_review_begins_where_the_last_one_ended(child, manager):
    record_refusal(child.key_person, "child-file", child.reference)
    review = signed_off(manager)
    assert odd(manager) == []
    assert overview(manager).last == review
    record_refusal(UserFactory(), "child-file", child.reference)
    assert len(odd(manager)) == 1


def test_a_review_is_an_entry_and_stands_for_ever(manager):
    review = signed_off(manager, notes="Asked Amy. She covered.")
    entry = Entry.objects.of_event("").latest("id")
    assert entry.changes["notes"] == [None, "Asked Amy. She covered."]
    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_review SET notes = 'x' WHERE id = %s", [review.pk])
    assert list(verify(Head())) == []


def test_two_cannot_sign_off_the_same(manager):
    shown = overview(manager).shown
    sign_off(by=manager, shown=shown, notes="")
    with pytest.raises(Refusal, match="meanwhile"):
        sign_off(by=manager, shown=shown, notes="")


def test_nor_a_part_that_another_review_has_begun_before(manager):
    shown = overview(manager).shown
    record_refusal(UserFactory(), "child-file", "C-ABSENT")
    sign_off(by=manager, shown=replace(shown, until=shown.until - 1), notes="")
    with pytest.raises(Refusal, match="meanwhile"):
        sign_off(by=manager, shown=shown, notes="")


def test_nobody_signs_off_what_has_not_happened(manager):
    with pytest.raises(Refusal):
        sign_off(by=manager, shown=Shown(manager.pk, Entry.objects.newest_number() + 1, None, [], []), notes="")


@pytest.mark.parametrize("role", ["auditor", "lead", "helper"])
def test_managers_review(db, role):
    person = UserFactory(roles=[role])
    with pytest.raises(Refusal, match="Ask a manager"):
        sign_off(by=person, shown=Shown(person.pk, 1, None, [], []), notes="")


def test_decisions_are_drawn_from_those_of_this_time_and_kept_with_the_review(manager):
    recorded = {build.shared().reference for _ in range(4)}
    drawn = [sample.reference for sample in overview(manager).samples]
    assert len(drawn) == 3
    assert set(drawn) < recorded
    review = signed_off(manager)
    assert sorted(review.decisions) == sorted(drawn)
    assert overview(manager).samples == []


def test_the_page_tells_and_signs_off(client, child, manager):
    record_refusal(child.key_person, "child-file", child.reference)
    page = client.get(REVIEW)
    assert "Was refused access" in page.content.decode()
    record_refusal(UserFactory(), "child-file", child.reference)  # after the page was shown: for the next review
    unread = client.post(REVIEW, as_shown(page) | {"notes": "Asked"})
    assert (unread.status_code, until(unread)) == (422, until(page))
    client.post(REVIEW, as_shown(unread) | SIGNED)
    assert Review.objects.get().until == until(page)
    assert "Asked" in client.get(REVIEW).content.decode()


def as_shown(page) -> dict:
    return {"seen": page.context["form"]["seen"].value()}


def until(page) -> int:
    return page.context["told"].shown.until


SIGNED = {"notes": "Asked", "read": "on"}


def test_a_second_managers_sign_off_tells_what_has_happened_since_the_first(client, manager):
    """Nobody signs off what they have not read, nor decisions that their page did not name."""
    shown = as_shown(client.get(REVIEW))
    signed_off(UserFactory(roles=["manager"]))
    record_refusal(UserFactory(name="Stan Ranger"), "child-file", "C-ABSENT")
    again = client.post(REVIEW, shown | SIGNED)
    said = again.content.decode()
    assert again.status_code == 422
    assert not [words for words in ("Stan Ranger", "Asked", "Somebody else") if words not in said]
    assert not again.context["form"]["read"].value()
    assert client.post(REVIEW, as_shown(again) | SIGNED).status_code == 302
    assert Review.objects.last_one().notes == "Asked"


def test_what_was_shown_too_long_ago_is_shown_again(client, manager):
    shown = as_shown(client.get(REVIEW))
    for _ in range(KEPT):
        client.get(REVIEW)
    again = client.post(REVIEW, shown | SIGNED)
    assert (again.status_code, Review.objects.count()) == (422, 0)
    assert "too long ago" in again.content.decode()
    assert client.post(REVIEW, as_shown(again) | SIGNED).status_code == 302


def test_after_another_review_the_decisions_are_others_and_nobody_has_ticked_them(client, manager):
    for _ in range(3):
        build.shared()
    middle = Entry.objects.newest_number()
    for _ in range(9):
        build.shared()
    page = client.get(REVIEW)
    signed_off(UserFactory(roles=["manager"]), until=middle)
    again = client.post(REVIEW, as_shown(page) | SIGNED | {"notes": "x" * 100_000})
    assert until(again) == until(page)
    assert not again.context["form"]["read"].value()
    assert client.post(REVIEW, as_shown(page) | SIGNED).status_code == 422


def test_what_was_shown_to_one_is_not_signed_off_by_another_in_the_same_browser(client, manager):
    shown = as_shown(client.get(REVIEW))
    session = client.session[SHOWN]
    client.force_login(manager_called("Bob Bee"))
    kept = client.session
    kept[SHOWN] = session
    kept.save()
    assert client.post(REVIEW, shown | SIGNED).status_code == 422
    assert not Review.objects.exists()


def test_what_has_happened_behind_the_lock_is_ticked_by_nobody_yet(client, manager):
    shown = as_shown(client.get(REVIEW))
    client.post("/accounts/lock/", {"next": REVIEW, "written": urlencode(shown | SIGNED)})
    record_refusal(UserFactory(name="Late Larry"), "child-file", "C-ABSENT")
    client.post(f"/accounts/unlock/?next={REVIEW}", {"password": PASSWORD})
    form = client.get(REVIEW).context["form"]
    assert (form["notes"].value(), form["read"].value()) == ("Asked", False)


def test_many_looks_take_no_more_statements_than_few(client, manager, django_assert_max_num_queries):
    for _ in range(12):
        child = ChildFactory()
        record_access(manager, child.reference, "file", child.reference)
        build.shared(child=child)
    with django_assert_max_num_queries(25):
        assert client.get(REVIEW).status_code == 200


def test_the_way_to_it_stands_on_the_log(client, manager):
    assert reverse("audit:review") in client.get("/audit/").content.decode()


NOTES = "Hart decision: asked Amy about her aunt"


@pytest.fixture
def reviewed(child, manager):
    """Somebody else's review: of two decisions, one of which is about this child."""
    decisions = [build.shared(child=child), build.shared()]
    signed_off(UserFactory(roles=["manager"]), notes=NOTES)
    return decisions


def told_everywhere(client, user) -> list[str]:
    """What the review's page, the log and the export tell."""
    client.force_login(user)
    entry = Entry.objects.get(content_type__model="review", event="")
    pages = [client.get(REVIEW), client.get("/audit/"), client.get(reverse("audit:entry", args=[entry.pk]))]
    return [*(page.content.decode() for page in pages), in_the_export(client)]


def test_an_earlier_review_tells_an_excluded_manager_neither_the_decision_nor_the_notes(client, child, reviewed):
    closed, open_ = (decision.reference for decision in reviewed)
    told = told_everywhere(client, excluded_from(child, "Anna Aunt"))
    assert not [page for page in told if NOTES in page or closed in page]
    assert [open_ in page for page in told] == [True] * 4  # the last for its own entries


def test_who_sees_all_of_it_is_told_decisions_and_notes(client, manager, reviewed):
    told = told_everywhere(client, manager)
    assert [NOTES in page and all(each.reference in page for each in reviewed) for page in told] == [True] * 4


def test_who_wrote_the_notes_reads_them_whatever_was_hidden(client, child, manager):
    anna = excluded_from(child, "Anna Aunt")
    signed_off(anna, notes="Mine")
    client.force_login(anna)
    assert "Mine" in client.get(REVIEW).content.decode()
    assert "Mine" in client.get("/audit/").content.decode()
