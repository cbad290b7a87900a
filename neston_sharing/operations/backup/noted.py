"""That a backup was restored is recorded in the log it brought; one of an older version has no tables for that yet.

So it is noted beside the data, and recorded as soon as they are as this version wants them: with the migrate that is
due then, before anybody is let in.
"""

import json
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from neston_sharing.audit.events import record_event
from neston_sharing.operations import state
from neston_sharing.operations.backup.manifest import Manifest


def note_restored(name: str, manifest: Manifest) -> None:
    """Note which backup it was, and with which seal it ends."""
    _note().write_text(json.dumps({"about": name, "data": {"last_seal": manifest.last_seal}}), encoding="utf-8")


def record_restored(using: str = DEFAULT_DB_ALIAS, **kwargs) -> None:
    """Record what was noted, if anything was, and nothing wants to be migrated any more."""
    if using == DEFAULT_DB_ALIAS and _note().exists() and not state.migrations_wait():
        record_event("backup_restored", by=None, **json.loads(_note().read_text(encoding="utf-8")))
        _note().unlink()


def _note() -> Path:
    return settings.DATA_DIR / "restored.json"
