"""A draft beside what is in force, as pages show it."""

from dataclasses import dataclass

from consent import changes
from consent.changes import Block, Kind
from consent.models import PolicyDraft, PolicyVersion

DONE = {Kind.ADDED: "added", Kind.REMOVED: "taken out", Kind.CHANGED: "changed"}


@dataclass(frozen=True)
class Beside:
    """One text beside another, in blocks of lines; `said` is what changes, in a sentence."""

    title: str
    blocks: tuple[Block, ...]
    said: str

    @property
    def differs(self) -> bool:
        return any(row.kind is not Kind.SAME for block in self.blocks for row in block.rows)


def beside(title: str, before: str, after: str) -> Beside:
    """Set two texts beside one another; lines that say nothing are left out."""
    rows = [row for row in changes.compare(before, after) if not row.is_blank]
    return Beside(title, tuple(changes.blocks(rows)), _said(changes.count(rows)))


def policy_beside(version: PolicyVersion | None, draft: PolicyDraft) -> list[Beside]:
    """Give the parts of a policy beside those in force: the text always, the others where they change."""
    parts = [
        beside(title, getattr(version, name, ""), getattr(draft, name))
        for name, title in (("title", "Title"), ("text", "Text"), ("legal_framework", "Legal framework"))
    ]
    return [part for part in parts if part.differs or part.title == "Text"]


def _said(counted: dict[Kind, int]) -> str:
    words = [f"{number} line{'' if number == 1 else 's'} {DONE[kind]}" for kind, number in counted.items() if number]
    return ", ".join(words) or "No word differs"
