"""What the stories about parents' copies begin with."""

from datetime import date, timedelta

from django.utils import timezone

from consent.actions.receipts import issue_receipt
from consent.models import ConsentStatement
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    ConsentSignatureFactory,
    ConsentStatementFactory,
    FamilyLinkFactory,
    ParentFactory,
    SignatureFactory,
)

LONG = "Her speech, and what the speech therapist's report says about it.\n" * 160  # about 10,000 characters


def parent_of(child=None, **details):
    """Somebody with parental responsibility for a child, with an apostrophe in the name."""
    parent = ParentFactory(**{"given_names": "Siobhán", "family_name": "O'Neill", **details})
    link = FamilyLinkFactory(child=child or ChildFactory(given_names="Amelia", family_name="O'Neill"), parent=parent)
    return link.child, parent


def signed_consents(child=None, parent=None, *, answers=({},)):
    """A signature under one or several answers, and the child, as a tablet leaves them."""
    if parent is None:
        child, parent = parent_of(child)
    signature = ConsentSignatureFactory(child=child, parent=parent)
    for answer in answers:
        ConsentStatementFactory(child=child, parent=parent, signature=signature, **answer)
    return signature


def given(**changes) -> dict:
    terms = {"purpose": "additional_needs", "scope": "Speech and language", "valid_until": date(2028, 7, 31)}
    terms |= {"exceptions": "Not to my mother's GP", "conditions": "Show me the report first"}
    return {**terms, "wording_version": "2026-11", **changes}


def refused(**changes) -> dict:
    return {"purpose": "development_summaries", "statement": "refused", "review_on": None, **changes}


def name_recipients(statement, *kinds: str, agency: str = "", excluded: str = "") -> None:
    by = {"recorded_by": statement.recorded_by}
    for kind in kinds:
        statement.recipients.create(kind=kind, **by)
    if agency:
        statement.recipients.create(agency=AgencyFactory(name=agency), **by)
    if excluded:
        statement.recipients.create(kind=excluded, excluded=True, **by)


def withdrawn(statement: ConsentStatement) -> ConsentStatement:
    return ConsentStatementFactory(
        child=statement.child,
        parent=statement.parent,
        purpose=statement.purpose,
        statement="withdrawn",
        about=statement,
        how="spoken",
        reason="Changed her mind",
        review_on=None,
        scope="",
    )


def receipt_of_consents(*answers: dict, child=None, parent=None):
    signature = signed_consents(child, parent, answers=answers or (given(),))
    return issue_receipt(by=signature.recorded_by, consent_signature=signature)


def receipt_of_registration(child=None, **details):
    child, parent = parent_of(child, **details)
    signature = SignatureFactory(registration__child=child, registration__explained_by=child.key_person, parent=parent)
    return issue_receipt(by=signature.recorded_by, registration_signature=signature)


def receipt_of_withdrawal():
    statement = signed_consents(answers=(given(),)).statements.get()
    return issue_receipt(by=statement.recorded_by, withdrawal=withdrawn(statement))


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
