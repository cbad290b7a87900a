"""The rows of the log's page, which are drawn without a template, hold what a line says and nothing else."""

import re
from html import unescape

import pytest

from neston_sharing.audit.reading import Line
from neston_sharing.audit.templatetags.entries import entry_rows

NASTY = "<script>alert('{0} %s')</script> & \"O'Hara\""
PLAIN = Line(
    number=7, url="/audit/7/", when="1 May 2030, 10:00", who="Amy Khan", verb="Opened", rest="the child's file",
    kind="grey", subject="C-7K3M9QZ2", child="C-7K3M9QZ2", brief=[], full=[], changes=[], changed=False, erased=False,
)  # fmt: skip


def words(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


@pytest.mark.parametrize("name", ["url", "when", "who", "verb", "rest", "kind", "subject", "child"])
def test_whatever_was_typed_stays_text(name):
    markup = entry_rows([PLAIN._replace(**{name: NASTY})])
    assert "<script" not in markup
    assert markup.count("<") == entry_rows([PLAIN]).count("<")


def test_what_changed_stays_text_too():
    markup = entry_rows([PLAIN._replace(brief=[NASTY], full=[NASTY, "age: 3"])])
    assert "<script" not in markup
    assert words(markup).count(NASTY) == 2


def test_a_row_says_when_who_what_and_which_child():
    assert words(entry_rows([PLAIN])) == "1 May 2030, 10:00 Amy Khan Opened the child's file C-7K3M9QZ2"
    assert 'class="nowrap"' in entry_rows([PLAIN])
    named = entry_rows([PLAIN._replace(child="Amelia Hart")])
    assert words(named).endswith("Amelia Hart")
    assert "nowrap" not in named
    assert words(entry_rows([PLAIN._replace(child="", subject="")])).endswith("file")


def test_it_says_what_changed_at_once_and_the_rest_behind_a_line():
    row = PLAIN._replace(brief=["age: 3"], full=["age: 3", "name: Ann"])
    assert words(entry_rows([row])).endswith("age: 3 All of it , entry 7 age: 3 name: Ann C-7K3M9QZ2")
    assert "What it says , entry 7" in words(entry_rows([row._replace(brief=[])]))
    assert "<details" not in entry_rows([row._replace(full=[])])


def test_it_says_what_was_disposed_of():
    assert "What it said was disposed of" in words(entry_rows([PLAIN._replace(erased=True)]))
    assert "disposed" not in entry_rows([PLAIN])
