"""What the timeline and the copy of the record say of everything beside decisions, one function a kind."""

from django.urls import reverse

from consent.models import Flag
from sharing.models import (
    Advice,
    InformationRequestNews,
    Meeting,
    PassingOnAnswer,
    ReferralNews,
)
from sharing.presenters.history import Event
from sharing.presenters.words import listed
from sharing.sources import Row

THIRD_PARTY = "Third-party information"
ANSWERS = {"given": "green", "refused": "red", "withdrawn": "amber"}
BECAME = {"chased": "amber", "answered": "green", "refused": "red", "withdrawn": "grey"}
NOT_SAFE = {"no": "Not safe to go home", "not_sure": "Not sure it is safe to go home"}


def _lines(*lines: str | None) -> str:
    return "\n".join(line for line in lines if line)


def _quoted(words: str | None, whose: str | None) -> str:
    return f"“{words}” Whose words: {whose}" if words else ""


def _on_page(name: str, row: Row) -> str:
    return reverse(f"sharing:{name}", args=[row.reference])


def visit(row: Row) -> Event:
    alone = f"Saw the child under their own powers: {row.also}. {row.besides} agreed to it"
    stayed = f"{row.word} stayed with them" if row.word else alone
    url = reverse("sharing:visit", args=[row.pk])
    title = f"Visit by {listed((row.to_whom, row.agency))}"
    return Event(title, row.moment, row.who, _lines(row.text, f"Where: {row.more}", stayed), url=url)


def took_over(row: Row) -> Event:
    url = reverse("sharing:visit", args=[row.reference])
    said = f"{row.word} took over from {row.more}, and stayed with them from then on"
    return Event(f"Supervision handed over, visit by {row.to_whom}", row.moment, row.who, said, url=url)


def left(row: Row) -> Event:
    url = reverse("sharing:visit", args=[row.pk])
    return Event(f"Left: {listed((row.to_whom, row.agency))}", row.moment, row.who, row.text, url=url)


def received(row: Row) -> Event:
    said = _lines(row.text, f"Terms: {row.more}" if row.more else "", row.word)
    title = f"Information received from {listed((row.to_whom, row.agency))}"
    return Event(title, row.moment, row.who, said, url=_on_page("received", row), status=THIRD_PARTY, kind="amber")


def asked_to_pass_on(row: Row) -> Event:
    title = f"{row.agency} asked whether its information may go to {row.more or 'anybody'}"
    said = _lines(f"Asked of {row.to_whom}", f"What for: {row.text}")
    return Event(title, row.moment, row.who, said, url=_on_page("received", row))


def passing_on(row: Row) -> Event:
    word = PassingOnAnswer.Kind(row.word)
    said = _lines(f"Answered by {row.to_whom}", row.text)
    title = f"{row.agency} on passing its information on"
    url = _on_page("received", row)
    return Event(title, row.moment, row.who, said, url=url, status=word.label, kind=ANSWERS[word])


def request(row: Row) -> Event:
    title = f"Information asked of {listed((row.to_whom, row.agency))}"
    family = f"The family was told: {row.also}" if row.also else f"The family was not told: {row.besides}"
    said = _lines(row.text, f"Why: {row.more}", f"Lawful basis: {row.word}", family)
    return Event(title, row.moment, row.who, said, url=_on_page("information-request", row))


def news_of_request(row: Row) -> Event:
    word = InformationRequestNews.Kind(row.word)
    said = _lines(f"With {row.to_whom}" if row.to_whom else "", row.text)
    title = f"Request {row.reference} to {row.agency}"
    url = _on_page("information-request", row)
    return Event(title, row.moment, row.who, said, url=url, status=word.label, kind=BECAME[word])


def advice_sought(row: Row) -> Event:
    title = f"Advice sought: {listed(filter(None, (Advice.Whom(row.word).label, row.to_whom)))}"
    status = row.also or "Identity not disclosed"
    return Event(title, row.moment, row.who, row.text, url=_on_page("advice", row), status=status, kind="grey")


