"""The timeline is paged by key: every entry on exactly one page, newest first, whatever its kind."""

import pytest

from sharing.timeline import Key, timeline_of
from tests.factories import ChildFactory, ConsentStatementFactory, SignatureFactory, UserFactory, decisions

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return UserFactory(roles=["lead"])


@pytest.fixture
def child():
    """A child with nine entries of five kinds."""
    child = ChildFactory()
    SignatureFactory(registration__child=child)
    decisions.add(decisions.shared(child=child))
    decisions.referred(child=child)
    decisions.abandoned(child=child)
    ConsentStatementFactory(child=child)
    return child


def asked(query: str) -> dict:
    from django.http import QueryDict

    return QueryDict(query.removeprefix("?")).dict()


def pages(child, user, size, query="", way="older"):
    while True:
        page = timeline_of(child, user=user, asked=asked(query), size=size)
        yield page
        query = getattr(page, way)
        if not query:
            return


def titles(page_or_pages) -> list[str]:
    return [entry.title for page in page_or_pages for entry in page.entries]


def test_the_whole_is_newest_first(child, lead):
    moments = [entry.when for entry in timeline_of(child, user=lead, asked={}).entries]
    assert len(moments) == 9
    assert moments == sorted(moments, reverse=True)


@pytest.mark.parametrize("size", [1, 2, 4, 8, 9])
def test_pages_give_every_entry_once_in_order(child, lead, size):
    whole = titles([timeline_of(child, user=lead, asked={})])
    assert titles(pages(child, lead, size)) == whole


def test_newer_pages_lead_back_to_the_top(child, lead):
    *_, last = pages(child, lead, 2)
    back = list(pages(child, lead, 2, last.newer, "newer"))
    assert titles(reversed(back)) + titles([last]) == titles(pages(child, lead, 2))


def test_entries_of_one_moment_are_kept_apart_by_their_key(child, lead):
    first = timeline_of(child, user=lead, asked={}).entries[0]
    assert Key(first.when, 0, 1) < Key(first.when, 1, 1) < Key(first.when, 1, 2)


@pytest.mark.parametrize(
    "nonsense", ["x", "~~", "2026-11-22~1~1", "9999-99-99T00:00:00+00:00~1~1", "a~b~c", "~1~" + "9" * 40]
)
def test_a_key_that_is_nonsense_shows_the_newest(child, lead, nonsense):
    assert (
        timeline_of(child, user=lead, asked={"before": nonsense}).entries[0].title
        == titles([timeline_of(child, user=lead, asked={})])[0]
    )


def test_other_childrens_entries_stay_out(child, lead):
    decisions.shared()
    assert len(timeline_of(child, user=lead, asked={}).entries) == 9
