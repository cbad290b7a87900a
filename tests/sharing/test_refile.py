"""A decision recorded under the wrong child stands in the right one's file, with a trace in both (policy 2.7)."""

import pytest
from django.db import IntegrityError, transaction

from consent.models import Exclusion
from neston_sharing.foundation.actions import Refusal
from sharing.actions.export import export_record
from sharing.actions.refile import refile
from sharing.models import Decision, Refiling
from sharing.presenters.decision import present
from sharing.presenters.record import present_record
from sharing.timeline import timeline_of
from tests.factories import ChildFactory, UserFactory
from tests.factories import decisions as build

pytestmark = pytest.mark.django_db
SECRET = "Her cousin's speech report"


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


@pytest.fixture
def wrong():
    return ChildFactory(given_names="Wrong", family_name="Child")


@pytest.fixture
def right():
    return ChildFactory(given_names="Right", family_name="Child")


@pytest.fixture
def moved(manager, wrong, right):
    decision = build.shared(child=wrong)
    build.add(decision)
    refile(by=manager, decision=decision, child=right, reason=SECRET)
    return Decision.objects.for_presenting().get(pk=decision.pk)


def in_the_file(child, user) -> str:
    return str(timeline_of(child, user=user, asked={}).entries)


def in_the_copy(child, user) -> str:
    return str(present_record(export_record(by=user, child=child, reason="Asked for"), user=user))


@pytest.mark.parametrize("read", [in_the_file, in_the_copy])
def test_the_wrong_childs_file_and_copy_keep_one_line_that_names_nobody(read, moved, manager, wrong, right):
    said = read(wrong, manager)
    assert "Recorded under the wrong child" in said
    assert not any(private in said for private in (SECRET, right.name, right.reference, moved.information))


@pytest.mark.parametrize("read", [in_the_file, in_the_copy])
def test_the_right_childs_file_and_copy_hold_the_whole_and_its_trace(read, moved, manager, wrong, right):
    said = read(right, manager)
    assert SECRET in said
    assert "First recorded under another child" in said
    assert moved.purpose in said
    assert wrong.name not in said


def test_what_was_recorded_is_not_changed(moved, wrong, right):
    assert moved.child == wrong
    assert moved.about == right
    assert present(moved).child == right.name


def test_it_is_seen_by_who_sees_the_right_child(moved, wrong, right):
    """Need to know follows the file, not the slip of the pen."""
    wrong.cover = UserFactory(roles=["practitioner"])
    wrong.save()
    assert Decision.objects.visible_to(right.key_person).contains(moved)
    assert not Decision.objects.visible_to(wrong.cover).contains(moved)


@pytest.mark.parametrize(("which", "seen"), [("right", False), ("wrong", True)])
def test_who_is_excluded_from_the_right_child_does_not_see_it(which, seen, moved, wrong, right):
    lead = UserFactory(roles=["lead", "manager"])
    Exclusion.objects.create(child={"right": right, "wrong": wrong}[which], user=lead, reason="Aunt", set_by=lead)
    assert Decision.objects.visible_to(lead).contains(moved) is seen


def test_what_is_recorded_of_it_later_concerns_the_right_child(moved, right):
    assert build.add(moved).audit_subject == right.reference


def test_it_is_put_back_by_one_more_move(moved, manager, wrong, right):
    refile(by=manager, decision=moved, child=wrong, reason="It was the first one after all")
    assert Decision.objects.about_child(wrong).contains(moved)
    assert not Decision.objects.about_child(right).exists()
    assert "Recorded under the wrong child" in in_the_file(right, manager)
    assert "Recorded under the wrong child" not in in_the_file(wrong, manager)


def test_only_a_manager_moves_only_what_is_recorded_and_says_why(manager, wrong, right):
    draft, recorded = build.answered_with_consent(child=wrong), build.shared(child=wrong)
    for by, decision, child, reason, words in (
        (UserFactory(roles=["lead"]), recorded, right, "x", "Only a manager"),
        (manager, draft, right, "x", "A draft is abandoned"),
        (manager, recorded, wrong, "x", "already"),
        (manager, recorded, right, " ", "Say how you know"),
    ):
        with pytest.raises(Refusal, match=words):
            refile(by=by, decision=decision, child=child, reason=reason)


def test_it_is_not_moved_to_a_child_whom_the_manager_must_not_see(manager, wrong, right):
    Exclusion.objects.create(child=right, user=manager, reason="Niece", set_by=UserFactory())
    with pytest.raises(Refusal, match="may read"):
        refile(by=manager, decision=build.shared(child=wrong), child=right, reason="x")


def test_the_database_refuses_to_move_a_draft_or_to_the_same_file(manager, wrong, right):
    for decision, child, words in (
        (build.answered_with_consent(child=wrong), right, "Only a recorded decision"),
        (build.shared(child=wrong), wrong, "in this child's file already"),
    ):
        with pytest.raises(IntegrityError, match=words), transaction.atomic():
            Refiling.objects.create(decision=decision, child=child, reason="x", recorded_by=manager)


def test_a_list_names_the_right_child_and_takes_no_query_a_move(manager, wrong, right, django_assert_num_queries):
    for _ in range(3):
        refile(by=manager, decision=build.shared(child=wrong), child=right, reason="x")
    with django_assert_num_queries(2):
        names = [row.about.name for row in Decision.objects.for_listing().with_moves()]
    assert names == [right.name] * 3
