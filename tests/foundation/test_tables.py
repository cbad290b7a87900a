"""A table's cells are text, a link or a tag, each escaped, each under the name of its column."""

from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest
from django.test import SimpleTestCase
from django.utils.safestring import SafeString

from neston_sharing.foundation.tables import table

NASTY = "<script>alert('{0} %s')</script> & \"O'Hara\""
same = SimpleTestCase().assertHTMLEqual


class Link(NamedTuple):
    text: str
    url: str = ""
    kind: str = ""


def row(*cells) -> str:
    markup = table("Caption", ["Column"] * len(cells), [cells])
    return markup.partition("<tbody>")[2].partition("</tbody>")[0]


@pytest.mark.parametrize(
    ("cell", "drawn"),
    [
        ("Ann & Bob", "<span>Ann &amp; Bob</span>"),
        ("", "<span></span>"),
        (None, "<span></span>"),
        (7, "<span>7</span>"),
        (date(2030, 5, 1), "<span>1 May 2030</span>"),
        (SafeString("<b>7</b>"), "<span><b>7</b></span>"),
        ({"text": "Ann"}, "<span>Ann</span>"),
        ({"text": "Ann", "url": "/a/?b=1&c=2"}, '<a href="/a/?b=1&amp;c=2">Ann</a>'),
        ({"text": "Open", "kind": "amber"}, '<strong class="tag tag--amber">Open</strong>'),
        ({"text": "Open", "kind": "pink"}, '<strong class="tag tag--grey">Open</strong>'),
        (Link("Ann", "/a/"), '<a href="/a/">Ann</a>'),
        (Link("Open", kind="red"), '<strong class="tag tag--red">Open</strong>'),
    ],
)
def test_a_cell_is_text_a_link_or_a_tag(cell, drawn):
    same(row(cell), f'<tr><th scope="row" data-label="Column">{drawn}</th></tr>')


@pytest.mark.parametrize(
    "cell", [NASTY, {"text": NASTY}, {"text": NASTY, "url": NASTY}, {"text": NASTY, "kind": NASTY}]
)
def test_whatever_was_typed_stays_text(cell):
    markup = table(NASTY, [NASTY, "B"], [[cell, cell]])
    assert "<script" not in markup
    assert markup.count("&lt;script&gt;") >= 5
    assert 'data-label="&lt;script&gt;alert(&#x27;{0} %s&#x27;)' in markup


def test_the_first_cell_heads_its_row_and_each_says_its_column():
    markup = table("Both", ["A", "B"], [["1", "2"], ["3", "4"]], show_caption=True)
    head, body = markup.split("<tbody>")
    assert head.startswith('<table class="table"><caption>Both</caption>')
    assert '<tr><th scope="col">A</th><th scope="col">B</th></tr></thead>' in head
    for a, b in ("12", "34"):
        first = f'<th scope="row" data-label="A"><span>{a}</span></th>'
        assert f'<tr>{first}<td data-label="B"><span>{b}</span></td></tr>' in body
    assert '<caption class="visually-hidden">' in table("Both", ["A"], [])


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="zip"):
        table("Both", ["A", "B"], [["1"]])


def test_a_day_and_a_time_are_said_as_everywhere():
    """In words, and by the clock on the wall, in a link too."""
    july = datetime(2026, 7, 3, 12, 0, tzinfo=UTC)
    for cell in (july, {"text": july}, {"text": july, "url": "/x/"}):
        assert "3 July 2026, 13:00" in row(cell)
    for cell in (july.date(), {"text": july.date(), "url": "/x/"}):
        assert "3 July 2026" in row(cell)
