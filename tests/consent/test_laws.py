"""The law list is data with dates: it says on what basis we may share, and what is no duty."""

from datetime import date

import pytest
from django.urls import reverse

from consent.actions.laws import add_law, correct_law, end_law, load_shipped_laws, supersede_law
from consent.models import Law
from neston_sharing.audit.models import Entry
from neston_sharing.foundation.actions import Refusal
from tests.edits import save
from tests.factories import DecisionFactory, LawFactory, UserFactory

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


WORDS = {"name": "New name", "citation": "2027 c. 2", "used_for": "Other words"}


def test_words_that_no_record_names_are_put_right_and_the_old_ones_logged(manager):
    law = LawFactory(name="Old name")
    correct_law(by=manager, law=law, **WORDS)
    law.refresh_from_db()
    assert law.used_for == "Other words"
    assert Entry.objects.filter(object_pk=str(law.pk), changes__name=["Old name", "New name"]).exists()


def test_a_row_that_a_decision_rests_on_keeps_its_words(manager):
    law = DecisionFactory(lawful_basis=LawFactory()).lawful_basis
    with pytest.raises(Refusal, match="new row in its place"):
        correct_law(by=manager, law=law, **WORDS)


def test_nor_does_one_that_an_answer_names(manager):
    law = LawFactory(kind="duty")
    decision = DecisionFactory()
    decision.answers.create(question=5, answer="yes", duty=law, answered_by=decision.started_by)
    assert law.is_relied_on()


def test_other_words_take_its_place_and_the_decision_keeps_the_row(manager):
    law = LawFactory(code="public-task", order=7)
    decision = DecisionFactory(lawful_basis=law)
    new = supersede_law(by=manager, law=law, in_force_from=date(2026, 6, 1), **WORDS)
    decision.refresh_from_db()
    law.refresh_from_db()
    assert decision.lawful_basis.name != "New name"
    assert (law.in_force_until, law.superseded_by) == (date(2026, 5, 31), new)
    assert (new.kind, new.order, new.code) == (law.kind, 7, "public-task--2026-06-01")


def test_what_took_a_rows_place_means_what_it_meant(manager):
    """The product knows a few rows by their code: consent is no basis beside question 4, whatever its words."""
    law = LawFactory(code="court-order", kind="duty")
    for day in (date(2026, 6, 1), date(2026, 7, 1)):
        law = supersede_law(by=manager, law=law, in_force_from=day, **WORDS)
    assert law.means("court-order")
    assert Law.objects.in_force(date(2026, 8, 1)).meaning("court-order").get() == law
    assert not LawFactory(code="court-orders").means("court-order")


def test_a_code_of_ones_own_cannot_pretend_to_be_another(manager):
    with pytest.raises(Refusal) as refusal:
        add_law(by=manager, **row(code="court-order--mine"))
    assert refusal.value.field == "code"


def test_a_row_is_superseded_once_and_after_it_began(manager):
    law = LawFactory(in_force_from=date(2026, 6, 1))
    with pytest.raises(Refusal, match="after the one"):
        supersede_law(by=manager, law=law, in_force_from=date(2026, 6, 1), **WORDS)
    supersede_law(by=manager, law=law, in_force_from=date(2026, 7, 1), **WORDS)
    with pytest.raises(Refusal, match="ended already"):
        supersede_law(by=manager, law=law, in_force_from=date(2026, 8, 1), **WORDS)


def test_a_manager_corrects_a_row_or_is_led_to_put_another_in_its_place(client, manager):
    free, relied_on = LawFactory(), DecisionFactory(lawful_basis=LawFactory()).lawful_basis
    save(client, reverse("consent:law-edit", args=[free.pk]), WORDS)
    assert Law.objects.get(pk=free.pk).name == "New name"
    answer = save(client, reverse("consent:law-edit", args=[relied_on.pk]), WORDS)
    supersede = reverse("consent:law-supersede", args=[relied_on.pk])
    assert answer.status_code == 422
    assert supersede in answer.content.decode()
    assert "Other words" in answer.content.decode()
    save(client, supersede, WORDS | {"in_force_from": "1/6/2026"})
    assert Law.objects.get(name="New name", supersedes=relied_on)
