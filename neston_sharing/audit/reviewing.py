"""What has happened since the last review, in plain words, odd things first; and its sign-off, an entry itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from neston_sharing.audit import oddities, subjects, words
from neston_sharing.audit.left_out import hidden_from, leave_out, under_review, waiting
from neston_sharing.audit.models import Entry, Review, Seal
from neston_sharing.audit.oddities import Known, Look, Odd
from neston_sharing.audit.page_words import page_words
from neston_sharing.audit.sampling import Sample, drawn
from neston_sharing.foundation.actions import Refusal, action

MAY = "audit.review_log"
LOOKED_AT = (*words.ABOUT_A_FILE, "log_exported", oddities.FAILED, *oddities.RARE)
NAMED = 10  # children, and records, that a line names


@dataclass(frozen=True)
class OddLine:
    """Something odd in words: what, who, how often, which children, and which records somebody tried in vain."""

    title: str
    who: str
    times: int
    children: list[str]
    more: int
    tried: list[str]
    more_tried: int
    url: str


@dataclass(frozen=True)
class Shown:
    """What a review's page showed to its `reader` (their key): up to which entry, since which review (its key), which
    decisions; and the numbers of the entries that it hid."""

    reader: int
    until: int
    last: int | None
    decisions: list[str]
    hidden: list[int]

    def lacks(self, now: "Shown") -> bool:
        """Whether more is shown by now: nobody has read that."""
        other = (self.until, self.last) != (now.until, now.last) or not set(now.decisions) <= set(self.decisions)
        return other or not set(self.hidden) <= set(now.hidden)


@dataclass(frozen=True)
class Overview:
    """Everything from the last review up to the entry numbered `shown.until`, and what has waited for who sees it."""

    last: Review | None
    shown: Shown
    odd: list[OddLine]
    counts: list[tuple[str, int]]
    samples: list[Sample]
    has_waited: bool


def overview(user, until: int | None = None) -> Overview:
    """Tell `user` what has happened up to an entry, or up to now; what is closed to them is not in it."""
    last, shut = Review.objects.last_one(), subjects.shut_to(user)
    until, waits = until or Entry.objects.newest_number(), waiting(last)
    everything = under_review(last, until, waits)
    seen, drawn_now = everything.visible_to(user, shut), samples(last, until, user)
    read = [sample.reference for sample in drawn_now]
    shown = Shown(user.pk, until, last.pk if last else None, read, hidden_from(user, everything, shut))
    odd, has_waited = _odd_lines(seen.looks(LOOKED_AT), user), bool(set(waits) - set(shown.hidden))
    return Overview(last, shown, odd, _counts(seen), drawn_now, has_waited)


def samples(last: Review | None, until: int, user) -> list[Sample]:
    """Draw decisions of the time under review: the hash of its last seal says which, so nobody can choose."""
    end = Seal.objects.filter(entry__lte=until).select_related("entry").first()
    if end is None:
        return []
    since = Entry.objects.get(pk=last.until).timestamp if last else None
    return drawn(since, end.entry.timestamp, end.hash, user)


@action
def sign_off(*, by, shown: Shown | None, notes: str) -> Review:
    """Record that this manager read what was shown, and the decisions that were drawn.

    What was hidden from them when it was shown, or is by now, waits for the next who sees it; so do their own refused
    attempts. No answer says whether anything was shut or opened meanwhile. Refused where it is not known what was
    `shown` to them, or another review came between.
    """
    if not by.has_perm(MAY):
        raise Refusal("Ask a manager to review the log")
    if shown is None or shown.reader != by.pk:
        raise Refusal("This page was shown too long ago: look again at what has happened, then sign it off")
    last = Review.objects.last_one()
    is_next = (last.until if last else 0) < shown.until <= Entry.objects.newest_number()
    if not is_next or (last.pk if last else None) != shown.last:
        raise Refusal("Somebody else has signed this off meanwhile: look again at what has happened since")
    everything = under_review(last, shown.until, waiting(last))
    hidden = hidden_from(by, everything, subjects.shut_to(by))
    review = Review.objects.create(until=shown.until, notes=notes.strip(), decisions=shown.decisions, recorded_by=by)
    leave_out(review, [*shown.hidden, *hidden], by=by)
    return review


def _counts(seen) -> list[tuple[str, int]]:
    """Count every kind of thing that somebody did, the most frequent first."""
    found = seen.values_list("event", "action").annotate(number=Count("id")).order_by("-number")
    return [(words.event_words(event, act).words if event else _rows(act), number) for event, act, number in found]


def _rows(act: int) -> str:
    return f"{words.ACTIONS[act].verb} a record"


def _odd_lines(rows: Iterable[tuple], user) -> list[OddLine]:
    looks = [_look(*row) for row in rows]
    people = get_user_model().objects.in_bulk({look.person for look in looks} - {None})
    surnames = {number: str(person).split()[-1].casefold() for number, person in people.items()}
    found = oddities.odd(looks, Known(subjects.circles({look.subject for look in looks}), surnames))
    names = subjects.labels({subject for line in found for subject in line.subjects}, user)
    return [_line(line, people, names) for line in found]


def _look(number: int, at, person: int | None, event: str, subject: str, page: str, asked: str) -> Look:
    tried = f"{page_words(page)}: {asked}" if event == oddities.REFUSED and asked else ""
    return Look(number, timezone.localtime(at), person, event, subject, tried)


def _line(line: Odd, people: dict, names: dict[str, str]) -> OddLine:
    children = sorted(names.get(subject, subject) for subject in line.subjects)
    who = str(people[line.person]) if line.person else "Somebody"
    url = reverse("audit:entry", args=[line.first])
    tried = sorted(line.tried)
    named = (children[:NAMED], len(children[NAMED:]), tried[:NAMED], len(tried[NAMED:]))
    return OddLine(line.title, who, line.times, *named, url)
