"""Files that come in: PDF, JPEG or PNG by what they hold, not by what they are called; nothing that could act.

Pictures are painted anew, so that nothing but the picture is kept (no place, no camera, no thumbnail). A PDF that is
encrypted, that carries scripts, forms with scripts or attachments, or that opens something else is refused. Files are
stored under random names outside the static files, and are not scanned for viruses.
"""

import hashlib
import io
import mimetypes
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.http import HttpResponse

from neston_sharing.foundation.actions import Refusal

LARGEST = 10 * 1024 * 1024  # bytes
MOST_PIXELS = 50_000_000
MOST_PDF_OBJECTS = 20_000

KINDS = "Choose a PDF, or a photograph or scan as JPEG or PNG"
DAMAGED = "This file cannot be read: scan or photograph the paper again"
ACTIVE = "This PDF holds more than pages (scripts, attachments or links that act): print it and scan the print"
ENCRYPTED = "This PDF is locked with a password: save it without one, or print it and scan the print"

# Whatever can run, open or carry something, wherever in the file it stands (PDF 1.7, 12.6 and 7.11).
ACTIVE_NAMES = {"/JavaScript", "/JS", "/AA", "/Launch", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia", "/XFA"} | {
    "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound", "/3D", "/FileAttachment", "/AF",
}  # fmt: skip


@dataclass(frozen=True)
class Upload:
    """A file that was found sound: its bytes as they will be stored."""

    content: bytes
    suffix: str

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


def _checked(file: UploadedFile) -> Upload:
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refusal("This file is larger than 10 MB: scan at a lower resolution or photograph the page again")
    if content.startswith(b"%PDF-"):
        _must_be_pages_only(content)
        return Upload(content, ".pdf")
    if content.startswith(b"\xff\xd8\xff"):
        return Upload(_painted_anew(content, "JPEG"), ".jpg")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Upload(_painted_anew(content, "PNG"), ".png")
    raise Refusal(KINDS)


def _painted_anew(content: bytes, kind: str) -> bytes:
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
    painted = io.BytesIO()
    bare.save(painted, kind, **({"quality": 88} if kind == "JPEG" else {"optimize": True}))
    return painted.getvalue()


def _must_be_pages_only(content: bytes) -> None:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            _look_through(pdf)
    except pikepdf.PasswordError:
        raise Refusal(ENCRYPTED) from None
    except (pikepdf.PdfError, ValueError, RecursionError, OverflowError):
        raise Refusal(DAMAGED) from None


def _look_through(pdf) -> None:
    if pdf.is_encrypted:
        raise Refusal(ENCRYPTED)
    if not len(pdf.pages) or len(pdf.objects) > MOST_PDF_OBJECTS:
        raise Refusal(DAMAGED)
    if _opens_something(pdf.Root) or any(_acts(thing) for thing in pdf.objects):
        raise Refusal(ACTIVE)


def _opens_something(root) -> bool:
    """Going to a page of its own when opened is what scanners write; anything else acts."""
    import pikepdf

    action = root.get("/OpenAction")
    return isinstance(action, pikepdf.Dictionary) and action.get("/S") != "/GoTo"


def _acts(thing, depth: int = 0) -> bool:
    """Look at an object and what stands directly in it; what it points at is looked at by itself."""
    import pikepdf

    if isinstance(thing, pikepdf.Name):
        return str(thing) in ACTIVE_NAMES
    if depth and getattr(thing, "is_indirect", False):
        return False
    if depth > 50:
        return True
    if isinstance(thing, pikepdf.Array):
        return any(_acts(each, depth + 1) for each in thing)
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return any(key in ACTIVE_NAMES or _acts(value, depth + 1) for key, value in thing.items())
    return False


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
