"""A rehearsal: does what we would do on the worst day, with copies, and says whether it would have worked.

It backs up this installation and restores it elsewhere; there it backs up again while several writers record, restores
that in a second place, verifies and counts it, and opens a PDF. Nothing is left behind, and nothing here is changed but
for the entry that a backup was made.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pyrage

from neston_sharing.foundation.actions import Refusal
from neston_sharing.operations.backup.elsewhere import Elsewhere, elsewhere
from neston_sharing.operations.backup.make import SUFFIX, make


def drill() -> Iterator[str]:
    """Go through it, and give each step in words once it is done; refuses with what failed."""
    identity = pyrage.x25519.Identity.generate()
    with elsewhere() as first, elsewhere() as second:
        key = first.folder.with_name(first.folder.name + ".key")
        try:
            key.touch(mode=0o600)
            key.write_text(str(identity))
            yield from _rehearse(first, second, identity, key)
        finally:
            key.unlink(missing_ok=True)


def _rehearse(first: Elsewhere, second: Elsewhere, identity: pyrage.x25519.Identity, key: Path) -> Iterator[str]:
    made = make(first.folder / "outside", identity.to_public())
    yield f"Backed up: {sum(made.manifest.counts.values()):,} rows, {len(made.manifest.parts) - 1} files"
    _done(first.manage("restore", str(made.path), "--identity", str(key)), "the restore")
    yield "Restored elsewhere, counted, and its log verified"
    said = _done(first.manage("drill_under_load", str(identity.to_public())), "the backup under load")
    report = json.loads(said.splitlines()[-1])
    yield f"Backed up there while {report['written']:,} entries were being recorded"
    (busy,) = (first.folder / "backups").glob(f"*{SUFFIX}")
    _done(second.manage("restore", str(busy), "--identity", str(key)), "the restore of what was busy")
    found = json.loads(
        _done(second.manage("drill_look", *map(str, report["acknowledged"])), "the look").splitlines()[-1]
    )
    if found["missing"]:
        raise Refusal(f"{len(found['missing'])} entries were acknowledged before the backup began and are not in it")
    yield f"Restored in a second place: each of {len(report['acknowledged']):,} acknowledged entries is in it"
    yield found["pdf"]


def _done(ended, what: str) -> str:
    if ended.returncode:
        words = (ended.stderr.strip() or ended.stdout.strip() or "no reason given").splitlines()
        raise Refusal(f"{what[0].upper()}{what[1:]} failed: {words[-1]}")
    return ended.stdout
