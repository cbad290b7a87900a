"""Makes a backup: a snapshot, then the files, then what they are, sealed into one encrypted file."""

import tarfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyrage
from django.conf import settings
from django.db import connection

from neston_sharing.audit.events import record_event
from neston_sharing.operations.backup import snapshot
from neston_sharing.operations.backup.aside import MAKING, SUFFIX, aside, draft_in, sweep
from neston_sharing.operations.backup.manifest import Manifest, sha256

KEYS = ("secret-key", "checkpoint-key")  # where the environment does not hold them


@dataclass(frozen=True)
class Backup:
    path: Path
    manifest: Manifest
    sha256: str


def make(folder: Path, recipient: pyrage.x25519.Recipient) -> Backup:
    """Write a backup into `folder`, under the moment at which it was begun; record that it was made.

    It may be a stick or a share: nothing lies there in plain text, and what is not finished is hidden.
    """
    moment = datetime.now(UTC)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep(folder)
    path = folder / f"neston-{moment:%Y%m%d-%H%M%S-%f}{SUFFIX}"
    with aside(MAKING) as beside:
        manifest = _gather(beside, moment)
        whole = beside / "whole.tar"
        _pack(whole, beside / "database", manifest)
        _encrypt(whole, recipient, draft_in(folder, beside), path)
    made = Backup(path, manifest, sha256(path))
    record_event("backup_made", by=None, about=path.name, data={"sha256": made.sha256, "last_seal": manifest.last_seal})
    return made


def _encrypt(whole: Path, recipient: pyrage.x25519.Recipient, draft: Path, path: Path) -> None:
    """Write it to the draft, which takes its own name once the disk has all of it."""
    try:
        draft.touch(mode=0o600)
        pyrage.encrypt_file(str(whole), str(draft), [recipient])
        snapshot.flush(draft)
        draft.rename(path)
    except pyrage.EncryptError as no:  # its own name for a disk that fails while it writes
        raise OSError(*no.args) from None
    finally:
        draft.unlink(missing_ok=True)
    with suppress(OSError):  # some shares flush no folder
        snapshot.flush(path.parent)


def _gather(aside: Path, moment: datetime) -> Manifest:
    """Take the database first: a file that one of its rows names was stored before that row."""
    database = aside / "database"
    held = snapshot.write(database)
    database.chmod(0o600)
    parts = {"database": sha256(database)} | {name: sha256(file) for name, file in _beside()}
    return Manifest(
        moment.isoformat(timespec="seconds"), connection.vendor, held.counts, held.sequence, held.hash, parts
    )


def _beside() -> Iterator[tuple[str, Path]]:
    """Everything but the database, by its name in the backup."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield f"files/{path.relative_to(root).as_posix()}", path
    yield from ((name, key) for name in KEYS if (key := settings.DATA_DIR / name).exists())


def _pack(whole: Path, database: Path, manifest: Manifest) -> None:
    whole.touch(mode=0o600)
    with tarfile.open(whole, "w", format=tarfile.PAX_FORMAT) as tar:
        listed = database.with_name("manifest.json")
        listed.write_bytes(manifest.written())
        tar.add(listed, "manifest.json")
        tar.add(database, "database")
        for name, path in _beside():
            if name in manifest.parts:
                tar.add(path, name)
