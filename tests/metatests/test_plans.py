"""How the database finds what the long lists show: along an index, in its order, however much there is.

PostgreSQL would read tables of this size from end to end, so it is told not to: what it still reads so, or sorts, it
could do in no other way.
"""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consent.models import Child, Parent, PolicyVersion
from neston_sharing.audit.models import Entry
from neston_sharing.operations.benchmark import bulk, seeding
from neston_sharing.operations.benchmark.place import FOLDER_PREFIX
from neston_sharing.staff.models import User
from sharing.models import Decision
from sharing.timeline import PAGE
from tests.factories import concerns

ENTRIES = 1_000
AS_IF_LARGE = "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off"
NOT_OF_THE_LIST = {"SubPlan", "InitPlan"}


@pytest.fixture(scope="module")
def many(django_db_setup, django_db_blocker, tmp_path_factory):
    """A log of a thousand entries, for all tests of this module, rolled back after them."""
    folder = tmp_path_factory.mktemp(FOLDER_PREFIX)
    quick = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"], "DATA_DIR": folder}
    with django_db_blocker.unblock(), override_settings(**quick), transaction.atomic():
        seeding.begin(timezone.now() - timedelta(days=400))
        bulk.fill(ENTRIES)
        for child in Child.objects.all():
            concerns.ConcernFactory(child=child, recorded_by=child.key_person)
        if connection.vendor == "postgresql":  # which does so by itself; SQLite goes by what it takes for usual
            seeding.analyse()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def asked(many, db):
    """Ask for a page, and give the statements that it took."""

    def ask(role: str, path: str, **posted) -> list[str]:
        client = Client()
        client.force_login(User.objects.get(email=f"{role}@example.org"))
        with CaptureQueriesContext(connection) as captured:
            answer = client.post(path, posted) if posted else client.get(path)
        assert answer.status_code == 200
        return [query["sql"] for query in captured.captured_queries]

    return ask


def of_the_list(statements: list[str], table: str) -> str:
    """Find the one statement that fetches the rows of a page."""
    (found,) = (sql for sql in statements if f' FROM "{table}" ' in sql and re.search(r" LIMIT \d\d$", sql))
    return found


def explained(sql: str) -> tuple[list[str], list[str]]:
    """Give the steps that fetch the rows of the list, and those of all that is asked about each row."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            steps = cursor.fetchall()
            return [detail for _, parent, _, detail in steps if not parent], [step[3] for step in steps]
        cursor.execute(AS_IF_LARGE)
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        plan = cursor.fetchone()[0]
        plan = (plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"]
        return list(nodes(plan, NOT_OF_THE_LIST)), list(nodes(plan))


def nodes(plan: dict, but: set = frozenset()) -> Iterator[str]:
    yield f"{plan['Node Type']} {plan.get('Relation Name', '')} {plan.get('Index Name', '')}".strip()
    for below in plan.get("Plans", ()):
        if below.get("Parent Relationship") not in but:
            yield from nodes(below, but)


def sorts(steps: list[str]) -> list[str]:
    return [step for step in steps if "TEMP B-TREE" in step or "Sort" in step]


def addresses_of_the_log() -> dict[str, tuple[str, str, str]]:
    """Give each filter's query, and along which index SQLite and PostgreSQL find what it asks for."""
    child, person = Child.objects.order_by("id")[0], User.objects.get(email="practitioner@example.org")
    day, middle = f"{timezone.localdate() - timedelta(days=100):%d/%m/%Y}", Entry.objects.newest_number() // 2
    by_number = ("INTEGER PRIMARY KEY", "audit_entry_pkey")
    return {
        "all": ("", "SCAN audit_entry", "audit_entry_pkey"),  # in the order of their numbers, until the page is full
        "an older page": (f"before={middle}", *by_number),
        "a newer page": (f"after={middle}", *by_number),
        "child": (f"child={child.reference}", "entry_subject_newest", "entry_subject_newest"),
        "person": (f"person={person.pk}", "entry_actor_newest", "entry_actor_newest"),
        "event": ("kind=file_opened", "entry_event_newest", "entry_event_newest"),
        "kind of record": ("kind=sharing.decision", "entry_kind_newest", "entry_kind_newest"),
        "since": (f"since={day}", *by_number),
        "until": (f"until={day}", *by_number),
        "a child's decisions since": (f"child={child.reference}&kind=sharing.decision&since={day}", "entry_", "entry_"),
    }


