"""What of the log is shut to a reader: which entries tell of it, asked of the database and of an entry alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from neston_sharing.audit.oddities import REFUSED

Rows = Mapping[str, frozenset[int]]

LEFT_OUT = "left_out_of_review"


@dataclass(frozen=True)
class Elsewhere:
    """What belongs to some children, though the log has it under another's reference: it was recorded there first.

    `rows`: kind of record ("sharing.decision") → numbers. `called`: what events call such a record, as it is or with
    more after a dash or a comma. `named`: the references of all records of these children, as lists tell them.
    """

    rows: Rows = field(default_factory=dict)
    called: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    def __or__(self, other: "Elsewhere") -> "Elsewhere":
        kinds = {*self.rows, *other.rows}
        rows = {kind: self.rows.get(kind, frozenset()) | other.rows.get(kind, frozenset()) for kind in kinds}
        return Elsewhere(rows, self.called | other.called, self.named | other.named)


@dataclass(frozen=True)
class Shut:
    """Children by reference, and what belongs to them elsewhere; and the number of the `reader` to whom it is shut."""

    references: tuple[str, ...] = ()
    elsewhere: Elsewhere = Elsewhere()
    reader: int | None = None

    def __bool__(self) -> bool:
        return bool(self.references)

    def entries(self) -> Q:
        """Those that tell of it. As `tells`, but for what lists tell, which is left out of them."""
        about = Q(subject__in=self.references) | Q(object_repr__in=self.references)
        return reduce(or_, self.moved(), about)

    def moved(self) -> list[Q]:
        """Those that tell of it under another child's reference."""
        rows = [Q(content_type=_number(kind), object_id__in=some) for kind, some in self.elsewhere.rows.items() if some]
        return [*rows, *map(_calls, sorted(self.elsewhere.called))]

    def with_rows(self, kind: str, numbers: Iterable[int]) -> "Shut":
        """The same, and these rows of a kind besides."""
        more = Elsewhere({kind: frozenset(numbers)})
        return replace(self, elsewhere=self.elsewhere | more)

    def tells(self, said: Mapping) -> bool:
        """Whether an entry, in the form that was sealed, tells of it; in a list, too: it cannot be told in part. Or
        whether it is one that this reader is never told."""
        if said["subject"] in self.references or self.has(said["content_type"], said["object_id"]):
            return True
        calls = (said["object_pk"], said["object_repr"])
        if said["object_repr"] in self.references or self._keeps(said):
            return True
        return any(_is_called(text, name) for text in calls for name in self.elsewhere.called) or self._lists(said)

    def _keeps(self, said: Mapping) -> bool:
        """As `kept_from`."""
        if self.reader is None:
            return False
        return said["event"] == LEFT_OUT or (said["event"] == REFUSED and said["actor"] == self.reader)

    def has(self, kind: str | None, number: int | None) -> bool:
        return number in self.elsewhere.rows.get(kind or "", ())

    def names(self, value) -> bool:
        """Whether this is the reference of a child, or of a child's record, that is shut."""
        return isinstance(value, str) and (value in self.references or value in self.elsewhere.named)

    def _lists(self, said: Mapping) -> bool:
        data = said["additional_data"]
        values = data.values() if isinstance(data, dict) else ()
        return any(self.names(each) for value in values if isinstance(value, list) for each in value)


NOTHING = Shut()


def kept_from(user) -> Q:
    """What this person is never told, whatever is open to them: what reviews left out, and their own refused attempts.

    Among those at what is not there, those at what is shut would be missing, and tell the two apart; and whoever saw
    their own only as long as nothing is shut to them could tell since when something is.
    """
    return Q(event=LEFT_OUT) | Q(event=REFUSED, actor=user)


def joined(told: Iterable[Elsewhere]) -> Elsewhere:
    return reduce(or_, told, Elsewhere())


def _number(kind: str) -> int:
    return ContentType.objects.get_by_natural_key(*kind.split(".")).pk


def _calls(name: str) -> Q:
    texts = ("object_pk", "object_repr")
    exact = (Q(**{text: name}) for text in texts)
    longer = (Q(**{f"{text}__startswith": f"{name}{sign}"}) for text in texts for sign in "-,")
    return reduce(or_, [*exact, *longer])


def _is_called(text: str, name: str) -> bool:
    return text == name or text.startswith((f"{name}-", f"{name},"))
