"""A parent's word on a sharing: recorded, taken back, or noted as recorded wrongly (policy 3.4)."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from agencies.models import Agency
from consent.actions.receipts import issue_receipt
from consent.actions.signing import paper_signature
from consent.actions.stating import (
    as_named_before,
    as_written,
    must_be_entitled,
    must_be_said_by_today,
    must_be_whole,
    recipients,
)
from consent.models import Child, ConsentRecipient, ConsentSignature, ConsentStatement, Misfiling, Parent
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.uploads import Upload, removed_unless_recorded

Said, How = ConsentStatement.Statement, ConsentStatement.How
NO_REASON = "They gave no reason."


@action
def record_consent(
    *,
    by,
    child: Child,
    parent: Parent,
    purpose: str,
    statement: str,
    how: str,
    stated_on: date,
    purpose_detail: str = "",
    scope: str = "",
    agencies: Iterable[Agency] = (),
    kinds: Iterable[str] = (),
    review_on: date | None = None,
    reason: str = "",
    exceptions: str = "",
    except_agencies: Iterable[Agency] = (),
    except_kinds: Iterable[str] = (),
    conditions: str = "",
    valid_until: date | None = None,
    confirm_by: date | None = None,
    wording_version: str = "",
    signature: ConsentSignature | None = None,
) -> ConsentStatement:
    """Record what a parent gave or refused. It takes the place of what they said before on the same purpose.

    `purpose_detail` names a particular sharing; `agencies` and `kinds` of agency are its recipients, `except_…` those
    who must not be told. On the screen or on paper it rests on a `signature` of that parent for that child; spoken, it
    says by when it will be confirmed in writing. A refusal has no terms: they are left behind. Where the same was first
    recorded under another child, it points back at that.
    """
    named = recipients(agencies, kinds)
    terms: dict = {}
    if statement == Said.GIVEN:
        named += recipients(except_agencies, except_kinds, excluded=True)
        terms = {"review_on": review_on, "valid_until": valid_until, "exceptions": exceptions, "conditions": conditions}
    word = ConsentStatement(
        **{"child": child, "parent": parent, "purpose": purpose, "statement": statement, "scope": scope},
        **{"how": how, "stated_on": stated_on, "reason": reason, "wording_version": wording_version},
        **_in_writing(how, signature, confirm_by),
        **terms,
        purpose_detail=as_named_before(child, purpose, purpose_detail),
        recorded_by=by,
    )
    must_be_whole(word, named)
    word.moved_from = Misfiling.objects.first_word(word)
    return saved(word, named)


@action
def record_paper_consent(
    *, by, child: Child, parent: Parent, stated_on: date, scan: Upload, witness, **said
) -> ConsentStatement:
    """Record what a parent gave or refused on paper: its scan, who saw it signed, and `said` as above."""
    signed: dict = {"child": child, "parent": parent, "signed_on": stated_on, "scan": scan, "witness": witness}
    signature = paper_signature(by=by, shown=as_written(**said), **signed)
    paper: dict = {"how": How.PAPER, "stated_on": stated_on, "signature": signature}
    with removed_unless_recorded(signature.scan):
        word = record_consent(by=by, child=child, parent=parent, **paper, **said)
        issue_receipt(by=by, consent_signature=signature)
    return word


@action
def withdraw_consent(
    *, by, statement: ConsentStatement, reason: str = "", stated_on: date | None = None, how: str = How.SPOKEN
) -> ConsentStatement:
    """Record that a parent takes back the consent that counts now, spoken or written: as easily as it was given (2.4).

    They need not say why, and nothing of it needs confirming.
    """
    if statement.statement != Said.GIVEN or not statement.counts():
        raise Refusal("This consent does not stand any more: there is nothing to withdraw.")
    reason = reason.strip() or NO_REASON
    word = _about(statement, Said.WITHDRAWN, reason, by=by, how=how, stated_on=stated_on or timezone.localdate())
    must_be_said_by_today(word)
    must_be_entitled(word)
    if word.stated_on < statement.stated_on:
        raise Refusal(
            f"It was given on {date_format(statement.stated_on)}: enter that day or a later one", field="stated_on"
        )
    issue_receipt(by=by, withdrawal=saved(word))
    return word


@action
def invalidate_statement(*, by, statement: ConsentStatement, note: str) -> ConsentStatement:
    """Note that a statement was recorded wrongly: it never counted, and what the parent said before counts again."""
    if not by.has_perm("consent.manage_policies"):
        raise Refusal("Only a manager can note that a statement was recorded wrongly.")
    if statement.statement == Said.INVALIDATED or statement.is_noted_wrong():
        raise Refusal("This was noted as recorded wrongly already.")
    if not note.strip():
        raise Refusal("Say what was recorded wrongly", field="note")
    today = timezone.localdate()
    return saved(_about(statement, Said.INVALIDATED, note, by=by, how=statement.how, stated_on=today))


def _in_writing(how: str, signature: ConsentSignature | None, confirm_by: date | None) -> dict:
    """A spoken word has no signature yet, and a signed one needs no confirming."""
    return {"confirm_by": confirm_by} if how == How.SPOKEN else {"signature": signature}


def _about(statement: ConsentStatement, kind: str, reason: str, *, by, how: str, stated_on: date) -> ConsentStatement:
    """Make the later word that takes a statement back."""
    return ConsentStatement(
        child=statement.child,
        parent=statement.parent,
        purpose=statement.purpose,
        purpose_detail=statement.purpose_detail,
        statement=kind,
        about=statement,
        how=how,
        stated_on=stated_on,
        reason=reason,
        recorded_by=by,
    )


def saved(word: ConsentStatement, named: Iterable[ConsentRecipient] = ()) -> ConsentStatement:
    """Save a statement with the recipients that it names."""
    word.save()
    for recipient in named:
        recipient.statement, recipient.recorded_by = word, word.recorded_by
        recipient.save()
    return word
