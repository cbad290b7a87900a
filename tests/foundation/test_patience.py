"""No worker is held for a PDF longer than a few seconds: it goes on being set, and the page asks for it again."""

import os
import re
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.views import View

from neston_sharing.foundation import patience, pdf

PATIENCE = patience.PATIENCE  # as it is when no test runs
WAITS = """
import pathlib, sys, time
while not pathlib.Path(sys.argv[1]).exists():
    time.sleep(0.01)
"""
SETS = WAITS + "print('%PDF-', len(sys.stdin.read()), '%%EOF', end='')"
FAILS = WAITS + f"print({pdf.STOPPED!r} + 'ZeroDivisionError', file=sys.stderr)"
IS_KILLED = WAITS + "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
FORM = "application/x-www-form-urlencoded"


class Produces(pdf.ProducesPdf, View):
    says = "words"

    def get(self, request):
        self.asked.make_room()
        return HttpResponse(pdf.typeset(f"<p>{self.says}", {}), content_type="application/pdf")

    post = get


class Slowly(list):
    """Which pages were begun. Another process sets them, and waits until `go`; a request waits for a moment only."""

    def __init__(self, go: Path) -> None:
        super().__init__()
        self.go, self.program = go, SETS


@pytest.fixture
def slowly(monkeypatch, tmp_path):
    begun = Slowly(tmp_path / "go")
    begin = patience.Work.begin

    def slow(work, page, told, command, slot=None):
        begun.append(page)
        begin(work, page, told, replace(command, words=[sys.executable, "-c", begun.program, str(begun.go)]), slot)

    monkeypatch.setattr(patience.Work, "begin", slow)
    monkeypatch.setattr(patience, "PATIENCE", 0.1)
    monkeypatch.setattr(patience, "SLOTS", 9)
    yield begun
    begun.go.touch()


def ask(path: str = "/a.pdf", by: int | None = 1, says: str = "words", **how):
    request = RequestFactory().generic(how.pop("method", "GET"), path, **how)
    request.user = AnonymousUser()
    request.user.pk = by
    return Produces.as_view(says=says)(request)


def again(answer) -> str:
    """Where the waiting page goes by itself."""
    return answer["Refresh"].partition("url=")[2]


def until_made(slowly, answer, **how):
    slowly.go.touch()
    until = time.monotonic() + 30
    while answer.status_code == 202:
        assert time.monotonic() < until
        time.sleep(0.1)
        answer = ask(again(answer), **how)
    return answer


def lying_there(settings) -> list:
    return [path for path in (settings.IN_THE_MAKING / "short").iterdir() if path.is_dir()]


def test_a_worker_is_held_for_less_than_five_seconds():
    assert PATIENCE < 5


def test_a_request_does_not_wait_but_asks_again_until_it_is_there(db, slowly):
    first = ask("/a.pdf?term=1")
    assert first.status_code == 202
    assert again(first).startswith("/a.pdf?term=1&by_itself=1&set=")
    assert b"The PDF is being made" in first.content
    assert until_made(slowly, first).content.startswith(b"%PDF-")
    assert len(slowly) == 1  # begun once, however often it was asked for


def test_nothing_of_it_is_left_once_it_was_given(db, slowly, settings):
    until_made(slowly, ask())
    assert lying_there(settings) == []


def test_a_request_that_does_not_ask_again_begins_anew(db, slowly):
    """Whoever left the waiting page and clicks later is told what stands then."""
    ask()
    ask()
    assert len(slowly) == 2


def test_what_would_say_something_else_by_now_is_begun_anew(db, slowly):
    first = ask(says="nobody is in the building")
    until_made(slowly, first, says="a visitor is in the building")
    before, after = slowly
    assert before != after


def test_it_is_given_to_whoever_asked_and_to_nobody_else(db, slowly):
    path = again(ask(by=1))
    assert ask(path, by=2).status_code == 202
    assert ask(path.replace("/a.pdf", "/b.pdf"), by=1).status_code == 202
    assert len(slowly) == 3


def test_of_two_that_ask_again_one_is_given_it(db, slowly):
    first = ask()
    slowly.go.touch()
    with patience.of(RequestFactory().get(again(first))) as asks:
        asks.work = patience.Work(next(iter(asks.work.folder.parent.glob("set-*"))))
        assert asks.work.has_ended(within=30)
        assert asks.work.taken()
        assert asks.work.has_ended(within=0)
        assert asks.work.taken() is None


def test_what_was_posted_is_posted_again_at_a_press(db, slowly, settings):
    answer = ask(method="POST", data="key=k1&name=O%27Hara", content_type=FORM)
    assert "Refresh" not in answer
    assert b'<input type="hidden" name="key" value="k1">' in answer.content
    assert b'value="O&#x27;Hara"' in answer.content
    assert "Nothing is recorded or sent until you press" in answer.content.decode()
    assert b"data-kept" in answer.content  # the lock takes it along
    (token,) = re.findall(r'name="set" value="([^"]+)"', answer.content.decode())
    slowly.go.touch()
    (work,) = (patience.Work(folder) for folder in lying_there(settings))
    assert work.has_ended(within=30)
    assert ask(method="POST", data=f"key=k1&set={token}", content_type=FORM).status_code == 200
    assert len(slowly) == 1


