"""A receipt says word for word what was signed or withdrawn, once, and is never changed."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from consent.actions.merging import merge_children
from consent.actions.receipts import issue_receipt
from consent.models import ConsentConfirmation, ConsentSignature, Receipt
from neston_sharing.audit.models import Entry
from neston_sharing.foundation.models import Setting
from tests.consent.receipts import families
from tests.factories import ChildFactory, ConsentSignatureFactory, ConsentStatementFactory, UserFactory

pytestmark = pytest.mark.django_db


def facts(receipt: Receipt) -> dict[str, str]:
    return dict(receipt.facts)


def test_an_answer_is_kept_with_all_its_terms():
    signature = families.signed_consents(answers=(families.given(),))
    families.name_recipients(signature.statements.get(), "school", agency="St. John's", excluded="police")
    says = facts(issue_receipt(by=signature.recorded_by, consent_signature=signature))
    assert says["Child"] == "Amelia O'Neill, born 27 March 2023"
    assert says["Parent or carer"] == "Siobhán O'Neill"
    assert says["You agreed"] == "Sharing about extra help for your child"
    assert says["What information"] == "Speech and language"
    assert "St. John's" in says["Who may be told"]
    assert says["Who must not be told"].endswith("Not to my mother's GP")
    assert says["Your conditions"] == "Show me the report first"
    assert says["It holds until"] == "31 July 2028"
    assert says["Version of the words"] == "2026-11"
    assert says["How you signed"] == "Name typed on the tablet"
    assert str(signature.recorded_by) in says["Recorded"]


def test_a_signature_under_several_answers_gives_one_receipt_with_each_of_them():
    receipt = families.receipt_of_consents(families.given(), families.refused())
    answers = [fact for fact in receipt.facts if fact[0] in ("You agreed", "You said no")]
    assert answers == [
        ["You agreed", "Sharing about extra help for your child"],
        ["You said no", "Telling the next school or nursery how your child is doing"],
    ]
    assert facts(receipt)["Who may not be told"] == "Anybody"


def test_a_signature_gives_no_second_receipt():
    receipt = families.receipt_of_consents()
    with pytest.raises(IntegrityError), transaction.atomic():
        issue_receipt(by=receipt.recorded_by, consent_signature=receipt.consent_signature)


def test_a_spoken_word_that_is_confirmed_stands_on_the_receipt_with_its_day():
    child, parent = families.parent_of()
    said = {"how": "spoken", "signature": None, "confirm_by": families.in_days(9)}
    statement = ConsentStatementFactory(
        child=child, parent=parent, **families.given(stated_on=date(2026, 9, 7)), **said
    )
    signature = ConsentSignatureFactory(child=child, parent=parent)
    ConsentConfirmation.objects.create(statement=statement, signature=signature, recorded_by=child.key_person)
    says = facts(issue_receipt(by=child.key_person, consent_signature=signature))
    assert says["You agreed"] == "Sharing about extra help for your child"
    assert says["Said aloud on"] == "7 September 2026"


def test_a_registration_says_what_was_ticked_and_that_it_is_no_consent():
    says = facts(families.receipt_of_registration())
    assert says["You signed that you understand"] == "How we keep and share information"
    assert "does not say that you agree to any sharing" in says["What it means"]
    assert "To change your mind" not in says


def test_a_withdrawal_says_what_ended_and_when():
    statement = families.signed_consents(answers=(families.given(stated_on=date(2026, 9, 7)),)).statements.get()
    families.name_recipients(statement, "school")
    says = facts(issue_receipt(by=statement.recorded_by, withdrawal=families.withdrawn(statement)))
    assert says["You withdrew your consent"] == "Sharing about extra help for your child"
    assert says["You had given it on"] == "7 September 2026"
    assert says["It ended on"] == says["Recorded"].partition(",")[0]
    assert says["How you said so"] == "Spoken"


def test_it_says_where_to_withdraw_and_to_complain():
    Setting.objects.create(id=1, name="St. Mary's Pre-school", telephone="0151 496 0000")
    says = facts(families.receipt_of_consents())
    assert says["The setting"] == "St. Mary's Pre-school, 0151 496 0000"
    assert "any member of staff" in says["To change your mind"]
    assert "Information Commissioner" in says["To complain"]


def test_nothing_is_cut_off():
    assert facts(families.receipt_of_consents(families.given(scope=families.LONG)))["What information"] == (
        families.LONG.strip()
    )


def test_what_was_signed_for_a_row_that_was_merged_has_its_receipt_too():
    signature, kept = families.signed_consents(answers=(families.given(),)), ChildFactory()
    merge_children(by=UserFactory(roles=["manager"]), kept=kept, merged=signature.child, reason="Same child")
    signature = ConsentSignature.objects.get(pk=signature.pk)
    receipt = issue_receipt(by=signature.recorded_by, consent_signature=signature)
    assert list(Receipt.objects.of_child(kept)) == [receipt]


def test_what_nobody_signed_has_no_receipt():
    with pytest.raises(TypeError):
        issue_receipt(by=UserFactory())


def test_the_database_refuses_a_receipt_about_what_another_parent_signed():
    receipt = families.receipt_of_consents()
    other = families.signed_consents(receipt.child, families.parent_of(receipt.child)[1])
    values = {"code": "B" * 26, "child": receipt.child, "parent": receipt.parent, "facts": [["a", "b"]]}
    with pytest.raises(IntegrityError, match="about what this parent signed"), transaction.atomic():
        Receipt.objects.create(consent_signature=other, recorded_by=other.recorded_by, **values)


def test_the_database_refuses_a_withdrawal_that_is_none():
    statement = families.signed_consents(answers=(families.given(),)).statements.get()
    values = {"code": "B" * 26, "child": statement.child, "parent": statement.parent, "facts": [["a", "b"]]}
    with pytest.raises(IntegrityError, match="about what this parent signed"), transaction.atomic():
        Receipt.objects.create(withdrawal=statement, recorded_by=statement.recorded_by, **values)


def test_a_receipt_is_in_the_log_under_the_childs_reference():
    receipt = families.receipt_of_consents()
    assert Entry.objects.filter(subject=receipt.child.reference, object_repr="receipt").count() == 1
