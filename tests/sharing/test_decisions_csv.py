"""The list of decisions as a file."""

import pytest

from neston_sharing.audit.models import Entry
from tests.factories import AgencyFactory, DecisionFactory, UserFactory
from tests.factories import decisions as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(client):
    def ask(query: str = "", roles=("manager",)) -> list[str]:
        client.force_login(UserFactory(roles=list(roles)))
        answer = client.get(f"/decisions/list.csv{query}")
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        return answer.content.decode("utf-8-sig").splitlines()

    return ask


def test_it_holds_what_the_page_lists_newest_first(lines):
    first, second = DecisionFactory(), build.not_shared()
    head, *rows = lines()
    assert head == "Reference,Child,To whom,State,Started by,When"
    assert [row.split(",")[0] for row in rows] == [second.reference, first.reference]


def test_it_is_filtered_as_the_page_is(lines):
    DecisionFactory()
    recorded = build.not_shared()
    assert [row.split(",")[0] for row in lines("?state=not_shared")[1:]] == [recorded.reference]


def test_nothing_in_it_is_a_formula(lines):
    DecisionFactory(agency=AgencyFactory(name="=1+1"))
    assert ",'=1+1," in lines()[1]


def test_what_one_may_not_see_is_not_in_it(lines):
    DecisionFactory()
    assert len(lines(roles=["practitioner"])) == 1


def test_that_it_was_taken_is_in_the_log_with_what_was_on_it(lines):
    decision = DecisionFactory()
    lines()
    assert Entry.objects.get(event="list_exported").additional_data == {"decisions": [decision.reference]}
