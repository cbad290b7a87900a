"""The directory comes from a spreadsheet and goes back into one: looked through first, whole or not at all."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.actions.directory import add_agency, add_route, retire_agency
from agencies.actions.directory_import import bring_in, enter, look_through
from agencies.importing.writing import export, template
from agencies.models import Agency, ContactRoute, DirectoryImport
from neston_sharing.foundation.actions import Refusal
from tests.factories import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db
HEAD = "Name;Telephone;Kind;Telephone out of hours;E-mail\r\n"


@pytest.fixture
def manager(client):
    user = UserFactory(roles=["manager"])
    client.force_login(user)
    return user


def plan_of(manager, text: str, encoding="utf-8"):
    return look_through(bring_in(by=manager, content=text.encode(encoding)))


def entered(manager, content: bytes) -> DirectoryImport:
    waiting = bring_in(by=manager, content=content)
    return enter(by=manager, waiting=waiting, seen=look_through(waiting).fingerprint)


def taken_out() -> bytes:
    return export(Agency.objects.in_use().with_routes().by_name())


@pytest.fixture
def hub(manager) -> Agency:
    agency = add_agency(by=manager, name="O'Hara's Hub", kind="early_help", hours="9 to 5", supports_families=True)
    add_route(by=manager, agency=agency, kind="telephone", value="+44 151 496 0000", note="=1+1", out_of_hours=True)
    add_route(by=manager, agency=agency, kind="secure_email", value="a@example.org", approved=True)
    return agency


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_of_ones_own_is_read_whatever_saved_it(manager, encoding):
    list_of_one = f"{HEAD}Café Ruban;0151 496 0001;early help;0151 496 0002;a@example.org\r\n"
    waiting = bring_in(by=manager, content=list_of_one.encode(encoding))
    enter(by=manager, waiting=waiting, seen=look_through(waiting).fingerprint)
    agency = Agency.objects.get(name="Café Ruban")
    assert agency.kind == "early_help"
    assert list(agency.routes.values_list("kind", "value", "out_of_hours")) == [
        ("telephone", "0151 496 0001", False),
        ("telephone", "0151 496 0002", True),
        ("secure_email", "a@example.org", False),
    ]


def test_what_was_taken_out_brings_the_same_directory_back(manager, hub):
    AgencyFactory(name="No routes")
    content = taken_out()
    plan = look_through(bring_in(by=manager, content=content))
    assert {line.verdict for line in plan.lines} == {"same"}
    entered(manager, content)
    assert taken_out() == content


def test_into_an_empty_directory_it_brings_everything(manager, hub):
    content = taken_out()
    hub.name = "Another name"
    hub.save()
    entered(manager, content)
    again = Agency.objects.get(name="O'Hara's Hub")
    assert (again.hours, again.supports_families) == ("9 to 5", True)
    assert list(again.routes.values_list("value", "note", "out_of_hours", "approved")) == [
        ("+44 151 496 0000", "=1+1", True, False),
        ("a@example.org", "", False, True),
    ]


def test_no_cell_of_what_is_taken_out_is_a_formula(manager, hub):
    cells = [cell for row in csv.reader(io.StringIO(taken_out().decode("utf-8-sig"))) for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_each_row_says_what_it_would_do(manager, hub):
    rows = "Agency,Kind,Hours\nNew One,Police,\no'hara's hub,,8 to 6\nO'Hara's Hub,Early help,\nWorse,Plumber,\n"
    lines = plan_of(manager, rows).lines
    assert [line.verdict for line in lines] == ["new", "changed", "same", "wrong"]
    assert (lines[1].changes[0].old, lines[1].changes[0].new) == ("9 to 5", "8 to 6")
    assert "“Plumber” is none of" in lines[3].errors[0]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",Police,,", "Agency: this is needed"),
        ("New,,,", "Kind: this is needed for a new agency"),
        ("Hub,Police,Telephone,", "Number or address: this is needed"),
        ("Hub,Police,,0151 496 0001", "Route: this is needed"),
        ("Hub,Police,Telephone,ask Ann", "Enter a telephone number"),
        ("Hub,Police,Portal,javascript:alert(1)", "beginning with https://"),
    ],
)
def test_a_row_that_is_wrong_says_why_and_nothing_is_entered(manager, row, words):
    waiting = bring_in(by=manager, content=f"Agency,Kind,Route,Number or address\nGood,GP,,\n{row}\n".encode())
    plan = look_through(waiting)
    assert words in " ".join(plan.lines[-1].errors)
    with pytest.raises(Refusal, match="while a row is wrong"):
        enter(by=manager, waiting=waiting, seen=plan.fingerprint)
    assert not Agency.objects.exists()


def test_two_rows_that_contradict_each_other_are_wrong(manager):
    lines = plan_of(manager, "Agency,Kind\nHub,GP\nHub,Police\n").lines
    assert lines[1].errors == ["Kind: row 2 says otherwise of this agency"]


def test_an_agency_out_of_use_is_not_brought_back_by_a_list(manager):
    retire_agency(by=manager, agency=AgencyFactory(name="Old"))
    assert "out of use here" in plan_of(manager, "Agency,Kind\nOld,GP\n").lines[0].errors[0]


def test_what_changed_since_it_was_looked_through_is_looked_through_again(manager, hub):
    waiting = bring_in(by=manager, content=b"Agency,Hours\nO'Hara's Hub,8 to 6\n")
    seen = look_through(waiting).fingerprint
    hub.hours = "10 to 4"
    hub.save()
    with pytest.raises(Refusal, match="changed since"):
        enter(by=manager, waiting=waiting, seen=seen)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04", "workbook"),
        (b"Kind,Hours\nGP,9 to 5\n", "agency's name"),
        (b"Agency,Name\nHub,Hub\n", "mean the same"),
        (b"Agency,Kind\n", "one row at least"),
    ],
)
def test_what_is_no_list_is_refused_before_it_is_kept(manager, content, words):
    with pytest.raises(Refusal, match=words):
        bring_in(by=manager, content=content)
    assert not DirectoryImport.objects.exists()


def test_the_empty_list_names_columns_that_are_known(manager):
    plan = plan_of(manager, template().decode("utf-8-sig") + "Hub,GP,,,,,,,,,\r\n")
    assert (plan.unknown, plan.lines[0].verdict) == ((), "new")


def test_a_manager_brings_a_list_in_looks_through_it_and_enters_it_once(client, manager):
    file = SimpleUploadedFile("list.csv", f"{HEAD}<Hub>;0151 496 0001;GP;;\r\n".encode())
    check = client.post(reverse("agencies:import"), {"file": file}).url
    page = client.get(check)
    assert "&lt;Hub&gt;" in page.content.decode()
    fields = {"key": page.context["form"].key, "seen": page.context["seen"]}
    answers = [client.post(check, fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (Agency.objects.count(), ContactRoute.objects.count()) == (1, 1)
    assert DirectoryImport.objects.get().entered == {"new": 1, "changed": 0, "same": 0}


def test_a_list_that_is_put_aside_enters_nothing_and_its_file_goes(client, manager, settings):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda do, **kwargs: do())
        bring_in(by=manager, content=b"Agency,Kind\nHub,GP\n")
        client.post(reverse("agencies:import-aside"))
    assert not Agency.objects.exists()
    assert list((settings.MEDIA_ROOT / "imports").iterdir()) == []


@pytest.mark.parametrize("name", ["import", "import-check", "import-template"])
def test_only_managers_bring_in_lists(client, name):
    client.force_login(UserFactory(roles=["lead"]))
    assert client.get(reverse(f"agencies:{name}")).status_code == 403
