"""What is due is listed, proposed by one manager, approved by the lead, and gone; the log is whole and says why."""

import pytest
from django.core.management import call_command

from consent.models import Child
from neston_sharing.audit.models import Disposal, DueList
from tests.factories import UserFactory
from tests.factories import retention as build

pytestmark = pytest.mark.browser


@pytest.fixture
def lead(db):
    return UserFactory(name="Siobhan Kelly", email="siobhan@example.org", roles=["lead"])


@pytest.fixture
def child(shipped):
    return build.with_everything(build.long_gone(given_names="Zebedee", family_name="Quillfeather"))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_due_and_two_people_dispose_of_it(open_browser, manager, lead, child, scripts, capsys):
    first, second = (open_browser(java_script_enabled=scripts) for _ in range(2))
    first.sign_in(manager.email).sees("List what is due for disposal").follow("Policies").follow("Retention")
    first.sees("75 years after the newest", "where the safeguarding record is marked").press("List what is due today")
    first.sees("Zebedee Quillfeather", "Due since 20 July 2005", "to the child's 25th birthday")
    held(first)
    first.tick(*(f"lines={line.pk}" for line in lines(child))).press("Propose it")
    first.sees("Somebody else approves it").sees_no("Approve it")

    second.sign_in(lead.email).follow("Disposals to approve").follow(f"Disposal {Disposal.objects.get().pk}")
    second.follow("Approve it").sees("Read every line").press("Approve it").follow("Carry it out")
    second.sees("It cannot be undone").press("Erase it for good")
    second.sees("It is gone", child.reference, "Backups made before then").sees_no("Quillfeather")
    assert second.page.request.get(f"/children/{child.reference}/").status == 404

    first.go(f"/audit/?child={child.reference}").sees("Disposed of records that were due").sees_no("Quillfeather")
    assert not Child.objects.filter(pk=child.pk).exists()
    call_command("verify_audit")
    assert "by disposal" in capsys.readouterr().out


def held(visitor) -> None:
    """While a hold stands nothing is offered; once it is ended, it is."""
    visitor.follow("Retention").follow("Hold everything").choose(ground="inquiry")
    visitor.fill(reason="The inquiry asked all settings").press("Put the hold").sees("Held: Everything")
    visitor.press("List what is due today").sees("Held").sees_no("Propose it")
    visitor.follow("Retention").follow("End it").fill(why="The inquiry has ended").press("End the hold")
    visitor.press("List what is due today")


def lines(child) -> list:
    assert not Disposal.objects.exists()
    return list(DueList.objects.newest_first()[0].lines.filter(subject=child.reference))
