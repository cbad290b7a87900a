"""The law list is data with dates: it says on what basis we may share, and what is no duty."""

from datetime import date

import pytest
from django.urls import reverse

from consent.actions.laws import add_law, end_law, load_shipped_laws
from consent.models import Law
from neston_sharing.foundation.actions import Refusal
from tests.factories import LawFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def laws():
    return load_shipped_laws()


@pytest.fixture
def manager(client):
    user = UserFactory(roles=["manager"])
    client.force_login(user)
    return user


def test_loading_twice_enters_once_and_keeps_what_managers_ended(laws, manager):
    end_law(by=manager, law=Law.objects.coded("public-task"), in_force_until=date(2026, 1, 1))
    assert load_shipped_laws() == []
    assert Law.objects.coded("public-task").in_force_until == date(2026, 1, 1)


def test_every_basis_that_the_guidance_names_can_be_chosen(laws):
    bases = set(Law.objects.in_force(date(2026, 11, 22)).lawful_bases().codes())
    named = {"legal-obligation", "public-task", "safeguarding-interest", "legitimate-interests", "vital-interests"}
    assert bases == named | {"consent"}


def test_the_safeguarding_interest_is_in_force_since_february_2026(laws):
    assert "safeguarding-interest" not in Law.objects.in_force(date(2026, 2, 4)).codes()
    assert "safeguarding-interest" in Law.objects.in_force(date(2026, 2, 5)).codes()


@pytest.mark.parametrize("code", ["police-request", "section-47-enquiry"])
def test_what_is_only_asked_for_is_no_duty(laws, code):
    assert code not in Law.objects.duties().codes()
    assert "weighed, quickly, under public interest" in Law.objects.coded(code).used_for


def test_the_advice_of_2018_points_at_the_one_that_replaced_it(laws):
    assert Law.objects.coded("dfe-advice-2018").superseded_by == Law.objects.coded("dfe-advice-2024")


def row(**changes) -> dict:
    fields = {"code": "new-act", "kind": "act", "name": "New Act 2027", "citation": "2027 c. 1"}
    return fields | {"used_for": "Tests", "in_force_from": date(2026, 6, 1)} | changes


def test_a_row_that_supersedes_another_ends_it_the_day_before(manager):
    old = LawFactory()
    new = add_law(by=manager, supersedes=old, **row())
    old.refresh_from_db()
    assert (old.in_force_until, old.superseded_by) == (date(2026, 5, 31), new)


def test_a_row_ends_once_and_not_before_it_began(manager):
    law = LawFactory()
    with pytest.raises(Refusal, match="after it came into force"):
        end_law(by=manager, law=law, in_force_until=date(2018, 5, 24))
    end_law(by=manager, law=law, in_force_until=date(2026, 1, 1))
    with pytest.raises(Refusal, match="ended already"):
        end_law(by=manager, law=law, in_force_until=date(2026, 1, 2))


def test_everyone_who_reads_policies_reads_the_list(client, laws):
    client.force_login(UserFactory(roles=["practitioner"]))
    page = client.get(reverse("consent:laws")).content.decode()
    assert "Schedule 1, paragraph 18" in page
    assert reverse("consent:law-new") not in page
    assert client.get(reverse("consent:law-new")).status_code == 403


def test_a_manager_adds_a_row_and_ends_one_in_the_browser(client, manager):
    client.post(reverse("consent:law-new"), row(in_force_from="1/6/2026"))
    law = Law.objects.coded("new-act")
    client.post(reverse("consent:law-end", args=[law.pk]), {"in_force_until": "1/9/2026"})
    law.refresh_from_db()
    assert law.in_force_until == date(2026, 9, 1)


def test_a_taken_code_is_refused_next_to_its_field(client, manager):
    LawFactory(code="new-act")
    answer = client.post(reverse("consent:law-new"), row(in_force_from="1/6/2026"))
    assert answer.status_code == 422
    assert "Another row has this code" in answer.content.decode()
