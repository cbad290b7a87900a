"""A breach as its page says it: the clock, what the regulator asks to be told, and what was done."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from neston_sharing.foundation.templatetags.neston import date_time
from sharing.breach_clock import Clock
from sharing.models import Breach, BreachStep
from sharing.presenters.history import Event
from sharing.presenters.words import Fact, listed, said

Kind = BreachStep.Kind


@dataclass(frozen=True)
class PresentedBreach:
    reference: str
    url: str
    words: str
    colour: str
    due: str
    facts: tuple[Fact, ...]
    steps: tuple[Event, ...]


def clock_of(breach: Breach) -> Clock:
    """No query of one fetched `with_people()`: the first answer to the regulator counts."""
    answers = [step.happened_at for step in breach.steps.all() if step.kind in BreachStep.FOR_THE_REGULATOR]
    return Clock(breach.known_at, min(answers, default=None))


def present_breach(breach: Breach) -> PresentedBreach:
    clock, now, disclosure = clock_of(breach), timezone.now(), breach.disclosure
    latest_first = sorted(breach.steps.all(), key=lambda step: step.happened_at, reverse=True)
    return PresentedBreach(
        reference=breach.reference,
        url=breach.get_absolute_url(),
        words=clock.words(now),
        colour=clock.colour(now),
        due=date_time(clock.due),
        facts=said(
            ("What went wrong", breach.get_kind_display()),
            ("What happened", breach.what),
            ("Whose data, and of how many people", breach.whose),
            ("What could come of it", breach.consequences),
            ("What went out", disclosure.what),
            ("To whom", listed((disclosure.to_whom, disclosure.agency))),
            ("It went out on", disclosure.shared_at),
            ("First known", breach.known_at),
            ("Noted by", breach.recorded_by),
            ("What we changed", _measures(breach) or "Nothing is recorded yet"),
        ),
        steps=tuple(map(_step, latest_first)),
    )


COLUMNS = (
    "Breach",
    "About",
    "What went wrong",
    "What happened",
    "Whose data",
    "To whom",
    "Known since",
    "The regulator",
    "What was changed",
)


def breach_rows(breaches: Iterable[Breach]) -> list[list]:
    """The register as rows of cells, of those fetched `with_people()`."""
    return [
        [
            breach.reference,
            breach.disclosure.decision.about.name,
            breach.get_kind_display(),
            breach.what,
            breach.whose,
            listed((breach.disclosure.to_whom, breach.disclosure.agency)),
            date_time(breach.known_at),
            clock_of(breach).words(timezone.now()),
            _measures(breach),
        ]
        for breach in breaches
    ]


def _measures(breach: Breach) -> str:
    return "\n".join(step.text for step in breach.steps.all() if step.kind == Kind.MEASURE)


def _step(step: BreachStep) -> Event:
    reference = f"Their reference: {step.their_reference}. " if step.their_reference else ""
    with_whom = f"With {step.who}. " if step.who else ""
    return Event(step.get_kind_display(), step.happened_at, str(step.recorded_by), f"{with_whom}{reference}{step.text}")
