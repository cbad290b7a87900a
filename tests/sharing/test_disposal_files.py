"""What the disk refuses to erase is said, found and erased later; rows and stored files are held against each other."""

import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.urls import reverse

from neston_sharing.audit.models import Entry
from neston_sharing.audit.verification import verify
from neston_sharing.audit.verifier import Head
from sharing.models import InformationReceived
from sharing.presenters.disposal import certified_lines
from tests.factories import ChildFactory, UserFactory
from tests.factories import retention as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def refusing(monkeypatch):
    """A disk that lets go of nothing, until what is patched is undone."""

    def delete(storage, name):
        raise PermissionError(f"Read-only file system: {name}")

    with monkeypatch.context() as patched:
        patched.setattr(FileSystemStorage, "delete", delete)
        yield patched


@pytest.fixture
def refused(refusing, django_capture_on_commit_callbacks):
    """A disposal that was carried out on such a disk, and the name of the letter that is still there."""
    child = build.with_everything(build.long_gone())
    name = InformationReceived.objects.get(child=child).attachment.name
    with django_capture_on_commit_callbacks(execute=True):
        disposal = build.gone(child)
    return disposal, name


def certified(disposal) -> list[str]:
    lines = certified_lines(disposal, UserFactory(roles=["manager"]))
    return [f"{line.counts}; {line.not_erased}" if line.left else line.counts for line in lines]


def checked(capsys, *options) -> tuple[int, str]:
    """Give how the command ended, and what it said."""
    try:
        call_command("check_files", *options)
    except SystemExit as end:
        return end.code, capsys.readouterr().err
    return 0, capsys.readouterr().out


def stored(name: str, *, hours: int = 2) -> str:
    """A file that was stored so long ago, and that no row names."""
    name = default_storage.save(name, ContentFile(b"%PDF-1.4"))
    then = time.time() - hours * 3600
    os.utime(default_storage.path(name), (then, then))
    return name


def test_a_certificate_counts_no_file_that_the_disk_refused_to_erase(refused, client):
    disposal, name = refused
    assert default_storage.exists(name)
    assert "1 record; 1 file could not be erased, and is still there" in certified(disposal)
    said = Entry.objects.of_event("files_not_erased").get()
    assert (said.additional_data["files"], said.actor) == (1, disposal.carried_out_by)
    client.force_login(UserFactory(roles=["manager"]))
    shown = client.get(reverse("sharing:disposal", args=[disposal.pk])).content.decode()
    assert "the disk refused 1 file" in shown
    assert "manage.py" not in shown, "a command is for whoever looks after this computer, not for a manager"
    assert "It is gone" not in shown


def test_what_a_crash_left_is_seen_as_well(refusing):
    """The rows are gone, and the program ended before it came to the files: nothing says so but the disk."""
    disposal = build.gone(build.with_everything(build.long_gone()))
    assert not Entry.objects.of_event("files_not_erased").exists()
    assert "1 record; 1 file could not be erased, and is still there" in certified(disposal)


def test_what_is_left_is_named_by_the_check_and_erased_once_the_disk_obeys(refused, refusing, capsys):
    disposal, name = refused
    another = stored("items/nobodys.pdf")
    assert checked(capsys)[0] == 1
    assert f"{name}: disposal {disposal.pk} was to erase it" in checked(capsys, "--erase")[1]
    refusing.undo()
    code, said = checked(capsys, "--erase")
    assert (code, name in said, default_storage.exists(name)) == (1, False, False)
    assert f"{another}: no record names it" in said  # which is not for the computer to judge
    assert default_storage.exists(another)
    assert "1 record, 1 file" in certified(disposal)
    assert Entry.objects.of_event("files_erased").get().additional_data["disposal"] == disposal.pk
    assert list(verify(Head())) == []


def test_what_a_hold_has_come_to_stand_over_is_kept(refused, refusing, capsys):
    _, name = refused
    refusing.undo()
    build.hold()
    checked(capsys, "--erase")
    assert default_storage.exists(name)


def test_a_row_whose_file_is_gone_is_named_and_all_is_well_where_each_has_its_own(capsys):
    received = InformationReceived.objects.get(child=build.with_everything(ChildFactory()))
    stored("received/being-written.pdf", hours=0)
    assert checked(capsys) == (0, "Every record has its file, and every stored file its record: 1.\n")
    default_storage.delete(received.attachment.name)
    assert checked(capsys) == (1, f"information received {received.pk} names {received.attachment.name}, "
                               "and it is not there.\n")  # fmt: skip