def advice_given(row: Row) -> Event:
    title = f"Advice given: {listed(filter(None, (Advice.Whom(row.word).label, row.to_whom)))}"
    status = "Identity disclosed" if row.also else ""
    return Event(title, row.moment, row.who, row.text, url=_on_page("advice", row), status=status, kind="grey")


def flag(row: Row) -> Event:
    return Event(f"Flag set: {_flagged(row)}", row.moment, row.who, row.text, url=_flags_of(row))


def flag_down(row: Row) -> Event:
    return Event(f"Flag taken down: {_flagged(row)}", row.moment, row.who, row.text, url=_flags_of(row))


def _flagged(row: Row) -> str:
    about = " ".join(filter(None, (row.to_whom, row.more)))
    return Flag.Kind(row.word).label + (f" about {about}" if about else "")


def _flags_of(row: Row) -> str:
    return reverse("child-file", args=[row.reference])


def concern(row: Row) -> Event:
    injury, opinion = f"Injury: {row.also}" if row.also else "", f"Opinion: {row.besides}" if row.besides else ""
    said = _lines(row.text, _quoted(row.more, row.to_whom), injury, opinion)
    status = NOT_SAFE.get(row.word, "")
    url = _on_page("concern", row)
    return Event(f"Concern {row.reference}", row.moment, row.who, said, url=url, status=status, kind="red")


def linked(row: Row) -> Event:
    """In this child's file: what a concern that was raised elsewhere means for this child, and nothing of the other."""
    url = reverse("sharing:concern-linked", args=[row.pk])
    return Event("Concern that touches this child", row.moment, row.who, row.text, url=url)


def discussed(row: Row) -> Event:
    said = _lines(row.text, f"Next: {row.more}" if row.more else "")
    title = f"Concern {row.reference} discussed with {row.word or row.to_whom}"
    return Event(title, row.moment, row.who, said, url=_on_page("concern", row))


def added(row: Row) -> Event:
    return Event(f"Added to concern {row.reference}", row.moment, row.who, row.text, url=_on_page("concern", row))


def closed(row: Row) -> Event:
    title = f"Concern {row.reference} closed"
    return Event(title, row.moment, row.who, row.text, url=_on_page("concern", row), status="Closed", kind="grey")


def news_of_referral(row: Row) -> Event:
    word = ReferralNews.Kind(row.word)
    theirs = f"Their reference: {row.more}" if row.more else ""
    said = _lines(f"With {row.to_whom}" if row.to_whom else "", theirs, row.text)
    title = f"{row.reference} with {row.agency}"
    return Event(title, row.moment, row.who, said, url=_on_page("decision", row), status=word.label, kind="blue")


def meeting(row: Row) -> Event:
    called = f"Called by {row.agency}" if row.agency else ""
    said = _lines(row.text, f"Where: {row.more}" if row.more else "", called)
    return Event(Meeting.Kind(row.word).label, row.moment, row.who, said, url=_on_page("meeting", row))


def meeting_held(row: Row) -> Event:
    title = f"What came of it: {Meeting.Kind(row.word).label}"
    there = f"There for us: {row.to_whom}" if row.to_whom else ""
    return Event(title, row.moment, row.who, _lines(row.text, there), url=_on_page("meeting", row))


def task(row: Row) -> Event:
    title = f"Asked of us: {Meeting.Kind(row.word).label}"
    return Event(title, row.moment, row.who, _lines(row.text, f"{row.to_whom} does it"), url=_on_page("meeting", row))


def task_done(row: Row) -> Event:
    title = f"Done: {Meeting.Kind(row.word).label}"
    return Event(title, row.moment, row.who, _lines(row.more, row.text), url=_on_page("meeting", row))


def leaflet(row: Row) -> Event:
    to_whom = " ".join(filter(None, (row.to_whom, row.more))) or "a parent"
    url = reverse("sharing:leaflet-choose", args=[row.reference])
    return Event(f"Leaflet of agencies given to {to_whom}", row.moment, row.who, row.text, url=url)
