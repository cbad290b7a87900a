"""Stored files and the rows that name them: what a disposal could not erase, what no row names, what is not there.

A file knows no transaction: it is stored before its row is written and erased after its row is gone, and a disk may
refuse. What a disposal erases is named by its sealed event, so that what is left of it is seen on the disk itself.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from neston_sharing.audit.events import record_event
from neston_sharing.audit.models import Disposal, DueLine, Entry, Hold

DISPOSED, NOT_ERASED, ERASED_LATER = "records_disposed", "files_not_erased", "files_erased"
STORED_AS = "stored_as"

# What was stored this lately may belong to a row that is being written.
BEING_WRITTEN = timedelta(hours=1)

logger = logging.getLogger(__name__)


def erase(names: Iterable[str], *, by, disposal: Disposal) -> None:
    """Erase the files of a disposal whose rows are gone; what the disk refuses is on the record, and stays to be seen.

    They are gone or not once this returns, in no transaction: call it when that of the rows stands.
    """
    if refused := [name for name in names if not _erased(name)]:
        said = {"disposal": disposal.pk, "files": len(refused), STORED_AS: refused}
        record_event(NOT_ERASED, by=by, about=disposal, data=said)


def _erased(name: str) -> bool:
    try:
        default_storage.delete(name)
    except OSError:
        logger.exception("The disk refuses to erase a file that was disposed of")
        return False
    return True


def left_of(lines: Iterable[DueLine]) -> dict[int, list[str]]:
    """Give, for each of these lines by its number, the files that it erased and that are still there."""
    kind = ContentType.objects.get_for_model(DueLine)
    numbers = [line.pk for line in lines]
    told = Entry.objects.of_event(DISPOSED).filter(content_type=kind, object_id__in=numbers)
    named = ((number, data.get(STORED_AS, ())) for number, data in told.values_list("object_id", "additional_data"))
    left = ((number, [name for name in names if default_storage.exists(name)]) for number, names in named)
    return {number: names for number, names in left if names}


@dataclass
class Found:
    """How rows and files stand to each other: `left` are files of disposals, by the line that was to erase them."""

    number: int = 0
    missing: list[str] = field(default_factory=list)
    left: dict[DueLine, list[str]] = field(default_factory=dict)
    unnamed: list[str] = field(default_factory=list)


def look() -> Found:
    """Hold all rows that name a file against all files that are stored."""
    found, named = Found(), set()
    for row, name in _named():
        named.add(name)
        if not default_storage.exists(name):
            found.missing.append(f"{row} names {name}")
    found.number, nobodys = len(named), set(_stored()) - named
    lines = DueLine.objects.filter(disposal__carried_out_at__isnull=False, files__gt=0).in_bulk()
    for number, names in left_of(lines.values()).items():
        if names := [name for name in names if name in nobodys]:
            found.left[lines[number]] = names
            nobodys.difference_update(names)
    found.unnamed = sorted(name for name in nobodys if not _is_being_written(name))
    return found


def erase_left(found: Found) -> None:
    """Erase what carried out disposals left; not what a hold has come to stand over since."""
    for line, names in found.left.items():
        if line.disposal is None or Hold.objects.over([line.subject]).exists():
            continue
        if gone := [name for name in names if _erased(name)]:
            said = {"disposal": line.disposal_id, "files": len(gone), STORED_AS: gone}
            record_event(ERASED_LATER, by=None, about=line.disposal, data=said)


def _named() -> Iterator[tuple[str, str]]:
    """Give (row, name of its file) of every row that has one."""
    for model in apps.get_models():
        for each in model._meta.concrete_fields:
            if isinstance(each, models.FileField):
                rows = model._base_manager.exclude(**{each.name: ""}).values_list("pk", each.name)
                yield from ((f"{model._meta.verbose_name} {pk}", name) for pk, name in rows.iterator() if name)


def _stored(folder: str = "") -> Iterator[str]:
    """Give the name of every file under a folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        yield from _stored(f"{folder}{name}/")


def _is_being_written(name: str) -> bool:
    try:
        return default_storage.get_modified_time(name) > timezone.now() - BEING_WRITTEN
    except FileNotFoundError:
        return True  # and let go of again
