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
import json
import logging
import mimetypes
import os
import re
import signal
import sys
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

NO_PANGO, TOO_LONG, STOPPED = 3, 4, "stopped: "  # how the process of its own says what went wrong


class PdfUnavailable(Exception):
    """This computer has no Pango: everything else works. The page says what to install."""


class PdfFailed(Exception):
    """The page could not be set within its limits, or named a file that it may not have."""


class ProducesPdf(View):
    """Mixed into views that send a PDF: where it takes long, or cannot be made, a page says so and what to do."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        try:
            with patience.of(request):
                return super().dispatch(request, *args, **kwargs)
        except patience.StillBeingSet:
            return _ask_again(request)
        except PdfUnavailable:
            return render_page(request, "pdf/unavailable.html", {"packages": SYSTEM_PACKAGES}, status=503)
        except PdfFailed as failed:
            logger.error("A PDF could not be made: %s", failed)
            return render_page(request, "pdf/failed.html", {"minutes": LONGEST // 60}, status=503)


def _ask_again(request: HttpRequest) -> HttpResponse:
    """Say that it is being made, and ask again: by itself, or with what was posted, at a press of a button."""
    posted = [(name, value) for name, values in request.POST.lists() for value in values if name != CSRF_FIELD]
    answer = render_page(request, "pdf/waiting.html", {"posted": posted}, status=202)
    if request.method == "GET":
        answer["Refresh"] = str(LOOK_AGAIN)
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
    asked = patience.asked()
    work = (asked and asked.work) or _begin(page, resources, longest)
    if work.has_ended(within=patience.PATIENCE if asked else longest + 1):
        return _result(*work.taken(), longest)
    if asked:
        asked.leave(work)
        raise patience.StillBeingSet
    raise PdfFailed(f"the page took longer than {longest} seconds")


def _begin(page: str, resources: Mapping[str, bytes], longest: int) -> patience.Work:
    encoded = {url: base64.b64encode(content).decode() for url, content in resources.items()}
    told = json.dumps({"page": page, "resources": encoded, "longest": longest}).encode()
    return patience.Work.begin([sys.executable, "-m", __name__], told, cwd=HERE, env=environment())


def environment() -> dict[str, str]:
    """What the process of its own is told of ours: where to find programs and fonts, and no key."""
    return {name: os.environ[name] for name in KEPT_FROM_ENVIRONMENT if name in os.environ}


def _result(made: bytes, errors: str, longest: int) -> bytes:
    """Give the PDF, or raise for what the process said last: nothing, if it was ended by its own alarm."""
    last = (errors.splitlines() or [""])[-1]
    if last == f"{STOPPED}{NO_PANGO}":
        raise PdfUnavailable(SYSTEM_PACKAGES)
    if last == f"{STOPPED}{TOO_LONG}":
        raise PdfFailed(f"the page is longer than {MOST_PAGES} pages")
    if not (made.startswith(b"%PDF-") and made.rstrip().endswith(b"%%EOF")):
        raise PdfFailed(last or f"the page took longer than {longest} seconds")
    return made


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
    job = json.load(sys.stdin.buffer)
    signal.setitimer(signal.ITIMER_REAL, job["longest"])  # nobody may be left who would end it
    resources = {url: base64.b64decode(content) for url, content in job["resources"].items()}
    try:
        made = _set(job["page"], resources)
    except SystemExit as end:
        print(f"{STOPPED}{end.code}", file=sys.stderr)
        raise
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    _main()
