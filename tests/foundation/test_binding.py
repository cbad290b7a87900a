"""A long PDF on its way: how far it is, and that one which nobody works at any more is not waited for."""

import fcntl

import pytest

from neston_sharing.foundation import binding
from neston_sharing.foundation.binding import COPY, DONE, FAILED, LOCK, Progress, grouped, progress


@pytest.fixture
def folder(tmp_path):
    """One that is being worked at."""
    with (tmp_path / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield tmp_path


def test_pieces_are_joined_to_parts_of_moderate_size():
    assert grouped(["aa", "bb", "c" * 9, "d"], 5) == ["aabb", "c" * 9, "d"]


def test_it_says_how_many_parts_are_set(folder):
    assert progress(folder) == Progress()
    (folder / DONE).write_text("3 8")
    assert progress(folder) == Progress(3, 8)


def test_it_says_why_it_failed(folder):
    (folder / FAILED).write_text("The copy is too long.")
    assert progress(folder) == Progress(failed=True, why="The copy is too long.")


def test_one_that_was_killed_is_not_waited_for(tmp_path):
    (tmp_path / LOCK).touch()
    assert progress(tmp_path).failed


def test_one_that_takes_too_long_is_given_up(folder, monkeypatch):
    monkeypatch.setattr(binding, "LONGEST", -1)
    assert progress(folder).failed


def test_it_is_whole_once_the_copy_lies_there(tmp_path):
    (tmp_path / COPY).touch()
    assert progress(tmp_path).whole
    assert progress(tmp_path / "nowhere").failed
