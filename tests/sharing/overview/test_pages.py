import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consent.models import Exclusion
from neston_sharing.audit.models import Entry
from neston_sharing.foundation import pdf
from sharing.overview.gathering import gather, gather_figures
from sharing.overview.periods import term_of
from tests.factories import (
    AgencyFactory,
    ConsentStatementFactory,
    DecisionFactory,
    UserFactory,
    VisitFactory,
)
from tests.factories import decisions as build
from tests.factories.concerns import ConcernFactory
from tests.factories.visits import ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


@pytest.fixture
def shown(client, manager):
    """What the page says, as section → rows of cells."""

    def ask(query: str = "") -> dict:
        client.force_login(manager)
        response = client.get(f"/overview/{query}")
        assert response.status_code == 200
        context = response.context
        return {section.title: section.rows for section in (context["waits"], *context["sections"])}

    return ask


def this_month() -> str:
    return f"{timezone.localdate():%B %Y}"


def term() -> str:
    return term_of(timezone.localdate()).code


@pytest.fixture
def printed(client, manager, monkeypatch):
    """The committee's report as the renderer is given it, with its pictures."""
    given = {}

    def keep(page, resources, **limits):
        given.update(page=page, pictures=" ".join(r.decode() for n, r in resources.items() if "table" in n))
        return b"%PDF-"

    def ask() -> dict:
        monkeypatch.setattr(pdf, "typeset", keep)
        client.force_login(manager)
        assert client.get(f"/overview/report.pdf?period={term()}").content == b"%PDF-"
        return given

    return ask


def test_recorded_decisions_are_counted_by_month_basis_and_agency(shown):
    build.shared(agency=AgencyFactory(name="Neston Surgery"))
    build.not_shared(agency=AgencyFactory(name="Parkgate School"))
    build.referred(agency=AgencyFactory(name="Social care"))
    DecisionFactory()
    rows = shown()
    assert rows["Decisions by month and outcome"][-1] == (this_month(), "2", "1")
    assert set(rows["Decisions by basis"]) == {("Consent", "1"), ("Not shared", "1"), ("Referred at once", "1")}
    assert ("Parkgate School", "0", "1") in rows["Decisions by agency"]


def test_what_waits_is_counted_with_how_long(shown):
    build.with_management()
    DecisionFactory(started_at=timezone.now() - timedelta(days=5))
    ConcernFactory()
    VisitFactory(arrived_at=ago(days=2))
    rows = shown()["What waits"]
    assert rows[:2] == (("Draft", "1", "5 days"), ("With management", "1", "0 days"))
    assert ("Concerns that nobody has read", "1", "0 days") in rows
    assert ("Visitors not signed out overnight", "1", "2 days") in rows


def test_what_is_finished_waits_no_more(shown):
    build.shared()
    build.not_shared()
    build.abandoned()
    assert shown()["What waits"] == ()


def test_consents_are_counted_as_they_stand_today(shown):
    ConsentStatementFactory()
    ConsentStatementFactory(statement="refused", reason="No", scope="", review_on=None)
    assert set(shown()["Consents by state, today"]) == {("In force", "1"), ("Refused", "1")}


def test_a_decision_of_another_term_is_not_counted(shown):
    build.shared()
    code = [each.code for each in _terms_before()][-1]
    assert all(row[1:] == ("0", "0") for row in shown(f"?period={code}")["Decisions by month and outcome"])


def _terms_before():
    from sharing.overview.periods import periods

    return periods(timezone.localdate())[2:]


@pytest.mark.parametrize("query", ["?period=nonsense", "?period=%00"])
def test_an_unknown_period_is_the_last_twelve_months(shown, query):
    assert len(shown(query)["Visits by month"]) == 12


def test_a_child_whose_record_is_closed_to_the_manager_is_not_counted(manager):
    decision = build.shared()
    ConsentStatementFactory(child=decision.child)
    Exclusion.objects.create(child=decision.child, user=manager, reason="Family", set_by=decision.started_by)
    found = gather(manager, term_of(timezone.localdate()))
    assert (found.decided, found.waiting, found.standings) == ((), (), ())


def test_the_share_of_families_not_told_and_of_refusals_overridden_is_shown(client, manager):
    build.referred()
    client.force_login(manager)
    page = client.get("/overview/").content.decode()
    assert "0 of 1" in page
    assert "family not told" in page


