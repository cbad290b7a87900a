"""An exclusion beats every role: the log tells nobody of what stands in a file that is closed to them (see trust).

A decision that was recorded under one child and moved to another keeps its entries under the first; so does what a
parent said or signed and belongs to another child.
"""

import pytest
from django.urls import reverse

from consent.actions.merging import merge_children, merge_parents, undo_merge
from consent.actions.misfiling import misfile_statement
from consent.models import Exclusion
from neston_sharing.audit import subjects
from neston_sharing.audit.checkpoints import checkpoint
from neston_sharing.audit.events import record_access, record_event
from neston_sharing.audit.export import exported
from neston_sharing.audit.models import Entry
from sharing.actions.refile import refile
from sharing.models import Decision, Disclosure
from sharing.subjects import ways_to_a_decision
from tests.consent.misfiled import WHY, confirmed_on_paper, two_children
from tests.factories import ChildFactory, FamilyLinkFactory, UserFactory, back_up
from tests.factories import decisions as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def wrong():
    return ChildFactory(given_names="Wrong", family_name="Child")


@pytest.fixture
def right():
    return ChildFactory(given_names="Right", family_name="Child")


@pytest.fixture
def moved(wrong, right):
    """A decision that was recorded, shared and read under the wrong child, and moved to the right one."""
    decision, manager = build.shared(child=wrong), UserFactory(roles=["manager"])
    record_access(manager, wrong.reference, "decision", decision.reference)
    record_access(manager, wrong.reference, "attachment", f"{decision.reference}-item-1")
    record_event("list_exported", by=manager, about="decisions.csv", data={"decisions": [decision.reference]})
    refile(by=manager, decision=decision, child=right, reason="Her cousin's")
    return decision


def excluded(child, **fields):
    person = UserFactory(roles=["manager"], **fields)
    Exclusion.objects.create(child=child, user=person, reason="Aunt", set_by=UserFactory())
    return person


def in_the_log(client, user, child) -> str:
    client.force_login(user)
    pages = [client.get("/audit/"), client.get("/audit/", {"child": child.reference})]
    return "".join(page.content.decode() for page in pages)


def in_the_export(user) -> str:
    return b"".join(exported(checkpoint(), subjects.shut_to(user))).decode()


def test_the_log_tells_who_is_excluded_from_the_right_child_nothing_of_a_moved_decision(client, moved, wrong, right):
    page = in_the_log(client, excluded(right), wrong)
    assert moved.reference not in page
    assert moved.purpose not in page
    assert Disclosure.objects.get().to_whom not in page
    assert wrong.reference in page or wrong.name in page
    number = Entry.objects.get(content_type__model="decision", object_id=moved.pk, action=0).pk
    assert client.get(reverse("audit:entry", args=[number])).status_code == 404


def test_neither_does_the_exported_log(moved, right):
    text = in_the_export(excluded(right))
    assert moved.reference not in text
    assert moved.purpose not in text
    assert Disclosure.objects.get().to_whom not in text


def test_nor_who_has_looked_at_the_wrong_childs_file(client, moved, wrong, right):
    client.force_login(excluded(right))
    said = client.get(reverse("sharing:looked", args=[wrong.reference])).context["rows"]
    assert [what["text"] for *_, what in said] == ["Opened the child's file"]


def test_whoever_is_excluded_from_neither_reads_all_of_it(client, moved, wrong):
    manager = UserFactory(roles=["manager"])
    assert moved.reference in in_the_log(client, manager, wrong)
    assert moved.reference in in_the_export(manager)


def test_what_was_put_back_is_told_as_before(client, moved, wrong, right):
    refile(by=UserFactory(roles=["manager"]), decision=moved, child=wrong, reason="Hers after all")
    assert moved.reference in in_the_log(client, excluded(right), wrong)


def test_of_a_consent_that_belongs_to_another_child_nothing_is_told_either(client):
    of = two_children()
    word = confirmed_on_paper(of)
    misfile_statement(by=of.manager, statement=word, child=of.right, reason=WHY, about_right_child=False)
    reader = excluded(of.right)
    told = Entry.objects.about(of.wrong.reference).filter(content_type__model__startswith="consent").exclude(
        content_type__model="consentrequest"
    )  # fmt: skip
    assert told.filter(content_type__model="consentstatement", object_id=word.pk).exists()
    assert not told.visible_to(reader).exists()
    assert told.visible_to(of.manager).count() == told.count()


