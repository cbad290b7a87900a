"""Several machines: the product runs as a role that owns no tables, and so can take away nothing that guards them."""

import uuid
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse

from agencies.models import Agency
from neston_sharing.audit.models import Entry
from neston_sharing.audit.verification import verify
from neston_sharing.audit.verifier import Head
from neston_sharing.foundation import guards, health
from neston_sharing.operations import application_role, checks
from tests.factories import ChildFactory, UserFactory
from tests.factories.concerns import ConcernFactory

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("postgresql")]

RECORDED = ("audit_entry", "audit_seal", "sharing_decision", "sharing_concern", "consent_consentstatement")

KEYS = {"audit_seal": "sequence"}


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def role() -> str:
    """A role of this test; like all else that it does, it is rolled back."""
    name = f"app_{uuid.uuid4().hex[:12]}"
    execute(f"CREATE ROLE {name} LOGIN")
    return name


@pytest.fixture
def as_role(role) -> Iterator[str]:
    """What was set up by the owner goes on as the role."""
    call_command("grant_application_role", role, stdout=StringIO())
    execute(f"SET ROLE {role}")
    yield role
    execute("RESET ROLE")


def refused(statement: str, words: str = "permission denied|must be owner") -> None:
    with pytest.raises((ProgrammingError, IntegrityError), match=words), transaction.atomic():
        execute(statement)


def test_people_work_as_this_role_and_the_log_is_whole(client, role):
    lead, child = UserFactory(roles=["lead"]), ChildFactory()
    call_command("grant_application_role", role, stdout=StringIO())
    execute(f"SET ROLE {role}")
    client.force_login(lead)
    for path in (reverse("home"), child.get_absolute_url(), reverse("consent:children")):
        assert client.get(path).status_code == 200, path
    told = {
        "child": child.reference,
        "facts": "A bruise",
        "happened_at": "1 September 2026 09:00",
        "safe_to_go_home": "yes",
        "key": str(uuid.uuid4()),
    }
    answer = client.post(reverse("sharing:concern-new"), told)
    assert answer.status_code == 302, answer.context["form"].errors
    assert client.get(answer.url).status_code == 200
    assert (list(verify(Head())), guards.missing_or_altered()) == ([], [])
    assert not any(finding.trouble for finding in health.examine()[:1])
    execute("RESET ROLE")


def test_it_takes_no_guard_away(as_role):
    name = next(name for name in guards.standing() if name.startswith("guard_audit_entry_"))
    refused(f'DROP TRIGGER "{name}" ON audit_entry')
    refused(f'DROP FUNCTION "{name}"() CASCADE')
    refused("ALTER TABLE audit_entry DISABLE TRIGGER ALL")
    refused("SET session_replication_role = replica")


@pytest.mark.parametrize("table", RECORDED)
def test_it_empties_and_alters_no_table(as_role, table):
    refused(f"TRUNCATE {table} CASCADE")
    refused(f"ALTER TABLE {table} ADD COLUMN x integer")
    refused(f"DROP TABLE {table} CASCADE")


@pytest.mark.parametrize("table", ["audit_entry", "audit_seal", "sharing_concern"])
def test_of_what_is_recorded_it_changes_and_deletes_nothing(role, table):
    """Most of it for want of the right, and where some rows of a table may go, because a guard refuses."""
    ConcernFactory()
    call_command("grant_application_role", role, stdout=StringIO())
    execute(f"SET ROLE {role}")
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {KEYS.get(table, 'id')} = 1"):
        refused(statement, "permission denied|cannot be changed or deleted")
    execute("RESET ROLE")


def test_it_makes_no_table_that_would_stand_before_ours(as_role):
    refused("CREATE TEMPORARY TABLE sharing_decision (id integer)")
    refused("CREATE TABLE x (id integer)")
    refused("CREATE FUNCTION x() RETURNS integer LANGUAGE sql AS 'SELECT 1'")


def test_what_migrate_writes_it_only_reads(as_role):
    for table in application_role.WRITTEN_BY_MIGRATE:
        execute(f"SELECT 1 FROM {table}")
        refused(f"DELETE FROM {table}")


def test_the_check_before_serving_warns_an_owner_and_nobody_else(role):
    assert [warning.id for warning in checks.runs_as_no_owner(databases=["default"])] == ["operations.W001"]
    call_command("grant_application_role", role, stdout=StringIO())
    execute(f"SET ROLE {role}")
    assert checks.runs_as_no_owner(databases=["default"]) == []
    execute("RESET ROLE")


def test_a_draft_may_still_change(as_role):
    agency = Agency.objects.create(name="Health visitors", kind=Agency.Kind.HEALTH_VISITING)
    agency.name = "Health visiting"
    agency.save()
    assert Entry.objects.count() == 2


def test_rights_that_were_given_by_hand_are_taken_back(role):
    execute(f"GRANT TRUNCATE, DELETE, TRIGGER ON audit_seal TO {role}")
    call_command("grant_application_role", role, stdout=StringIO())
    execute(f"SET ROLE {role}")
    refused("DELETE FROM audit_seal")
    refused("CREATE TRIGGER x BEFORE INSERT ON audit_seal EXECUTE FUNCTION guard_audit_seal_append_only_delete()")
    execute("RESET ROLE")


def test_the_sql_can_be_printed_for_somebody_else_to_run(role):
    out = StringIO()
    call_command("grant_application_role", role, "--print", stdout=out)
    said = out.getvalue()
    assert f'GRANT SELECT, INSERT ON "public"."audit_seal" TO {role};' in said
    assert f'GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."sharing_decision" TO {role};' in said
    execute(f"SET ROLE {role}")
    refused("SELECT 1 FROM audit_entry")  # nothing was granted
    execute("RESET ROLE")


def test_rights_that_somebody_else_gave_are_said(role, monkeypatch):
    """Only the owner of a database takes away what everybody may do in it: PostgreSQL warns, and goes on."""
    execute(f"GRANT TEMPORARY ON DATABASE {connection.settings_dict['NAME']} TO {role}")
    asked = [each for each in application_role.statements(role) if "TEMPORARY" not in each]
    monkeypatch.setattr(application_role, "statements", lambda role: iter(asked))
    with pytest.raises(CommandError, match="as the owner of the database"):
        call_command("grant_application_role", role)


@pytest.mark.parametrize(
    ("name", "words"), [("nobody_here", "There is no role"), ("Robert'); --", "small letters"), ("neston", "undo this")]
)
def test_a_role_that_is_not_there_or_rules_is_refused(name, words):
    with pytest.raises(CommandError, match=words):
        call_command("grant_application_role", name)
