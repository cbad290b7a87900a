"""What a foster carer may sign: recorded with its paper, ended by a day, never rewritten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consent.actions.delegations import delegate, end_delegation
from consent.models import FamilyLink
from neston_sharing.audit.models import Entry
from neston_sharing.foundation.actions import Refusal
from tests.factories import FamilyLinkFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def by():
    return UserFactory(roles=["practitioner"])


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def link():
    return FamilyLinkFactory(has_responsibility=False, carer="foster_carer")


def given(link, by, today, **changes):
    paper = {"delegated_by": "Placement plan", "since": today, "seen_on": today, "seen_by": by}
    return delegate(**{"by": by, "link": link, "what": ["registration", "particular"], **paper, **changes})


def test_one_paper_delegates_several_things_and_each_is_a_row_with_its_audit_entry(by, link, today):
    rows = given(link, by, today)
    assert [row.what for row in rows] == ["registration", "particular"]
    assert link.may_sign("particular")
    assert not link.may_sign("additional_needs")
    assert Entry.objects.filter(content_type__model="delegation", subject=link.child.reference).count() == 2


@pytest.mark.parametrize("carer", ["", "kinship_carer"])
def test_to_nobody_but_a_foster_carer_is_anything_delegated(by, today, carer):
    link = FamilyLinkFactory(has_responsibility=False, carer=carer)
    with pytest.raises(Refusal, match="foster carer"):
        given(link, by, today)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"what": []}, "what"),
        ({"what": ["everything"]}, "what"),
        ({"delegated_by": "  "}, "delegated_by"),
        ({"until": -DAY}, "until"),
        ({"seen_on": DAY}, "seen_on"),
    ],
)
def test_half_a_delegation_is_refused(by, link, today, changes, field):
    dated = {name: today + value if isinstance(value, timedelta) else value for name, value in changes.items()}
    with pytest.raises(Refusal) as refused:
        given(link, by, today, **dated)
    assert refused.value.field == field


def test_what_is_delegated_already_is_not_delegated_twice_in_the_same_days(by, link, today):
    given(link, by, today, what=["registration"], until=today + 9 * DAY)
    with pytest.raises(Refusal, match="already"):
        given(link, by, today, what=["registration"], since=today + 9 * DAY)
    assert given(link, by, today, what=["registration"], since=today + 10 * DAY)


def test_a_delegation_ends_on_its_last_day_and_stays_in_the_record(by, link, today):
    (row,) = given(link, by, today, what=["registration"])
    end_delegation(by=by, delegation=row, until=today)
    link = FamilyLink.objects.get(pk=link.pk)
    assert [link.may_sign("registration", day) for day in (today, today + DAY)] == [True, False]
    assert link.delegations.count() == 1


def test_an_end_is_within_what_the_paper_says(by, link, today):
    (row,) = given(link, by, today, what=["registration"], since=today - DAY, until=today + DAY)
    for until in (today - 2 * DAY, today + 2 * DAY):
        with pytest.raises(Refusal) as refused:
            end_delegation(by=by, delegation=row, until=until)
        assert refused.value.field == "until"


def test_what_has_ended_does_not_end_again(by, link, today):
    (row,) = given(link, by, today, what=["registration"], since=today - 9 * DAY, until=today - DAY)
    with pytest.raises(Refusal, match="ended already"):
        end_delegation(by=by, delegation=row, until=today - 2 * DAY)
