"""What a PDF carries outside: the seal of the entry that says it is being prepared; a second one seals what it became.

Whoever holds the paper holds a witness: were the log rewritten, the entry of this number would have another code.
"""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass

import segno
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpResponse

from neston_sharing.audit import canonical
from neston_sharing.audit.events import record_event
from neston_sharing.audit.models import Entry, Seal
from neston_sharing.foundation import patience, pdf

PREPARED, PRODUCED = "pdf_prepared", "pdf_produced"
PICTURE = "witness.svg"


@dataclass(frozen=True)
class Stamp:
    """The seal of an entry as paper carries it: its number, and the code that people read out and compare."""

    number: int
    code: str

    @property
    def in_words(self) -> str:
        return f"Seal {self.number}: {self.code}"


def stamp(seal: Seal) -> Stamp:
    return Stamp(seal.sequence, canonical.code(seal.hash))


def stamp_of(event: str, about: models.Model) -> Stamp:
    """Give the seal of the entry that tells of this event about this row."""
    kind = ContentType.objects.get_for_model(about)
    return stamp(Seal.objects.get(entry__event=event, entry__content_type=kind, entry__object_id=about.pk))


def picture(words: str) -> bytes:
    """Draw a QR code as SVG. Capitals, digits and hyphens take half the room of other signs."""
    drawn = io.BytesIO()
    segno.make(words.upper(), error="m", micro=False).save(drawn, kind="svg", border=4, scale=3)
    return drawn.getvalue()


def witnessed(
    template: str,
    context: Mapping,
    *,
    by,
    filename: str,
    title: str,
    subject: str = "",
    images: Mapping[str, bytes] | None = None,
) -> bytes:
    """Give the template as a PDF that carries its seal on every page; raises what `pdf.render` does.

    `filename` names records by reference only, and so does the log. Where an entry cannot be written, there is no PDF.
    """
    asked = patience.asked()
    if asked:
        asked.make_room()
    prepared = _prepared_before(subject, filename) or record_event(PREPARED, by=by, subject=subject, about=filename)
    if asked:
        asked.note["prepared"] = prepared.pk
    carried = stamp(prepared.seal)
    pictures = {**(images or {}), PICTURE: picture(carried.in_words)}
    made = pdf.render(template, {**context, "witness": carried}, title=title, images=pictures)
    produced(prepared, made, by=by)
    return made


def _prepared_before(subject: str, filename: str) -> Entry | None:
    """Give the entry whose seal stands on what is being set already, where a request asks again for that."""
    asked = patience.asked()
    if not (asked and "prepared" in asked.note):
        return None
    before = Entry.objects.select_related("seal").get(pk=asked.note["prepared"])
    return before if (before.subject, before.object_pk) == (subject, filename) else None


def downloaded(template: str, context: Mapping, *, by, filename: str, **how) -> HttpResponse:
    """Send such a PDF as a file to keep."""
    return pdf.download(witnessed(template, context, by=by, filename=filename, **how), filename)


def produced(prepared: Entry, content: bytes, *, by) -> Entry:
    """Seal the hash of what was made after that entry."""
    data = {"seal": prepared.seal.sequence, "sha256": hashlib.sha256(content).hexdigest()}
    return record_event(PRODUCED, by=by, subject=prepared.subject, about=prepared.object_pk, data=data)
