"""A policy's text, taken apart into its numbered clauses. Pure: the words are neither mended nor reordered."""

import re
from dataclasses import dataclass

# "2. Information Sharing" opens a part; "1. Where there is evidence that … harm." is a sentence of one.
PART = re.compile(r"^(\d+\. .{0,90}[^.,;:]|Legal Framework)$")
NUMBERED = re.compile(r"^(?:[-•] )?(\d{1,2}(?:\.\d{1,2}){1,2})[.)]? +(.+)$")


@dataclass(frozen=True)
class Clause:
    part: str
    number: str  # empty for a line that carries none: a heading, a point under a clause
    text: str


def parse(text: str, title: str = "") -> list[Clause]:
    """Give a clause for every line that says something, in order; the title's own line is left out."""
    clauses, part = [], ""
    for line in map(str.strip, text.splitlines()):
        if not line or line == title:
            continue
        if PART.match(line):
            part = line
        elif found := NUMBERED.match(line):
            clauses.append(Clause(part, found[1], found[2]))
        else:
            clauses.append(Clause(part, "", line))
    return clauses