def test_each_table_stands_with_its_picture(client, manager):
    build.shared()
    client.force_login(manager)
    page = client.get("/overview/").content.decode()
    assert page.count('<svg xmlns="http://www.w3.org/2000/svg" role="img"') == page.count('<table class="table">')


def test_the_numbers_come_as_a_list_in_which_nothing_is_a_formula(client, manager):
    build.shared(agency=AgencyFactory(name="=HYPERLINK(1)"))
    client.force_login(manager)
    answer = client.get(f"/overview/numbers.csv?period={term()}")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert rows[0] == "Period,Table,Line,Counted,Number"
    assert any(row.endswith("Decisions by agency,'=HYPERLINK(1),Share,1") for row in rows)
    assert answer["Content-Disposition"] == f'attachment; filename="overview-{term()}.csv"'


def test_the_report_names_no_child_no_agency_and_nobody(printed):
    decision = build.shared(agency=AgencyFactory(name="Neston Surgery", kind="gp"))
    said = printed()
    for name in (decision.child.family_name, "Neston Surgery", decision.reference, str(decision.started_by)):
        assert name not in said["page"] + said["pictures"]


def test_the_report_withholds_small_numbers_in_tables_and_pictures(printed):
    build.shared()
    said = printed()
    assert "<td>withheld</td>" in said["page"]
    assert "<td>1</td>" not in said["page"]
    assert ">1</text>" not in said["pictures"]
    assert "withheld</text>" in said["pictures"]


def test_the_committee_s_officer_sees_figures_and_nothing_behind_them(client):
    """Otherwise figures without names: of all that was recorded, with no name and no way to a record."""
    decisions = [build.shared(agency=AgencyFactory(kind="gp")) for _ in range(5)]
    few = build.not_shared()
    officer = UserFactory(roles=["officer"])
    client.force_login(officer)
    answer = client.get("/overview/figures/")
    rows = {section.title: section.rows for section in answer.context["sections"]}
    assert rows["Decisions by kind of agency"] != ()
    assert (this_month(), "6") in rows["Decisions by month"]
    assert ("Not shared", "withheld") in rows["Decisions by basis"]
    page = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    for decision in (*decisions, few):
        for name in (decision.child.family_name, decision.child.reference, decision.reference, str(decision.agency)):
            assert name not in page
    assert page.count('role="img"') == sum(section.chart is not None for section in answer.context["sections"]) > 0
    assert re.findall(r'href="(?!#)([^"]+)"', page) == [f"/overview/report.pdf?period={term()}", "/overview/figures/"]


def test_a_child_whose_record_is_closed_to_the_officer_is_in_no_figure(client):
    officer, decision = UserFactory(roles=["officer"]), build.shared()
    ConsentStatementFactory(child=decision.child)
    VisitFactory(child=decision.child)
    Exclusion.objects.create(child=decision.child, user=officer, reason="Family", set_by=decision.started_by)
    found = gather_figures(officer, term_of(timezone.localdate()))
    assert (found.decided, found.standings, found.came) == ((), (), ())


def test_the_order_of_what_is_withheld_tells_nothing(printed):
    for kind in ("police", "gp", "police"):
        build.shared(agency=AgencyFactory(kind=kind))
    assert printed()["page"].index("GP</th>") < printed()["page"].index("Police</th>")


def test_the_report_says_of_a_running_term_how_far_it_goes(printed):
    assert "The term is still running" in printed()["page"]


def test_the_report_is_in_the_log(printed):
    printed()
    assert Entry.objects.filter(event="pdf_prepared", object_pk=f"report-{term()}.pdf").exists()


def test_the_page_asks_as_much_of_the_database_for_many_rows_as_for_few(client, manager):
    client.force_login(manager)
    needed = []
    for _ in range(2):
        for make in (build.shared, build.not_shared, build.referred, build.stopped, DecisionFactory, ConcernFactory):
            make()
        VisitFactory(arrived_at=ago(days=2))
        with CaptureQueriesContext(connection) as counted:
            assert client.get("/overview/").status_code == 200
        needed.append(len(counted))
    assert needed[0] == needed[1] <= 25
