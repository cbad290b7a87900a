"""The log's pages: who may, what they say, and that a long log costs what a short one does."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from neston_sharing.audit import subjects
from neston_sharing.audit.context import acting
from neston_sharing.audit.events import record_access, record_event
from neston_sharing.audit.models import Entry
from neston_sharing.audit.shut import Elsewhere
from neston_sharing.audit.views.log import SIZE
from neston_sharing.foundation import guards
from tests.factories.consent import ChildFactory
from tests.factories.staff import UserFactory

LOG = "/audit/"


@pytest.fixture
def manager(db, client):
    manager = UserFactory(name="Morag O'Neill", roles=["manager"])
    client.force_login(manager)
    return manager


@pytest.fixture
def amelia(manager, monkeypatch):
    """A child, with an app above that can name it; the manager may be excluded from its record."""
    child = ChildFactory(given_names="Amelia", family_name="Hart", key_person=UserFactory(name="Amy Khan"))
    monkeypatch.setattr(subjects, "_resolvers", [Names({child.reference: "Amelia Hart"})])
    return child


class Names:
    def __init__(self, names: dict[str, str]) -> None:
        self.names, self.hidden = names, []

    def labels(self, references, user):
        return {reference: name for reference, name in self.names.items() if reference in references}

    def find(self, text, user):
        return {reference: name for reference, name in self.names.items() if text.lower() in name.lower()}

    def hidden_from(self, user):
        return self.hidden

    def elsewhere(self, references):
        return Elsewhere()

    def found_at(self, page, named):
        return None


def shown(client, **asked) -> str:
    return client.get(LOG, asked).content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [("manager", 200), ("auditor", 200), ("lead", 403), ("practitioner", 403), ("helper", 403)]
)
def test_managers_and_auditors_read_the_log(db, client, role, status):
    client.force_login(UserFactory(roles=[role]))
    newest = reverse("audit:entry", args=[Entry.objects.latest("id").pk])
    assert [client.get(address).status_code for address in (LOG, newest)] == [status, status]


def test_an_entry_says_who_changed_what_from_what_to_what(client, manager, amelia):
    with acting(manager):
        amelia.key_person = UserFactory(name="Jo Lee")
        amelia.save()
    page = shown(client)
    assert "Morag O&#x27;Neill" in page
    assert "child Amelia Hart" in page
    assert "key person: from Amy Khan to Jo Lee" in page


def test_what_an_entry_is_about_need_not_be_a_child(client, manager, monkeypatch):
    monkeypatch.setattr(subjects, "_resolvers", [Names({"P-7F3K2M": "Jo Hart"})])
    record_event("file_opened", by=manager, subject="P-7F3K2M")
    page = shown(client)
    assert '<th scope="col">About</th>' in page
    assert 'data-label="Child"' not in page


def test_the_entry_s_own_page_shows_its_seal(client, amelia):
    entry = Entry.objects.filter(subject=amelia.reference).latest("id")
    page = client.get(reverse("audit:entry", args=[entry.pk])).content.decode()
    assert entry.seal.hash in page
    assert f"Amelia Hart ({amelia.reference})" in page
    assert "<title>Entry" in page
    assert "27 March 2023" in page


def test_an_entry_without_a_seal_is_said_to_have_none(client, manager):
    with guards.lifted():
        (entry,) = Entry.objects.bulk_create([Entry(timestamp=datetime.now(UTC), event="sign_in")])
    assert b"No seal" in client.get(reverse("audit:entry", args=[entry.pk])).content


def test_what_one_is_excluded_from_is_not_there(client, amelia):
    number = Entry.objects.filter(subject=amelia.reference).latest("id").pk
    subjects._resolvers[0].hidden = [amelia.reference]
    assert amelia.reference not in shown(client)
    assert amelia.reference not in shown(client, kind="consent.child")
    assert client.get(reverse("audit:entry", args=[number])).status_code == 404


def test_a_name_becomes_a_reference_before_it_can_stand_in_an_address(client, amelia):
    response = client.post(LOG, {"child": "amelia", "kind": "file_opened"})
    assert response.url == f"/audit/?child={amelia.reference}&kind=file_opened"


@pytest.mark.parametrize("typed", ["C-7K3M9QZ2", "c-7k3m9qz2"])
def test_a_reference_may_be_typed_in_any_case(client, manager, typed):
    assert client.post(LOG, {"child": typed}).url == "/audit/?child=C-7K3M9QZ2"


def test_a_name_that_fits_nobody_or_several_says_what_to_do(client, amelia):
    subjects._resolvers[0].names["C-00000000"] = "Amelia Hartley"
    several, nobody = (client.post(LOG, {"child": name}) for name in ("amelia", "zebedee"))
    assert (several.status_code, nobody.status_code) == (422, 422)
    assert "Amelia Hart (" in several.content.decode()
    assert "zebedee" in nobody.content.decode()


def test_who_may_be_chosen_is_asked_once_a_page(client, manager):
    with CaptureQueriesContext(connection) as asked:
        client.get(LOG)
    everybody = [query["sql"] for query in asked if query["sql"].startswith('SELECT "staff_user"."id" AS "pk"')]
    assert len(everybody) == 1


def test_the_filters_keep_what_fits_all_of_them(client, manager, amelia):
    amy = amelia.key_person
    record_access(amy, amelia.reference, "file")
    record_access(manager, amelia.reference, "file")
    page = client.get(LOG, {"child": amelia.reference, "person": amy.pk, "kind": "file_opened"})
    assert [line.who for line in page.context["lines"]] == ["Amy Khan"]
    assert [line.who for line in client.get(LOG, {"kind": "sign_in"}).context["lines"]] == ["Morag O'Neill"]


def test_days_are_british_and_the_last_is_included(client, manager):
    for day, hour in ((21, 23), (22, 0), (22, 23), (23, 0)):
        with time_machine.travel(datetime(2030, 1, day, hour, 30, tzinfo=UTC), tick=False):
            record_event("tried", by=manager, data={"at": f"{day}, {hour}"})
    lines = client.get(LOG, {"since": "22/1/2030", "until": "22 January 2030"}).context["lines"]
    assert [line.brief for line in lines] == [["at: 22, 23"], ["at: 22, 0"]]
    assert not client.get(LOG, {"since": "24/1/2030"}).context["lines"]


@pytest.mark.parametrize(
    "asked", [{"since": "99/99"}, {"person": "x"}, {"kind": "x.y"}, {"since": "2/1/2026", "until": "1/1/2026"}]
)
def test_a_filter_that_makes_no_sense_says_so_and_shows_nothing(client, manager, asked):
    response = client.get(LOG, asked)
    assert response.status_code == 200
    assert response.context["filter_form"].errors
    assert not response.context["lines"]


@pytest.mark.parametrize("asked", [{"before": "x"}, {"after": "9" * 40}, {"child": "x" * 99}, {"child": "\x00"}])
def test_nonsense_in_the_address_is_no_error_of_ours(client, manager, asked):
    assert client.get(LOG, asked).status_code == 200


def test_pages_follow_each_other_by_key(client, manager):
    for _ in range(SIZE + 5):
        record_event("tried", by=manager)
    first = client.get(LOG).context
    second = client.get(LOG + first["page"].older).context
    assert [len(first["lines"]), first["page"].newer, second["page"].older] == [SIZE, "", ""]
    assert second["lines"][0].number == first["lines"][-1].number - 1
    back = client.get(LOG + second["page"].newer).context
    assert [line.number for line in back["lines"]] == [line.number for line in first["lines"]]


def statements(client, **asked) -> list[str]:
    client.get(LOG, asked)  # kinds of record are remembered from now on
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(LOG, asked).status_code == 200
    return [query["sql"] for query in queries]


def fill(manager, amelia, number: int) -> None:
    with acting(manager):
        for _ in range(number // 2):
            amelia.key_person = UserFactory(password=None)
            amelia.save()


@pytest.mark.parametrize("asked", [{}, {"child": "here"}, {"kind": "consent.child"}, {"since": "1/1/2020"}])
def test_many_entries_take_no_more_statements_than_few(client, manager, amelia, asked):
    asked = {name: amelia.reference if value == "here" else value for name, value in asked.items()}
    fill(manager, amelia, 10)
    few = statements(client, **asked)
    fill(manager, amelia, 90)
    assert len(statements(client, **asked)) <= len(few) <= 12


def test_the_log_is_never_counted_skipped_or_made_distinct(client, manager, amelia):
    fill(manager, amelia, 10)
    for asked in ({}, {"child": amelia.reference}, {"until": "1/1/2040"}, {"before": "9"}):
        log = [sql.upper() for sql in statements(client, **asked) if "audit_entry" in sql]
        assert log
        assert not any(word in sql for sql in log for word in ("COUNT(", "OFFSET", "DISTINCT"))


@pytest.mark.only_on("sqlite")  # PostgreSQL rightly scans a table this small
@pytest.mark.parametrize(
    "asked", [{"child": "C-7K3M9QZ2"}, {"person": "1"}, {"kind": "file_opened"}, {"since": "1/1/2020"}]
)
def test_every_filter_is_served_by_an_index(client, manager, asked):
    asked = {"person": manager.pk} if "person" in asked else asked
    (sql,) = [sql for sql in statements(client, **asked) if 'FROM "audit_entry"' in sql and "LIMIT 51" in sql]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = " / ".join(row[3] for row in cursor.fetchall())
    assert "SCAN audit_entry" not in plan
    assert "TEMP B-TREE" not in plan


def test_a_text_of_any_length_and_kind_is_shown_as_text(client, manager, amelia):
    with acting(manager):
        amelia.known_as = "<script>'\"&"
        amelia.save()
    record_event("tried", by=manager, data={"text": "<b>" + "x" * 10_000})
    page = shown(client)
    assert "&lt;script&gt;" in page
    assert "<b>" not in page
    assert "x" * 3_000 not in page