def test_so_many_are_set_at_a_time_and_the_others_wait(db, slowly, monkeypatch):
    monkeypatch.setattr(patience, "SLOTS", 2)
    answers = [ask(says=f"page {number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 202]
    assert len(slowly) == 2
    assert until_made(slowly, answers[2], says="page 2").status_code == 200


def test_a_request_waits_no_longer_for_both_together(db, monkeypatch):
    """For what must end before, and for what it asks for."""
    now = [1000.0]
    monkeypatch.setattr(patience, "PATIENCE", 4.0)
    monkeypatch.setattr(patience.time, "monotonic", lambda: now[0])
    with patience.of(RequestFactory().get("/a.pdf")) as asks:
        now[0] += 3
        assert asks.patience == patience.PATIENCE - 3
        now[0] += 3
        assert asks.patience == 0


def test_what_failed_meanwhile_says_so_and_is_begun_anew(db, slowly):
    slowly.program = FAILS
    assert until_made(slowly, ask()).status_code == 503
    slowly.program = SETS
    slowly.go.unlink()
    assert ask().status_code == 202
    assert len(slowly) == 2


def test_what_was_stopped_from_outside_is_begun_again_once(db, slowly):
    """As by a restart, between two requests: a disclosure would be recorded without its copy."""
    slowly.program = IS_KILLED
    first = ask()
    slowly.program = SETS
    assert until_made(slowly, first).content.startswith(b"%PDF-")
    assert len(slowly) == 2
    slowly.program = IS_KILLED
    assert until_made(slowly, ask("/b.pdf")).status_code == 503
    assert len(slowly) == 4


def test_two_requests_with_one_token_take_turns(db, slowly):
    path = again(ask())
    slowly.go.touch()
    other = RequestFactory().get(path)
    other.user = AnonymousUser()
    other.user.pk = 1
    with patience.of(other) as asks:
        assert asks.work.has_ended(within=30)
        assert ask(path).status_code == 202
    assert ask(path).status_code == 200
    assert len(slowly) == 1


def test_the_page_itself_does_not_lie_about(db, slowly, settings):
    ask()
    (left,) = lying_there(settings)
    assert not any(b"words" in path.read_bytes() for path in left.iterdir())


def test_what_nobody_came_back_for_is_cleared_away(db, slowly, settings):
    ask()
    (left,) = lying_there(settings)
    long_ago = time.time() - patience.KEPT - 1
    os.utime(left, (long_ago, long_ago))
    ask("/b.pdf")
    assert not left.exists()


def test_what_is_asked_for_again_is_not_cleared_away_meanwhile(db, slowly, settings):
    first = ask()
    (left,) = lying_there(settings)
    long_ago = time.time() - patience.KEPT + 5
    os.utime(left, (long_ago, long_ago))
    ask(again(first))
    assert time.time() - left.stat().st_mtime < 60 or not left.exists()


def test_a_page_that_is_gone_by_then_leaves_nothing_behind_for_long(db, slowly, settings, monkeypatch):
    first = ask()

    def gone(*args):
        raise Http404

    monkeypatch.setattr(Produces, "get", gone)
    with pytest.raises(Http404):
        ask(again(first))
    patience.sweep(older_than=-1)
    assert lying_there(settings) == []


def test_nobody_else_on_this_computer_may_read_it(db, slowly, settings):
    ask()
    room = settings.IN_THE_MAKING / "short"
    assert [path.stat().st_mode & 0o077 for path in (room, *lying_there(settings))] == [0, 0]


def begun(longest: float, **otherwise) -> patience.Work:
    work = patience.Work(patience.room() / "set-this")
    page = "<html lang=en><title>T</title>" + "<p>words</p>" * 20_000
    told = pdf.as_told(page, {}, longest)
    work.begin("", told, replace(pdf._command(), **otherwise))
    return work


def test_a_process_that_nobody_waits_for_ends_by_itself():
    """Its own alarm ends it: whoever began it may be gone."""
    work = begun(longest=0.01)
    assert work.has_ended(within=30)
    with pytest.raises(pdf.PdfFailed, match="longer than"):
        pdf._result(*work.taken(), 0.01)


def test_one_that_was_killed_is_not_said_to_have_been_slow():
    work = begun(longest=60, words=[sys.executable, "-c", "import time; time.sleep(60)"])
    (killed,) = [process for process in Path("/proc").iterdir() if _holds(process, work.folder / patience.LOCK)]
    os.kill(int(killed.name), signal.SIGKILL)
    assert work.has_ended(within=30)
    with pytest.raises(pdf.PdfFailed, match="stopped from outside"):
        pdf._result(*work.taken(), 60)


def _holds(process: Path, path: Path) -> bool:
    try:
        return any(_leads_to(opened, path) for opened in (process / "fd").iterdir())
    except OSError:  # no process of ours, or none any more
        return False


def _leads_to(opened: Path, path: Path) -> bool:
    try:
        return opened.readlink() == path
    except OSError:  # closed since it was listed, as a program does that starts
        return False
