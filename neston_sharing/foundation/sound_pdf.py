"""What happens in the process that looks through PDFs which came in: whether they hold nothing but pages.

A few kilobytes can unfold into gigabytes, and what reads them is not written in Python: here they can take only so much
memory and time, and end nothing but this process. It knows neither the database nor the key, and imports no Django.
Started by `uploads`, which writes a line with its limits and the lengths of the PDFs, then the PDFs. It answers with a
line that says what is wrong or how many pages they have, then with all of them joined, if they were several.
"""

import io
import json
import sys
from collections.abc import Sequence

import pikepdf

from neston_sharing.foundation.bounds import keep_within

MOST_OBJECTS = 20_000

ACTIVE = "This PDF holds more than pages (scripts, attachments or links that act): print it and scan the print"
ENCRYPTED = "This PDF is locked with a password: save it without one, or print it and scan the print"

# How qpdf warns that it left something out, for want of memory or because it is damaged: nobody has looked at that.
PASSED_OVER = ("bad_alloc", "object stream", "decoding stream data", "error reading object", "error during parsing")

# Whatever can run, open or carry something, wherever in the file it stands (PDF 1.7, 12.6 and 7.11).
ACTIVE_NAMES = {"/JavaScript", "/JS", "/AA", "/Launch", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia", "/XFA"} | {
    "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound", "/3D", "/FileAttachment", "/AF",
    "/EF",
}  # fmt: skip

ELSEWHERE = {"/F", "/Ref"}  # by these a stream says that what it shows stands in another file (7.3.8, 8.10.4)


class NotSound(Exception):
    """Why a PDF is refused, in the user's words; without any where it cannot be read."""


def looked_through(parts: Sequence[bytes]) -> tuple[int, bytes]:
    """Give how many pages the PDFs have, and all of them as one, if they are several. Raises NotSound."""
    try:
        return _pages_and_whole(parts)
    except pikepdf.PasswordError:
        raise NotSound(ENCRYPTED) from None
    except (pikepdf.PdfError, ValueError, RecursionError, OverflowError, MemoryError):
        raise NotSound from None


def _pages_and_whole(parts: Sequence[bytes]) -> tuple[int, bytes]:
    whole, count = pikepdf.new(), 0
    for part in parts:
        with pikepdf.open(io.BytesIO(part)) as pdf:
            _look_through(pdf)
            count += len(pdf.pages)
            if len(parts) > 1:
                whole.pages.extend(pdf.pages)
    return count, _written(whole) if len(parts) > 1 else b""


def _look_through(pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise NotSound(ENCRYPTED)
    if not len(pdf.pages) or len(pdf.objects) > MOST_OBJECTS:
        raise NotSound
    if _opens_something(pdf.Root) or any(_acts(thing) for thing in pdf.objects):
        raise NotSound(ACTIVE)
    if pikepdf.settings.qpdf_limit_errors() or any(map(_passes_over, pdf.get_warnings())):
        raise NotSound


def _passes_over(warning: str) -> bool:
    return any(words in warning for words in PASSED_OVER)


def _opens_something(root) -> bool:
    """Going to a page of its own when opened is what scanners write; anything else acts, and what comes next may."""
    action = root.get("/OpenAction")
    return isinstance(action, pikepdf.Dictionary) and (action.get("/S") != "/GoTo" or "/Next" in action)


def _acts(thing, depth: int = 0) -> bool:
    """Look at an object and what stands directly in it; what it points at is looked at by itself."""
    if isinstance(thing, pikepdf.Name):
        return str(thing) in ACTIVE_NAMES
    if depth and getattr(thing, "is_indirect", False):
        return False
    if depth > 50:
        return True
    if isinstance(thing, pikepdf.Stream) and not ELSEWHERE.isdisjoint(thing.keys()):
        return True
    if isinstance(thing, pikepdf.Array):
        return any(_acts(each, depth + 1) for each in thing)
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return any(key in ACTIVE_NAMES or _acts(value, depth + 1) for key, value in thing.items())
    return False


def _written(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def main() -> None:
    told = json.loads(sys.stdin.buffer.readline())
    keep_within(**told["limits"])
    try:
        pages, whole = looked_through([sys.stdin.buffer.read(length) for length in told["lengths"]])
        said: dict = {"pages": pages}
    except NotSound as no:
        said, whole = {"refused": str(no)}, b""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + whole)


if __name__ == "__main__":
    main()