@pytest.mark.parametrize("which", [0, 1])
def test_a_merge_of_children_that_was_undone_names_neither_to_whom_the_other_is_shut(which, client, wrong, right):
    manager = UserFactory(roles=["manager"])
    merge = merge_children(by=manager, kept=wrong, merged=right, reason="Same birth certificate")
    undo_merge(by=manager, merge=merge, why="Cousins of one name")
    reader = excluded((wrong, right)[which])
    told = in_the_log(client, reader, wrong) + in_the_export(reader)
    assert not [words for words in ("Same birth certificate", "Cousins of one name") if words in told]


def test_nor_does_the_other_childs_row_say_of_which_it_was_taken_for_the_same(client, wrong, right):
    manager = UserFactory(roles=["manager"])
    merge = merge_children(by=manager, kept=wrong, merged=right, reason="Same birth certificate")
    undo_merge(by=manager, merge=merge, why="Cousins of one name")
    row = Entry.objects.about(right.reference).filter(content_type__model="child", action=1)
    said = [field for entry in row for field in entry.changes]
    assert "merged_into" in said
    for reader, is_told in ((manager, True), (excluded(wrong), False)):
        client.force_login(reader)
        pages = (client.get(reverse("audit:entry", args=[entry.pk])).content.decode() for entry in row)
        assert any("same child" in page for page in pages) is is_told


@pytest.mark.parametrize("which", [0, 1])
def test_nor_does_one_of_their_parents(which, client):
    manager, links = UserFactory(roles=["manager"]), [FamilyLinkFactory(), FamilyLinkFactory()]
    kept, other = (link.parent for link in links)
    merge = merge_parents(by=manager, kept=kept, merged=other, reason="Same date of birth")
    undo_merge(by=manager, merge=merge, why="Sisters")
    reader = excluded(links[which].child)
    told = in_the_log(client, reader, links[0].child) + in_the_export(reader)
    assert not [words for words in ("Same date of birth", "Sisters") if words in told]


@pytest.mark.parametrize("place", [0, 1])
def test_an_attempt_at_two_parents_is_shut_with_either(place, client):
    links = [FamilyLinkFactory(), FamilyLinkFactory()]
    client.force_login(UserFactory(roles=["helper"]))
    assert (
        client.get(reverse("sharing:merge-parent", args=[link.parent.reference for link in links])).status_code == 403
    )
    entry = Entry.objects.of_event("access_refused").get()
    reader = excluded(links[place].child)
    assert not Entry.objects.visible_to(reader).filter(pk=entry.pk).exists()
    assert f'"id":{entry.pk},' not in in_the_export(reader)
    assert f'"id":{entry.pk},' in in_the_export(UserFactory(roles=["manager"]))


def test_every_kind_of_row_that_belongs_to_a_decision_is_known():
    points_at_one = {
        field.model
        for field in Decision._meta.get_fields()
        if field.one_to_many or field.one_to_one
        for field in [field.remote_field]
        if field.model._meta.app_label == "sharing" and not field.null
    }
    assert points_at_one <= set(ways_to_a_decision())


def test_of_a_decision_nothing_is_told_to_who_has_a_conflict_of_interest_in_it(client, wrong):
    """Not in the log, nor in what is exported of it. Of what else stands in the child's file all is."""
    decision, manager, other = back_up.sent(child=wrong), UserFactory(roles=["manager"]), UserFactory(roles=["manager"])
    answer = decision.answers.exclude(reason="").first()
    record_event("list_exported", by=other, about="decisions.csv", data={"decisions": [decision.reference]})
    record_access(other, wrong.reference, "file", wrong.reference)
    build.declare(decision, by=manager, conflict="His brother works there")
    assert answer.reason in in_the_log(client, other, wrong)
    told = in_the_log(client, manager, wrong)
    assert not any(words in told for words in (answer.reason, decision.reference, "His brother works there"))
    assert "file of Wrong Child" in told or wrong.name in told
    log = b"".join(exported(checkpoint(), subjects.shut_to(manager))).decode()
    assert not any(words in log for words in (answer.reason, decision.reference, "His brother works there"))


def test_whoever_is_excluded_from_nothing_has_nothing_more_asked_for_them(django_assert_num_queries):
    manager = UserFactory(roles=["manager"])
    manager.get_all_permissions()
    with django_assert_num_queries(2):
        subjects.shut_to(manager)
