"""A manager's review: what has happened since the last one, odd things first, signed off as an entry itself."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from consent.actions.exclusions import lift_exclusion
from consent.models import Exclusion
from neston_sharing.audit.events import record_access, record_refusal
from neston_sharing.audit.models import Entry, Review
from neston_sharing.audit.reviewing import overview, sign_off
from neston_sharing.audit.verification import verify
from neston_sharing.audit.verifier import Head
from neston_sharing.foundation.actions import Refusal
from sharing.actions.refile import refile
from tests.factories import ChildFactory, UserFactory
from tests.factories import decisions as build

REVIEW = "/audit/review/"


@pytest.fixture
def manager(db, client):
    manager = UserFactory(name="Morag Hart", roles=["manager"])
    client.force_login(manager)
    return manager


@pytest.fixture
def child(manager):
    return ChildFactory(given_names="Amelia", family_name="Hart", key_person=UserFactory(name="Amy Khan"))


def newest() -> int:
    return Entry.objects.newest_number()


def odd(user) -> list[tuple]:
    return [(line.title.partition(" ")[0], line.who, line.children) for line in overview(user).odd]


def test_odd_things_are_told_in_words_with_the_child_s_name(child, manager):
    record_access(manager, child.reference, "file", child.reference)
    record_refusal(UserFactory(name="Stan Ranger"), "child-file", child.reference)
    told = [line for line in overview(manager).odd if "hours" not in line.title]
    assert [(line.title, line.who, line.children) for line in told] == [
        ("Opened something about a child of their own family's name", "Morag Hart", ["Amelia Hart"]),
        ("Was refused access", "Stan Ranger", ["Amelia Hart"]),
        ("Opened files as neither key person nor cover", "Morag Hart", ["Amelia Hart"]),
    ]


def test_a_key_person_or_a_cover_is_no_stranger_to_the_file(child, manager):
    record_access(child.key_person, child.reference, "file", child.reference)
    assert not [line for line in odd(manager) if line[0] == "Opened"]


def test_a_refusal_says_which_record_was_tried(client, manager):
    decision = build.shared()
    client.force_login(UserFactory(name="Stan Ranger", roles=["practitioner"]))
    client.get(decision.get_absolute_url())
    client.force_login(manager)
    (line,) = [line for line in overview(manager).odd if line.title == "Was refused access"]
    assert line.tried == [f"a decision: {decision.reference}"]
    assert line.tried[0] in client.get(REVIEW).content.decode()
    assert f"access to a decision {decision.reference}" in " ".join(client.get("/audit/").content.decode().split())


def test_what_one_is_excluded_from_is_not_in_it(child, manager):
    record_access(child.key_person, child.reference, "file", child.reference)
    record_refusal(child.key_person, "child-file", child.reference)
    Exclusion.objects.create(child=child, user=manager, reason="Family", set_by=UserFactory())
    assert odd(manager) == []


def test_a_review_begins_where_the_last_one_ended(child, manager):
    record_refusal(child.key_person, "child-file", child.reference)
    review = sign_off(by=manager, until=newest(), notes="")
    assert odd(manager) == []
    assert overview(manager).last == review
    record_refusal(UserFactory(), "child-file", child.reference)
    assert len(odd(manager)) == 1


def test_a_review_is_an_entry_and_stands_for_ever(manager):
    review = sign_off(by=manager, until=newest(), notes="Asked Amy. She covered.")
    entry = Entry.objects.latest("id")
    assert entry.changes["notes"] == [None, "Asked Amy. She covered."]
    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_review SET notes = 'x' WHERE id = %s", [review.pk])
    assert list(verify(Head())) == []


def test_two_cannot_sign_off_the_same(manager):
    until = newest()
    sign_off(by=manager, until=until, notes="")
    with pytest.raises(Refusal, match="meanwhile"):
        sign_off(by=manager, until=until, notes="")


def test_nobody_signs_off_what_has_not_happened(manager):
    with pytest.raises(Refusal):
        sign_off(by=manager, until=newest() + 1, notes="")


@pytest.mark.parametrize("role", ["auditor", "lead", "helper"])
def test_managers_review(db, role):
    with pytest.raises(Refusal, match="Ask a manager"):
        sign_off(by=UserFactory(roles=[role]), until=1, notes="")


def test_decisions_are_drawn_from_those_of_this_time_and_kept_with_the_review(manager):
    recorded = {build.shared().reference for _ in range(4)}
    drawn = [sample.reference for sample in overview(manager).samples]
    assert len(drawn) == 3
    assert set(drawn) < recorded
    review = sign_off(by=manager, until=newest(), notes="")
    assert sorted(review.decisions) == sorted(drawn)
    assert overview(manager).samples == []


def test_the_page_tells_and_signs_off(client, child, manager):
    record_refusal(child.key_person, "child-file", child.reference)
    page = client.get(REVIEW)
    assert "Was refused access" in page.content.decode()
    shown = as_shown(page)
    record_refusal(UserFactory(), "child-file", child.reference)  # after the page was shown: for the next review
    unread = client.post(REVIEW, shown | {"notes": "Asked"})
    assert (unread.status_code, unread.context["told"].until) == (422, shown["until"])
    client.post(REVIEW, as_shown(unread) | {"notes": "Asked", "read": "on"})
    assert Review.objects.get().until == shown["until"]
    assert "Asked" in client.get(REVIEW).content.decode()


def as_shown(page) -> dict:
    return {"until": page.context["told"].until, "seen": page.context["told"].mark}


def hidden_in(page) -> dict:
    form = page.context["form"]
    return {name: str(form[name].value()) for name in ("until", "seen")}


def test_who_comes_to_see_a_child_between_page_and_sign_off_is_shown_it_first(client, child, manager):
    """What was not on the page that they read was not reviewed: it is told anew, to be read and ticked."""
    anna = excluded_from(child, "Anna Aunt")
    record_refusal(UserFactory(name="Stan Ranger"), "child-file", child.reference)
    client.force_login(anna)
    shown = as_shown(client.get(REVIEW))
    lift_exclusion(by=manager, exclusion=child.exclusions.get(), why="A mistake")
    posted = {"notes": "Asked", "read": "on"}
    again = client.post(REVIEW, shown | posted)
    said = again.content.decode()
    assert (again.status_code, Review.objects.count()) == (422, 0)
    assert not [words for words in ("Stan Ranger", "Asked", "has changed meanwhile") if words not in said]
    assert not again.context["form"]["read"].value()
    assert client.post(REVIEW, hidden_in(again) | posted).status_code == 302
    assert Review.objects.get().notes == "Asked"


def test_a_second_managers_sign_off_tells_what_has_happened_since_the_first(client, manager):
    record_refusal(UserFactory(name="Stan Ranger"), "child-file", "C-ABSENT")
    shown = as_shown(client.get(REVIEW))
    sign_off(by=UserFactory(roles=["manager"]), until=shown["until"], notes="")
    again = client.post(REVIEW, shown | {"notes": "Asked", "read": "on"})
    assert again.status_code == 422
    assert client.post(REVIEW, hidden_in(again) | {"notes": "Asked", "read": "on"}).status_code == 302
    assert Review.objects.last_one().notes == "Asked"


def test_many_looks_take_no_more_statements_than_few(client, manager, django_assert_max_num_queries):
    for _ in range(12):
        child = ChildFactory()
        record_access(manager, child.reference, "file", child.reference)
        build.shared(child=child)
    with django_assert_max_num_queries(25):
        assert client.get(REVIEW).status_code == 200


def test_the_way_to_it_stands_on_the_log(client, manager):
    assert reverse("audit:review") in client.get("/audit/").content.decode()


def excluded_from(child, name: str):
    person = UserFactory(name=name, roles=["manager"])
    Exclusion.objects.create(child=child, user=person, reason="Family", set_by=UserFactory())
    return person


def refused(user) -> list[str]:
    return [line.who for line in overview(user).odd if line.title == "Was refused access"]


def test_nobody_signs_off_for_others_what_is_hidden_from_them(client, child, manager):
    """However often an excluded manager signs off, her refused attempts wait for somebody who sees them."""
    anna = excluded_from(child, "Anna Aunt")
    record_refusal(anna, "child-file", child.reference)
    sign_off(by=anna, until=newest(), notes="")
    record_refusal(manager, "audit:export", "")
    sign_off(by=anna, until=newest(), notes="")
    assert refused(anna) == []
    assert refused(manager) == ["Anna Aunt"]
    assert "further back" in client.get(REVIEW).content.decode()
    assert not Entry.objects.visible_to(anna).of_event("left_out_of_review").exists()
    sign_off(by=manager, until=newest(), notes="")
    assert refused(manager) == []
    assert not overview(manager).has_waited


def test_an_attempt_that_names_the_child_beside_another_waits_too(child, manager):
    anna = excluded_from(child, "Anna Aunt")
    sign_off(by=manager, until=newest(), notes="")
    record_refusal(anna, "sharing:merge-child", ChildFactory().reference, child.reference)
    sign_off(by=anna, until=newest(), notes="")
    assert refused(manager) == ["Anna Aunt"]


@pytest.mark.parametrize("asked", ["shut", "absent"])
def test_an_excluded_managers_own_attempts_tell_them_nothing_and_wait_for_another(asked, client, child, manager):
    """Attempts at what is not there, told beside none at what is shut, would tell the one from the other."""
    anna = excluded_from(child, "Anna Aunt")
    sign_off(by=manager, until=newest(), notes="")
    client.force_login(anna)
    page = reverse("child-file", args=[child.reference if asked == "shut" else "C-22222222"])
    assert client.get(page).status_code == 404
    tried = Entry.objects.of_event("access_refused").get()
    assert tried.pk not in numbers_in_the_log(client)
    assert client.get(reverse("audit:entry", args=[tried.pk])).status_code == 404
    assert f'"id":{tried.pk},' not in in_the_export(client)
    sign_off(by=anna, until=newest(), notes="")
    sign_off(by=anna, until=newest(), notes="")
    assert refused(anna) == []
    assert refused(manager) == ["Anna Aunt"]
    assert not Entry.objects.visible_to(anna).of_event("left_out_of_review").exists()
    sign_off(by=manager, until=newest(), notes="")
    assert (refused(manager), overview(manager).has_waited) == ([], False)


def numbers_in_the_log(client) -> list[int]:
    return [line.number for line in client.get("/audit/").context["lines"]]


def in_the_export(client) -> str:
    exported = b"".join(client.post(reverse("audit:export")).streaming_content)
    with ZipFile(BytesIO(exported)) as bundle:
        return bundle.read("log.neston").decode()


def test_who_may_see_everything_reads_their_own_attempts(client, manager):
    assert client.get(reverse("child-file", args=["C-22222222"])).status_code == 404
    assert Entry.objects.of_event("access_refused").get().pk in numbers_in_the_log(client)
    assert refused(manager) == ["Morag Hart"]


def test_a_refused_decision_that_was_moved_waits_too(child, manager):
    moved = build.shared()
    refile(by=manager, decision=moved, child=child, reason="Hers")
    anna = excluded_from(child, "Anna Aunt")
    sign_off(by=manager, until=newest(), notes="")
    record_refusal(anna, "sharing:decision", moved.child.reference, moved.reference)
    sign_off(by=anna, until=newest(), notes="")
    assert refused(manager) == ["Anna Aunt"]


NOTES = "Hart decision: asked Amy about her aunt"


@pytest.fixture
def reviewed(child, manager):
    """Somebody else's review: of two decisions, one of which is about this child."""
    decisions = [build.shared(child=child), build.shared()]
    sign_off(by=UserFactory(roles=["manager"]), until=newest(), notes=NOTES)
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
    sign_off(by=anna, until=newest(), notes="Mine")
    client.force_login(anna)
    assert "Mine" in client.get(REVIEW).content.decode()
    assert "Mine" in client.get("/audit/").content.decode()
