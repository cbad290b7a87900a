"""What we asked other agencies about children, on its own page, in lists and where it waits (policy 2.4)."""

from collections.abc import Iterable

from django.utils import timezone

from neston_sharing.foundation.templatetags.neston import date_time, long_date
from sharing.models import InformationRequest, InformationRequestNews
from sharing.presenters.history import Event
from sharing.presenters.words import Fact, StateWords, listed, said
from sharing.waiting.tasks import Task

News = InformationRequestNews.Kind

COLUMNS = ("Request", "Child", "Asked of", "Answer needed by", "State")
KINDS = {News.ANSWERED: "green", News.REFUSED: "red", News.WITHDRAWN: "grey"}


def state_of_request(row: InformationRequest) -> StateWords:
    """Say how it stands; an open one with its age."""
    if news := row.settled_by:
        return StateWords(news.get_kind_display(), KINDS[News(news.kind)], "")
    return _state_of_open(row)


def _state_of_open(row: InformationRequest) -> StateWords:
    age = _age(row)
    return StateWords(f"Overdue, {age}", "red", "") if row.is_overdue() else StateWords(f"Open, {age}", "amber", "")


def _age(row: InformationRequest) -> str:
    days = (timezone.localdate() - timezone.localdate(row.asked_at)).days
    return f"asked {days} days ago" if days > 1 else "asked yesterday" if days else "asked today"


def facts_of_request(row: InformationRequest) -> tuple[Fact, ...]:
    told = f"Yes. {row.family_told_how}" if row.family_told else ""
    return said(
        ("About", row.child.name),
        ("Asked", listed((row.asked_of, row.agency))),
        ("When, and how", f"{date_time(row.asked_at)}, {row.get_route_display().lower()}"),
        ("What we asked for", row.what),
        ("Why we need it", row.why),
        ("Lawful basis", f"{row.lawful_basis.name} ({row.lawful_basis.citation})"),
        ("How that basis applies", row.basis_why),
        ("Answer needed by", row.answer_by),
        ("Was the family told?", told or f"No. {row.get_family_not_told_display()}: {row.family_not_told_why}"),
        ("For the decision", row.decision),
        ("Recorded by", f"{row.recorded_by}, on {date_time(row.recorded_at)}"),
    )


def news_of(row: InformationRequest) -> list[Event]:
    """Tell what became of it, newest first; an answer leads to the information received."""
    return [_news(news, row) for news in sorted(row.news.all(), key=lambda news: news.pk, reverse=True)]


def _news(news: InformationRequestNews, row: InformationRequest) -> Event:
    answers = list(row.answers.all()) if news.kind == News.ANSWERED else []
    url = answers[0].get_absolute_url() if answers else ""
    text = "\n".join(filter(None, (news.who, news.text)))
    return Event(news.get_kind_display(), news.happened_at, str(news.recorded_by), text, url=url)


def request_rows(rows: Iterable[InformationRequest]) -> list[tuple]:
    """Give cells in the order of COLUMNS; rows were fetched `with_people().with_news()`."""
    return [_row(row) for row in rows]


def _row(row: InformationRequest) -> tuple:
    state = state_of_request(row)
    return (
        {"text": row.reference, "url": row.get_absolute_url()},
        row.child.name,
        str(row.agency),
        long_date(row.answer_by),
        {"text": state.word, "kind": state.kind},
    )


def request_task(row: InformationRequest, *, name_child: bool = True) -> Task:
    """What an open request asks of us where it waits; no query."""
    state = _state_of_open(row)
    title = f"{row.reference}, {row.child.name}" if name_child else f"Request {row.reference}"
    hint = f"{row.agency}: answer needed by {long_date(row.answer_by)}"
    return Task(title, row.get_absolute_url(), hint, state.word, state.kind, row.child)
