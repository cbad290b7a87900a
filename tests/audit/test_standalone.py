"""The log as a file, and the program that checks it: one file, nothing but the standard library."""

import ast
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from random import Random

import pytest
from django.core.management import call_command
from django.urls import reverse

from consent.models import Exclusion
from neston_sharing.audit import canonical, standalone
from neston_sharing.audit.checkpoints import checkpoint
from neston_sharing.audit.events import record_event
from neston_sharing.audit.export import VERIFIER, exported, zipped
from neston_sharing.audit.leaving import log_leaves
from neston_sharing.audit.models import Entry, Seal
from neston_sharing.audit.standalone import Walk, compact
from tests.audit.by_other_means import unguarded
from tests.factories import ChildFactory, UserFactory

FLIPS = 200


@pytest.fixture
def log(db) -> list[bytes]:
    amy = UserFactory(name="Zoë Ó Sé")
    for number in range(30):
        record_event("tried", by=amy, data={"number": number, "text": 'ein "Wört"\n'})
    return list(exported(checkpoint()))


def faults(lines: list[bytes], at=None) -> list[str]:
    return list(standalone.faults(lines, Walk(), at))


def in_lines(content: bytes) -> list[bytes]:
    return io.BytesIO(content).readlines()


def closed(lines: list[bytes]) -> list[bytes]:
    """Forge the last line, as somebody would who knows how the file is made."""
    walk = Walk()
    list(standalone.faults([*lines[:-1], b"[]\n"], walk))
    return [*lines[:-1], standalone.closing(walk)]


def test_a_log_that_was_handed_out_is_in_order(log):
    walk = Walk()
    assert list(standalone.faults(log, walk)) == []
    assert (walk.sequence, walk.hash) == Seal.objects.values_list("sequence", "hash").first()


def test_one_flipped_byte_is_found_wherever_it_is(log):
    whole, random = b"".join(log), Random(200)
    found = 0
    for place in random.sample(range(len(whole)), FLIPS):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1 << random.randrange(8)
        found += bool(faults(in_lines(bytes(spoilt))))
    assert found == FLIPS


def test_a_flipped_byte_of_an_entry_is_named_even_if_the_last_line_is_forged(log):
    random = Random(7)
    for _ in range(20):
        place = random.randrange(1, len(log) - 1)
        seal, text = log[place].rstrip(b"\n").split(b"\t", 1)
        spoilt = bytearray(text)
        spoilt[random.randrange(len(text))] ^= 1
        forged = closed([*log[:place], seal + b"\t" + bytes(spoilt) + b"\n", *log[place + 1 :]])
        entry = json.loads(seal)[1]
        assert faults(forged)[0] == f"Entry {entry} was changed after it was written: it no longer fits its seal"


WAYS = {
    "an entry is gone": lambda log: [*log[:5], *log[6:]],
    "two are reordered": lambda log: [*log[:5], log[6], log[5], *log[7:]],
    "one is doubled": lambda log: [*log[:5], log[5], *log[5:]],
    "the first is gone": lambda log: [log[0], *log[2:]],
    "a seal is changed": lambda log: [*log[:5], log[5].replace(b'"', b'"0', 1), *log[6:]],
    "it is no log": lambda log: [b"[]\n", *log[1:]],
}


@pytest.mark.parametrize("way", WAYS)
def test_tampering_shows_even_if_the_last_line_is_forged(log, way):
    assert faults(closed(WAYS[way](log)))


def test_a_file_that_was_cut_off_is_not_whole(log):
    for end in (0, 1, 5, len(log) - 1):
        assert faults(log[:end])


def test_a_tail_that_is_gone_shows_against_a_checkpoint(log):
    size, hash_ = Seal.objects.values_list("sequence", "hash").first()
    shorter = closed([*log[:-3], log[-1]])
    assert faults(shorter) == []
    assert faults(shorter, (size, hash_)) == [
        f"The log ends with seal {size - 2}, and the checkpoint was taken at seal {size}: entries are gone"
    ]


