"""What every page carries, and the pages of the house itself."""

import pytest
from django.apps import apps
from django.db import OperationalError, connection
from django.test import RequestFactory
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from neston_sharing.foundation import context, guards, health
from neston_sharing.foundation.context import navigation
from neston_sharing.foundation.details import change_setting
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.ways import Way
from tests.edits import save
from tests.factories import UserFactory

AS_JSON = {"accept": "application/json"}


@pytest.fixture
def as_manager(client, db):
    client.force_login(UserFactory(roles=["manager"]))
    return client


# Headers


@pytest.mark.parametrize("path", ["/accounts/login/", "/nowhere/", "/staff/", "/health/", "/static/nowhere.css"])
def test_every_response_forbids_keeping_framing_and_sniffing(client, db, path):
    headers = client.get(path).headers
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Robots-Tag"] == "noindex"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


ERRORS = {
    "a host that is not ours": (400, {"path": "/health/", "headers": {"host": "evil.example"}}),
    "a role that does not open it": (403, {"path": "/setting/"}),
    "an address with nonsense": (404, {"path": "/agencies/%00/"}),
    "a way that is none": (405, {"path": "/health/", "method": "DELETE"}),
    "a fault of ours": (500, {"path": "/health/"}),
}


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_says_so_too(client, db, monkeypatch, error):
    status, asked = ERRORS[error]
    client.force_login(UserFactory(roles=["auditor"]))
    client.raise_request_exception = False
    if status == 500:
        monkeypatch.setattr(health, "LOOKS", None)
    answer = client.generic(
        asked.get("method", "GET"), **{name: said for name, said in asked.items() if name != "method"}
    )
    assert answer.status_code == status
    headers = answer.headers
    assert (headers["Cache-Control"], headers["X-Frame-Options"]) == ("no-store", "DENY")
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "same-origin")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize(("host", "status"), [("testserver", 301), ("evil.example", 400)])
def test_what_is_answered_before_any_page_is_asked_says_so_too(client, db, settings, host, status):
    settings.SECURE_SSL_REDIRECT = True
    client.raise_request_exception = False
    answer = client.get("/accounts/login/", headers={"host": host})
    headers = answer.headers
    assert answer.status_code == status
    assert (headers["Cache-Control"], headers["X-Frame-Options"]) == ("no-store", "DENY")
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "same-origin")
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_the_stylesheet_may_be_kept(client):
    assert "no-store" not in client.get("/static/neston_sharing/neston.css").headers.get("Cache-Control", "")


# Errors


def test_a_page_that_is_not_there(client, db):
    assertContains(client.get("/nowhere/"), "Page not found", status_code=404)


def test_a_page_that_the_role_does_not_open(client, db):
    client.force_login(UserFactory(roles=["auditor"]))
    assertContains(client.get("/setting/"), "Your role does not allow it", status_code=403)


def test_a_form_that_is_out_of_date(db):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assertContains(response, "This page is out of date", status_code=403)


def test_a_request_that_makes_no_sense(client, db):
    assertContains(client.get("/health/", headers={"host": "evil.example"}), "could not be read", status_code=400)


def test_a_fault_of_ours_still_shows_the_number_to_call(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(health, "LOOKS", None)
    assertContains(client.get("/health/"), 'href="tel:999"', status_code=500)


# Health


def test_all_is_well_for_anyone_to_see(client, db):
    assertContains(client.get("/health/"), "All is well")
    assert client.get("/health/", headers=AS_JSON).json()["well"] is True


def test_health_says_when_a_guard_is_missing(client, db):
    name = sorted(guards.standing())[0]
    guards.lift()
    response = client.get("/health/")
    assertContains(response, "missing or altered", status_code=503)
    assertNotContains(response, name, status_code=503)


@pytest.mark.parametrize(
    ("waiting", "said"),
    [(["one"], "1 change to the tables has not"), (["one", "two"], "2 changes to the tables have not")],
)
def test_health_says_when_tables_are_behind(client, db, monkeypatch, waiting, said):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *a: waiting)
    body = client.get("/health/", headers=AS_JSON)
    assert body.status_code == 503
    assert body.json()["findings"][-1]["trouble"].startswith(said)


def test_health_answers_where_the_database_does_not(client, monkeypatch):
    def broken(*args, **kwargs):
        raise OperationalError("no such host as secret.example")

    monkeypatch.setattr(connection, "cursor", broken)
    response = client.get("/health/")
    assertContains(response, "The database does not answer", status_code=503)
    assertNotContains(response, "secret.example", status_code=503)


def test_health_says_nothing_about_anyone(client, db):
    UserFactory()
    change_setting(by=None, name="St Winifred's")
    assertNotContains(client.get("/health/"), "Person")


