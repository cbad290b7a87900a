"""A list that waits to be entered, as its page shows it."""

from dataclasses import dataclass

from neston_sharing.foundation.lists.verdicts import Line, Verdict

KINDS = {Verdict.NEW: "green", Verdict.CHANGED: "blue", Verdict.SAME: "grey", Verdict.WRONG: "red"}
ORDER = (Verdict.WRONG, Verdict.NEW, Verdict.CHANGED, Verdict.SAME)


@dataclass(frozen=True)
class Shown:
    """One row of the table. `title` names whom it is about where the list does."""

    line: Line
    title: str
    kind: str
    verdict: str


def shown(line: Line) -> Shown:
    return Shown(line, line.name or "No name", KINDS[line.verdict], line.verdict.title())


def entered_in_words(entered: dict) -> str:
    """Say what was entered, in numbers and without a name."""
    rows = f"{entered['new']} new, {entered['changed']} changed, {entered['same']} the same as before"
    return f"The list is entered. Rows: {rows}. The file is deleted from this computer."
