"""A family's request for a copy stands on the page of whoever answers it, with the first day that a month runs out."""

from datetime import date

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains

from consent.models import Exclusion
from sharing.waiting.copies import copies_asked_for, how_many_asked
from tests.factories import UserFactory, copies

pytestmark = pytest.mark.django_db
ASKED = date(2026, 11, 2)


@pytest.fixture
def lead():
    return UserFactory(roles=["lead"])


def asked(on: date = ASKED, **fields):
    request = copies.CopyRequestFactory(received_on=on, **fields)
    copies.known(request)
    return request


def line(user):
    [task] = copies_asked_for(user).tasks
    return task


@pytest.mark.parametrize(
    ("today", "words", "kind"),
    [
        ("2026-11-10", "The first by 2 December 2026", "blue"),
        ("2026-11-26", "The first by 2 December 2026", "amber"),
        ("2026-12-03", "The first is overdue since 2 December 2026", "red"),
    ],
)
def test_it_counts_them_and_says_when_the_first_month_runs_out(lead, today, words, kind):
    asked()
    asked(date(2026, 11, 9))
    with time_machine.travel(f"{today} 09:00Z"):
        assert (line(lead).title, line(lead).status, line(lead).kind) == ("2 requests to answer", words, kind)


@time_machine.travel("2026-11-26 09:00Z")
def test_pauses_and_an_extension_count_as_on_its_own_page(lead):
    copies.step(asked(), "extended")
    assert line(lead).status == "The first by 2 February 2027"


def test_one_whose_asker_is_not_known_is_counted_too(lead):
    copies.CopyRequestFactory()
    assert (line(lead).title, line(lead).status) == ("One request to answer", "Check who asks")


@pytest.mark.parametrize("end", ["given", "refused", "taken_back"])
def test_what_is_answered_and_what_is_for_the_next_setting_does_not_wait(lead, end):
    copies.step(asked(), end)
    assert copies_asked_for(lead) is None


def test_only_those_who_answer_them_and_may_read_the_file(lead, django_assert_num_queries):
    request = asked()
    assert copies_asked_for(UserFactory(roles=["practitioner"])) is None
    assert how_many_asked(lead) == 1
    with django_assert_num_queries(1):
        copies_asked_for(lead)
    Exclusion.objects.create(child=request.child, user=lead, reason="Family", set_by=UserFactory(roles=["manager"]))
    assert (copies_asked_for(lead), how_many_asked(lead)) == (None, 0)


def test_the_page_names_those_that_wait(client, lead):
    waits, answered = asked(), asked()
    copies.step(answered, "given")
    client.force_login(lead)
    page = client.get("/record-copies/")
    assertContains(page, waits.child.name)
    assertNotContains(page, answered.reference)
