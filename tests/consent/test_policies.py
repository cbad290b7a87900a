"""Policy 1.2: the four policies are kept as versions, shown as adopted, flagged when their review is overdue."""

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from consent.actions.policies import adopt_policy, load_shipped_policies
from consent.clauses import Clause, parse
from consent.models import PolicyDraft, PolicyVersion
from neston_sharing.foundation.actions import Refusal
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
POLICY = PolicyVersion.Policy.INFORMATION_SHARING
GOLDEN_RULES = [f"2.{n}" for n in range(1, 8)]


@pytest.fixture
def version():
    return load_shipped_policies()[0]


@pytest.fixture
def manager(client):
    user = UserFactory(roles=["manager"])
    client.force_login(user)
    return user


def adoption(**changes) -> dict:
    fields = {
        "policy": "safeguarding",
        "title": "Safeguarding Policy",
        "adopted_on": date(2026, 3, 2),
        "review_due": date(2027, 3, 2),
        "signatory": "Sharon O'People",
        "text": "1. Our duty\n1.1 We act.\n- At once.",
    }
    return fields | changes


def test_the_shipped_text_is_the_settings_own_to_the_letter(version):
    assert version.text == Path("consent/data/information_sharing_policy.txt").read_text(encoding="utf-8")
    assert "Data Protection Act 2020" in version.clauses.get(number="2.1").text


def test_every_line_of_the_text_stands_in_a_clause_in_order(version):
    shown = iter(f"{clause.part}\n{clause.number} {clause.text}" for clause in version.clauses.all())
    lines = [line.strip().removeprefix("- ") for line in version.text.splitlines()]
    parts = set(version.clauses.values_list("part", flat=True))
    for line in (line for line in lines if line and line != version.title and line not in parts):
        assert line in next(shown)


def test_the_numbered_clauses_are_those_of_the_policy(version):
    numbers = [clause.number for clause in version.clauses.all() if clause.number]
    assert numbers == [f"1.{n}" for n in range(1, 9)] + GOLDEN_RULES + [f"3.{n}" for n in range(1, 6)]


def test_adoption_and_review_are_those_on_the_paper(version):
    assert (version.adopted_on, version.review_due) == (date(2016, 5, 16), date(2022, 9, 30))
    assert (version.signatory, version.signatory_role) == ("Sharon People", "Chairperson")
    assert "there is none" in version.note.lower()


def test_loading_twice_enters_once(version):
    assert load_shipped_policies() == []
    assert PolicyVersion.objects.count() == 1


def test_a_numbered_sentence_opens_no_part():
    assert parse("2. Sharing\n1. Where there is evidence.\n2.1 Remember") == [
        Clause("2. Sharing", "", "1. Where there is evidence."),
        Clause("2. Sharing", "2.1", "Remember"),
    ]


def test_a_version_takes_the_place_of_the_one_before_from_its_adoption_on(version):
    later = adopt_policy(by=UserFactory(), **adoption(policy=POLICY))
    assert PolicyVersion.objects.in_force(POLICY, date(2026, 3, 1)) == version
    assert PolicyVersion.objects.in_force(POLICY, date(2026, 3, 2)) == later


def test_the_database_keeps_a_version_as_it_was_adopted(version):
    version.text = "Something else"
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save()


@pytest.mark.parametrize(
    ("field", "value"),
    [("adopted_on", date(2099, 1, 1)), ("review_due", date(2026, 3, 1)), ("text", " \n")],
)
def test_an_adoption_that_cannot_be_is_refused(field, value):
    with pytest.raises(Refusal) as refusal:
        adopt_policy(by=UserFactory(), **adoption(**{field: value}))
    assert refusal.value.field == field


def test_the_list_has_the_four_policies_and_says_which_have_no_version(client, manager, version):
    page = client.get(reverse("consent:policies")).content.decode()
    assert page.count("No version yet") == 3
    assert "Overdue since 30 September 2022" in page


def test_a_manager_reads_the_note_beside_the_text(client, manager, version):
    page = client.get(reverse("consent:policy", args=[version.pk])).content.decode()
    assert "the Act in force is the Data Protection Act 2018" in page
    assert "Review overdue" in page


def test_others_read_the_text_without_the_notes_for_managers(client, version):
    client.force_login(UserFactory(roles=["practitioner"]))
    page = client.get(reverse("consent:policy", args=[version.pk])).content.decode()
    assert "Remember that the Data Protection Act 2020" in page
    assert "the Act in force is the Data Protection Act 2018" not in page
    assert client.get(reverse("consent:policy-new")).status_code == 403


def test_an_empty_form_asks_which_policy_and_begins_nothing(client, manager):
    answer = client.post(reverse("consent:policy-new"), {})
    assert answer.status_code == 422
    assert "Choose which policy it is" in answer.content.decode()
    assert not PolicyDraft.objects.exists()


def test_a_policys_page_needs_the_same_queries_however_long_it_is(
    client, manager, version, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        client.get(reverse("consent:policy", args=[version.pk]))
