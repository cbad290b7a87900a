"""Policy 3.4 and 2.4: consent is given, refused and withdrawn by those who can; history is never overwritten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from consent.actions.statements import invalidate_statement, record_consent, withdraw_consent
from consent.models import ConsentStatement
from neston_sharing.foundation.actions import Refusal
from tests.factories import AgencyFactory, ChildFactory, ConsentStatementFactory, FamilyLinkFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def manager(client):
    user = UserFactory(roles=["manager"])
    client.force_login(user)
    return user


@pytest.fixture
def key_person(client):
    user = UserFactory(roles=["practitioner"])
    client.force_login(user)
    return user


@pytest.fixture
def mother(key_person):
    return FamilyLinkFactory(child__key_person=key_person, parent__given_names="Siobhán", parent__family_name="O'Hara")


def words(link, **changes) -> dict:
    today = timezone.localdate()
    said = {"child": link.child, "parent": link.parent, "purpose": "additional_needs", "statement": "given"}
    said |= {"how": "paper", "scope": "Speech", "kinds": ["speech_therapy"], "stated_on": today}
    return said | {"review_on": today + timedelta(days=365)} | changes


def posted(link, **changes) -> dict:
    fields = words(link, **changes) | {"parent": link.parent.pk}
    return {name: value for name, value in fields.items() if name != "child"}


def page(client, link) -> str:
    return client.get(reverse("consent:statements", args=[link.child.reference])).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"scope": " "}, "scope"),
        ({"kinds": []}, "agencies"),
        ({"review_on": None}, "review_on"),
        ({"review_on": timezone.localdate()}, "review_on"),
        ({"stated_on": timezone.localdate() + DAY}, "stated_on"),
        ({"purpose": "particular"}, "purpose_detail"),
    ],
)
def test_consent_that_is_not_informed_and_specific_is_refused(mother, key_person, changes, field):
    with pytest.raises(Refusal) as refusal:
        record_consent(by=key_person, **words(mother, **changes))
    assert refusal.value.field == field


def test_only_a_parent_with_responsibility_can_consent(key_person):
    grandmother = FamilyLinkFactory(has_responsibility=False, relationship="Grandmother")
    with pytest.raises(Refusal, match="parental responsibility"):
        record_consent(by=key_person, **words(grandmother))


def test_the_database_refuses_consent_from_one_without_responsibility(key_person):
    link = FamilyLinkFactory(has_responsibility=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentStatement.objects.create(
            child=link.child,
            parent=link.parent,
            purpose="additional_needs",
            statement="refused",
            how="paper",
            stated_on=timezone.localdate(),
            recorded_by=key_person,
        )


def test_nothing_that_was_said_is_overwritten(mother, key_person):
    given = record_consent(by=key_person, **words(mother))
    record_consent(by=key_person, **words(mother, statement="refused"))
    assert [word.statement for word in mother.child.consents.all()] == ["given", "refused"]
    given.scope = "Everything"
    with pytest.raises(TypeError, match="never changed"):
        given.save()


def test_what_was_said_earlier_is_not_recorded_over_what_was_said_later(mother, key_person):
    record_consent(by=key_person, **words(mother, statement="refused"))
    with pytest.raises(Refusal, match="said something later"):
        record_consent(by=key_person, **words(mother, stated_on=timezone.localdate() - DAY))


def test_a_consent_is_withdrawn_once(mother, key_person):
    given = record_consent(by=key_person, **words(mother))
    withdraw_consent(by=key_person, statement=given, reason="Changed her mind")
    with pytest.raises(Refusal, match="nothing to withdraw"):
        withdraw_consent(by=key_person, statement=given, reason="Again")


def test_only_a_manager_notes_that_a_statement_was_recorded_wrongly(mother, key_person):
    given = record_consent(by=key_person, **words(mother))
    with pytest.raises(Refusal, match="Only a manager"):
        invalidate_statement(by=key_person, statement=given, note="Wrong form")


def test_what_a_note_calls_wrong_is_noted_once(mother, key_person, manager):
    given = record_consent(by=key_person, **words(mother))
    invalidate_statement(by=manager, statement=given, note="Wrong form")
    with pytest.raises(Refusal, match="noted as recorded wrongly already"):
        invalidate_statement(by=manager, statement=given, note="Wrong form")


def test_a_statement_is_recorded_in_the_browser_once(client, mother):
    address = reverse("consent:statement-new", args=[mother.child.reference])
    fields = posted(mother) | {"key": client.get(address).context["form"].key}
    for _ in range(2):
        assert client.post(address, fields).url == reverse("consent:statements", args=[mother.child.reference])
    shown = page(client, mother)
    assert mother.child.consents.count() == 1
    assert "Siobhán O&#x27;Hara" in shown
    assert "In force" in shown


@pytest.mark.parametrize(
    ("asked", "there"),
    [("/decisions/IS-2026-0001/questions/4/", True), ("https://evil.example/", False), ("//evil.example/", False)],
)
def test_one_comes_back_only_to_a_page_of_ours(client, mother, asked, there):
    address = reverse("consent:statement-new", args=[mother.child.reference])
    answer = client.post(f"{address}?next={asked}", posted(mother))
    assert (answer.url == asked) is there


def test_an_empty_form_says_what_to_do(client, mother):
    answer = client.post(reverse("consent:statement-new", args=[mother.child.reference]), {})
    assert answer.status_code == 422
    assert "Choose who says so" in answer.content.decode()


def test_a_parent_of_another_child_cannot_be_posted(client, mother):
    other = FamilyLinkFactory()
    answer = client.post(
        reverse("consent:statement-new", args=[mother.child.reference]), posted(mother) | {"parent": other.parent.pk}
    )
    assert answer.status_code == 422
    assert not ConsentStatement.objects.exists()


def test_where_nobody_can_consent_the_page_says_who_can(client, key_person):
    link = FamilyLinkFactory(child__key_person=key_person, has_responsibility=False, relationship="Grandmother")
    shown = client.get(reverse("consent:statement-new", args=[link.child.reference])).content.decode()
    assert "Nobody on file can consent today" in shown


def test_a_withdrawal_takes_one_page(client, mother, key_person):
    given = record_consent(by=key_person, **words(mother))
    fields = {"reason": "Changed her mind", "how": "spoken", "stated_on": timezone.localdate()}
    client.post(reverse("consent:statement-withdraw", args=[given.pk]), fields)
    shown = page(client, mother)
    assert "Withdrawn" in shown
    assert "Withdraw this consent" not in shown


def test_two_parents_who_disagree_are_shown(client, mother, key_person):
    father = FamilyLinkFactory(child=mother.child, relationship="Father", ground="birth_certificate")
    record_consent(by=key_person, **words(mother))
    record_consent(by=key_person, **words(father, statement="refused"))
    assert "The parents disagree" in page(client, mother)


def test_a_manager_notes_a_wrong_record_in_the_browser(client, mother, key_person, manager):
    given = record_consent(by=key_person, **words(mother))
    client.post(reverse("consent:statement-invalidate", args=[given.pk]), {"note": "Wrong child's form"})
    shown = page(client, mother)
    assert "Recorded wrongly" in shown
    assert "Wrong child&#x27;s form" in shown


def test_the_consents_of_a_child_one_may_not_see_do_not_exist(client, key_person):
    link = FamilyLinkFactory()
    given = record_consent(by=link.child.key_person, **words(link))
    reference = link.child.reference
    for name, args in (("statements", [reference]), ("statement-new", [reference]), ("statement-withdraw", [given.pk])):
        assert client.get(reverse(f"consent:{name}", args=args)).status_code == 404


def test_the_form_offers_an_agency_that_the_wizard_names(client, mother):
    agency = AgencyFactory()
    address = reverse("consent:statement-new", args=[mother.child.reference])
    shown = client.get(address, {"agency": agency.pk}).content.decode()
    assert f'name="agencies" value="{agency.pk}" id="id_agencies_0" checked' in shown


def test_the_queries_of_the_history_do_not_grow(client, manager, django_assert_max_num_queries):
    link = FamilyLinkFactory(child=ChildFactory())
    for _ in range(6):
        record_consent(by=manager, **words(link))
    page(client, link)
    with django_assert_max_num_queries(16):
        page(client, link)


def test_who_must_not_be_asked_is_said_before_anybody_asks(client, mother, key_person):
    mother.child.flags.create(kind="do_not_discuss", set_by=key_person)
    shown = client.get(reverse("consent:statement-new", args=[mother.child.reference])).content.decode()
    assert "Speak to the designated safeguarding lead" in shown


def test_only_children_who_still_come_are_asked_about_again(db):
    today = timezone.localdate()
    due = {"review_on": today, "stated_on": today - timedelta(days=365)}
    here = ConsentStatementFactory(**due)
    ConsentStatementFactory(child=ChildFactory(leaves_on=today - timedelta(days=1)), **due)
    assert list(ConsentStatement.objects.all().to_look_at_again(today)) == [here]
