"""A code or a PDF leads to what was kept and how it stands; a changed byte, or a child one may not see, to nothing."""

import uuid
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from consent.models import Exclusion
from consent.presenters.receipts import standings
from consent.receipts.codes import in_groups, new_code
from tests.consent.families import signed_in
from tests.consent.receipts import families
from tests.factories import ConsentStatementFactory, RegistrationFactory, SignatureFactory, UserFactory

pytestmark = pytest.mark.django_db
NO_SUCH_CODE, NOT_OURS = b"There is no such code", b"not one of our copies, or it was changed"


def check(client, content: bytes | None = None, **given):
    if content is not None:
        given["file"] = SimpleUploadedFile("copy.pdf", content)
    return client.post(reverse("consent:receipt-check"), {"key": str(uuid.uuid4()), **given}, follow=True)


def page_of(receipt) -> str:
    return reverse("consent:receipt", args=[receipt.child.reference, receipt.pk])


def printed(client, receipt) -> bytes:
    return client.get(reverse("consent:receipt-pdf", args=[receipt.child.reference, receipt.pk])).content


def at(answer) -> str:
    return answer.redirect_chain[-1][0] if answer.redirect_chain else ""


# --- By code --------------------------------------------------------------------------------------------------------


def test_the_code_from_the_paper_shows_what_was_kept():
    receipt = families.receipt_of_consents()
    answer = check(signed_in("lead"), code=in_groups(receipt.code).lower().replace("-", " ").replace("0", "o"))
    assert at(answer) == page_of(receipt)
    assert b"Show me the report first" in answer.content


@pytest.mark.parametrize("code", ["A" * 26, "", "²", "x" * 100, "'; DROP TABLE", "\x00"])
def test_a_wrong_code_is_none_and_stays_typed(code):
    answer = check(signed_in("lead"), code=code)
    assert answer.status_code == 422
    assert not at(answer)


def test_who_may_not_see_the_child_gets_the_answer_of_a_wrong_code():
    receipt = families.receipt_of_consents()
    stranger, excluded = signed_in("practitioner"), signed_in("manager")
    values = {"child": receipt.child, "user": excluded.user, "reason": "Family", "set_by": UserFactory()}
    Exclusion.objects.create(**values)
    for client in (stranger, excluded):
        refused, wrong = check(client, code=receipt.code), check(client, code=new_code())
        assert refused.status_code == wrong.status_code == 422
        assert NO_SUCH_CODE in refused.content
        assert NO_SUCH_CODE in wrong.content
        assert client.get(page_of(receipt)).status_code == 404


# --- By the PDF -----------------------------------------------------------------------------------------------------


def test_a_pdf_verifies_and_a_changed_byte_anywhere_does_not():
    receipt, client, random = families.receipt_of_consents(), signed_in("lead"), Random(3)
    made = printed(client, receipt)
    unchanged = check(client, made)
    assert at(unchanged) == page_of(receipt)
    assert b"This PDF is unchanged: it is the copy that was made on" in unchanged.content
    ends = [0, 1, len(made) // 2, len(made) - 2, len(made) - 1]
    for place in [*ends, *(random.randrange(len(made)) for _ in range(40))]:
        changed = bytearray(made)
        changed[place] ^= 1 << random.randrange(8)
        answer = check(client, bytes(changed))
        assert answer.status_code == 422, place
        assert NOT_OURS in answer.content


def test_a_pdf_that_is_longer_or_shorter_by_a_byte_does_not_verify():
    receipt, client = families.receipt_of_consents(), signed_in("lead")
    made = printed(client, receipt)
    for changed in (made[:-1], made + b"\n", b" " + made):
        assert NOT_OURS in check(client, changed).content


def test_each_of_two_copies_verifies():
    receipt, client = families.receipt_of_consents(), signed_in("lead")
    copies = [printed(client, receipt), printed(client, receipt)]
    assert [at(check(client, made)) for made in copies] == [page_of(receipt)] * 2


def test_a_pdf_about_a_child_one_may_not_see_is_none_of_ours():
    receipt = families.receipt_of_consents()
    made = printed(signed_in("lead"), receipt)
    assert NOT_OURS in check(signed_in("practitioner"), made).content


def test_nothing_or_both_is_asked_for_again():
    client = signed_in("lead")
    assert b"Enter the code from the paper, or choose the PDF" in check(client).content
    assert b"not both" in check(client, b"%PDF-", code="A" * 26).content


# --- Whether it still holds -----------------------------------------------------------------------------------------


def statuses(receipt) -> list[str]:
    return [each.status for each in standings(receipt)]


def later(receipt, **said):
    """What the same parent says afterwards about additional needs."""
    return ConsentStatementFactory(child=receipt.child, parent=receipt.parent, **said)


def test_each_answer_says_how_it_stands_today():
    receipt = families.receipt_of_consents(families.given(), families.refused())
    assert statuses(receipt) == ["In force", "Refused"]


def test_a_consent_that_was_withdrawn_says_when():
    receipt = families.receipt_of_consents()
    withdrawn = families.withdrawn(receipt.consent_signature.statements.get())
    [status] = statuses(receipt)
    assert status.startswith("Withdrawn on ")
    assert str(withdrawn.stated_on.year) in status


def test_a_consent_that_another_word_replaced_says_so():
    receipt = families.receipt_of_consents()
    later(receipt, statement="refused", review_on=None)
    assert statuses(receipt)[0].startswith("Replaced by a later word on")


def test_a_consent_that_was_recorded_wrongly_says_so():
    receipt = families.receipt_of_consents()
    later(receipt, statement="invalidated", about=receipt.consent_signature.statements.get(), reason="Another child's")
    assert statuses(receipt) == ["Recorded wrongly"]


@pytest.mark.parametrize(
    ("terms", "status"),
    [
        ({"valid_until": families.in_days(-1)}, "Ended"),
        ({"review_on": families.in_days(-1), "valid_until": None}, "Ask again"),
    ],
)
def test_a_consent_whose_time_is_over_says_so(terms, status):
    assert statuses(families.receipt_of_consents(families.given(**terms))) == [status]


def test_a_consent_that_another_parent_refuses_says_so():
    receipt = families.receipt_of_consents()
    _, father = families.parent_of(receipt.child, given_names="Tom")
    ConsentStatementFactory(child=receipt.child, parent=father, statement="refused", review_on=None)
    assert statuses(receipt) == ["Parents disagree"]


def test_a_withdrawal_stands_until_it_is_given_again():
    receipt = families.receipt_of_withdrawal()
    assert statuses(receipt) == ["Withdrawn"]
    later(receipt)
    assert statuses(receipt)[0].startswith("Replaced by a later word on")


def test_a_registration_stands_until_a_later_one_is_signed():
    receipt = families.receipt_of_registration()
    assert statuses(receipt) == ["The last one signed"]
    registration = RegistrationFactory(child=receipt.child)
    SignatureFactory(registration=registration, parent=receipt.parent)
    assert statuses(receipt)[0].startswith("Signed again on")
