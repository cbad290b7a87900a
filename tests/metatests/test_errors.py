"""What a form says that was sent empty, wherever one is taken: in the order of its page, and as a person would."""

import re
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from neston_sharing.foundation import pdf
from tests.metatests.test_access import ACCESS
from tests.metatests.test_queries import pick
from tests.metatests.world import World

pytestmark = pytest.mark.only_on("sqlite")  # what a form says no database decides


class Page(HTMLParser):
    """Collects the ids of a page, and where its error summary leads, each in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.leads_to: list[str] = []
        self._in_summary = False
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        self._in_summary |= "data-error-summary" in given
        if "id" in given:
            self.ids.append(given["id"])
        if self._in_summary and tag == "a":
            self.leads_to.append(given["href"].removeprefix("#"))

    def handle_endtag(self, tag) -> None:
        self._in_summary &= tag != "div"


# What to do, then an article or what begins a clause: not the bare words of a label, and no question.
AS_A_PERSON_WOULD = re.compile(
    "(Choose|Confirm|Enter|Look|Read|Say|Tick|Write) "
    r"(an?|the|its|their|your|at|by|for|from|how|in|one|that|to|wh(at|en|ere|ether|ich|o|om|ose|y)|with)\b[^?]*"
)

# Where the page draws no form, whatever is sent to it.
NOT_DRAWN = {"consent:dispute-resolve": "the parents do not disagree", "sharing:due-list": "nothing on the list may go"}


@pytest.fixture
def sent_empty(db, settings, monkeypatch) -> dict:
    """Give what came back with errors, by the name of its address; the world stays as it was."""
    settings.ACCOUNT_RATE_LIMITS = False
    monkeypatch.setattr(pdf, "typeset", lambda *args, **kwargs: b"%PDF-")
    world = World()
    for name in World.NEEDS:
        world.kwargs(name)
    answers = {name: sent(world, name) for name in ACCESS if ACCESS[name] and name not in NOT_DRAWN}
    return {name: answer for name, answer in answers.items() if b"data-error-summary" in answer.content}


def sent(world: World, name: str) -> HttpResponse:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[pick(ACCESS[name])])
    with transaction.atomic():
        answer = client.post(reverse(name, kwargs=world.kwargs(name)))
        transaction.set_rollback(True)
    return HttpResponse() if answer.streaming else answer


def test_errors_are_told_in_the_order_of_the_page(sent_empty):
    assert len(sent_empty) > 100
    pages = {name: Page(answer.content.decode()) for name, answer in sent_empty.items()}
    assert [name for name, page in pages.items() if page.leads_to != sorted(page.leads_to, key=page.ids.index)] == []


def test_a_field_that_must_be_filled_says_what_to_do_as_a_person_would(sent_empty):
    said = {words for answer in sent_empty.values() for words in asked(answer.context["form"])}
    assert len(said) > 150
    assert sorted(words for words in said if not AS_A_PERSON_WOULD.fullmatch(words)) == []


def asked(form) -> list[str]:
    """Give what a form says of its fields that are left empty."""
    needed = [form.fields[field.name] for field in form.visible_fields() if form.fields[field.name].required]
    return [str(field.error_messages["required"]) for field in needed]
