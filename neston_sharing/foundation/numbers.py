"""The numbers to call, kept in the data folder too: the page that says that something went wrong asks no database."""

import json
import logging
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from neston_sharing.foundation.models import Setting

NUMBERS = ("social_care_phone", "social_care_out_of_hours_phone", "lado_phone")

logger = logging.getLogger(__name__)


def keep(setting: Setting) -> None:
    """Write the setting's numbers beside the database; where the disk refuses, what was kept before stays."""
    try:
        handle, draft = tempfile.mkstemp(dir=settings.DATA_DIR)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({name: getattr(setting, name) for name in NUMBERS}, file)
        Path(draft).replace(_file())
    except OSError:
        logger.exception("The emergency numbers could not be kept")


def kept() -> dict[str, str]:
    """Give the numbers as they were last kept, by the names of the setting's fields; nothing where there are none."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
        return {name: str(found[name]) for name in NUMBERS}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def keep_current(**kwargs) -> None:
    """After every migrate: an installation that is older than the file gets one."""
    with suppress(DatabaseError):  # backwards to before there was a setting
        if setting := Setting.objects.current():
            keep(setting)


def _file() -> Path:
    return settings.DATA_DIR / "emergency-numbers.json"
