"""How what another agency told us stands with the one that it would go to (policy 1.3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sharing.held_back import against, around_of, the_day
from sharing.models import Decision, InformationReceived, Item, PassingOnAnswer
from sharing.passing_on import Around, Stand, Way, stand, way_out
from sharing.presenters.words import in_words

Said = PassingOnAnswer.Kind

MARK = "Third-party information"
"""Stands beside it wherever it appears, with the agency's name."""

BY = {
    Way.BACK: ("Goes back to them", "grey"),
    Way.AROUND: ("Around the child already", "green"),
    Way.CONSENT: ("They agree", "green"),
    Way.OVERRIDE: ("Without their consent", "amber"),
}
STANDS = {
    Stand.NOT_ASKED: ("They have not been asked", "red"),
    Stand.ASKED: ("They have not answered", "amber"),
    Stand.GIVEN: ("They agree", "green"),
    Stand.REFUSED: ("They refused", "red"),
    Stand.WITHDRAWN: ("They took it back", "red"),
}


@dataclass(frozen=True)
class Passing:
    """`word` and `kind` make a tag; `why` says why it may not go ("" if it may); `words` is what the agency said."""

    agency: str
    word: str
    kind: str
    why: str
    words: str
    url: str
    not_to_parents: bool


def passing_of(item: Item, decision: Decision, around: Iterable[Around]) -> Passing | None:
    """Say how an item fetched `with_agreements()` stands; None of what no other agency told us."""
    if not item.is_third_party:
        return None
    told, day = item.told(around), the_day()
    way = way_out(told, decision.agency_id, day)
    word, kind = BY[way] if way else STANDS[stand(told.requests, decision.agency_id, day)]
    return Passing(
        agency=str(item.source_agency),
        word=word,
        kind=kind,
        why=against(item, decision, around) if item.included else "",
        words=_their_words(item.received, decision) if item.received else "",
        url=item.received.get_absolute_url() if item.received else "",
        not_to_parents=item.received is not None and item.received.not_to_parents,
    )


def with_passing(decision: Decision) -> list[tuple[Item, Passing | None]]:
    """Give each item of a decision, with how it stands."""
    items = list(decision.items.with_agreements())
    around = around_of(decision) if any(item.is_third_party for item in items) else ()
    return [(item, passing_of(item, decision, around)) for item in items]


def marked(item: Item) -> str:
    """What an item says, in a line of text, marked where another agency told us."""
    text = item.text or item.attachment_name
    return f"{text} ({MARK}, {item.source_agency})" if item.is_third_party else text


def _their_words(received: InformationReceived, decision: Decision) -> str:
    """Say what the agency answered about this recipient, or about anybody, in order."""
    bearing = (row for row in received.passing_on.all() if row.to_agency_id in (None, decision.agency_id))
    answers = sorted((answer for row in bearing for answer in row.answers.all()), key=lambda row: row.pk)
    return "\n".join(map(answer_in_words, answers))


def answer_in_words(answer: PassingOnAnswer) -> str:
    said = f"{answer.get_answer_display()}: {answer.answered_by}, on {in_words(answer.answered_on)}"
    return f"{said}. {answer.words}" if answer.words else said
