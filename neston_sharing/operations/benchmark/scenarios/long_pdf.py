"""A long record: against the same content in auto-layout tables, by its length, and in memory.

Its time is that of all its processes, less what it takes them to start.
"""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from django.template.loader import render_to_string

from neston_sharing.foundation import pdf
from neston_sharing.foundation.binding import COPY, LARGEST_PART, Book, as_job, grouped
from neston_sharing.operations.benchmark.judging import Goal
from neston_sharing.operations.benchmark.rounds import Work
from neston_sharing.operations.benchmark.seeding import World
from sharing.presenters.pieces import Piece, Section
from sharing.presenters.words import Fact

NAME = "A long PDF"
SHORT, LONG, WHOLE_SIZE = 24, 200, 100_000
BLOCKS, TABLES, MEMORY = "tagged blocks", "auto-layout tables", "memory of the largest process"
A_PAGE, A_PAGE_OF_FEW = "a page of many", "a page of few"
FIGURES = ("seconds", "megabytes", "a_page")
GOALS = (
    Goal("of the same content in auto-layout tables", BLOCKS, TABLES, at_most=0.45, unit="s"),
    Goal("time a page, of one in a short record", A_PAGE, A_PAGE_OF_FEW, at_most=1.25, unit="s"),
    Goal("memory of the largest process", MEMORY, at_most=250, unit="MB"),
)
REASON = "Her speech has come on, and the therapist asked how she speaks with other children. " * 2
RUN = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, *sys.argv[1:]], stdin=sys.stdin)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""


def works(world: World) -> dict[str, Work]:
    """Of two hundred decisions where the log is long too, which takes minutes; else of a few dozen."""
    many = LONG if world.entries >= WHOLE_SIZE else 2 * SHORT
    setter = Setter()
    rounds = 1 if many == LONG else 2
    figures = {
        BLOCKS: lambda: setter.blocks(many, "seconds"),
        TABLES: lambda: setter.seconds_of_tables(many),
        MEMORY: lambda: setter.blocks(many, "megabytes"),
        A_PAGE: lambda: setter.blocks(many, "a_page"),
        A_PAGE_OF_FEW: lambda: setter.blocks(SHORT, "a_page"),
    }
    return {name: Work(figure, times=1, at_most=rounds, warm=False) for name, figure in figures.items()}


@dataclass(frozen=True)
class Cost:
    """Seconds of all processes, megabytes of the largest, pages of the copy."""

    seconds: float
    megabytes: int
    pages: int

    @property
    def a_page(self) -> float:
        return self.seconds / self.pages


class Setter:
    """Sets books, and takes what it costs to start off their seconds. A record in blocks has three figures, which are
    told of one setting."""

    def __init__(self) -> None:
        self.start = cost(in_tables(0)).seconds
        self.untold: dict[tuple[int, str], Cost] = {}

    def seconds_of_tables(self, decisions: int) -> float:
        return cost(in_tables(decisions)).seconds - self.start

    def blocks(self, decisions: int, figure: str) -> float:
        if (decisions, figure) not in self.untold:
            whole = cost(as_job(in_blocks(decisions)))
            told = Cost(whole.seconds - self.start, whole.megabytes, whole.pages)
            self.untold |= {(decisions, name): told for name in FIGURES}
        return getattr(self.untold.pop((decisions, figure)), figure)


def cost(job: bytes) -> Cost:
    """Set it as the product does."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", RUN, "-m", "neston_sharing.foundation.bindery", folder]
        done = subprocess.run(command, input=job, capture_output=True, check=True, cwd=pdf.HERE)  # noqa: S603 (ours)
        code, seconds, megabytes = done.stdout.split()
        if int(code):
            raise RuntimeError(done.stderr.decode())
        with pikepdf.open(Path(folder) / COPY) as copy:
            return Cost(float(seconds), int(megabytes), len(copy.pages))


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
    """The record as the product sets it."""
    sections = [render_to_string("pdf/record/section.html", {"section": decision(n)}) for n in range(decisions)]
    parts = (html_of(part) for part in grouped(sections, LARGEST_PART))
    return Book(html_of("<h1>Front</h1>"), tuple(parts), pdf.assets(), {})


def in_tables(decisions: int) -> bytes:
    """The same words as rows, in one page, with the columns left to the renderer."""
    body = "".join(_table(decision(number)) for number in range(decisions))
    css = pdf.assets()
    address = next(iter(css))
    style = css[address].replace(b"table-layout: fixed", b"table-layout: auto")
    return as_job(Book(html_of("<h1>Front</h1>" + body), (), {address: style}, {}))


def _table(section: Section) -> str:
    rows = []
    for piece in section.pieces:
        rows.append(f"<tr><th scope='row'>{piece.title}</th><td>{piece.text} {piece.by}</td></tr>")
        rows += (f"<tr><th scope='row'>{fact.key}</th><td>{fact.value}</td></tr>" for fact in piece.facts)
    return f"<h1 class='new-page'>{section.title}</h1><table><tbody>{''.join(rows)}</tbody></table>"
