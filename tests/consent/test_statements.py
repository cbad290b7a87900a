"""Policy 3.4 and 2.4: consent is given, refused and withdrawn by those who can; history is never overwritten."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from consent.actions.statements import invalidate_statement, record_consent, withdraw_consent
from consent.models import ConsentConfirmation, ConsentStatement, Delegation
from neston_sharing.foundation.actions import Refusal
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    ConsentSignatureFactory,
    ConsentStatementFactory,
    FamilyLinkFactory,
    UserFactory,
)

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
    said |= {"how": "spoken", "confirm_by": today + 14 * DAY, "scope": "Speech", "kinds": ["speech_therapy"]}
    said |= {"stated_on": today}
    return said | {"review_on": today + timedelta(days=365)} | changes


def posted(link, **changes) -> dict:
    fields = words(link, **changes) | {"parent": link.parent.pk}
    return {name: value for name, value in fields.items() if name != "child"}


def picture(name: str) -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/png")


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
        ({"valid_until": timezone.localdate() - DAY}, "valid_until"),
        ({"except_kinds": ["speech_therapy"]}, "except_agencies"),
        ({"confirm_by": None}, "confirm_by"),
        ({"confirm_by": timezone.localdate() - DAY}, "confirm_by"),
        ({"confirm_by": timezone.localdate() + 61 * DAY}, "confirm_by"),
        ({"how": "paper"}, "how"),
        ({"how": "screen"}, "how"),
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
            how="spoken",
            stated_on=timezone.localdate(),
            recorded_by=key_person,
        )


def unsigned(link, **changes) -> dict:
    """What a row holds that nobody signed."""
    said = {"child": link.child, "parent": link.parent, "purpose": "additional_needs", "statement": "given"}
    said |= {"scope": "Speech", "stated_on": timezone.localdate(), "review_on": timezone.localdate() + 300 * DAY}
    return said | {"recorded_by": link.child.key_person} | changes


@pytest.mark.parametrize("how", ["screen", "paper"])
def test_the_database_refuses_what_is_signed_by_nobody_or_by_another_parent(mother, how):
    of_another = ConsentSignatureFactory(child=mother.child)
    for signature in (None, of_another):
        with pytest.raises(IntegrityError, match="signature of the same parent"), transaction.atomic():
            ConsentStatement.objects.create(how=how, signature=signature, **unsigned(mother))


def test_the_database_refuses_a_spoken_consent_that_is_never_to_be_confirmed(mother):
    with pytest.raises(IntegrityError, match="confirmed in writing"), transaction.atomic():
        ConsentStatement.objects.create(how="spoken", **unsigned(mother))


def test_the_database_refuses_that_one_parent_confirms_what_another_said(mother, key_person):
    given = record_consent(by=key_person, **words(mother))
    of_another = ConsentSignatureFactory(child=mother.child)
    with pytest.raises(IntegrityError, match="confirmed by a signature"), transaction.atomic():
        ConsentConfirmation.objects.create(statement=given, signature=of_another, recorded_by=key_person)


def test_a_signature_of_another_parent_is_refused_in_words(mother, key_person):
    of_another = ConsentSignatureFactory(child=mother.child)
    with pytest.raises(Refusal, match="another person's"):
        record_consent(by=key_person, **words(mother, how="screen", signature=of_another))


def test_a_refusal_has_no_terms_and_counts_as_it_is_spoken(mother, key_person):
    terms = {"valid_until": timezone.localdate(), "exceptions": "Not the GP", "except_kinds": ["gp"]}
    word = record_consent(by=key_person, **words(mother, statement="refused", confirm_by=None, **terms))
    assert (word.review_on, word.valid_until, word.exceptions, word.left_out) == (None, None, "", [])


def test_a_foster_carer_consents_to_what_is_delegated_and_to_nothing_else(key_person):
    carer = FamilyLinkFactory(has_responsibility=False, carer="foster_carer", relationship="Foster carer")
    delegate(carer, "additional_needs", key_person)
    assert record_consent(by=key_person, **words(carer)).parent == carer.parent
    with pytest.raises(Refusal, match="delegated"):
        record_consent(by=key_person, **words(carer, purpose="development_summaries"))


def delegate(link, what, seen_by) -> Delegation:
    today = timezone.localdate()
    facts = {"delegated_by": "The mother, in the placement plan", "since": today, "seen_on": today, "seen_by": seen_by}
    return Delegation.objects.create(link=link, what=what, **facts)


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


def test_what_was_signed_on_paper_keeps_its_pages_and_its_words(client, mother, key_person):
    address = reverse("consent:statement-new", args=[mother.child.reference])
    paper = {"how": "paper", "scan": [picture("1.png"), picture("2.png")], "witness": key_person.pk}
    client.post(address, posted(mother, **paper))
    given = mother.child.consents.get()
    assert (given.how, given.signature.pages, given.signature.witness) == ("paper", 2, key_person)
    assert {"heading": "Who may be told", "paragraphs": [], "points": ["Speech and language therapy"]} in (
        given.signature.shown
    )


def test_paper_without_its_pages_or_a_witness_is_asked_for_them(client, mother):
    address = reverse("consent:statement-new", args=[mother.child.reference])
    answer = client.post(address, posted(mother, how="paper"))
    assert answer.status_code == 422
    assert {"scan", "witness"} <= set(answer.context["form"].errors)


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
    with django_assert_max_num_queries(20):
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
    assert list(ConsentStatement.objects.all().coming_up(today)) == [here]


def test_dates_that_come_within_thirty_days_are_shown_before_they_pass(client, mother, key_person):
    soon = timezone.localdate() + 20 * DAY
    record_consent(by=key_person, **words(mother, valid_until=soon))
    shown = page(client, mother)
    assert f"Ends on {soon:%-d %B %Y}" in shown
    assert "Soon" in shown
    child_file = client.get(mother.child.get_absolute_url()).content.decode()
    assert "Given, ends soon" in child_file


def test_the_page_says_that_a_new_recipient_is_outside_an_older_consent(client, mother, key_person):
    record_consent(by=key_person, **words(mother))
    assert "Anybody else is outside it, a new one too" in page(client, mother)


def test_one_withdraws_from_the_childs_file_in_one_step(client, mother, key_person):
    given = record_consent(by=key_person, **words(mother))
    address = reverse("consent:statement-withdraw", args=[given.pk])
    assert address in client.get(mother.child.get_absolute_url()).content.decode()
    assert client.post(address, withdrawal()).status_code == 422
    client.post(address, withdrawal(no_reason="on"))
    assert mother.child.consents.last().reason == "They gave no reason."


def withdrawal(**changes) -> dict:
    return {"reason": "", "how": "spoken", "stated_on": timezone.localdate()} | changes


def test_a_parent_who_may_consent_no_longer_withdraws_nothing(mother, key_person):
    given = record_consent(by=key_person, **words(mother))
    mother.until = timezone.localdate() - DAY
    mother.save()
    with pytest.raises(Refusal, match="parental responsibility"):
        withdraw_consent(by=key_person, statement=given)


def test_what_is_behind_a_line_opens_once_it_holds_something(client, mother):
    address = reverse("consent:statement-new", args=[mother.child.reference])
    closed = "<details><summary>Somebody must not be told"
    assert closed in client.get(address).content.decode()
    answer = client.post(address, posted(mother, exceptions="Not the GP", scope=""))
    assert closed not in answer.content.decode()
