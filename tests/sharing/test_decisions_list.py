"""The list of decisions: what this person may see, newest first, by page and by filter."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from neston_sharing.foundation.paging import PAGE
from sharing.forms.search import DecisionFilter
from sharing.presenters.listing import COLUMNS
from tests.factories import ChildFactory, DecisionFactory, UserFactory, decisions
from tests.factories import back_up as factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    lead = UserFactory(roles=["lead"])
    client.force_login(lead)
    return lead


@pytest.fixture
def listed(client, lead):
    """Ask for the list as the lead; give the references shown, in order."""

    def ask(**filters) -> list[str]:
        response = client.get("/decisions/", filters)
        assert response.status_code == 200
        return [row[0]["text"] for row in response.context["rows"]]

    return ask


def test_newest_first(listed):
    first, second = DecisionFactory(), DecisionFactory()
    assert listed() == [second.reference, first.reference]


@pytest.mark.parametrize("roles", [["auditor"], ["helper"], []])
def test_who_makes_and_reads_no_decisions_is_refused(client, roles):
    client.force_login(UserFactory(roles=roles))
    assert client.get("/decisions/").status_code == 403


def test_a_practitioner_sees_their_own_and_those_recorded_of_their_children(client):
    child = ChildFactory()
    recorded = decisions.not_shared(child=child, started_by=UserFactory(roles=["practitioner"]))
    DecisionFactory(child=child, started_by=UserFactory(roles=["practitioner"]))
    decisions.not_shared()
    client.force_login(child.key_person)
    rows = client.get("/decisions/").context["rows"]
    assert [row[0]["text"] for row in rows] == [recorded.reference]


@pytest.mark.parametrize(
    ("state", "build"),
    [
        ("draft", DecisionFactory),
        ("abandoned", decisions.abandoned),
        ("with_management", decisions.with_management),
        ("returned", decisions.returned),
        ("referred", decisions.referred),
        ("to_disclose", decisions.to_disclose),
        ("shared", decisions.shared),
        ("not_shared", decisions.not_shared),
    ],
)
def test_the_filter_by_state_agrees_with_the_state_shown(client, lead, state, build):
    child = ChildFactory()
    for each in (DecisionFactory, decisions.abandoned, decisions.with_management, decisions.returned, decisions.shared):
        each(child=child)
    for each in (decisions.referred, decisions.to_disclose, decisions.not_shared):
        each(child=child)
    rows = client.get("/decisions/", {"state": state}).context["rows"]
    expected = build(child=child)
    assert len(rows) == 1
    assert rows[0][3] == client.get("/decisions/", {"about": expected.reference}).context["rows"][0][3]


def test_a_line_says_whether_what_is_being_written_is_on_hold(client, lead):
    decisions.answer(DecisionFactory(), 1, "yes")
    doubted = DecisionFactory()
    decisions.answer(doubted, 1, "not_sure")
    rows = client.get("/decisions/").context["rows"]
    assert [row[3] for row in rows] == [{"text": "Draft, on hold", "kind": "amber"}, {"text": "Draft", "kind": "grey"}]
    assert "Draft, on hold" in client.get(doubted.child.get_absolute_url()).content.decode()


@pytest.mark.parametrize("text", ["niamh", "O'Brien", "niamh brien"])
def test_find_by_the_childs_name_which_never_stands_in_an_address(client, listed, text):
    found = DecisionFactory(child=ChildFactory(given_names="Niamh", family_name="O'Brien"))
    DecisionFactory()
    answer = client.post("/decisions/", {"about": text, "state": "draft"})
    assert answer.url == f"/decisions/?about={found.child.reference}&state=draft"
    assert listed(about=found.child.reference) == [found.reference]


def test_a_name_that_fits_two_children_finds_the_decisions_of_both(client, lead):
    found = {DecisionFactory(child=ChildFactory(given_names="Niamh")).reference for _ in range(2)}
    DecisionFactory()
    rows = client.post("/decisions/", {"about": "niamh"}, follow=True).context["rows"]
    assert {row[0]["text"] for row in rows} == found


def test_a_name_that_fits_nobody_is_said_beside_the_field(client, lead):
    answer = client.post("/decisions/", {"about": "nobody's name"})
    assert answer.status_code == 422
    assert "No child of this name" in answer.content.decode()


def test_find_by_reference(listed):
    found, _ = DecisionFactory(), DecisionFactory()
    assert listed(about=found.reference.lower()) == [found.reference]


def test_a_part_of_a_reference_finds_all_that_hold_it_and_a_whole_one_itself(listed):
    short, long = DecisionFactory(number=1042), DecisionFactory(number=10420)
    assert long.reference.startswith(short.reference)
    assert set(listed(about=short.reference[:-1])) == {short.reference, long.reference}
    assert listed(about=short.reference) == [short.reference]
    assert listed(about=long.reference) == [long.reference]


def test_find_by_maker(listed):
    found, _ = DecisionFactory(), DecisionFactory()
    assert listed(made_by=found.started_by.pk) == [found.reference]


def test_find_by_dates(listed):
    decision = DecisionFactory()
    assert listed(since="1/1/2026", until="31 December 2099") == [decision.reference]
    assert listed(until="1 January 2026") == []


def test_waiting_for_me_is_what_i_can_back_go_on_with_or_share(listed, lead):
    to_back, referred = decisions.with_management(), decisions.referred()
    mine = DecisionFactory(started_by=lead)
    to_share = decisions.to_disclose(started_by=lead)
    DecisionFactory(), decisions.shared(), decisions.with_management(started_by=lead)
    waiting = {decision.reference for decision in (to_back, referred, mine, to_share)}
    assert set(listed(state="waiting")) == waiting


@pytest.mark.parametrize(
    "filters",
    [
        {"since": "yesterday"},
        {"state": "forged"},
        {"made_by": "x"},
        {"made_by": "999999"},
        {"before": "x"},
        {"after": "9" * 40},
        {"about": "x" * 10_000},
        {"about": "%_\\'"},
        {"about": "\x00"},
    ],
)
def test_nonsense_is_said_and_never_breaks_the_page(client, lead, filters):
    assert client.get("/decisions/", filters).status_code in (200, 400)


def test_an_empty_list_says_what_to_do_next(client, lead):
    assert "No decisions yet" in client.get("/decisions/").content.decode()
    DecisionFactory()
    assert "No decision fits" in client.get("/decisions/", {"about": "nobody"}).content.decode()


@pytest.mark.parametrize(("role", "begins"), [("practitioner", True), ("lead", True), ("officer", False)])
def test_a_decision_begins_here_for_whoever_makes_them(client, role, begins):
    client.force_login(UserFactory(roles=[role]))
    shown = client.get("/decisions/").content.decode()
    assert ('href="/decisions/new/"' in shown) is begins
    assert begins or 'href="/children/"' not in shown  # where it would be refused


def test_what_came_to_the_officer_stands_here_before_they_may_read_it(client):
    officer, sent = UserFactory(roles=["officer"]), factory.sent_to_officer()
    client.force_login(officer)
    for address in ("/decisions/", "/decisions/?state=waiting"):
        shown = client.get(address)
        assert [task.title for task in shown.context["to_declare"]] == [sent.reference]
        assert sent.child.given_names not in shown.content.decode()
    client.post(shown.context["to_declare"][0].url, {"has_conflict": "no"})
    shown = client.get("/decisions/")
    assert not shown.context["to_declare"]
    assert sent.reference in shown.content.decode()


def test_pages_follow_one_another_by_key_and_keep_the_filter(client, lead):
    child = ChildFactory()
    references = [DecisionFactory(child=child).reference for _ in range(PAGE + 2)]
    first = client.get("/decisions/", {"about": "IS-"})
    older = client.get("/decisions/" + first.context["page"].older)
    shown = [row[0]["text"] for page in (first, older) for row in page.context["rows"]]
    assert shown == references[::-1]
    assert "about=IS-" in first.context["page"].older
    assert (first.context["page"].newer, older.context["page"].older) == ("", "")
    back = client.get("/decisions/" + older.context["page"].newer)
    assert back.context["rows"] == first.context["rows"]


def test_ten_decisions_take_no_more_queries_than_one(client, lead):
    decisions.shared()
    with CaptureQueriesContext(connection) as one:
        client.get("/decisions/")
    for _ in range(9):
        decisions.with_management()
    with CaptureQueriesContext(connection) as ten:
        client.get("/decisions/")
    assert len(ten) == len(one) <= 25


def test_who_started_a_decision_is_called_so_in_the_filter_and_in_the_list():
    assert DecisionFilter().fields["made_by"].label in COLUMNS
