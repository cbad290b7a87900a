"""What the database itself refuses about visits, whoever writes: policy 1.6 on both engines."""

import pytest
from django.db import IntegrityError, connection, transaction

from agencies.models import Agency
from consent.actions.merging import merge_children
from consent.models import Exclusion
from neston_sharing.staff.actions import deactivate
from sharing.models import Visit
from tests.factories import ChildFactory, SupervisionHandoverFactory, UserFactory, VisitFactory
from tests.factories.visits import ago

pytestmark = pytest.mark.django_db


def refused(match: str):
    return pytest.raises(IntegrityError, match=match)


def sql(statement: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def person():
    return UserFactory(roles=["practitioner"])


@pytest.fixture
def visit(person):
    return VisitFactory(signed_in_by=person, arrived_at=ago(hours=2))


def exclude(person, child) -> None:
    Exclusion.objects.create(child=child, user=person, reason="Family", set_by=UserFactory(roles=["manager"]))


# --- Who stays with them -------------------------------------------------------------------------------------------
def test_a_visit_without_a_supervisor():
    with refused("visit_is_supervised_or_under_a_power"):
        VisitFactory(supervisor=None)


@pytest.mark.parametrize("half", [{"agreed_by": None}, {"power_named": ""}])
def test_a_power_without_who_agreed_or_without_its_words(half):
    with refused("visit_is_supervised_or_under_a_power"):
        VisitFactory(power="police", **half)


def test_a_power_beside_a_supervisor(person):
    with refused("visit_is_supervised_or_under_a_power"):
        VisitFactory(power="social_work", supervisor=person)


def test_a_power_that_nobody_has():
    with refused("visit_power_is_known"):
        VisitFactory(power="grandmother")


def test_a_supervisor_who_is_excluded_from_the_childs_record(person):
    child = ChildFactory()
    exclude(person, child)
    with refused("may know of the child"):
        VisitFactory(child=child, supervisor=person)


def test_a_supervisor_who_is_excluded_by_the_childs_other_row(person):
    kept, merged = ChildFactory(), ChildFactory()
    exclude(person, merged)
    merge_children(by=UserFactory(roles=["manager"]), kept=kept, merged=merged, reason="Same certificate")
    with refused("may know of the child"):
        VisitFactory(child=kept, supervisor=person)


def test_a_supervisor_who_has_left(person):
    deactivate(by=UserFactory(roles=["manager"]), user=person)
    with refused("works here"):
        VisitFactory(supervisor=person)


def test_a_visitor_who_does_not_agree_to_the_rule():
    with refused("visitor_agrees_to_the_rule"):
        VisitFactory(agreed_to_rule=False)


# --- One child -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("power", ["", "police", "social_work"])
def test_a_visit_about_no_child(power):
    with refused("visit_is_about_one_child"):
        VisitFactory(child=None, power=power)


def test_an_inspection_is_about_no_one_child():
    assert VisitFactory(child=None, power="inspection").about is None


def test_an_inspection_does_not_become_a_visit_to_a_child_afterwards():
    inspection, child = VisitFactory(child=None, power="inspection"), ChildFactory()
    with refused("cannot be changed"):
        sql("UPDATE sharing_visit SET child_id = %s WHERE id = %s", child.pk, inspection.pk)


# --- Once in the building ------------------------------------------------------------------------------------------
def test_a_professional_who_is_in_already(visit):
    with refused("in the building already"):
        VisitFactory(professional=visit.professional)


def test_a_professional_who_was_in_at_that_time():
    first = VisitFactory(arrived_at=ago(hours=3), left_at=ago(hours=1))
    for times in (
        {"arrived_at": ago(hours=2)},
        {"arrived_at": ago(hours=4)},
        {"arrived_at": ago(hours=2), "left_at": ago(minutes=90)},
        {"arrived_at": ago(hours=4), "left_at": ago(hours=2)},
        {"arrived_at": ago(hours=4), "left_at": ago(minutes=30)},
    ):
        with refused("in the building already"), transaction.atomic():
            VisitFactory(professional=first.professional, **times)


def test_a_second_child_is_a_second_visit_after_the_first():
    first = VisitFactory(arrived_at=ago(hours=2), left_at=ago(hours=1))
    assert VisitFactory(professional=first.professional, arrived_at=ago(hours=1)).pk


# --- No gap --------------------------------------------------------------------------------------------------------
def test_a_hand_over_by_somebody_who_does_not_stay_with_them(visit, person):
    with refused("handed over by whoever supervises now"):
        SupervisionHandoverFactory(visit=visit, from_supervisor=UserFactory())
    assert visit.supervisor == person


def test_a_second_hand_over_by_the_first_supervisor(visit):
    SupervisionHandoverFactory(visit=visit)
    with refused("handed over by whoever supervises now"):
        SupervisionHandoverFactory(visit=visit)


def test_a_hand_over_to_oneself(visit, person):
    with refused("handed_over_to_another"):
        SupervisionHandoverFactory(visit=visit, to_supervisor=person)


def test_a_hand_over_of_a_visit_that_nobody_supervises(person):
    alone = VisitFactory(power="police")
    with refused("handed over by whoever supervises now"):
        SupervisionHandoverFactory(visit=alone, from_supervisor=person)


def test_a_hand_over_before_the_visit_or_before_the_last_one(visit):
    with refused("after it was taken over"), transaction.atomic():
        SupervisionHandoverFactory(visit=visit, at=ago(hours=3))
    last = SupervisionHandoverFactory(visit=visit, at=ago(hours=1))
    with refused("after it was taken over"):
        SupervisionHandoverFactory(visit=visit, from_supervisor=last.to_supervisor, at=ago(minutes=90))


def test_a_hand_over_after_the_end():
    over = VisitFactory(arrived_at=ago(hours=2), left_at=ago(hours=1))
    with refused("during the visit"):
        SupervisionHandoverFactory(visit=over, at=ago(minutes=90))


def test_a_hand_over_that_is_slipped_in_before_the_last_one(visit):
    last = SupervisionHandoverFactory(visit=visit, pk=9_000_000, at=ago(hours=1))
    with refused("after it was taken over"):
        SupervisionHandoverFactory(visit=visit, pk=8_000_000, from_supervisor=last.to_supervisor)


def test_a_hand_over_to_somebody_excluded_or_gone(visit):
    excluded, gone = UserFactory(roles=["practitioner"]), UserFactory(roles=["practitioner"])
    exclude(excluded, visit.child)
    deactivate(by=UserFactory(roles=["manager"]), user=gone)
    for person in (excluded, gone):
        with refused("works here and may know"), transaction.atomic():
            SupervisionHandoverFactory(visit=visit, to_supervisor=person)


# --- The end -------------------------------------------------------------------------------------------------------
END = "UPDATE sharing_visit SET left_at = %s, left_by_id = %s, left_note = '' WHERE id = %s"


def test_leaving_before_arriving(visit, person):
    with refused("leaves_after_arriving"):
        sql(END, ago(hours=3), person.pk, visit.pk)


def test_leaving_before_the_last_hand_over(visit, person):
    SupervisionHandoverFactory(visit=visit, at=ago(hours=1))
    with refused("ends after the last hand-over"):
        sql(END, ago(minutes=90), person.pk, visit.pk)


@pytest.mark.parametrize("half", ["left_at = arrived_at", "left_by_id = signed_in_by_id", "left_note = 'Gone'"])
def test_half_an_end(visit, half):
    with refused("signed_out_by_somebody"):
        sql(f"UPDATE sharing_visit SET {half} WHERE id = %s", visit.pk)


# --- What is recorded stays ----------------------------------------------------------------------------------------
FACTS = [
    "child_id = child_id + 1", "professional_id = professional_id + 1", "purpose = 'Else'", "place = 'Else'",
    "identity_seen = 'Else'", "identity_seen_by_id = identity_seen_by_id + 1", "agreed_to_rule = (1 = 0)",
    "supervisor_id = supervisor_id + 1", "arrived_at = left_at", "signed_in_by_id = signed_in_by_id + 1",
    "left_at = arrived_at", "left_by_id = left_by_id + 1", "left_note = 'Else'", "left_at = NULL",
    "power = 'police'", "power_named = 'Else'",
]  # fmt: skip


@pytest.mark.parametrize("change", FACTS)
def test_no_fact_of_a_visit_is_changed(change):
    over = VisitFactory(arrived_at=ago(hours=2), left_at=ago(hours=1))
    with refused("cannot be changed"):
        sql(f"UPDATE sharing_visit SET {change} WHERE id = %s", over.pk)


@pytest.mark.parametrize("change", ["agreed_by_id = agreed_by_id + 1", "power = 'social_work'", "power_named = 'Else'"])
def test_no_power_is_changed(change):
    alone = VisitFactory(power="police")
    with refused("cannot be changed"):
        sql(f"UPDATE sharing_visit SET {change} WHERE id = %s", alone.pk)


def test_no_visit_is_deleted(visit):
    with refused("cannot be changed or deleted"):
        sql("DELETE FROM sharing_visit WHERE id = %s", visit.pk)
    with refused("cannot be changed or deleted"), transaction.atomic():
        visit.delete()
    assert Visit.objects.contains(visit)


def test_no_hand_over_is_changed_or_deleted(visit):
    handover = SupervisionHandoverFactory(visit=visit)
    for statement in ("UPDATE sharing_supervisionhandover SET at = at", "DELETE FROM sharing_supervisionhandover"):
        with refused("cannot be changed or deleted"):
            sql(f"{statement} WHERE id = %s", handover.pk)


def test_a_visit_says_why_where_and_what_was_seen():
    for field in ("purpose", "place", "identity_seen"):
        with refused("visit_says"), transaction.atomic():
            VisitFactory(**{field: ""})


@pytest.mark.parametrize("power", Visit.Power.values)
def test_those_whom_the_policy_knows_see_a_child_alone(power):
    assert VisitFactory(power=power).supervisor is None


@pytest.mark.parametrize("power", Visit.Power.values)
@pytest.mark.parametrize("kind", [Agency.Kind.SPEECH_THERAPY, Agency.Kind.LADO])
def test_nobody_else_sees_a_child_alone(power, kind):
    with refused("under their own power"):
        VisitFactory(power=power, professional__agency__kind=kind)


def test_the_police_come_under_no_power_of_a_social_worker():
    with refused("under their own power"):
        VisitFactory(power="social_work", professional__agency__kind=Agency.Kind.POLICE)
