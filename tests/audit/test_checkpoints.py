"""What was kept elsewhere shows what nothing inside the log can: a tail removed, all written anew, an old copy back."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from neston_sharing.audit import checkpoints, verifying
from neston_sharing.audit.checkpoints import checkpoint, compare, exposed
from neston_sharing.audit.events import record_event
from neston_sharing.audit.leaving import take_checkpoint
from neston_sharing.audit.models import Entry, Seal
from neston_sharing.audit.standalone import read_checkpoint
from neston_sharing.audit.verifying import verified
from neston_sharing.audit.witness import stamp
from tests.audit.by_other_means import unguarded
from tests.factories import UserFactory

GONE = "The log has no seal number {}, and had one when the checkpoint was taken: entries are gone"
ANEW = "Seal {} is not the one of the checkpoint: the log was written anew since then"


@pytest.fixture
def manager(db, client):
    manager = UserFactory(roles=["manager"])
    client.force_login(manager)
    return manager


def write(by, number: int = 3) -> None:
    for each in range(number):
        record_event("tried", by=by, data={"number": each})


def remove_the_tail(after: int) -> None:
    with unguarded():
        Seal.objects.filter(sequence__gt=after).delete()
        Entry.objects.filter(seal=None).delete()


def test_a_checkpoint_fits_the_log_that_it_was_taken_from_and_what_came_after(manager):
    taken = checkpoint()
    write(manager)
    assert compare(taken.line).wrong == ""


def test_a_tail_that_was_removed_whole_shows(manager):
    write(manager)
    taken = checkpoint()
    remove_the_tail(taken.size - 2)
    assert verified().number == 0  # nothing inside shows it
    remove_the_tail(taken.size - 2)
    assert compare(taken.line).wrong == GONE.format(taken.size)


def test_an_old_database_put_back_that_was_written_to_since_shows(manager):
    write(manager)
    taken = checkpoint()
    remove_the_tail(taken.size - 2)
    write(manager, 5)
    assert verified(checkpoint=taken.line).first == [ANEW.format(taken.size)]


@pytest.mark.parametrize("place", [2, 3, 4, 5, 6])
def test_a_checkpoint_that_was_changed_is_none_of_ours(manager, place):
    said = json.loads(checkpoint().line)
    said[place] = {3: 1, 6: "00" * 32}.get(place, "x")
    assert compare(json.dumps(said)).wrong == "This checkpoint was not signed here, or was changed since"


def test_a_checkpoint_of_another_key_is_none_of_ours(manager, settings):
    line = checkpoint().line
    settings.CHECKPOINT_KEY = "another"
    assert compare(line).wrong == "This checkpoint was not signed here, or was changed since"


def test_a_checkpoint_that_somebody_signed_with_a_key_of_their_own_is_none_of_ours(manager, settings):
    """Its signature is sound and its key inside: only that the key is another shows it."""
    key, settings.CHECKPOINT_KEY = settings.CHECKPOINT_KEY, "another"
    forged = checkpoint()
    assert read_checkpoint(forged.line).key == forged.key
    settings.CHECKPOINT_KEY = key
    assert compare(forged.line).wrong == "This checkpoint was not signed here, or was changed since"


@pytest.mark.parametrize("line", ["", "x", "[]", "{}", "1", "[1,2]", '["neston-checkpoint",1]', "[" * 3_000])
def test_what_is_no_checkpoint_is_said_to_be_none(manager, line):
    assert compare(line).wrong.startswith("This is no checkpoint")


def test_the_key_is_not_in_the_database(settings):
    assert len(settings.CHECKPOINT_KEY) > 40
    assert settings.CHECKPOINT_KEY != settings.SECRET_KEY
    assert (settings.DATA_DIR / "checkpoint-key").stat().st_mode & 0o777 == 0o600


def test_what_was_written_since_a_copy_left_is_counted(manager):
    write(manager)
    assert exposed() == Seal.objects.count()
    take_checkpoint(by=manager)
    assert exposed() == 1  # that it was taken
    write(manager)
    assert exposed() == 4


# --- The command ------------------------------------------------------------------------------------------------------


def test_the_command_holds_the_log_against_a_checkpoint(manager, tmp_path, capsys):
    write(manager)
    kept = tmp_path / "checkpoint.txt"
    kept.write_text(checkpoint().line + "\n")
    call_command("verify_audit", checkpoint=kept)
    remove_the_tail(2)
    with pytest.raises(SystemExit):
        call_command("verify_audit", checkpoint=kept)
    assert "entries are gone" in capsys.readouterr().err


def test_a_verification_is_an_entry_with_what_it_found(manager):
    entries = Seal.objects.count()
    verified(by=manager)
    well = Entry.objects.of_event(verifying.VERIFIED).get()
    assert (well.actor, well.additional_data["entries"]) == (manager, entries)
    with unguarded():
        Entry.objects.filter(pk=well.pk).update(object_repr="x")
    verified(by=manager)
    found = Entry.objects.of_event(verifying.CHANGED).get().additional_data
    assert found["faults"] == 1
    assert found["the first"].startswith(f"Entry {well.pk} was changed")


def two_checkpoints_of_a_log_that_lost_its_tail(manager) -> tuple[str, str]:
    """Take one, let what came after it be removed with its seals, and take another."""
    write(manager)
    first = checkpoint()
    remove_the_tail(first.size - 2)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        return first.line, checkpoint().line


def test_what_a_checkpoint_showed_stands_until_one_as_late_fits(manager):
    """The weekly verification has none, and finds the log whole whatever was removed from its end."""
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        earlier = checkpoint().line
    kept, later = two_checkpoints_of_a_log_that_lost_its_tail(manager)
    verified(checkpoint=kept)
    shown = verifying.found_changed().get()
    assert shown.additional_data["the first"].endswith("entries are gone")
    verified()
    assert verified(checkpoint=earlier).number == 0
    assert verifying.found_changed().get() == shown
    assert verifying.trouble()
    assert not verifying.state().well
    verified(checkpoint=later)
    assert not verifying.trouble()
    assert verifying.state().well


def test_of_a_log_that_was_changed_twice_the_newest_stands_and_then_what_a_checkpoint_showed(manager):
    kept, _ = two_checkpoints_of_a_log_that_lost_its_tail(manager)
    verified(checkpoint=kept)
    shown, before = verifying.found_changed().get(), name_the_first("x")
    verified()
    assert verifying.found_changed().get() != shown
    name_the_first(before)
    verified()
    assert verifying.found_changed().get() == shown


def test_what_is_no_checkpoint_of_ours_stands_no_longer_than_to_the_next_verification(manager):
    verified(checkpoint="[]")
    assert verifying.trouble()
    verified()
    assert not verifying.trouble()


# --- The pages --------------------------------------------------------------------------------------------------------


def test_the_page_says_how_it_stands_and_what_is_exposed(client, manager, monkeypatch):
    page = reverse("audit:verification")
    assert "Not verified yet" in client.get(page).content.decode()
    waiting = client.post(reverse("audit:verify"), {}, follow=True)
    assert "Being verified" in waiting.content.decode()
    assert waiting["Refresh"] == f"3; url={page}?by_itself=1"
    verified(by=manager)
    after = client.get(page)
    assert "Everything is as it was written" in after.content.decode()
    assert "Refresh" not in after
    assert f"{exposed()} events</strong> since a copy last left" in after.content.decode()


def test_the_page_says_that_something_was_changed(client, manager):
    with unguarded():
        Entry.objects.filter(pk=Entry.objects.earliest("id").pk).update(object_repr="x")
    verified(by=manager)
    assert "Something is not as it was written" in client.get(reverse("audit:verification")).content.decode()


def name_the_first(words: str) -> str:
    """Change what the first entry is about, past the product; give what it said."""
    first = Entry.objects.earliest("id")
    with unguarded():
        Entry.objects.filter(pk=first.pk).update(object_repr=words)
    return first.object_repr


def test_health_says_that_something_was_changed_until_the_log_is_found_whole(client, manager):
    client.logout()
    before = name_the_first("x")
    verified()
    assertContains(client.get(reverse("health")), "not as it was written", status_code=503)
    record_event("tried", by=manager)
    assert client.get(reverse("health")).status_code == 503
    name_the_first(before)
    verified()
    assertContains(client.get(reverse("health")), "The audit log is as it was written")


def test_health_takes_one_look_at_the_log_and_says_nothing_of_it(client, manager, django_assert_num_queries):
    record_event("log_found_changed", by=manager, data={"faults": 1, "the first": "Entry 5 was changed"})
    with django_assert_num_queries(1):
        said = verifying.trouble()
    assert "5" not in said
    assert manager.name not in said
    client.logout()
    assertNotContains(client.get(reverse("health")), "Entry 5", status_code=503)


def test_the_page_has_the_log_verified_by_a_process_of_its_own(client, manager, monkeypatch):
    asked = []
    monkeypatch.setattr(verifying, "elsewhere", asked.append)
    key = {"key": "6b1b36a0-3d3c-4a43-9d4e-6d9c7d1f7c55"}
    for _ in range(2):  # a second click begins nothing
        client.post(reverse("audit:verify"), key)
    assert asked == [manager.pk]


def test_a_checkpoint_is_downloaded_and_fits(client, manager):
    answer = client.post(reverse("audit:checkpoint"))
    assert "attachment" in answer["Content-Disposition"]
    checked = client.post(reverse("audit:check"), {"line": answer.content.decode()})
    assert "It fits" in checked.content.decode()


def test_what_a_checkpoint_shows_at_the_page_is_recorded_and_stands(client, manager):
    kept, _ = two_checkpoints_of_a_log_that_lost_its_tail(manager)
    assertContains(client.post(reverse("audit:check"), {"line": kept}), "entries are gone")
    verified()
    assert verifying.found_changed().get().actor == manager
    assertContains(client.get(reverse("audit:verification")), "verify_audit --checkpoint FILE")
    assertContains(client.get("/"), "The audit log was changed")


def test_what_was_misread_at_the_page_is_no_finding(client, manager):
    for typed in ({"line": "[]"}, {"number": 1, "code": "x"}):
        client.post(reverse("audit:check"), typed)
    assert not verifying.trouble()


def test_a_printed_seal_fits_as_it_was_read_aloud(client, manager):
    printed = stamp(Seal.objects.first())
    spoken = printed.code.lower().replace("-", " ").replace("o", "0").replace("i", "1")
    fits = client.post(reverse("audit:check"), {"number": printed.number, "code": spoken}).content.decode()
    other = client.post(reverse("audit:check"), {"number": 1, "code": printed.code}).content.decode()
    missing = client.post(reverse("audit:check"), {"number": 9**9, "code": printed.code}).content.decode()
    assert "It fits" in fits
    assert "Seal 1 has another code" in other
    assert "The log has no seal number" in missing


def test_half_of_a_seal_is_asked_for(client, manager):
    answer = client.post(reverse("audit:check"), {"number": "3"})
    assert (answer.status_code, "Enter the code" in answer.content.decode()) == (422, True)


def test_a_printed_checkpoint_says_number_and_code(client, manager, monkeypatch):
    pages = []
    monkeypatch.setattr("neston_sharing.foundation.pdf.typeset", lambda page, _: pages.append(page) or b"%PDF-")
    client.post(reverse("audit:checkpoint-print"))
    taken = Entry.objects.of_event(checkpoints.TAKEN).get().additional_data
    assert f"Number {taken['size']}" in pages[0]
    assert checkpoint().key in pages[0]
    assert taken["code"] in pages[0]


def test_whoever_looks_after_the_computer_verifies_and_exports_nothing(db, client):
    client.force_login(UserFactory(roles=["helper"]))
    assert client.get(reverse("audit:verification")).status_code == 200
    assert "whole log" not in client.get(reverse("audit:verification")).content.decode()
    assert client.post(reverse("audit:export")).status_code == 403
