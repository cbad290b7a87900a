"""Disposal by two over a dry run: what is due, what stays and why, holds, and what is left (guidance: retention)."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from consent.actions.merging import merge_children
from consent.actions.retention import set_retention_rule
from consent.models import Child, ConsentStatement, Exclusion, FamilyLink, Parent, Registration
from neston_sharing.audit.models import DueList, Entry
from neston_sharing.audit.verification import verify
from neston_sharing.audit.verifier import Head
from neston_sharing.foundation.actions import Refusal
from sharing.actions.disposal import (
    approve_disposal,
    carry_out_disposal,
    end_hold,
    keep_line,
    list_what_is_due,
    mark_record,
    propose_disposal,
    put_hold,
    refuse_disposal,
    take_mark_away,
)
from sharing.models import Decision, InformationReceived
from sharing.presenters.disposal import certified_lines
from tests.factories import ChildFactory, FamilyLinkFactory, UserFactory, concerns, copies
from tests.factories import decisions as decided
from tests.factories import retention as build

pytestmark = pytest.mark.django_db

LEFT_FOUR_YEARS_AGO = {
    "date_of_birth": date(2018, 3, 27),
    "starts_on": date(2020, 9, 3),
    "leaves_on": date(2022, 7, 20),
}


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


@pytest.fixture
def lead():
    return UserFactory(roles=["lead"])


def listed(child: Child) -> dict:
    due_list = list_what_is_due(by=UserFactory(roles=["manager"]))
    return {line.what: line for line in due_list.lines.filter(subject=child.reference)}


def hold(manager, **fields):
    return put_hold(by=manager, ground="court", reason="A summons", since=timezone.localdate(), **fields)


# --- The dry run --------------------------------------------------------------------------------------------------
def test_nothing_is_due_of_a_child_who_attends():
    assert listed(build.with_everything(ChildFactory())) == {}


def test_registrations_are_due_three_years_after_leaving_and_safeguarding_records_are_not():
    child = ChildFactory(**LEFT_FOUR_YEARS_AGO)
    concerns.ConcernFactory(child=build.registered(child))
    lines = listed(child)
    assert set(lines) == {"consents"}
    assert (lines["consents"].due_on, lines["consents"].records) == (date(2025, 7, 20), 2)


def test_every_class_is_due_once_every_clock_has_run_and_the_file_with_them():
    lines = listed(build.with_everything(build.long_gone()))
    assert set(lines) == {"consents", "safeguarding", "visits", "received", "file"}
    assert all(line.records and not line.stays for line in lines.values())
    assert lines["received"].files == 1


def test_a_consent_stays_as_long_as_a_decision_that_rests_on_it():
    child = build.registered(ChildFactory(**LEFT_FOUR_YEARS_AGO))
    decided.shared(child=child)
    line = listed(child)["consents"]
    assert line.records == 2  # the registration and its signature
    assert line.stays == "3 stay: a decision that is kept rests on a consent among it"


def test_what_would_tear_another_childs_record_stays():
    child, another = build.long_gone(), ChildFactory()
    concerns.link(concerns.ConcernFactory(child=child), child=another)
    lines = listed(child)
    assert (lines["safeguarding"].records, lines["file"].records) == (0, 0)
    assert another.reference in lines["safeguarding"].stays


def test_it_goes_once_the_other_childs_record_is_due_too():
    child, another = build.long_gone(), build.long_gone()
    concerns.ConcernFactory(child=another)
    concerns.link(concerns.ConcernFactory(child=child), child=another)
    assert listed(child)["safeguarding"].records == 2


def test_the_mark_keeps_a_safeguarding_record_for_75_years(lead):
    child = build.with_everything(build.long_gone())
    mark = mark_record(by=lead, child=child, reason="What she told us")
    assert set(listed(child)) == {"consents", "visits"}
    take_mark_away(by=lead, mark=mark, why="Marked by mistake")
    assert "safeguarding" in listed(child)


def test_only_designated_people_mark(manager):
    with pytest.raises(Refusal, match="designated"):
        mark_record(by=manager, child=build.long_gone(), reason="x")


def test_the_rule_that_the_setting_decided_is_the_one_that_counts(manager):
    child = build.registered(ChildFactory(**LEFT_FOUR_YEARS_AGO))
    set_retention_rule(by=manager, kind="consents", years=6, counted_from="leaving", reason="Our insurer",
                       decided_by="The committee", in_force_from=timezone.localdate())  # fmt: skip
    assert listed(child) == {}


def test_the_timer_lists_and_disposes_of_nothing(capsys):
    child = build.registered(build.long_gone())
    call_command("list_due")
    assert DueList.objects.get().made_by is None
    assert Registration.objects.filter(child=child).exists()
    assert "2 lines" in capsys.readouterr().out


# --- Proposing ------------------------------------------------------------------------------------------------------
def test_a_line_may_be_kept_with_a_reason_and_then_does_not_go(manager):
    line = listed(build.registered(build.long_gone()))["consents"]
    keep_line(by=manager, line=line, why="Her brother starts in May")
    with pytest.raises(Refusal, match="decided already"):
        propose_disposal(by=manager, due_list=line.due_list, lines=[line])


def test_the_file_alone_is_refused_while_something_else_is_in_it(manager):
    line = listed(build.registered(build.long_gone()))["file"]
    with pytest.raises(Refusal, match="hold on to it"):
        propose_disposal(by=manager, due_list=line.due_list, lines=[line])


def test_a_practitioner_proposes_and_approves_nothing(manager):
    line = listed(build.registered(build.long_gone()))["consents"]
    practitioner = UserFactory(roles=["practitioner"])
    with pytest.raises(Refusal):
        propose_disposal(by=practitioner, due_list=line.due_list, lines=[line])
    disposal = propose_disposal(by=manager, due_list=line.due_list, lines=[line])
    with pytest.raises(Refusal):
        approve_disposal(by=practitioner, disposal=disposal)


# --- Two people -----------------------------------------------------------------------------------------------------
def test_nobody_approves_what_they_proposed(manager):
    disposal = build.proposed(build.registered(build.long_gone()), by=manager)
    with pytest.raises(Refusal, match="proposed themselves"):
        approve_disposal(by=manager, disposal=disposal)


def test_whoever_is_kept_out_of_the_record_neither_carries_it_out_nor_reads_its_certificate(lead, manager):
    child = build.registered(build.long_gone())
    disposal = build.proposed(child)
    approve_disposal(by=lead, disposal=disposal)
    Exclusion.objects.create(child=child, user=manager, reason="An aunt", set_by=lead)
    hold(another := UserFactory(roles=["manager"]), child=child)
    with pytest.raises(Refusal, match="Somebody else judges"):  # and not what it is held for
        carry_out_disposal(by=manager, disposal=disposal)
    assert certified_lines(disposal, manager) == []
    assert [line.reference for line in certified_lines(disposal, another)] == [child.reference] * 2


def test_what_a_later_list_may_keep_is_not_proposed_from_an_older_one(manager):
    child = build.registered(build.long_gone())
    older = list_what_is_due(by=manager)
    newer = list_what_is_due(by=manager)
    keep_line(by=manager, line=newer.lines.get(subject=child.reference, what="consents"), why="They asked for a copy")
    with pytest.raises(Refusal, match="A newer list was made"):
        propose_disposal(by=manager, due_list=older, lines=older.lines.filter(subject=child.reference))


def test_whoever_is_kept_out_of_the_record_cannot_judge_it(lead, manager):
    child = build.registered(build.long_gone())
    disposal = build.proposed(child)
    Exclusion.objects.create(child=child, user=lead, reason="An aunt", set_by=manager)
    with pytest.raises(Refusal, match="Somebody else judges"):
        approve_disposal(by=lead, disposal=disposal)


def test_what_was_not_approved_is_not_carried_out(lead):
    child = build.registered(build.long_gone())
    disposal = build.proposed(child)
    with pytest.raises(Refusal, match="approved"):
        carry_out_disposal(by=lead, disposal=disposal)
    refuse_disposal(by=lead, disposal=disposal, why="Ask her first")
    with pytest.raises(Refusal, match="refused already"):
        approve_disposal(by=lead, disposal=disposal)
    assert Registration.objects.filter(child=child).exists()


def test_what_was_recorded_since_stops_it(lead):
    child = build.with_everything(build.long_gone())
    disposal = build.proposed(child)
    approve_disposal(by=lead, disposal=disposal)
    concerns.ConcernFactory(child=child)
    with pytest.raises(Refusal, match="has changed"):
        carry_out_disposal(by=lead, disposal=disposal)


# --- Holds ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("of_all", [True, False])
def test_a_hold_stops_everything(manager, lead, of_all):
    child = build.registered(build.long_gone())
    disposal = build.proposed(child)
    approve_disposal(by=lead, disposal=disposal)
    stands = hold(manager, **({} if of_all else {"child": child}))
    line = listed(child)["consents"]
    assert "A summons" in line.held
    for refused in (
        lambda: carry_out_disposal(by=lead, disposal=disposal),
        lambda: propose_disposal(by=manager, due_list=line.due_list, lines=[line]),
    ):
        with pytest.raises(Refusal, match="hold stands"):
            refused()
    end_hold(by=manager, hold=stands, why="The case is over")
    carry_out_disposal(by=lead, disposal=disposal)
    assert not Registration.objects.filter(child=child.pk).exists()


def test_nothing_goes_while_somebody_waits_for_a_copy_of_it():
    child = build.registered(build.long_gone())
    request = copies.CopyRequestFactory(child=child, parent=child.links.get().parent)
    assert request.reference in listed(child)["consents"].held
    with pytest.raises(Refusal, match=request.reference):
        build.proposed(child, "consents")
    copies.step(request, "refused")
    build.gone(child, "consents")


def test_a_hold_on_another_child_stops_nothing(manager):
    hold(manager, child=build.long_gone())
    assert not listed(build.registered(build.long_gone()))["consents"].held


def test_a_hold_on_a_child_keeps_what_tells_of_that_child_elsewhere(manager):
    child, another = build.long_gone(), build.long_gone()
    concerns.link(concerns.ConcernFactory(child=child), child=another)
    hold(manager, child=another)
    assert listed(child)["safeguarding"].records == 0


# --- What is left ---------------------------------------------------------------------------------------------------
def test_the_whole_file_goes_with_its_files_and_another_childs_stays(lead, django_capture_on_commit_callbacks):
    child, another = (build.with_everything(build.long_gone()) for _ in range(2))
    letter = InformationReceived.objects.get(child=child).attachment
    with django_capture_on_commit_callbacks(execute=True):
        build.gone(child)
    assert not letter.storage.exists(letter.name)
    assert not Child.objects.filter(pk=child.pk).exists()
    assert not Parent.objects.filter(links__isnull=True).exists()
    assert Decision.objects.get().child == another


def test_a_parent_stays_with_another_child_of_theirs(lead):
    child, sibling = build.registered(build.long_gone()), ChildFactory()
    parent = FamilyLink.objects.get(child=child).parent
    FamilyLinkFactory(child=sibling, parent=parent)
    build.gone(child)
    assert list(FamilyLink.objects.filter(parent=parent).values_list("child", flat=True)) == [sibling.pk]


def test_a_child_who_was_entered_twice_goes_whole(manager):
    child, again = build.registered(build.long_gone()), build.with_everything(build.long_gone())
    merge_children(by=manager, kept=child, merged=again, reason="The same birthday")
    assert set(listed(again)) == set()
    build.gone(child)
    assert not Child.objects.filter(pk__in=[child.pk, again.pk]).exists()
    assert list(verify(Head())) == []


def test_a_hold_on_either_row_of_a_child_holds_both(manager):
    child, again = build.registered(build.long_gone()), build.registered(build.long_gone())
    build.hold(again.reference)
    merge_children(by=manager, kept=child, merged=again, reason="The same birthday")
    assert listed(child)["consents"].held


def test_one_class_may_go_and_the_rest_stay(lead):
    child = build.with_everything(build.long_gone())
    build.gone(child, "visits")
    assert (child.visits.count(), child.decisions.count()) == (0, 1)
    assert "visits" not in listed(child)


def test_consents_do_not_go_before_the_decision_that_rests_on_them(lead):
    child = build.with_everything(build.long_gone())
    build.gone(child, "consents")
    assert ConsentStatement.objects.filter(child=child).exists()
    assert not Registration.objects.filter(child=child).exists()


def test_the_log_keeps_who_and_when_and_says_under_which_rule():
    child = build.registered(build.long_gone())
    disposal = build.gone(child, "consents")
    erased = Entry.objects.filter(subject=child.reference, salt="")
    assert erased.exists()
    assert all(entry.changes is None and entry.object_repr == "" and entry.seal for entry in erased)
    said = Entry.objects.of_event("records_disposed").get()
    assert (said.subject, said.actor) == (child.reference, disposal.carried_out_by)
    assert said.additional_data["rule"] == "3 years after the child's last day"


def test_names_are_nowhere_in_the_database_afterwards(lead, manager):
    child = build.with_everything(build.long_gone(given_names="Zebedee", family_name="Quillfeather"))
    build.gone(child)
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "Quillfeather" not in str(cursor.fetchall()), table
