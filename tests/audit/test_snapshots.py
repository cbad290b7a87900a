"""The records stand as the sealed log says; what was changed past the product is named."""

import pytest
from django.db import connection

from neston_sharing.audit.snapshots import differences
from neston_sharing.foundation import guards
from neston_sharing.staff.models import User
from tests.factories import AgencyFactory, UserFactory
from tests.factories import decisions as build

pytestmark = pytest.mark.django_db(transaction=True)


def by_other_means(statement: str, *values) -> None:
    """Change the database as somebody who controls the computer would: guards down, no product between."""
    with guards.lifted(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def found() -> list[str]:
    return [str(fault) for fault in differences()]


def test_whatever_the_product_records_stands_as_the_log_says():
    build.shared()
    build.returned()
    build.referred()
    agency = AgencyFactory()
    agency.name = "Deeside Children's Centre"
    agency.save()
    assert found() == []


def test_a_recorded_row_that_was_changed_is_named_with_what_changed():
    decision = build.shared()
    by_other_means("UPDATE sharing_disclosure SET what = 'Nothing' WHERE decision_id = %s", decision.pk)
    number = decision.disclosures.get().pk
    assert found() == [
        f"The disclosure number {number} is not as it was recorded: "
        "what was shared changed by other means than the product"
    ]


def test_a_row_whose_log_had_several_entries_is_held_to_the_last():
    decision = build.to_disclose()
    by_other_means("UPDATE sharing_decision SET outcome_reason = 'Other' WHERE id = %s", decision.pk)
    assert [fault for fault in found() if "reasons for the outcome" in fault]


def test_a_row_that_was_taken_away_is_missed():
    decision = build.to_disclose()
    number = build.add(decision).pk
    by_other_means("DELETE FROM sharing_addendum WHERE id = %s", number)
    assert found() == [f"The addendum number {number} is gone, and nothing in the log says that it was deleted"]


def test_a_row_that_was_slipped_in_is_named():
    who = UserFactory()
    by_other_means(
        "INSERT INTO staff_roleholding (user_id, role, granted_at) VALUES (%s, 'manager', '2026-01-01 00:00:00+00')",
        who.pk,
    )
    assert [fault for fault in found() if "was added by other means than the product" in fault]


@pytest.mark.parametrize("number", [0, -1, -5, -(2**63)])
def test_a_row_below_every_number_that_the_product_gives_is_named(number):
    who = UserFactory()
    by_other_means(
        "INSERT INTO staff_roleholding (id, user_id, role, granted_at) VALUES (%s, %s, 'manager', '2026-01-01 00:00Z')",
        number,
        who.pk,
    )
    assert [fault for fault in found() if f"number {number} was added by other means than the product" in fault]


def test_a_password_is_no_business_of_the_logs():
    who = UserFactory()
    by_other_means("UPDATE staff_user SET password = 'x' WHERE id = %s", who.pk)
    assert found() == []
    assert User.objects.get(pk=who.pk).password == "x"


def test_the_command_names_the_row_and_fails(capsys):
    from django.core.management import call_command

    decision = build.to_disclose()
    by_other_means("UPDATE sharing_item SET text = 'Other' WHERE decision_id = %s AND included", decision.pk)
    with pytest.raises(SystemExit):
        call_command("verify_audit")
    assert "is not as it was recorded: what changed" in capsys.readouterr().err