def test_who_is_signed_in_can_go_on_from_health_unless_something_is_wrong(as_manager, monkeypatch):
    assertContains(as_manager.get("/health/"), "Sign out")
    assertContains(as_manager.get("/health/"), 'href="/audit/"')
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *a: ["one"])
    assertNotContains(as_manager.get("/health/"), "Sign out", status_code=503)


# The setting


DETAILS = {
    "name": "St Winifred's",
    "address": "1 High Street",
    "lado_phone": "0151 496 0000",
    "police_phone": "101",
    "review_weeks": "8",
}


def test_a_manager_keeps_the_settings_details_and_numbers(as_manager):
    assertRedirects(save(as_manager, "/setting/", DETAILS), "/setting/", fetch_redirect_response=False)
    setting = Setting.objects.get()
    assert (setting.name, setting.lado_phone, setting.review_weeks) == ("St Winifred's", "0151 496 0000", 8)
    assertContains(as_manager.get("/setting/"), 'href="tel:01514960000"')
    save(as_manager, "/setting/", DETAILS | {"name": "St Winifred's Pre-school"})
    assert Setting.objects.get().name == "St Winifred's Pre-school"


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "x" * 10_000}, {"lado_phone": "call me"}, {"police_phone": ""}]
)
def test_details_that_make_no_sense_are_sent_back_with_everything_typed(as_manager, wrong):
    response = save(as_manager, "/setting/", DETAILS | wrong)
    assertContains(response, "1 High Street", status_code=422)
    assert list(response.context["form"].errors) == list(wrong)
    assert not Setting.objects.exists()


@pytest.mark.parametrize("role", ["practitioner", "lead", "officer", "auditor", "helper"])
def test_nobody_else_changes_the_setting(client, db, role):
    client.force_login(UserFactory(roles=[role]))
    assert client.post("/setting/", DETAILS).status_code == 403


def test_the_numbers_stand_on_the_sign_in_page(client, db):
    change_setting(by=None, **DETAILS)
    assertContains(client.get("/accounts/login/"), 'href="tel:01514960000"')


def test_demonstration_data_is_not_declared_by_a_form(as_manager):
    save(as_manager, "/setting/", DETAILS | {"demonstration": "on"})
    assert not Setting.objects.get().demonstration


# Ways


def test_the_navigation_shows_only_the_ways_that_are_open(rf: RequestFactory, db, monkeypatch):
    ways = (Way("Log", "setting", ("audit.view_log",)), Way("Help", "health", quick=True))
    monkeypatch.setattr(apps, "get_app_configs", lambda: [type("App", (), {"ways": ways})])
    monkeypatch.setattr(context, "_links", context._links.__wrapped__)
    request = rf.get("/setting/")
    request.user = UserFactory(roles=["practitioner"])
    assert navigation(request) == {"navigation": [], "quick_actions": [{"title": "Help", "url": "/health/"}]}
    request.user = UserFactory(roles=["auditor"])
    assert navigation(request)["navigation"] == [{"title": "Log", "url": "/setting/", "current": True}]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        *((f"/{each}/", "Policies") for each in ("retention", "words", "laws", "leaflet")),
        *((f"/{each}/1/", "Children") for each in ("consents", "meetings", "record-copies")),
        ("/adult-concerns/new/", "Concerns"),
        ("/breaches/", "Decisions"),
        ("/attention/", "Home"),
        ("/", "Home"),
        ("/policies/1/", "Policies"),
    ],
)
def test_the_navigation_says_under_which_way_a_page_stands(rf: RequestFactory, db, path, title):
    request = rf.get(path)
    request.user = UserFactory(roles=["manager"])
    assert [way["title"] for way in navigation(request)["navigation"] if way["current"]] == [title]


def test_the_stylesheet_is_for_our_own_pages(client):
    assert "Access-Control-Allow-Origin" not in client.get("/static/neston_sharing/neston.css").headers


@pytest.mark.parametrize(("path", "status"), [("/children/%00/", 404), ("/children/?after=%00", 200), ("/%00", 404)])
def test_nul_in_an_address_is_never_asked_of_the_database(client, db, path, status):
    client.force_login(UserFactory(roles=["lead"]))
    assert client.get(path).status_code == status


def test_health_answers_a_browser_with_a_session_when_the_database_does_not(client, db, monkeypatch):
    client.force_login(UserFactory(roles=["helper"]))

    def away(*args):
        raise OperationalError("no such host as secret.example")

    with monkeypatch.context() as fault:
        fault.setattr("django.contrib.sessions.backends.db.SessionStore.load", away)
        fault.setattr(connection, "cursor", away)
        response = client.get("/health/")
    assertContains(response, "The database does not answer", status_code=503)
    assertNotContains(response, "secret.example", status_code=503)
