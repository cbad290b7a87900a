"""The pages of retention: what they show, what they lead to, and what they never say."""

import pytest
from django.urls import reverse
from django.utils import timezone

from consent.models import Exclusion
from neston_sharing.audit.models import Disposal, DueLine, DueList, Entry, Hold
from neston_sharing.foundation import pdf
from sharing.actions.disposal import list_what_is_due, propose_disposal, refuse_disposal
from sharing.waiting.upkeep import upkeep
from tests.edits import save
from tests.factories import ChildFactory, UserFactory
from tests.factories import retention as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    person = UserFactory(roles=["manager"])
    client.force_login(person)
    return person


def text(answer) -> str:
    return answer.content.decode()


def tasks(user) -> list[str]:
    found = upkeep(user)
    return [task.title for task in found.tasks] if found else []


def test_a_year_after_the_first_child_left_managers_are_reminded_until_they_list(manager):
    reminder = "List what is due for disposal"
    ChildFactory()
    assert reminder not in tasks(manager)
    build.long_gone()
    assert reminder in tasks(manager)
    list_what_is_due(by=manager)
    assert reminder not in tasks(manager)


def test_a_year_later_they_are_reminded_again(manager, monkeypatch):
    build.long_gone()
    list_what_is_due(by=manager)
    later = timezone.now() + timezone.timedelta(days=366)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "List what is due for disposal" in tasks(manager)


def test_what_waits_for_approval_waits_for_everybody_but_who_proposed_it(manager):
    build.proposed(build.registered(build.long_gone()), by=manager)
    assert "Disposals to approve" not in tasks(manager)
    assert "Disposals to approve" in tasks(UserFactory(roles=["lead"]))


def test_a_manager_lists_chooses_and_proposes(manager, client):
    child = build.registered(build.long_gone())
    answer = client.post(reverse("sharing:due-list-new"), {"key": ""}, follow=True)
    assert "Registrations and consents" in text(answer)
    line = DueLine.objects.get(subject=child.reference, what="consents")
    answer = client.post(answer.request["PATH_INFO"], {"lines": [line.pk]}, follow=True)
    assert "Somebody else approves it" in text(answer)
    assert Disposal.objects.get().lines.get() == line


def test_nothing_chosen_is_nothing_proposed(manager, client):
    line = build.due_line()
    answer = client.post(reverse("sharing:due-list", args=[line.due_list_id]), {})
    assert (answer.status_code, "Choose at least one line" in text(answer)) == (422, True)


def test_whoever_is_kept_out_of_a_record_sees_nothing_of_it_in_a_list(manager, client):
    line, empty = build.due_line(), DueList.objects.create(on=timezone.localdate())
    Exclusion.objects.create(
        child=line_child(line), user=manager, reason="An aunt", set_by=UserFactory(roles=["manager"])
    )
    shown, of_none = (text(client.get(reverse("sharing:due-list", args=[each.pk]))) for each in (line.due_list, empty))
    assert line.subject not in shown
    assert body(shown) == body(of_none)  # as of a list with nothing in it
    assert client.get(reverse("sharing:due-line-keep", args=[line.pk])).status_code == 404


def body(shown: str) -> str:
    return shown.partition("The list disposes of nothing")[2].partition("</main>")[0]