FILTERS = (
    "all", "an older page", "a newer page", "child", "person", "event", "kind of record", "since", "until",
    "a child's decisions since",
)  # fmt: skip


@pytest.mark.parametrize("name", FILTERS)
def test_a_page_of_the_log_is_read_along_an_index_in_its_order(asked, name):
    """PostgreSQL may go by the entries' numbers instead, where it finds enough of them soon."""
    query, *indexes = addresses_of_the_log()[name]
    steps, _ = explained(of_the_list(asked("manager", f"/audit/?{query}"), "audit_entry"))
    on_sqlite = connection.vendor == "sqlite"
    allowed = indexes[:1] if on_sqlite else [indexes[1], "audit_entry_pkey"]
    assert any(index in step for step in steps for index in allowed), steps
    assert sorts(steps) == []
    assert on_sqlite or not any(step.startswith("Seq Scan") for step in steps)


@pytest.mark.parametrize("name", FILTERS)
def test_a_page_of_the_log_counts_nothing_and_skips_nothing(asked, name):
    statements = asked("manager", f"/audit/?{addresses_of_the_log()[name][0]}")
    of_the_log = [sql for sql in statements if '"audit_entry"' in sql]
    assert of_the_log
    assert [sql for sql in of_the_log if re.search(r"COUNT\(|\bOFFSET\b|\bDISTINCT\b", sql)] == []


def test_a_page_of_the_log_reads_no_records_from_end_to_end(asked):
    """Neither to know what is closed to its reader: in which decisions they have a conflict of interest."""
    of_records = [sql for sql in asked("manager", "/audit/") if '"sharing_decision"' in sql]
    assert of_records
    steps = [step for sql in of_records for step in explained(sql)[1]]
    read_whole = {"SCAN sharing_decision", "Seq Scan sharing_decision"}
    assert read_whole & {re.sub(r" USING .*", "", step) for step in steps} == set()


def lists() -> dict[str, tuple[str, str, str]]:
    """Give who asks for each list, its address, and the table whose rows it lists."""
    newest = Decision.objects.newest_first().select_related("child")[0]
    decisions = {
        "decisions": "",
        "decisions by reference": f"?about={newest.reference}",
        "decisions by child": f"?about={newest.child.reference}",
        "decisions not shared": "?state=not_shared",
        "decisions by maker": f"?made_by={newest.started_by_id}",
        "decisions by day": f"?since={timezone.localdate() - timedelta(days=100):%d/%m/%Y}",
    }
    return {name: ("lead", f"/decisions/{query}", "sharing_decision") for name, query in decisions.items()} | {
        "a practitioner's decisions": ("practitioner", "/decisions/", "sharing_decision"),
        "an officer's decisions": ("officer", "/decisions/", "sharing_decision"),
    }


LISTS = (
    "decisions", "decisions by reference", "decisions by child", "decisions not shared", "decisions by maker",
    "decisions by day", "a practitioner's decisions", "an officer's decisions",
)  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_in_the_order_of_an_index_and_never_sorted(asked, name):
    """By name, or by number: SQLite calls the order of a table's own numbers a scan."""
    role, path, table = lists()[name]
    steps, _ = explained(of_the_list(asked(role, path), table))
    assert sorts(steps) == []
    assert any(table in step and "Seq Scan" not in step for step in steps), steps


@pytest.mark.parametrize("name", ["decisions by child", "decisions by reference", "decisions not shared"])
def test_what_fits_is_found_without_looking_through_all_decisions(asked, name):
    """A state that stands in the row itself along its index; a reference that is whole in no other's number."""
    role, path, table = lists()[name]
    sql = of_the_list(asked(role, path), table)
    others = set(re.findall(rf'"{table}" ([A-Z]\d)\b', sql))
    _, steps = explained(sql)
    read_whole = [step for step in steps if (found := re.match(r"SCAN (\w+)", step)) and found[1] in {table, *others}]
    assert read_whole + [step for step in steps if step == f"Seq Scan {table}"] == []
    if name == "decisions not shared" and connection.vendor == "sqlite":  # PostgreSQL goes by how many there are
        assert any("decisions_by_outcome" in step for step in steps)


