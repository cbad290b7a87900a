"""PDFs: the only importer of WeasyPrint, which works in a process of its own.

That process gets the page and the few files it names, and nothing else: it opens no file and no connection for them,
knows neither the database nor the key, and ends after `LONGEST` seconds or `MOST_PAGES` pages. No request waits for it
that long (see `patience`). A page names
    asset:neston_sharing/pdf.css    a file of the package's static folder that stands in `ASSETS`
    memory:path.svg                 what the caller made and passed as images={"path.svg": b"..."}
and whatever else it names stops the PDF. Use <img alt> for pictures and tables with <th scope> for facts: an inline
<svg> and a <dl> are tagged badly.
"""

import base64
import hashlib
import json
import logging
import math
import mimetypes
import os
import re
import resource
import secrets
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from django.contrib.staticfiles import finders
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render as render_page
from django.template.loader import render_to_string
from django.views.generic import View

from neston_sharing.foundation import patience
from neston_sharing.foundation.reloading import ask_again

logger = logging.getLogger(__name__)

ASSETS = ("neston_sharing/pdf.css",)
LONGEST = 60  # seconds
LOOK_AGAIN = 2  # seconds after which a page that waits asks again
MOST_PAGES = 1000
LARGEST_PAGE = 20 * 1024 * 1024  # bytes of HTML and pictures
LONGEST_WORD = 60  # signs
TAG = re.compile(r"(<[^>]*>)")
LONG_WORD = re.compile(rf"(?:&[#\w]{{1,10}};|[^\s&]){{{LONGEST_WORD}}}(?=\S)")
SYSTEM_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
CSRF_FIELD = "csrfmiddlewaretoken"  # of the page that was posted; the next has one of its own
KEPT_FROM_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "FONTCONFIG_PATH", "FONTCONFIG_FILE")

HERE = Path(__file__).parents[2]

NO_PANGO, TOO_LONG, LATE, STOPPED = 3, 4, 5, "stopped: "  # how the process of its own says what went wrong


class PdfUnavailable(Exception):
    """This computer has no Pango: everything else works. The page says what to install."""


class PdfFailed(Exception):
    """The page could not be set within its limits, or named a file that it may not have."""


