"""No worker is held for a PDF longer than a few seconds: it goes on being set, and the page asks for it again."""

import os
import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.views import View

from neston_sharing.foundation import patience, pdf

SLOW = "import sys, time; sys.stdin.read(); time.sleep(1); print('%PDF-1.7 %%EOF', end='')"


class Produces(pdf.ProducesPdf, View):
    def get(self, request):
        return HttpResponse(pdf.typeset("<p>words", {}), content_type="application/pdf")

    post = get


@pytest.fixture
def slowly(monkeypatch):
    """Another process sets it, and takes a second; a request waits for a tenth of one."""
    begun: list = []
    begin = patience.Work.begin

    def slow(command, told, **how):
        begun.append(command)
        return begin([command[0], "-c", SLOW], told, **how)

    monkeypatch.setattr(patience.Work, "begin", slow)
    monkeypatch.setattr(patience, "PATIENCE", 0.1)
    return begun


def ask(path: str = "/a.pdf", by: int | None = 1, **how):
    request = RequestFactory().generic(how.pop("method", "GET"), path, **how)
    request.user = AnonymousUser()
    request.user.pk = by
    return Produces.as_view()(request)


def ask_until_made(**how):
    until = time.monotonic() + 30
    while (answer := ask(**how)).status_code == 202:
        assert time.monotonic() < until
        time.sleep(0.1)
    return answer


def test_a_worker_is_held_for_less_than_five_seconds():
    assert patience.PATIENCE < 5


def test_a_request_does_not_wait_but_asks_again_until_it_is_there(db, slowly):
    before = time.monotonic()
    first = ask()
    assert time.monotonic() - before < 0.9
    assert (first.status_code, first["Refresh"]) == (202, "2")
    assert b"The PDF is being made" in first.content
    assert ask_until_made().content == b"%PDF-1.7 %%EOF"
    assert len(slowly) == 1  # begun once, however often it was asked for


def test_nothing_of_it_is_left_once_it_was_given(db, slowly, settings):
    ask()
    ask_until_made()
    assert list((settings.IN_THE_MAKING / "short").iterdir()) == []


def test_it_is_given_to_whoever_asked_and_to_nobody_else(db, slowly):
    ask(by=1)
    assert ask(by=2).status_code == 202
    assert ask("/b.pdf", by=1).status_code == 202
    assert len(slowly) == 3


def test_of_two_tabs_that_ask_again_one_takes_it_and_the_other_begins_anew(db, slowly):
    ask()
    with patience.of(RequestFactory().get("/a.pdf")) as one:
        assert one.work is None  # nobody's
    assert ask_until_made().status_code == 200
    assert ask().status_code == 202
    assert len(slowly) == 2


def test_what_was_posted_is_posted_again_at_a_press(db, slowly):
    form = {"method": "POST", "data": "key=k1&name=O%27Hara", "content_type": "application/x-www-form-urlencoded"}
    answer = ask(**form)
    assert "Refresh" not in answer
    assert b'<input type="hidden" name="key" value="k1">' in answer.content
    assert b'value="O&#x27;Hara"' in answer.content
    assert ask_until_made(**form).status_code == 200


def test_what_failed_meanwhile_says_so_and_is_begun_anew(db, slowly, monkeypatch):
    monkeypatch.setattr("tests.foundation.test_patience.SLOW", "import time; time.sleep(1); 1 / 0")
    ask()
    assert ask_until_made().status_code == 503
    assert ask().status_code == 202
    assert len(slowly) == 2


def test_what_nobody_came_back_for_is_cleared_away(db, slowly, settings):
    ask()
    (left,) = (settings.IN_THE_MAKING / "short").iterdir()
    long_ago = time.time() - patience.KEPT - 1
    os.utime(left, (long_ago, long_ago))
    ask("/b.pdf")
    assert not left.exists()


def test_nobody_else_on_this_computer_may_read_it(db, slowly, settings):
    ask()
    room = settings.IN_THE_MAKING / "short"
    assert [path.stat().st_mode & 0o077 for path in (room, *room.iterdir())] == [0, 0]


def test_a_process_that_nobody_waits_for_ends_by_itself(monkeypatch):
    """Its own alarm ends it: whoever began it may be gone."""
    work = pdf._begin("<html lang=en><title>T</title>" + "<p>words</p>" * 20_000, {}, longest=0.01)
    assert work.has_ended(within=30)
    with pytest.raises(pdf.PdfFailed, match="longer than"):
        pdf._result(*work.taken(), 0.01)
