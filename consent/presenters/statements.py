"""What a child's parents have said about sharing, set out for pages: by matter, then by parent, newest first."""

from dataclasses import dataclass
from itertools import groupby

from consent.coverage import Words
from consent.models import Child, ConsentStatement

Said = ConsentStatement.Statement


@dataclass(frozen=True)
class Voice:
    """One parent on one matter: every statement, and how the last valid one (`last`, or None) stands today."""

    name: str
    statements: list[ConsentStatement]
    last: ConsentStatement | None
    kind: str  # colour of the status tag
    status: str


@dataclass(frozen=True)
class Matter:
    title: str
    voices: list[Voice]
    disagree: bool


def history(child: Child) -> list[Matter]:
    """Give all statements of a child's parents; what was recorded wrongly stays, marked as such."""
    words = Words(child)
    said = sorted(words.said, key=lambda word: (word.matter, word.parent.name, word.parent_id, -word.pk))
    return [_matter(words, list(group)) for _, group in groupby(said, key=lambda word: word.matter)]


def _matter(words: Words, said: list[ConsentStatement]) -> Matter:
    voices = [_voice(words, list(group)) for _, group in groupby(said, key=lambda word: word.parent_id)]
    disagree = any(voice.last and _disputed(words, voice.last) for voice in voices)
    return Matter(said[0].matter_in_words, voices, disagree)


def _voice(words: Words, said: list[ConsentStatement]) -> Voice:
    last = next((word for word in words.last if word.subject == said[0].subject), None)
    for word in said:
        word.noted_wrong = word.pk in words.wrong
    return Voice(said[0].parent.name, said, last, *standing(words, last))


def standing(words: Words, last: ConsentStatement | None) -> tuple[str, str]:
    """Give the colour and the words of how a parent's last valid word stands today."""
    if last is None:
        return "grey", "Recorded wrongly"
    if last.statement != Said.GIVEN:
        return "red", last.get_statement_display()
    if last.parent_id not in words.responsible:
        return "grey", "No longer has parental responsibility"
    if last.is_due_for_review(words.on):
        return "amber", "Ask again"
    return ("amber", "Parents disagree") if _disputed(words, last) else ("green", "In force")


def _disputed(words: Words, last: ConsentStatement) -> bool:
    return last.statement == Said.GIVEN and last.parent_id in words.responsible and bool(words.against(last))