def test_whoever_is_kept_out_of_a_record_is_told_nothing_of_its_disposal(manager, client):
    """Of one that is wholly about that child nothing is there; of another, neither how much nor what people wrote."""
    hidden, other = build.registered(build.long_gone()), build.registered(build.long_gone())
    wholly = build.proposed(hidden)
    lead = UserFactory(roles=["lead"])
    due_list = list_what_is_due(by=wholly.proposed_by)
    lines = due_list.lines.filter(subject__in=[hidden.reference, other.reference], what="consents")
    refuse_disposal(by=lead, disposal=wholly, why="Not yet")
    partly = propose_disposal(by=wholly.proposed_by, due_list=due_list, lines=lines, note="Bella's aunt asked")
    Exclusion.objects.create(child=hidden, user=manager, reason="An aunt", set_by=lead)
    assert client.get(reverse("sharing:disposal", args=[wholly.pk])).status_code == 404
    assert f"Disposal {wholly.pk}" not in text(client.get(reverse("sharing:retention")))
    shown = text(client.get(reverse("sharing:disposal", args=[partly.pk])))
    assert (other.reference in shown, hidden.reference in shown, "Bella" in shown) == (True, False, False)
    for reader in (lead, partly.proposed_by):
        client.force_login(reader)
        assert "Bella" in text(client.get(reverse("sharing:disposal", args=[partly.pk])))


def line_child(line):
    from consent.models import Child

    return Child.objects.get(reference=line.subject)


def test_the_proposer_is_offered_no_approval_and_refused_one(manager, client):
    disposal = build.proposed(build.registered(build.long_gone()), by=manager)
    assert "Approve it" not in text(client.get(reverse("sharing:disposal", args=[disposal.pk])))
    answer = client.post(reverse("sharing:disposal-approve", args=[disposal.pk]), {})
    assert (answer.status_code, "proposed themselves" in text(answer)) == (422, True)


def test_the_certificate_names_the_child_by_reference_alone(manager, client):
    child = build.with_everything(build.long_gone(given_names="Zebedee", family_name="Quillfeather"))
    disposal = build.gone(child)
    shown = text(client.get(reverse("sharing:disposal", args=[disposal.pk])))
    assert child.reference in shown
    assert "Quillfeather" not in shown
    assert disposal.lines.get(what="consents").named in shown
    assert "Backups made before then still hold it" in shown
    assert "backup --keep" not in shown, "a command is for whoever looks after this computer, not for a manager"


def test_its_pdf_carries_a_seal_and_is_on_the_record(manager, client, monkeypatch):
    monkeypatch.setattr(pdf, "outside_transactions", lambda: None)
    set_pages = []
    monkeypatch.setattr(pdf, "typeset", lambda page, resources: set_pages.append(page) or b"%PDF-")
    disposal = build.gone(build.registered(build.long_gone()))
    answer = client.get(reverse("sharing:disposal-certificate", args=[disposal.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert "Seal " in set_pages[0]
    assert Entry.objects.of_event("pdf_produced").get().object_pk == f"disposal-{disposal.pk}.pdf"


def test_an_erased_entry_says_under_which_rule(manager, client):
    child = build.registered(build.long_gone())
    build.gone(child, "consents")
    entry = Entry.objects.filter(subject=child.reference, salt="").first()
    assert "Registrations and consents: 3 years after" in text(client.get(reverse("audit:entry", args=[entry.pk])))
    assert "What it said was disposed of" in text(client.get(reverse("audit:log")))


def test_a_hold_on_a_child_is_put_from_the_file_and_ended_with_a_reason(manager, client):
    child = build.long_gone()
    said = {"ground": "court", "reason": "Case 12", "since": "27/3/2026"}
    answer = client.post(reverse("sharing:keeping-hold", args=[child.reference]), said, follow=True)
    assert "Case 12" in text(answer)
    hold = Hold.objects.get(subject=child.reference)
    client.post(reverse("sharing:hold-end", args=[hold.pk]), {"why": "The court said so"})
    assert Hold.objects.standing().count() == 0


def test_the_rules_are_decided_anew_and_what_stood_is_listed(manager, client):
    said = {"years": "6", "counted_from": "leaving", "reason": "Insurer", "decided_by": "Committee",
            "in_force_from": "1/1/2026"}  # fmt: skip
    answer = save(client, reverse("sharing:retention-rule", args=["visits"]), said, follow=True)
    assert "6 years after the child&#x27;s last day" in text(answer)
    assert "3 years after" in text(client.get(reverse("sharing:retention-rule", args=["visits"])))
