"""A copy on its way from a reason to a file: begun by the first look at its page, set elsewhere, kept when whole."""

import shutil
from pathlib import Path

from django.conf import settings

from neston_sharing.foundation import binding
from neston_sharing.foundation.embedded import private_folder
from sharing.actions.export import keep_copy
from sharing.models import RecordExport
from sharing.presenters.book import book_of, copy_of


def move_on(export: RecordExport) -> binding.Progress:
    """Begin to make the copy, or say how far it is; keep it once it is whole.

    It holds what the person who gave the reason may see, whoever looks meanwhile. One that failed is cleared away, so
    that the next look begins it anew.
    """
    if hasattr(export, "produced"):
        return binding.Progress(whole=True)
    folder = _folder(export)
    if _is_mine_to_begin(folder):
        binding.start(book_of(copy_of(export, user=export.recorded_by)), folder)
    so_far = binding.progress(folder)
    if so_far.whole:
        keep_copy(by=export.recorded_by, export=export, content=(folder / binding.COPY).read_bytes())
    if so_far.whole or so_far.failed:
        shutil.rmtree(folder, ignore_errors=True)
    return so_far


def _folder(export: RecordExport) -> Path:
    return settings.IN_THE_MAKING / export.reference


def _is_mine_to_begin(folder: Path) -> bool:
    """Whoever makes the folder begins; a second tab finds it there."""
    private_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        return False
    return True
