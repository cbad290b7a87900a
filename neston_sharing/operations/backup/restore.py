"""Puts a backup back into an installation that holds nothing yet, and sees whether all of it came back."""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pyrage
from django.db import DatabaseError, connection

from neston_sharing.audit.verification import verify
from neston_sharing.audit.verifier import Head
from neston_sharing.foundation import foreseen
from neston_sharing.foundation.actions import Refusal
from neston_sharing.operations import set_up, state
from neston_sharing.operations.backup import manifest as manifests
from neston_sharing.operations.backup import snapshot
from neston_sharing.operations.backup.aside import OPENING, aside, sweep
from neston_sharing.operations.backup.manifest import Manifest
from neston_sharing.operations.backup.noted import note_restored, record_restored
from neston_sharing.operations.backup.putting_back import into_nothing, put_back


@dataclass(frozen=True)
class Restored:
    """`faults` are what did not come back as it was; `migrations_wait` where the backup is of an older version."""

    manifest: Manifest
    faults: list[str]
    migrations_wait: bool


def restore(path: Path, identity: pyrage.x25519.Identity) -> Restored:
    """Restore, count and verify; refuses a place that holds data, another engine's backup, a file that was changed.

    What is of an older version is verified once it was migrated.
    """
    sweep()
    set_up.begin_database()
    with into_nothing() as note, _opened(path, identity) as (folder, manifest):
        _refuse_others(manifest)
        put_back(folder, note)
    waiting = state.migrations_wait()
    return Restored(manifest, list(_looked_over(manifest, path.name, waiting)), waiting)


def _looked_over(manifest: Manifest, name: str, waiting: bool) -> Iterator[str]:
    """Give what did not come back, and record that it was restored: by now it is there, also where this goes wrong."""
    try:
        note_restored(name, manifest)
        yield from _lost(manifest)
        if not waiting:
            yield from map(str, verify(Head()))
            record_restored()
    except (DatabaseError, OSError) as no:
        why = foreseen.why(no)
        yield f"It was put back, and could not be counted and verified to the end. {why} Then: manage.py verify_audit"


def plain(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Give the files and folders of a backup, for its owner alone; what leads anywhere else is no part of one.

    Python's own filter does the same, from 3.11.4 on; Debian 12 has 3.11.2.
    """
    for part in tar:
        path = PurePosixPath(part.name)
        if path.is_absolute() or ".." in path.parts or not (part.isfile() or part.isdir()):
            raise Refusal(f"{part.name} has no place in a backup. Use another one.")
        part.mode = 0o700 if part.isdir() else 0o600
        yield part


@contextmanager
def _opened(path: Path, identity: pyrage.x25519.Identity) -> Iterator[tuple[Path, Manifest]]:
    """Decrypt into a folder beside the data that is gone afterwards; every part is as its hash says."""
    with aside(OPENING) as beside:
        folder, whole = beside / "parts", beside / "whole.tar"
        _decrypt(path, identity, whole)
        manifest = _unpack(path, whole, folder)
        for name, sha256 in manifest.parts.items():
            if not (folder / name).is_file() or manifests.sha256(folder / name) != sha256:
                raise Refusal(f"{path} is damaged: {name} in it is not what was put there. Use another backup.")
        yield folder, manifest


def _decrypt(path: Path, identity: pyrage.x25519.Identity, whole: Path) -> None:
    if not path.is_file():
        raise Refusal(f"{path} is not there: give the file that manage.py backup wrote")
    try:
        pyrage.decrypt_file(str(path), str(whole), [identity])
    except (pyrage.DecryptError, OSError) as no:
        if foreseen.is_full(no):
            raise
        raise Refusal(f"{path} cannot be opened: it is no backup, was changed, or belongs to another key") from None


def _unpack(path: Path, whole: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(whole) as tar:
            tar.extractall(folder, members=plain(tar))  # noqa: S202 (each is looked at)
        return manifests.read((folder / "manifest.json").read_bytes())
    except (tarfile.TarError, FileNotFoundError, ValueError, TypeError):
        raise Refusal(f"{path} can be opened, but is no backup of this program. Use another file.") from None


def _refuse_others(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise Refusal(
            f"This backup is of {manifest.engine}, and the database here is {connection.vendor}: restore it there, "
            "then move it with manage.py move"
        )


def _lost(manifest: Manifest) -> Iterator[str]:
    """Count what is there: that can be done with an older version's tables as well."""
    held = snapshot.now_held(manifest.counts)
    for table, number in manifest.counts.items():
        if held.counts.get(table) != number:
            yield f"{table}: {held.counts.get(table, 0)} rows came back of {number}"
    if (held.sequence, held.hash) != (manifest.sequence, manifest.hash):
        yield f"The log ends at seal {held.sequence}, and ended at {manifest.sequence} when the backup was made"
