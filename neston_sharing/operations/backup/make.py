"""Makes a backup: a snapshot, then the files, then what they are, sealed into one encrypted file."""

import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyrage
from django.conf import settings
from django.db import connection

from neston_sharing.audit.events import record_event
from neston_sharing.operations.backup import snapshot
from neston_sharing.operations.backup.manifest import Manifest, sha256

SUFFIX = ".tar.age"
KEYS = ("secret-key", "checkpoint-key")  # where the environment does not hold them


@dataclass(frozen=True)
class Backup:
    path: Path
    manifest: Manifest
    sha256: str


def make(folder: Path, recipient: pyrage.x25519.Recipient) -> Backup:
    """Write a backup into `folder`, under the moment at which it was begun; record that it was made.

    What lies in the folder before it is finished is hidden, and readable by its owner only.
    """
    moment = datetime.now(UTC)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"neston-{moment:%Y%m%d-%H%M%S-%f}{SUFFIX}"
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as aside:
        manifest = _gather(Path(aside), moment)
        whole, hidden = Path(aside) / "whole.tar", Path(aside) / "whole.age"
        _pack(whole, Path(aside) / "database", manifest)
        pyrage.encrypt_file(str(whole), str(hidden), [recipient])
        hidden.chmod(0o600)
        hidden.rename(path)
    made = Backup(path, manifest, sha256(path))
    record_event("backup_made", by=None, about=path.name, data={"sha256": made.sha256, "last_seal": manifest.last_seal})
    return made


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