def test_a_log_that_was_written_anew_shows_against_a_checkpoint(log):
    size, hash_ = Seal.objects.values_list("sequence", "hash").first()
    anew, previous = [log[0]], canonical.FIRST
    for line in log[1:-1]:
        seal, text = line.rstrip(b"\n").split(b"\t", 1)
        sequence, entry, *_ = json.loads(seal)
        text = text.replace(b'"number":3,', b'"number":4,')
        digest = hashlib.sha256(b"\x00" + text).hexdigest()
        link = canonical.link(sequence, entry, digest, previous)
        anew.append(compact([sequence, entry, digest, previous, link]) + b"\t" + text + b"\n")
        previous = link
    forged = closed([*anew, log[-1]])
    assert faults(forged) == []
    assert faults(forged, (size, hash_)) == [
        f"Seal {size} is not the one of the checkpoint: the log was written anew since then"
    ]


def test_of_whom_one_is_excluded_only_seals_are_handed_out(db):
    child, manager = ChildFactory(), UserFactory(roles=["manager"])
    record_event("tried", by=manager, subject=child.reference)
    walk, whole = Walk(), b"".join(exported(checkpoint(), [child.reference]))
    assert list(standalone.faults(in_lines(whole), walk)) == []
    assert walk.withheld == Entry.objects.about(child.reference).count() > 0
    assert child.reference.encode() not in whole


def test_an_entry_that_was_removed_cannot_pass_as_withheld_where_nothing_was(log):
    seal, _ = log[5].split(b"\t", 1)
    walk = Walk()
    assert list(standalone.faults(closed([*log[:5], seal + b"\tnull\n", *log[6:]]), walk)) == []
    assert walk.withheld == 1  # which the program says


def test_an_entry_that_was_changed_in_the_database_is_handed_out_as_it_is_and_named(log):
    entry = Entry.objects.latest("id")
    with unguarded():
        Entry.objects.filter(pk=entry.pk).update(object_repr="x")
    assert faults(list(exported(checkpoint())))[0].startswith(f"Entry {entry.pk} was changed")


def test_the_program_needs_the_standard_library_only():
    tree = ast.parse(VERIFIER.read_text())
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_the_program_speaks_the_product_s_canonical_form():
    assert standalone.FIRST == canonical.FIRST
    assert standalone.code("ab" * 32) == canonical.code("ab" * 32)
    assert compact([1, "Ö"]).decode() == canonical._encode([1, "Ö"])


def checked(folder, *arguments) -> subprocess.CompletedProcess:
    command = [sys.executable, "-I", "verify_log.py", "log.neston", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_what_the_command_writes_can_be_checked_anywhere(log, tmp_path):
    call_command("export_audit", tmp_path / "log.zip")
    zipfile.ZipFile(tmp_path / "log.zip").extractall(tmp_path)
    whole = checked(tmp_path, "--checkpoint", "checkpoint.txt")
    assert whole.returncode == 0, whole.stderr
    assert f"{Seal.objects.count() - 1} entries, all in order" in whole.stdout  # that it left is written after
    file = tmp_path / "log.neston"
    file.write_bytes(file.read_bytes().replace(b'"number":7', b'"number":8'))
    spoilt = checked(tmp_path)
    assert spoilt.returncode == 1
    assert "was changed after it was written" in spoilt.stderr


def test_that_a_log_left_is_on_the_record(db, client):
    manager = UserFactory(roles=["manager"])
    client.force_login(manager)
    answer = client.post(reverse("audit:export"))
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()
    assert sorted(names) == ["checkpoint.txt", "log.neston", "verify_log.py"]
    assert Entry.objects.of_event("log_exported").get().actor == manager


def test_a_manager_s_export_leaves_out_whom_they_are_excluded_from(db, client):
    manager = UserFactory(roles=["manager"])
    child = ChildFactory()
    Exclusion.objects.create(child=child, user=manager, reason="Family", set_by=UserFactory())
    client.force_login(manager)
    content = b"".join(client.post(reverse("audit:export")).streaming_content)
    assert child.reference.encode() not in zipfile.ZipFile(io.BytesIO(content)).read("log.neston")


def test_a_long_log_is_sent_in_pieces(log):
    assert all(len(piece) < 200_000 for piece in zipped(log_leaves(by=None)))
