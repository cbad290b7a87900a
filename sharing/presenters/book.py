"""A copy of the record, ready to be set: the front, the sections and their drawings as pages, and the same as JSON.

One presenter feeds all three copies (the setting's, the family's, the next setting's): they differ by what was let
through before it came here, by the front, and by the last page.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string

from neston_sharing.audit.witness import PICTURE, Stamp, picture, stamp_of
from neston_sharing.foundation import pdf
from neston_sharing.foundation.binding import LARGEST_PART, Attached, Book, grouped
from sharing.copying import review_of
from sharing.models import CopyRequest, RecordExport
from sharing.path_picture import Picture
from sharing.presenters.pieces import Piece, Section, sections_of
from sharing.presenters.record import PresentedRecord, present_record
from sharing.presenters.record_json import SCHEMA, record_json, schema

TITLES = {
    "": "Sharing record",
    CopyRequest.Kind.FAMILY: "Copy of the sharing record for the family",
    CopyRequest.Kind.NEXT: "Copy of the sharing record for the next setting",
}


@dataclass(frozen=True)
class Drawing:
    """One path, drawn once for all decisions that took it; `name` is the file's, by what it shows."""

    name: str
    picture: Picture
    of: tuple[str, ...]

    @property
    def words(self) -> str:
        return " ".join(self.picture.words)

    @property
    def title(self) -> str:
        """Tells it from the other drawings, however many decisions took the path."""
        more = f" and {len(self.of) - 1} more" if len(self.of) > 1 else ""
        return f"Path drawn: {self.of[0]}{more}"


@dataclass(frozen=True)
class Copy:
    """What one copy says. `kind` is that of the request, "" for the setting's own."""

    kind: str
    record: PresentedRecord
    sections: tuple[Section, ...]
    stamp: Stamp
    reason: str
    produced_at: str
    produced_by: str

    @property
    def title(self) -> str:
        return TITLES[self.kind]

    @property
    def document_title(self) -> str:
        """Names the child by reference only: a title is shown where a page is not."""
        return f"{self.title} {self.record.child.reference}"


def copy_of(export: RecordExport, *, user) -> Copy:
    """Say what this copy holds, as this person may see it."""
    record, asked = present_record(export, user=user), export.request
    sections = review_of(asked, user=user).goes if asked else (*sections_of(record), *_given_before(export, user))
    return Copy(
        kind=asked.kind if asked else "",
        record=record,
        sections=sections,
        stamp=stamp_of("record_exported", export),
        reason="" if asked else export.reason,
        produced_at=export.recorded_at.isoformat(timespec="seconds"),
        produced_by=str(export.recorded_by),
    )


def _given_before(export: RecordExport, user) -> Iterator[Section]:
    """In the setting's copy alone: what was withheld from each copy that was asked for, and on what ground."""
    for request in CopyRequest.objects.about_child(export.child).visible_to(user).with_people().oldest_first():
        pieces = tuple(
            Piece(
                f"withheld-{request.reference}.{at}",
                f"{each.ruling.in_words}: {each.piece.key}",
                f"{each.piece.title}\n{each.ruling.ground_in_words}\n{each.ruling.why}",
            )
            for at, each in enumerate(review_of(request, user=user).held, 1)
        )
        title = f"Withheld or redacted in the copy for {request.for_whom} ({request.reference})"
        if pieces:
            yield Section(f"withheld-{request.reference}", title, pieces)


def book_of(copy: Copy) -> Book:
    """Make the pages of a copy, and what they name."""
    drawings = _drawings(copy.sections)
    pages = [render_to_string("pdf/record/section.html", {"section": section}) for section in copy.sections]
    pages += [render_to_string("pdf/record/drawing.html", {"drawing": drawing}) for drawing in drawings]
    if copy.kind == CopyRequest.Kind.NEXT:
        pages.append(render_to_string("pdf/record/receipt.html", {"copy": copy}))
    pictures = {f"memory:{drawing.name}": _svg(drawing) for drawing in drawings}
    return Book(
        front=_page("pdf/record/front.html", copy, drawings=drawings),
        parts=tuple(_page("pdf/record/part.html", copy, part=part) for part in grouped(pages, LARGEST_PART)),
        resources=pdf.assets() | pictures | {f"memory:{PICTURE}": picture(copy.stamp.in_words)},
        attached={
            "record.json": Attached(_json(record_json(copy)), "application/json", "The same record for software"),
            "record.schema.json": Attached(_json(schema()), "application/json", f"What {SCHEMA} means"),
        },
    )


def _json(data: dict) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _page(template: str, copy: Copy, **context) -> str:
    always = {"copy": copy, "title": copy.document_title, "language": "en-GB", "witness": copy.stamp}
    return render_to_string(template, always | context)


def _drawings(sections: Iterable[Section]) -> list[Drawing]:
    taken: dict[Picture, list[str]] = {}
    for section in sections:
        for piece in section.pieces:
            if piece.picture:
                taken.setdefault(piece.picture, []).append(section.key)
    return [Drawing(f"path-{_short(picture)}.svg", picture, tuple(of)) for picture, of in taken.items()]


def _short(picture: Picture) -> str:
    return hashlib.sha256(repr(picture).encode()).hexdigest()[:16]


def _svg(drawing: Drawing) -> bytes:
    return render_to_string("components/path.svg", {"picture": drawing.picture}).encode()
