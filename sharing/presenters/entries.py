"""The entries of a child's timeline, one function a kind."""

from collections.abc import Iterator

from django.urls import reverse

from consent.models import ConsentStatement, DisputeResolution, Signature
from sharing.models import Decision
from sharing.presenters.history import Event
from sharing.presenters.words import StateWords, in_words, listed, state_of
from sharing.sources import Row

CONSENT_KINDS = {"given": "green", "refused": "red", "withdrawn": "amber", "invalidated": "grey"}


def signature(row: Signature) -> Event:
    signed = "\n".join(filter(None, (f"{row.get_how_display()}, on {in_words(row.signed_on)}", row.trace)))
    return Event(f"Registration signed by {row.parent.name}", row.recorded_at, str(row.recorded_by), signed)


def consent(row: ConsentStatement) -> Event:
    about = f"{row.matter_in_words}: {row.parent.name}"
    word, kind = row.get_statement_display(), CONSENT_KINDS[row.statement]
    return Event(about, row.recorded_at, str(row.recorded_by), details_of_consent(row), status=word, kind=kind)


def details_of_consent(row: ConsentStatement) -> str:
    recipients = listed(row.named) or ("anybody" if row.statement == row.Statement.REFUSED else "")
    to = "Not to" if row.statement == row.Statement.REFUSED else "To"
    lines = (
        row.scope,
        f"{to} {recipients}" if recipients else "",
        f"Not to {listed(row.left_out)}" if row.left_out else "",
        f"Exceptions: {row.exceptions}" if row.exceptions else "",
        f"Conditions: {row.conditions}" if row.conditions else "",
        f"Ends on {in_words(row.valid_until)}" if row.valid_until else "",
        row.reason,
        row.trace,
        f"{row.how_in_words}, on {in_words(row.stated_on)}",
    )
    return "\n".join(line for line in lines if line)


def dispute(row: DisputeResolution) -> Event:
    title = f"The parents disagree. {row.matter_in_words}"
    return Event(title, row.recorded_at, str(row.recorded_by), row.in_words, status="Judged", kind="blue")


def decision(row: Decision) -> Event:
    state = state_of(row)
    return Event(
        f"Decision {row.reference}: {row.agency}",
        row.recorded_at or row.abandoned_at or row.started_at,
        str(row.decided_by or row.started_by),
        "\n".join((row.purpose, *_again(row, state))),
        url=row.get_absolute_url(),
        status=state.word,
        kind=state.kind,
    )


def _again(row: Decision, state: StateWords) -> Iterator[str]:
    if row.state == Decision.State.STOPPED:
        yield state.next
    elif row.decided_again_in:
        yield f"Decided again in {row.decided_again_in}."
    if row.decides_again:
        yield f"Decides {row.decides_again} again."


def key_alone(row: Row) -> Event:
    """Stand where an entry will stand that is fetched whole, once it is known to be on the page."""
    return Event("", row.moment)


def disclosure(row: Row) -> Event:
    to_whom = f"Shared with {listed((row.to_whom, row.agency))}"
    return Event(to_whom, row.moment, row.who, row.text, url=_page(row))


def addendum(row: Row) -> Event:
    return Event(f"Addendum to {row.reference}", row.moment, row.who, row.text, url=_page(row))


def moved_here(row: Row) -> Event:
    """In the right child's file: that it was recorded elsewhere first, and why it belongs here."""
    said = f"First recorded under another child. {row.text}"
    return Event(f"{row.reference} moved to this file", row.moment, row.who, said, url=_page(row))


def moved_away(row: Row) -> Event:
    """In the wrong child's file: that something was moved, and nothing of whom or what it was about."""
    said = "Recorded under the wrong child. It belongs to another child's file."
    return Event(f"{row.reference} moved away", row.moment, row.who, said)


def export(row: Row) -> Event:
    return Event(f"Copy of the record made ({row.reference})", row.moment, row.who, row.text)


def chronology(row: Row) -> Event:
    return Event(f"Chronology made ({row.reference})", row.moment, row.who, row.text)


def _page(row: Row) -> str:
    return reverse("sharing:decision", args=[row.reference])
