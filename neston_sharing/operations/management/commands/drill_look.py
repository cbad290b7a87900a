"""Part of `drill`, for the copy that was restored: are these entries in it, and does a PDF open?"""

import io
import json
from pathlib import Path

import pikepdf
from django.conf import settings
from django.core.management.base import BaseCommand

from neston_sharing.audit.models import Entry
from neston_sharing.foundation import pdf


class Command(BaseCommand):
    help = "Part of drill: says what of a list of entries is missing, and opens a PDF."

    def add_arguments(self, parser) -> None:
        parser.add_argument("entries", nargs="*", type=int)

    def handle(self, *args, entries: list[int], **options) -> None:
        there = set(Entry.objects.filter(pk__in=entries).values_list("pk", flat=True))
        self.stdout.write(json.dumps({"missing": sorted(set(entries) - there), "pdf": opened()}))


def opened() -> str:
    """Open a PDF that is kept there, or one that is made there; a pikepdf.PdfError where it is damaged."""
    kept = next(iter(sorted(Path(settings.MEDIA_ROOT).rglob("*.pdf"))), None)
    if kept:
        with pikepdf.open(kept) as found:
            return f"Opened a PDF that is kept there: {len(found.pages)} pages"
    try:
        made = pdf.typeset("<!doctype html><html lang=en-GB><title>Drill</title><p>Drill", {})
    except pdf.PdfUnavailable:
        return f"No PDF was opened: none is kept, and to make one, install {pdf.SYSTEM_PACKAGES}"
    with pikepdf.open(io.BytesIO(made)) as found:
        return f"Made and opened a PDF: {len(found.pages)} page"
