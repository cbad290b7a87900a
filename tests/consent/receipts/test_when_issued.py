"""Every way of signing and of withdrawing gives the parent one receipt, in the same transaction or not at all."""

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from consent.actions.confirmations import confirm_from_paper
from consent.actions.handing_over import hand_over
from consent.actions.signing import sign_from_paper
from consent.actions.statements import record_paper_consent, withdraw_consent
from consent.actions.tablet import sign
from consent.models import ConsentSignature, ConsentStatement, Receipt, Signature
from consent.presenters.receipts import standings
from consent.to_sign import NO, YES, Answer, to_sign
from neston_sharing.foundation.uploads import Upload
from tests.consent.families import ALL_FOUR, NEXT_YEAR, asked, family, handed_over, signed_in, spoken
from tests.foundation.test_uploads import pdf as a_pdf

pytestmark = pytest.mark.django_db


def paper(by) -> dict:
    return {"by": by, "witness": by, "scan": Upload(a_pdf(), ".pdf")}


def answers(child, parent, says: str) -> dict[str, Answer]:
    return {question.name: Answer(says) for question in to_sign(child, parent).questions}


def signed_on_tablet(registration, parent, says: str = YES):
    said = answers(registration.child, parent, says)
    handover = handed_over(registration, parent)
    return sign(
        by=registration.started_by, handover=handover, acknowledged=ALL_FOUR, answers=said, typed_name="Siobhán O'Neill"
    )


def labels() -> list[str]:
    return [label for label, _ in Receipt.objects.get().facts]


def test_a_registration_signed_on_the_tablet():
    registration, parent = family()
    signature = signed_on_tablet(registration, parent)
    assert signature.receipt == Receipt.objects.get()
    assert "You agreed" not in labels()


def test_a_registration_and_consents_signed_in_one_go_give_one_receipt_with_all_of_it():
    registration, parent = family()
    asked(registration.child, parent)
    asked(registration.child, parent, purpose="development_summaries", kinds=["school"])
    signed_on_tablet(registration, parent, NO)
    says = dict(Receipt.objects.get().facts)
    assert "I have been given the Information Sharing Policy." in says["You ticked"]
    assert labels().count("You said no") == 2
    assert "To change your mind" in says
    statuses = [each.status for each in standings(Receipt.objects.whole().get())]
    assert statuses == ["The last one signed", "Refused", "Refused"]


def test_consents_alone_signed_on_the_tablet():
    registration, parent = family()
    signed_on_tablet(registration, parent)
    asked(registration.child, parent)
    said = answers(registration.child, parent, YES)
    handover, _ = hand_over(by=registration.started_by, child=registration.child, parent=parent)
    signature = sign(by=registration.started_by, handover=handover, answers=said, typed_name="Siobhán O'Neill")
    assert signature.receipt.facts[2] == ["You agreed", "Sharing about extra help for your child"]
    assert Receipt.objects.count() == 2


def test_a_registration_on_paper():
    registration, parent = family()
    details = {"parent": parent, "acknowledged": ALL_FOUR, "signed_on": timezone.localdate()}
    signature = sign_from_paper(registration=registration, **details, **paper(registration.started_by))
    assert "seen by" in dict(signature.receipt.facts)["How you signed"]


def on_paper(child, parent) -> ConsentStatement:
    said = {"purpose": "additional_needs", "statement": "given", "scope": "How she speaks", "kinds": ["school"]}
    said |= {"review_on": NEXT_YEAR, "stated_on": timezone.localdate()}
    return record_paper_consent(child=child, parent=parent, **said, **paper(child.key_person))


def test_a_consent_on_paper():
    registration, parent = family()
    statement = on_paper(registration.child, parent)
    assert dict(statement.signature.receipt.facts)["Who may be told"] == "School or next provider"


def test_a_spoken_consent_when_it_is_confirmed_on_paper_and_not_before():
    registration, parent = family()
    statement = spoken(registration.child, parent)
    assert not Receipt.objects.exists()
    confirm_from_paper(statement=statement, signed_on=timezone.localdate(), **paper(registration.started_by))
    assert "Said aloud on" in labels()


def test_a_withdrawal():
    registration, parent = family()
    statement = on_paper(registration.child, parent)
    withdrawn = withdraw_consent(by=registration.started_by, statement=statement)
    assert dict(withdrawn.receipt.facts)["You withdrew your consent"] == "Sharing about extra help for your child"


def test_without_its_receipt_nothing_is_signed_or_withdrawn(monkeypatch):
    registration, parent = family()
    statement = on_paper(registration.child, parent)
    monkeypatch.setattr("consent.actions.receipts.new_code", lambda: Receipt.objects.first().code)
    for act in (
        lambda: signed_on_tablet(registration, parent),
        lambda: withdraw_consent(by=registration.started_by, statement=statement),
    ):
        with pytest.raises(IntegrityError):
            act()
    assert not Signature.objects.exists()
    assert ConsentSignature.objects.count() == ConsentStatement.objects.count() == 1


@pytest.mark.parametrize("page", ["registration", "statements"])
def test_the_page_to_which_staff_come_back_offers_the_copy(page):
    registration, parent = family()
    receipt = signed_on_tablet(registration, parent).receipt
    answer = signed_in("lead").get(reverse(f"consent:{page}", args=[registration.child.reference]))
    content = answer.content.decode()
    assert reverse("consent:receipt-pdf", args=[registration.child.reference, receipt.pk]) in content
    assert content.count("s copy (PDF)") == 1
