"""The database lets go exactly what an approved disposal names, on either engine, and nothing while a hold stands."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from neston_sharing.audit.models import Disposal, Entry
from sharing.actions.disposal import approve_disposal
from sharing.disposal.belongings import WAYS, models_of
from tests.factories import UserFactory
from tests.factories import retention as build

pytestmark = pytest.mark.django_db

ERASE = (
    "UPDATE audit_entry SET changes = NULL, serialized_data = NULL, additional_data = NULL, object_repr = '', salt = ''"
)
KEPT = "cannot be changed or deleted|is kept|never deleted"


def run(sql: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def refused(sql: str, *values, words: str = KEPT) -> None:
    with pytest.raises(IntegrityError, match=words):
        run(sql, *values)


@pytest.fixture
def child(db):
    return build.with_everything(build.long_gone())


@pytest.fixture
def disposal(child) -> Disposal:
    return build.proposed(child)


def approved(disposal: Disposal) -> Disposal:
    return approve_disposal(by=UserFactory(roles=["lead"]), disposal=disposal)


def in_this_transaction_only(sql: str, *values) -> int:
    """Run it, say how many rows it moved, and take it back before a foreign key is asked."""
    point = transaction.savepoint()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        moved = cursor.rowcount
    transaction.savepoint_rollback(point)
    return moved


def test_what_was_only_proposed_is_refused(child, disposal):
    refused("DELETE FROM consent_registration WHERE child_id = %s", child.pk)
    entry = disposal.lines.first().rows.filter(kind="audit_entry").first()
    refused(f"{ERASE} WHERE id = %s", entry.number)


def test_what_an_approved_disposal_names_goes(child, disposal):
    approved(disposal)
    for kind in WAYS:
        line = disposal.lines.get(what=kind)
        for model in models_of(kind):
            for number in line.rows.filter(kind=model._meta.db_table).values_list("number", flat=True):
                table = model._meta.db_table
                assert in_this_transaction_only(f"DELETE FROM {table} WHERE id = %s", number) == 1


def test_a_row_that_is_not_named_is_refused_still(disposal):
    another = build.registered(build.long_gone())
    approved(disposal)
    refused("DELETE FROM consent_registration WHERE child_id = %s", another.pk)
    signed = "(SELECT id FROM consent_registration WHERE child_id = %s)"
    refused(f"DELETE FROM consent_signature WHERE registration_id IN {signed}", another.pk)
    refused(f"{ERASE} WHERE subject = %s", another.reference)


def test_a_named_row_may_go_but_not_change(child, disposal):
    approved(disposal)
    refused("UPDATE consent_signature SET typed_name = 'X' WHERE registration_id IN "
            "(SELECT id FROM consent_registration WHERE child_id = %s)", child.pk)  # fmt: skip


@pytest.mark.parametrize("of_all", [True, False])
def test_a_hold_stops_what_was_approved(child, disposal, of_all):
    approved(disposal)
    build.hold("" if of_all else child.reference)
    refused("DELETE FROM consent_registration WHERE child_id = %s", child.pk)
    refused(f"{ERASE} WHERE id = %s", disposal.lines.first().rows.filter(kind="audit_entry").first().number)
    refused("UPDATE audit_disposal SET carried_out_at = %s, carried_out_by_id = approved_by_id WHERE id = %s",
            timezone.now(), disposal.pk, words="A hold stands")  # fmt: skip


def test_a_hold_on_another_child_stops_nothing(child, disposal):
    build.hold("C-00000000")
    approved(disposal)
    number = disposal.lines.get(what="consents").rows.filter(kind="consent_registration").first().number
    assert in_this_transaction_only("DELETE FROM consent_registration WHERE id = %s", number) == 1


APPROVE = "UPDATE audit_disposal SET approved_at = %s, approved_by_id = %s WHERE id = %s"


def test_nothing_is_approved_while_a_hold_stands(disposal):
    build.hold()
    refused(APPROVE, timezone.now(), UserFactory().pk, disposal.pk, words="A hold stands")


def test_nobody_approves_their_own(disposal):
    refused(APPROVE, timezone.now(), disposal.proposed_by_id, disposal.pk, words="nobody_approves_their_own_disposal")


def test_what_was_refused_or_carried_out_lets_nothing_go(child, disposal):
    approved(disposal)
    run("UPDATE audit_disposal SET refused_at = %s, refused_by_id = proposed_by_id, refused_why = 'No' WHERE id = %s",
        timezone.now(), disposal.pk)  # fmt: skip
    refused("DELETE FROM consent_registration WHERE child_id = %s", child.pk)


def test_nothing_is_named_after_the_approval(child, disposal):
    line = disposal.lines.get(what="consents")
    approved(disposal)
    refused("INSERT INTO audit_namedrow (line_id, kind, number, remains) VALUES (%s, 'consent_child', 1, '')", line.pk,
            words="Nothing is added")  # fmt: skip
    refused("DELETE FROM audit_namedrow WHERE line_id = %s", line.pk)


def test_of_an_entry_all_of_its_payload_goes_and_nothing_else(disposal):
    approved(disposal)
    number = disposal.lines.first().rows.filter(kind="audit_entry").first().number
    refused("UPDATE audit_entry SET changes = NULL WHERE id = %s", number)  # the salt would stay
    refused(f"{ERASE}, actor_id = NULL, cid = 'x' WHERE id = %s", number)
    refused(ERASE.replace("''", "'x'") + " WHERE id = %s", number)
    refused("DELETE FROM audit_entry WHERE id = %s", number)
    refused("DELETE FROM audit_seal WHERE entry_id = %s", number)
    assert in_this_transaction_only(f"{ERASE} WHERE id = %s", number) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_disposal SET note = 'x'",
        "DELETE FROM audit_disposal",
        "UPDATE audit_dueline SET records = 0",
        "UPDATE audit_dueline SET rule = 'x'",
        "DELETE FROM audit_dueline",
        "UPDATE audit_duelist SET made_by_id = NULL",
    ],
)
def test_lists_and_disposals_stay_as_they_were_made(disposal, sql):
    refused(sql, words="kept as it was made|fixed when|cannot be changed")


def test_a_hold_is_ended_and_never_rewritten(db):
    stands = build.hold()
    refused("UPDATE audit_hold SET reason = 'x'", words="never rewritten")
    refused("DELETE FROM audit_hold", words="never rewritten or deleted")
    run("UPDATE audit_hold SET ended_at = %s, ended_by_id = set_by_id, ended_why = 'Over' WHERE id = %s",
        timezone.now(), stands.pk)  # fmt: skip
    refused("UPDATE audit_hold SET ended_why = 'x'", words="set once")


def test_seals_and_lists_are_let_through_by_nothing(disposal):
    """Whoever names a row of another kind gets nothing by it."""
    line = disposal.lines.first()
    for place, (table, number) in enumerate([("audit_seal", 1), ("audit_duelist", disposal.due_list_id)]):
        run("INSERT INTO audit_namedrow (id, line_id, kind, number, remains) VALUES (%s, %s, %s, %s, '')",
            99999 - place, line.pk, table, number)  # fmt: skip
    approved(disposal)
    refused("DELETE FROM audit_seal WHERE sequence = 1")
    refused("DELETE FROM audit_duelist")
    assert Entry.objects.unsealed().count() == 0
