"""What a long record costs to set: against the same content in auto-layout tables, and in memory."""

import subprocess
import sys

from django.template.loader import render_to_string

from neston_sharing.foundation import pdf
from neston_sharing.foundation.binding import LARGEST_PART, Book, grouped
from neston_sharing.foundation.binding import _written as written
from sharing.presenters.pieces import Piece, Section
from sharing.presenters.words import Fact

FEW, MANY = 24, 200
MEGABYTES = 250
REASON = "Her speech has come on, and the therapist asked how she speaks with other children. " * 2
RUN = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, *sys.argv[1:]], stdin=sys.stdin)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""


def decision(number: int) -> Section:
    """As many pieces, facts and words as a decision to share has."""
    key = f"IS-2026-{number:04}"
    facts = tuple(Fact(f"Fact {n}", f"Said of it in {n} words or so") for n in range(9))
    answers = (Piece(f"{key}.answer-{n}", f"{n}. A question?", REASON, by="Amy Khan, today") for n in range(7))
    groups = (Piece(f"{key}.group-{n}", "Some facts", facts=facts) for n in range(4))
    return Section(key, f"Decision {key}", (*groups, *answers), "Shared")


def html_of(body: str) -> str:
    page = render_to_string("pdf/base.html", {"title": "T", "language": "en-GB"})
    return page.replace("</body>", f"{body}</body>")


def in_blocks(decisions: int) -> Book:
    sections = [render_to_string("pdf/record/section.html", {"section": decision(n)}) for n in range(decisions)]
    parts = (html_of(part) for part in grouped(sections, LARGEST_PART))
    return Book(html_of("<h1>Front</h1>"), tuple(parts), pdf.assets(), {})


def in_tables(decisions: int) -> bytes:
    """The same words as rows, in one page, with the columns left to the renderer."""
    body = "".join(_table(decision(number)) for number in range(decisions))
    css = pdf.assets()
    address = next(iter(css))
    style = css[address].replace(b"table-layout: fixed", b"table-layout: auto")
    return written(Book(html_of("<h1>Front</h1>" + body), (), {address: style}, {}))


def _table(section: Section) -> str:
    rows = []
    for piece in section.pieces:
        rows.append(f"<tr><th scope='row'>{piece.title}</th><td>{piece.text} {piece.by}</td></tr>")
        rows += (f"<tr><th scope='row'>{fact.key}</th><td>{fact.value}</td></tr>" for fact in piece.facts)
    return f"<h1 class='new-page'>{section.title}</h1><table><tbody>{''.join(rows)}</tbody></table>"


def cost(job: bytes, folder) -> tuple[float, int]:
    """Set it as the product does: seconds of all its processes, and megabytes of the largest."""
    folder.mkdir()
    command = [sys.executable, "-c", RUN, "-m", "neston_sharing.foundation.bindery", str(folder)]
    done = subprocess.run(command, input=job, capture_output=True, check=True, cwd=pdf.HERE)
    code, seconds, megabytes = done.stdout.split()
    assert int(code) == 0, done.stderr.decode()
    return float(seconds), int(megabytes)


def test_a_long_record_takes_half_of_what_tables_take(tmp_path):
    started, _ = cost(in_tables(0), tmp_path / "nothing")
    blocks, _ = cost(written(in_blocks(FEW)), tmp_path / "blocks")
    tables, _ = cost(in_tables(FEW), tmp_path / "tables")
    print(f"{blocks:.1f} s in blocks, {tables:.1f} s in tables, {started:.1f} s to start")
    assert blocks - started < (tables - started) / 2


def test_two_hundred_decisions_stay_below_250_megabytes(tmp_path):
    seconds, megabytes = cost(written(in_blocks(MANY)), tmp_path / "many")
    print(f"{seconds:.1f} s, {megabytes} MB")
    assert megabytes < MEGABYTES
