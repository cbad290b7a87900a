"""What ends with a child's last day, and what does not (policy 3.4, guidance: retention)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from consent.actions.leaving import record_leaving, record_return, record_stay
from consent.coverage import covers
from consent.models import AcknowledgementRequest, Child, ConsentRecipient, ConsentRequest, Leaving
from consent.retention import rules_for, years_after
from neston_sharing.foundation.actions import Refusal
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    ConsentStatementFactory,
    FamilyLinkFactory,
    PolicyVersionFactory,
    UserFactory,
)

DAY = timedelta(days=1)


@pytest.fixture
def lead(db):
    return UserFactory(roles=["lead"])


@pytest.fixture
def child(db):
    return ChildFactory(starts_on=date(2025, 9, 3))


@pytest.fixture
def school(db):
    return AgencyFactory(kind="school")


def today() -> date:
    return timezone.localdate()


def given(child, purpose, school, **fields):
    word = ConsentStatementFactory(child=child, purpose=purpose, stated_on=today() - 30 * DAY, **fields)
    ConsentRecipient.objects.create(statement=word, agency=school, recorded_by=word.recorded_by)
    return word


def again(row):
    return type(row).objects.get(pk=row.pk)


def leave(lead, child, day=None, **fields) -> Child:
    record_leaving(by=lead, child=child, day=day or today() - DAY, **fields)
    return again(child)


@pytest.mark.parametrize(("purpose", "detail"), [("additional_needs", ""), ("particular", "The dentist's letter")])
def test_consents_for_our_work_end_with_the_last_day(purpose, detail, lead, child, school):
    word = given(child, purpose, school, purpose_detail=detail)
    assert covers(word, school).ok
    leave(lead, child, day=today())
    assert covers(again(word), school).ok
    after = covers(again(word), school, on=today() + DAY)
    assert not after.ok
    assert "ask again if they come back" in after.why


def test_the_summary_for_the_next_setting_may_still_go_to_whom_the_consent_names(lead, child, school):
    word = given(child, "development_summaries", school)
    leave(lead, child)
    assert covers(again(word), school).ok
    assert not covers(again(word), AgencyFactory(kind="social_care")).ok


def test_what_ended_does_not_come_back_with_the_child(lead, child, school):
    word = given(child, "additional_needs", school)
    leave(lead, child, day=today() - 9 * DAY)
    record_return(by=lead, child=again(child), day=today() - 2 * DAY)
    assert not covers(again(word), school).ok
    new = given(child, "additional_needs", school, parent=word.parent)
    assert new.stated_on == word.stated_on  # said before the last day, though recorded since
    assert not covers(new, school).ok


def test_who_stays_after_all_never_left(lead, child, school):
    word = given(child, "additional_needs", school)
    record_stay(by=lead, child=leave(lead, child, day=today()), note="The move fell through")
    assert covers(again(word), school, on=today() + DAY).ok
    assert again(child).leaves_on is None
    assert [row.event for row in Leaving.objects.about_child(child)] == ["leaves", "stays"]


def test_what_parents_were_asked_is_given_up_but_for_the_summary(lead, child):
    parent = FamilyLinkFactory(child=child).parent
    asked = {"child": child, "parent": parent, "scope": "Speech", "review_on": today(), "prepared_by": lead}
    needs = ConsentRequest.objects.create(purpose="additional_needs", **asked)
    summary = ConsentRequest.objects.create(purpose="development_summaries", **asked)
    policy = AcknowledgementRequest.objects.create(
        child=child, version=PolicyVersionFactory(), due_on=today(), asked_by=lead
    )
    leave(lead, child)
    assert again(needs).given_up_why.startswith("The child leaves")
    assert again(summary).closed_at is None
    assert again(policy).given_up_at


def test_a_correction_is_a_further_row(lead, child, school):
    leave(lead, child, day=today() + 9 * DAY, next_provider=school)
    leave(lead, child, day=today() + 5 * DAY, next_provider=school)
    assert again(child).leaves_on == today() + 5 * DAY
    assert Leaving.objects.about_child(child).count() == 2


def test_what_cannot_be_is_refused_in_words(lead, child):
    with pytest.raises(Refusal, match="before starting"):
        leave(lead, child, day=date(2025, 9, 2))
    with pytest.raises(Refusal, match="No last day"):
        record_stay(by=lead, child=child, note="x")
    gone = leave(lead, child)
    with pytest.raises(Refusal, match="comes back"):
        record_stay(by=lead, child=gone, note="x")
    with pytest.raises(Refusal, match="a day after"):
        record_return(by=lead, child=gone, day=gone.leaves_on)


def test_the_clock_starts_with_the_last_day_and_each_rule_says_why(db):
    child = Child(date_of_birth=date(2023, 3, 27), leaves_on=date(2026, 7, 20))
    consents, safeguarding, abuse, *_ = rules_for(child)
    assert (consents.until, safeguarding.until) == (date(2029, 7, 20), date(2048, 3, 27))
    assert "3 years" in consents.in_words
    assert "25th birthday" in safeguarding.in_words
    assert abuse.in_words == "Kept 75 years after the newest of these records"
    assert "not started" in rules_for(Child(date_of_birth=date(2023, 3, 27)))[0].in_words


def test_nothing_goes_a_day_early_for_a_leap_day():
    assert years_after(date(2024, 2, 29), 3) == date(2027, 3, 1)
