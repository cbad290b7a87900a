"""What of the families' papers needs somebody's attention: a signature, a day that comes, parents who disagree.

All kinds take a constant number of queries, however much there is of them. The home page, the page and the digest by
e-mail all read this.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from consent.coverage import Reliance
from consent.models import (
    AcknowledgementRequest,
    Child,
    ConsentStatement,
    FamilyLink,
    Flag,
    SpokenAcknowledgement,
)
from neston_sharing.foundation.counting import count_each
from neston_sharing.foundation.templatetags.neston import long_date

SOON = timedelta(days=30)
"""How long before it comes a day is shown."""


@dataclass(frozen=True)
class Line:
    """One thing to look after, for {% task_list %}: it names the child, so it stays on pages."""

    title: str
    url: str
    hint: str
    status: str
    kind: str = "amber"
    child: str = ""  # the reference, for the log


@dataclass(frozen=True)
class Kind:
    """One kind of thing to look after; `found` gives its rows, the most urgent first, `line` says one of them."""

    code: str
    title: str
    hint: str
    found: Callable[[object], QuerySet | list]
    line: Callable[..., Line]

    def lines(self, user, most: int) -> tuple[list[Line], bool]:
        """Give as many lines as are asked for at most, and whether there are more."""
        rows = list(self.found(user)[: most + 1])
        return [self.line(row) for row in rows[:most]], len(rows) > most


def counts(user, without: Collection[str] = ()) -> Iterator[tuple[Kind, int]]:
    """Give every kind of which there is something for this person, with how many: names nobody."""
    return kinds_counted(count_each(to_count(user, without)))


def to_count(user, without: Collection[str] = ()) -> dict[str, QuerySet | list]:
    """Give what this person looks after, by the codes of its kinds, to be counted with other things in one query."""
    return {kind.code: kind.found(user) for kind in KINDS if kind.code not in without}


def kinds_counted(counted: Mapping[str, int]) -> Iterator[tuple[Kind, int]]:
    return ((kind, counted[kind.code]) for kind in KINDS if counted.get(kind.code))


def _soon() -> date:
    return timezone.localdate() + SOON


def _line(child: Child, page: str, hint: str, status: str, late: bool) -> Line:
    return Line(
        child.name, reverse(page, args=[child.reference]), hint, status, "red" if late else "amber", child.reference
    )


def _by(day: date, *, over: str, coming: str) -> tuple[str, bool]:
    """Say a day as one that has passed or one that comes, and whether it has passed."""
    late = day < timezone.localdate()
    return f"{over if late else coming} {long_date(day)}", late


# --- Signatures ---------------------------------------------------------------------------------------------------
def _unregistered(user) -> QuerySet:
    return Child.objects.visible_to(user).kept().attending().unregistered().by_start()


def _not_signed(child: Child) -> Line:
    status, begun = _by(child.starts_on, over="Started", coming="Starts")
    return _line(child, "consent:registration", "No parent has signed the registration", status, begun)


def _spoken(user) -> QuerySet:
    return SpokenAcknowledgement.objects.visible_to(user).outstanding()


def _to_sign(said: SpokenAcknowledgement) -> Line:
    status, late = _by(said.confirm_by, over="Overdue since", coming="By")
    hint = f"{said.parent.name} said so on {long_date(said.said_on)}, and has yet to sign"
    return _line(said.registration.child, "consent:registration", hint, status, late)


def _asked(user) -> QuerySet:
    return AcknowledgementRequest.objects.visible_to(user).outstanding().with_people().order_by("due_on", "id")


def _to_acknowledge(asked: AcknowledgementRequest) -> Line:
    status, late = _by(asked.due_on, over="Overdue since", coming="By")
    return _line(asked.child, "consent:registration", asked.version.title, status, late)


# --- Consents -----------------------------------------------------------------------------------------------------
def _unconfirmed(user) -> QuerySet:
    return ConsentStatement.objects.visible_to(user).to_confirm(_soon()).with_people()


def _to_confirm(word: ConsentStatement) -> Line:
    status, late = _by(word.confirm_by or word.stated_on, over="Overdue since", coming="By")
    return _line(word.child, "consent:statements", f"{word.parent.name}: {word.matter_in_words}", status, late)


def _coming_up(user) -> QuerySet:
    return ConsentStatement.objects.visible_to(user).coming_up(_soon()).with_people()


def _to_look_at(word: ConsentStatement) -> Line:
    ends = word.valid_until and (word.review_on is None or word.valid_until < word.review_on)
    day = word.valid_until if ends else word.review_on
    status, late = _by(day or word.stated_on, over="Was due" if not ends else "Ended", coming="Ends" if ends else "By")
    return _line(word.child, "consent:statements", f"{word.parent.name}: {word.matter_in_words}", status, late)


def _disagreeing(user) -> list[ConsentStatement]:
    """Consents against which another parent with responsibility speaks, and no manager's judgement stands: exactly
    those that the consents page says a manager may judge."""
    children = Child.objects.visible_to(user).kept().attending().with_words_against().by_name()
    return [word for words in Reliance.of_each(children) for word in _unjudged(words)]


def _unjudged(words: Reliance) -> Iterable[ConsentStatement]:
    given = (word for matter in words.matters for word in words.disputed(matter)[:1])
    return [word for word in given if words.judgement(word.matter) is None]


def _to_judge(word: ConsentStatement) -> Line:
    return _line(word.child, "consent:statements", word.matter_in_words, "Parents disagree", late=True)


# --- Orders -------------------------------------------------------------------------------------------------------
def _orders(user) -> QuerySet:
    return Flag.objects.visible_to(user).expiring(_soon()).select_related("child")


def _order(flag: Flag) -> Line:
    status, late = _by(flag.ends_on or timezone.localdate(), over="Ended", coming="Ends")
    return Line(
        flag.child.name,
        flag.child.get_absolute_url(),
        flag.get_kind_display(),
        status,
        _colour(late),
        flag.child.reference,
    )


def _responsibility(user) -> QuerySet:
    return FamilyLink.objects.visible_to(user).ending(_soon()).select_related("child", "parent")


def _ending(link: FamilyLink) -> Line:
    status, late = _by(link.until or timezone.localdate(), over="Ended", coming="Ends")
    return _line(link.child, "consent:parents", f"{link.parent.name}: {link.get_ground_display()}", status, late)


def _colour(late: bool) -> str:
    return "red" if late else "amber"


KINDS = (
    Kind("disputes", "Parents disagree", "A manager judges, with reasons", _disagreeing, _to_judge),
    Kind("registrations", "Registrations not signed", "A parent has yet to sign", _unregistered, _not_signed),
    Kind("spoken", "Said aloud, to be signed", "A spoken registration is confirmed in writing", _spoken, _to_sign),
    Kind(
        "acknowledgements",
        "New versions to be acknowledged",
        "Parents were asked to sign again",
        _asked,
        _to_acknowledge,
    ),
    Kind("confirmations", "Spoken consents to confirm", "They lapse unless a parent signs", _unconfirmed, _to_confirm),
    Kind("consents", "Consents to look at again", "After their day they are not relied on", _coming_up, _to_look_at),
    Kind("orders", "Court orders that end", "Ask what comes next, and take the flag down", _orders, _order),
    Kind("responsibility", "Parental responsibility that ends", "Ask who signs after it", _responsibility, _ending),
)
