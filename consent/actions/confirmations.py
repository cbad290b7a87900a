"""What was said aloud becomes written: a signature under it, or a day by which it will be signed (policy 2.2, 3.4)."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from consent.actions.handing_over import must_be_entitled, must_be_open
from consent.actions.receipts import issue_receipt
from consent.actions.signing import paper_signature
from consent.models import (
    ConsentConfirmation,
    ConsentSignature,
    ConsentStatement,
    Parent,
    Registration,
    Signable,
    SpokenAcknowledgement,
)
from consent.to_sign import YES, Answer, Question
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.uploads import Upload, removed_unless_recorded

LONGEST_WAIT = timedelta(days=60)


@action
def confirm_statement(*, by, statement: ConsentStatement, signature: ConsentSignature) -> ConsentConfirmation:
    """Record that a parent confirmed in writing what they had said aloud, as it was recorded."""
    if statement.how != ConsentStatement.How.SPOKEN or not statement.counts():
        raise Refusal("This is not a spoken word that counts: there is nothing to confirm")
    if ConsentConfirmation.objects.filter(statement=statement).exists():
        raise Refusal("This is confirmed in writing already")
    if signature.signed_on < statement.stated_on:
        raise Refusal(f"It was said on {date_format(statement.stated_on)}: enter that day or later", field="signed_on")
    must_be_entitled(statement.child, statement.parent, statement.purpose, signature.signed_on)
    return ConsentConfirmation.objects.create(statement=statement, signature=signature, recorded_by=by)


@action
def confirm_from_paper(
    *, by, statement: ConsentStatement, signed_on: date, witness, scan: Upload
) -> ConsentConfirmation:
    """The same from a paper that the parent signed, under the words as they were spoken."""
    signature = paper_signature(
        **{"by": by, "child": statement.child, "parent": statement.parent, "signed_on": signed_on},
        **{"witness": witness, "scan": scan, "shown": [Question(statement).as_shown(Answer(YES)).as_shown()]},
    )
    with removed_unless_recorded(signature.scan):
        confirmation = confirm_statement(by=by, statement=statement, signature=signature)
        issue_receipt(by=by, consent_signature=signature)
    return confirmation


@action
def acknowledge_aloud(
    *, by, registration: Registration, parent: Parent, said_on: date, circumstances: str, confirm_by: date
) -> SpokenAcknowledgement:
    """Record that a parent said that they understand, and by when they will sign. The registration stays open.

    Said again, with a new day, the new one counts.
    """
    must_be_open(registration)
    if not registration.explained_on <= said_on <= timezone.localdate():
        raise Refusal(
            "Enter the day on which they said it: after it was explained, and today or before", field="said_on"
        )
    must_be_entitled(registration.child, parent, Signable.REGISTRATION, said_on)
    last = timezone.localdate() + LONGEST_WAIT
    if not timezone.localdate() <= confirm_by <= last:
        raise Refusal(f"Enter by when they will sign: from today to {date_format(last)}", field="confirm_by")
    return SpokenAcknowledgement.objects.create(
        registration=registration,
        parent=parent,
        said_on=said_on,
        circumstances=circumstances,
        confirm_by=confirm_by,
        recorded_by=by,
    )
