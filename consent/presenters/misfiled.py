"""What was recorded under the wrong child, in words for both files: neither names the other child.

filed = misfiled(child, user)
filed.of(statement_or_signature)    # its traces, each with a way to the other file where this reader may open it
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.urls import reverse

from consent.models import Child, ConsentStatement, Misfiling, Signature
from consent.models.misfiling import SAID
from consent.models.signing import MOVED_AWAY, MOVED_HERE
from neston_sharing.foundation.templatetags.neston import long_date

Filed = ConsentStatement | Signature


@dataclass(frozen=True)
class Trace:
    """`url` leads to the other child's file, and is empty for whoever may not open it."""

    text: str
    noted: str
    url: str


class Misfiled:
    """All that was moved out of one child's file and into it, as one reader may know it: two queries at most."""

    def __init__(self, child: Child, user) -> None:
        self.child = child
        self.notes = list(Misfiling.objects.of_child(child).with_both())
        others = [self._other(note) for note in self.notes]
        visible = Child.objects.visible_to(user).among(others) if others else ()
        self.open = {each.pk for each in visible}

    def of(self, row: Filed) -> list[Trace]:
        return self._traces[type(row), row.pk]

    @cached_property
    def _traces(self) -> dict[tuple[type, int], list[Trace]]:
        traces: dict[tuple[type, int], list[Trace]] = defaultdict(list)
        for note in self.notes:
            row = _first(note) if self._is_wrong_here(note) else getattr(_first(note), "moved_to", None)
            if row:
                traces[type(row), row.pk].append(self._trace(note))
        return traces

    def to_ask(self, said: Iterable[ConsentStatement]) -> list[Misfiling]:
        """What a parent is to be asked for this child: they have said nothing about it here (`said`) that counts."""
        known = {_about(word) for word in said}
        return [each for each in self._waiting() if each.statement and _about(each.statement) not in known]

    def to_sign(self) -> list[Misfiling]:
        """Registrations that a parent is to sign for this child, if none stands."""
        return [each for each in self._waiting() if each.signature]

    def _waiting(self) -> Iterator[Misfiling]:
        for note in self.notes:
            said = note.statement is None or note.statement.statement in SAID
            if said and not self._is_wrong_here(note) and not hasattr(_first(note), "moved_to"):
                yield note

    def _trace(self, note: Misfiling) -> Trace:
        text = MOVED_AWAY if self._is_wrong_here(note) else f"{MOVED_HERE} {note.reason}"
        noted = f"Noted by {note.recorded_by} on {long_date(note.recorded_at)}."
        page = "consent:statements" if note.statement else "consent:registration"
        other = self._other(note)
        return Trace(text, noted, reverse(page, args=[other.reference]) if other.pk in self.open else "")

    def _other(self, note: Misfiling) -> Child:
        return note.child.one if self._is_wrong_here(note) else _recorded_under(note).one

    def _is_wrong_here(self, note: Misfiling) -> bool:
        return _recorded_under(note).one_id == self.child.one_id


def _first(note: Misfiling) -> Filed:
    return note.statement or cast(Signature, note.signature)


def _recorded_under(note: Misfiling) -> Child:
    return note.statement.child if note.statement else cast(Signature, note.signature).registration.child


def _about(word: ConsentStatement) -> tuple[int, str, str]:
    return word.parent.one_id, word.purpose, word.purpose_detail.casefold()