def test_what_is_asked_of_each_decision_reads_no_other_decisions_from_end_to_end(asked):
    """Also where the database was told that hardly any decision decides another one again."""
    seeding.analyse()
    sql = max(asked("lead", "/decisions/"), key=len)  # of the page's keys, all that a line says
    assert ' FROM "sharing_decision" ' in sql
    others = {"sharing_decision", *re.findall(r'"sharing_decision" (\w+)', sql)} - {"WHERE", "INNER", "LEFT"}
    _, steps = explained(sql)
    in_their_order = {"SCAN sharing_decision"} if connection.vendor == "sqlite" else set()
    read_whole = [step for step in steps if re.fullmatch(r"Seq Scan [^ ]+|SCAN \w+", step)]
    assert {step for step in read_whole if step.split()[-1] in others} <= in_their_order


@pytest.mark.parametrize("role", ["lead", "practitioner"])
def test_children_are_read_in_the_order_of_their_names_and_never_sorted(asked, role):
    """SQLite that was never told how many were merged takes them for most, and sorts the others: some hundreds."""
    seeding.analyse()
    steps, _ = explained(of_the_list(asked(role, "/children/"), "consent_child"))
    assert sorts(steps) == []
    assert any("children_by_name" in step for step in steps), steps


def test_concerns_are_read_in_the_order_of_their_numbers_and_never_sorted(asked):
    statements = asked("lead", "/concerns/")
    read = [sql for sql in statements if '"sharing_concern"' in sql and re.search(r" LIMIT \d+$", sql)]
    assert len(read) == 2  # the open ones, and those that were closed
    assert [sorts(explained(sql)[0]) for sql in read] == [[], []]


def test_a_timeline_is_found_by_the_child_and_sorts_no_more_than_its_own_entries(asked):
    """One statement over all its tables, each reached along an index, however many decisions there are of others."""
    child = Child.objects.order_by("id")[0]
    statements = asked("lead", f"/children/{child.reference}/")
    (union,) = (sql for sql in statements if "UNION ALL" in sql and sql.endswith(f"DESC LIMIT {PAGE + 1}"))
    _, steps = explained(union)
    read_whole = {step for step in steps if step.startswith("Seq Scan") or re.fullmatch(r"SCAN \w+", step)}
    assert read_whole <= {"SCAN sharing_refiling"}  # what was moved to another child's file, which is rare


LISTS_OF_CHILDREN = {
    "may be found": Child.objects.findable_by,
    "are listed": Child.objects.listed_for,
    "may be read": Child.objects.visible_to,
    "are shut": Child.objects.shut_to,
    "are registered": lambda user: Child.objects.visible_to(user).with_registered(),
    "are not registered": lambda user: Child.objects.visible_to(user).unregistered(),
    "have words against": lambda user: Child.objects.visible_to(user).with_words_against(),
    "have not acknowledged": lambda user: Child.objects.visible_to(user).to_be_asked(PolicyVersion(pk=1)),
    "have such parents": Parent.objects.visible_to,
}


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("name", LISTS_OF_CHILDREN)
def test_what_is_asked_of_each_child_reads_no_other_children_from_end_to_end(many, db, name):
    """Else a list takes four times as long with twice the children, of whom 25 years leave some fifteen hundred."""
    for role in ("practitioner", "manager", "lead"):
        user = User.objects.get(email=f"{role}@example.org")
        with connection.cursor() as cursor:
            sql, params = LISTS_OF_CHILDREN[name](user).query.sql_with_params()
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            assert list(read_for_each_row(cursor.fetchall())) == []


def read_for_each_row(steps: list[tuple]) -> Iterator[str]:
    """Give what SQLite reads from end to end within a subquery that it asks for every row around it."""
    for_each: set[int] = set()
    for number, parent, _, detail in steps:
        if detail.startswith("CORRELATED") or parent in for_each:
            for_each.add(number)
        if number in for_each and detail.startswith("SCAN"):
            yield detail
