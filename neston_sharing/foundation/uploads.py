"""Files that come in: PDF, JPEG or PNG by what they hold, not by what they are called; nothing that could act.

Pictures are painted anew, so that nothing but the picture is kept (no place, no camera, no thumbnail). A PDF that is
encrypted, that carries scripts, forms with scripts or attachments, or that opens something else is refused; a process
of its own looks, with little memory and time (`sound_pdf`). Files are stored under random names outside the static
files, and are not scanned for viruses. Several that belong together, such as the photographs of a form's pages, are
joined into one PDF.
"""

import hashlib
import io
import json
import logging
import mimetypes
import secrets
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.http import HttpResponse

from neston_sharing.foundation import pdf as printing
from neston_sharing.foundation.actions import Refusal

if TYPE_CHECKING:  # both take long to load, and few requests bring a file
    from PIL import Image

logger = logging.getLogger(__name__)

LARGEST = 10 * 1024 * 1024  # bytes
LONGEST = 10  # seconds for PDFs to be looked through
MOST_MEMORY = 256 * 1024 * 1024  # bytes of address space for that, and some times what came in
MEMORY_TIMES = 4
MOST_PIXELS = 50_000_000
MOST_PAGES = 20
LONG_EDGE = 2400  # pixels of a photographed page: more than 200 to the inch on A4
A4_LONG_EDGE = 842  # points

KINDS = "Choose a PDF, or a photograph or scan as JPEG or PNG"
DAMAGED = "This file cannot be read: scan or photograph the paper again"
TOO_MANY = "This is more than 20 pages: choose only the pages of the form"

SUFFIXES = {"JPEG": ".jpg", "PNG": ".png"}


@dataclass(frozen=True)
class Upload:
    """A file that was found sound: its bytes as they will be stored."""

    content: bytes
    suffix: str
    pages: int = 1

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def stored(self) -> ContentFile:
        """Give it a random name, for a FileField."""
        return ContentFile(self.content, name=secrets.token_hex(16) + self.suffix)


def checked(file: UploadedFile, *, field: str) -> Upload:
    """Take a file as it was posted, give what may be stored, or refuse with words for `field`."""
    try:
        return _checked(file)
    except Refusal as refusal:
        raise Refusal(refusal.message, field=field) from None


def _read(file: UploadedFile) -> bytes:
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refusal("This file is larger than 10 MB: scan at a lower resolution or photograph the page again")
    return content


def _checked(file: UploadedFile) -> Upload:
    content = _read(file)
    if content.startswith(b"%PDF-"):
        return _sound([content])
    kind = _kind_of_picture(content)
    return Upload(_saved(_painted_anew(content, kind), kind), SUFFIXES[kind])


def _kind_of_picture(content: bytes) -> str:
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    raise Refusal(KINDS)


def _painted_anew(content: bytes, kind: str) -> "Image.Image":
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refusal("This picture has too many points: photograph the page at a lower resolution")
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refusal(DAMAGED) from None
    bare = Image.new("RGB", upright.size, "white")
    bare.paste(upright, mask=upright.getchannel("A"))
    return bare


def _saved(picture: "Image.Image", kind: str) -> bytes:
    saved = io.BytesIO()
    picture.save(saved, kind, **({"quality": 88} if kind == "JPEG" else {"optimize": True}))
    return saved.getvalue()


def _sound(pdfs: Sequence[bytes]) -> Upload:
    """Have PDFs looked through, and joined if they are several, by a process of its own; one alone is kept as it is.

    Where that process dies or takes too long, it is the file's fault.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "neston_sharing.foundation.sound_pdf"],
            input=_as_told(pdfs),
            capture_output=True,
            cwd=printing.HERE,
            env=printing.environment(),
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        raise Refusal(DAMAGED) from None
    return _answered(done, pdfs)


def _as_told(pdfs: Sequence[bytes]) -> bytes:
    lengths = [len(pdf) for pdf in pdfs]
    limits = {"memory": MOST_MEMORY + MEMORY_TIMES * sum(lengths), "seconds": LONGEST}
    return b"".join([json.dumps({"limits": limits, "lengths": lengths}).encode(), b"\n", *pdfs])


def _answered(done: subprocess.CompletedProcess[bytes], pdfs: Sequence[bytes]) -> Upload:
    if done.returncode:
        logger.warning("What looks through PDFs that came in ended by itself: %s", done.returncode)
        raise Refusal(DAMAGED)
    line, _, whole = done.stdout.partition(b"\n")
    said = json.loads(line)
    if "refused" in said:
        raise Refusal(said["refused"] or DAMAGED)
    return Upload(whole or pdfs[0], ".pdf", said["pages"])


def together(files: Sequence[UploadedFile], *, field: str) -> Upload:
    """Join photographs (each a page) and PDFs, in the order in which they were chosen, into one PDF that was checked.

    10 MB a file, 20 pages in all. One PDF alone is kept byte for byte.
    """
    if not 0 < len(files) <= MOST_PAGES:
        raise Refusal(TOO_MANY if files else "Choose a photograph or scan of every page", field=field)
    try:
        return _few_enough(_sound([_as_pdf(file) for file in files]))
    except Refusal as refusal:
        raise Refusal(refusal.message, field=field) from None


def _few_enough(joined: Upload) -> Upload:
    if joined.pages > MOST_PAGES:
        raise Refusal(TOO_MANY)
    return joined


def _as_pdf(file: UploadedFile) -> bytes:
    content = _read(file)
    if content.startswith(b"%PDF-"):
        return content
    page = _painted_anew(content, _kind_of_picture(content))
    page.thumbnail((LONG_EDGE, LONG_EDGE))
    return _page_of(page)


def _page_of(picture: "Image.Image") -> bytes:
    """Make a PDF of one page that the picture fills; its longer edge is that of A4."""
    import pikepdf

    pdf, scale = pikepdf.new(), A4_LONG_EDGE / max(picture.size)
    width, height = (edge * scale for edge in picture.size)
    page = pdf.add_blank_page(page_size=(width, height))
    shown = pdf.make_stream(
        _saved(picture, "JPEG"),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=shown))
    page.Contents = pdf.make_stream(f"{width:.2f} 0 0 {height:.2f} 0 0 cm /Page Do".encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@contextmanager
def removed_unless_recorded(file: FieldFile) -> Iterator[None]:
    """Take a stored file away again if the rows that it belongs to are not written: a file knows no rollback."""
    try:
        yield
    except BaseException:
        if file.name:
            file.storage.delete(file.name)
        raise


def as_stored(file: FieldFile, sha256: str) -> bytes | None:
    """Give the bytes of a stored file, or None if it is gone or no longer the one whose hash was recorded."""
    try:
        with file.open() as opened:
            content = opened.read()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def attachment(content: bytes, *, name: str, stored_as: str) -> HttpResponse:
    """Send a file to be saved, never to be shown inside a page of ours; its kind is the one we stored it as."""
    suffix = Path(stored_as).suffix
    headers = {"Content-Disposition": f'attachment; filename="{name}{suffix}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=mimetypes.types_map[suffix], headers=headers)
