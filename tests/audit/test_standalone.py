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
from neston_sharing.audit.management.commands import export_audit
from neston_sharing.audit.models import Entry, Seal
from neston_sharing.audit.shut import Shut
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
    walk, whole = Walk(), b"".join(exported(checkpoint(), Shut((child.reference,))))
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
    assert f"signed with the key {checkpoint().key}." in whole.stdout  # which is the one that is printed
    file = tmp_path / "log.neston"
    file.write_bytes(file.read_bytes().replace(b'"number":7', b'"number":8'))
    spoilt = checked(tmp_path)
    assert spoilt.returncode == 1
    assert "was changed after it was written" in spoilt.stderr


def test_a_file_that_could_not_be_written_to_the_end_does_not_stand_in_the_way(log, tmp_path, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr(export_audit, "zipped", lambda until: (_ for _ in ()).throw(OSError("No space left on device")))
        with pytest.raises(OSError, match="No space"):
            call_command("export_audit", tmp_path / "log.zip")
    call_command("export_audit", tmp_path / "log.zip")


def test_a_checkpoint_that_does_not_fit_its_signature_is_refused_anywhere(log, tmp_path):
    call_command("export_audit", tmp_path / "log.zip")
    zipfile.ZipFile(tmp_path / "log.zip").extractall(tmp_path)
    kept = tmp_path / "checkpoint.txt"
    said = json.loads(kept.read_text())
    said[3] -= 1  # as if fewer entries had been there
    for line, words in ((json.dumps(said), "does not fit its signature"), ("[]", "This is no checkpoint")):
        kept.write_text(line)
        refused = checked(tmp_path, "--checkpoint", "checkpoint.txt")
        assert (refused.returncode, words in refused.stderr) == (1, True)
        assert "Traceback" not in refused.stderr


# RFC 8032, 7.1: public key, message, signature.
VECTORS = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
        "454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
        "3dca179c138ac17ad9bef1177331a704",
    ),
)  # fmt: skip


@pytest.mark.parametrize("vector", VECTORS)
def test_signatures_are_checked_as_rfc_8032_says(vector):
    public, message, signature = map(bytes.fromhex, vector)
    assert standalone.is_signed(message, signature, public)
    assert not standalone.is_signed(message + b"x", signature, public)
    for place in (0, 31, 32, 63):
        spoilt = bytearray(signature)
        spoilt[place] ^= 1
        assert not standalone.is_signed(message, bytes(spoilt), public)


def test_a_signature_has_one_form_only():
    """What adds the order to S, or writes a coordinate past the field, would be a second signature of the same."""
    public, message, signature = map(bytes.fromhex, VECTORS[1])
    s = int.from_bytes(signature[32:], "little") + standalone.L
    assert not standalone.is_signed(message, signature[:32] + s.to_bytes(32, "little"), public)
    assert not standalone.is_signed(message, standalone.P.to_bytes(32, "little") + signature[32:], public)
    assert not standalone.is_signed(message, signature[:63], public)
    assert not standalone.is_signed(message, signature, public[:31])


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