class ProducesPdf(View):
    """Mixed into views that send a PDF: where it takes long, or cannot be made, a page says so and what to do."""

    asked: patience.Asked

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        try:
            with patience.of(request) as self.asked:
                return super().dispatch(request, *args, **kwargs)
        except patience.StillBeingSet as late:
            return _ask_again(request, late.token)
        except PdfUnavailable:
            return render_page(request, "pdf/unavailable.html", {"packages": SYSTEM_PACKAGES}, status=503)
        except PdfFailed as failed:
            logger.error("A PDF could not be made: %s", failed)
            return render_page(request, "pdf/failed.html", {"minutes": LONGEST // 60}, status=503)


def _ask_again(request: HttpRequest, token: str) -> HttpResponse:
    """Say that it is being made, and ask again: by itself, or with what was posted, at a press of a button."""
    anew = (CSRF_FIELD, patience.ASKS_AGAIN)
    posted = [(name, value) for name, values in request.POST.lists() for value in values if name not in anew]
    context = {"posted": [*posted, (patience.ASKS_AGAIN, token)]}
    answer = render_page(request, "pdf/waiting.html", context, status=202)
    if request.method == "GET":
        ask_again(answer, request, after=LOOK_AGAIN, **{patience.ASKS_AGAIN: token})
    return answer


def download(content: bytes, filename: str) -> HttpResponse:
    """Send a PDF as a file to keep; `filename` names records by reference only."""
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def render(
    template: str,
    context: Mapping,
    *,
    title: str,
    language: str = "en-GB",
    images: Mapping[str, bytes] | None = None,
) -> bytes:
    """Give the template as a tagged PDF (PDF/UA-1) with its title and language set.

    Raises PdfUnavailable without Pango, PdfFailed past a limit, and RuntimeError inside a transaction: a PDF takes
    seconds, for which nobody else could write.
    """
    outside_transactions()
    page = breakable(render_to_string(template, {**context, "title": title, "language": language}))
    resources = assets() | {f"memory:{name}": content for name, content in (images or {}).items()}
    return typeset(page, resources)


def breakable(page: str) -> str:
    """Let words of more than `LONGEST_WORD` signs break: the time to set one grows with the square of its length.

    Tags and what is written inside them stay as they are, and no entity is cut in two.
    """
    return "".join(part if part.startswith("<") else LONG_WORD.sub("\\g<0>\u200b", part) for part in TAG.split(page))


def typeset(page: str, resources: Mapping[str, bytes], longest: int = LONGEST) -> bytes:
    """Set HTML in a process of its own that can reach `resources` (address → content) and nothing else.

    Raises StillBeingSet where a request waits for it and it takes longer than that may.
    """
    if len(page) + sum(map(len, resources.values())) > LARGEST_PAGE:
        raise PdfFailed("the page is too large")
    told = as_told(page, resources, longest)
    asked = patience.asked()
    return _patiently(asked, told, longest) if asked else _at_once(told, longest)


def as_told(page: str, resources: Mapping[str, bytes], longest: float) -> bytes:
    """Write the job as the process that sets it reads it."""
    encoded = {url: base64.b64encode(content).decode() for url, content in resources.items()}
    return json.dumps({"page": page, "resources": encoded, "longest": longest}).encode()


def _patiently(asked: patience.Asked, told: bytes, longest: int) -> bytes:
    page = hashlib.sha256(told).hexdigest()
    if not asked.work.is_of(page):
        asked.begin(page, told, _command())
    if not asked.work.has_ended(within=asked.patience):
        asked.leave()
    if (taken := asked.work.taken()) is None:
        asked.leave()
    if _was_stopped(*taken) and not asked.note.get("stopped"):  # a restart, say: what was asked for can still be made
        asked.note["stopped"] = True
        asked.begin(page, told, _command())
        return _patiently(asked, told, longest)
    return _result(*taken, longest)


def _at_once(told: bytes, longest: int) -> bytes:
    work = patience.Work(patience.room() / f"set-{secrets.token_hex(8)}")
    work.begin("", told, _command())
    ended = work.has_ended(within=longest + 1)
    taken = work.taken() or (b"", "")
    return _result(*taken, longest) if ended else _result(b"", f"{STOPPED}{LATE}", longest)


def _command() -> patience.Command:
    return patience.Command((sys.executable, "-m", "neston_sharing.foundation.pdf"), HERE, environment())


def environment() -> dict[str, str]:
    """What the process of its own is told of ours: where to find programs and fonts, and no key."""
    return {name: os.environ[name] for name in KEPT_FROM_ENVIRONMENT if name in os.environ}


def _result(made: bytes, errors: str, longest: int) -> bytes:
    """Give the PDF, or raise for what the process said last: nothing, if it was ended from outside."""
    last = _last_word(errors)
    if _is_whole(made):
        return made
    if last == f"{STOPPED}{NO_PANGO}":
        raise PdfUnavailable(SYSTEM_PACKAGES)
    why = {
        TOO_LONG: f"the page is longer than {MOST_PAGES} pages",
        LATE: f"the page took longer than {longest} seconds",
    }
    said = {f"{STOPPED}{code}": words for code, words in why.items()}
    raise PdfFailed(said.get(last, last or "its process was stopped from outside"))


def _last_word(errors: str) -> str:
    """What the process said of its own end; its other words, which may quote the page, are passed over."""
    words = [line for line in errors.splitlines() if line.startswith(STOPPED)]
    return words[-1] if words else ""


def _is_whole(made: bytes) -> bool:
    return made.startswith(b"%PDF-") and made.rstrip().endswith(b"%%EOF")


def _was_stopped(made: bytes, errors: str) -> bool:
    return not _is_whole(made) and not _last_word(errors)


def outside_transactions() -> None:
    """Refuse as Django's own durable blocks do: the transaction that wraps a test does not count."""
    if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        raise RuntimeError("A PDF is made outside transactions")


def assets() -> dict[str, bytes]:
    """The files of ours that every page may name, by their address."""
    return {f"asset:{name}": _asset(name) for name in ASSETS}


def _asset(name: str) -> bytes:
    found = finders.find(name)
    if found is None:
        raise PdfFailed(f"the installation lacks {name}")
    return Path(found).read_bytes()


# From here on, what happens in the process of its own.


def laid_out(page: str, resources: Mapping[str, bytes], variant: str):
    """Lay a page out with nothing but these resources; give WeasyPrint's document."""
    try:
        import weasyprint
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except (ImportError, OSError) as missing:
        print(missing, file=sys.stderr)
        raise SystemExit(NO_PANGO) from missing

    class OnlyThese(URLFetcher):
        def fetch(self, url, headers=None):
            kind = mimetypes.guess_type(url.partition(":")[2])[0] or "application/octet-stream"
            return URLFetcherResponse(url, resources[url], {"Content-Type": kind})

    document = weasyprint.HTML(string=page, url_fetcher=OnlyThese(fail_on_errors=True)).render(pdf_variant=variant)
    if len(document.pages) > MOST_PAGES:
        raise SystemExit(TOO_LONG)
    return document


def _set(page: str, resources: Mapping[str, bytes]) -> bytes:
    document = laid_out(page, resources, "pdf/ua-1")
    return document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, pdf_version="1.7")


def _main() -> None:
    job, began = json.load(sys.stdin.buffer), time.monotonic()
    _end_after(job["longest"])
    resources = {url: base64.b64decode(content) for url, content in job["resources"].items()}
    try:
        made = _set(job["page"], resources)
        if time.monotonic() - began > job["longest"]:
            raise SystemExit(LATE)
    except SystemExit as end:
        print(f"{STOPPED}{end.code}", file=sys.stderr)
        raise
    except BaseException as wrong:  # as WeasyPrint refuses an address; its words may quote the page
        print(f"{STOPPED}{type(wrong).__name__}", file=sys.stderr)
        raise SystemExit(1) from None
    sys.stdout.buffer.write(made)


def _end_after(seconds: float) -> None:
    """Nobody may be left who would end it. What Python is not asked about in time, the system ends a little later."""

    def late(*_signal) -> None:
        raise SystemExit(LATE)

    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # again and again: one that strikes within a callback is lost
    most = math.ceil(seconds) + 5
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))


if __name__ == "__main__":
    _main()
