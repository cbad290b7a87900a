"""Quickstart says what this computer lacks, and what to install, in one line."""

from functools import partial

import pytest

from neston_sharing.foundation import pdf
from neston_sharing.operations import checks, machine


def test_python_must_be_3_11():
    assert "3.11" in machine.python((3, 10, 4)).remedy
    assert not machine.python((3, 11, 0)).remedy


def test_sqlite_must_be_3_39():
    assert "3.39" in machine.sqlite((3, 38, 5)).remedy
    assert not machine.sqlite((3, 39, 0)).remedy


@pytest.mark.parametrize(
    ("version", "journal"), [((3, 51, 2), "rollback journal"), ((3, 51, 3), "write-ahead log (sound")]
)
def test_it_says_which_journal_and_why(version, journal):
    assert journal in machine.sqlite(version).said


@pytest.mark.parametrize(
    ("version", "number", "words"),
    [
        ((3, 38, 5), "operations.W002", "SQLite 3.38.5"),
        ((3, 51, 2), "operations.I001", "rollback journal: a write-ahead log can lose a write before 3.51.3"),
        ((3, 51, 3), "operations.I001", "write-ahead log (sound since 3.51.3)"),
    ],
)
@pytest.mark.only_on("sqlite")
def test_the_check_before_serving_says_the_same(monkeypatch, version, number, words):
    monkeypatch.setattr(machine, "sqlite", partial(machine.sqlite, version))
    (said,) = checks.journal_is_said(databases=["default"])
    assert (said.id, words in said.msg) == (number, True)


@pytest.mark.only_on("postgresql")
def test_of_a_server_the_check_says_nothing():
    assert checks.journal_is_said(databases=["default"]) == []


def test_without_pango_it_warns_and_goes_on(monkeypatch):
    def no_pango(*args):
        raise pdf.PdfUnavailable

    monkeypatch.setattr(pdf, "typeset", no_pango)
    finding = machine.pango()
    assert not finding.needed
    assert pdf.SYSTEM_PACKAGES in finding.remedy
