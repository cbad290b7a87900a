"""A parent's word on a sharing: recorded, taken back, or noted as recorded wrongly (policy 3.4)."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from agencies.models import Agency
from consent.models import Child, ConsentRecipient, ConsentStatement, FamilyLink, Parent
from neston_sharing.foundation.actions import Refusal, action

Said = ConsentStatement.Statement


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
) -> ConsentStatement:
    """Record what a parent gave or refused. It takes the place of what they said before on the same purpose.

    `purpose_detail` names a particular sharing; `agencies` and `kinds` of agency are its recipients.
    """
    agencies, kinds = list(agencies), list(kinds)
    _must_have_responsibility(child, parent)
    _must_be_said_by_today(stated_on)
    _must_say_what(purpose, purpose_detail)
    if statement == Said.GIVEN:
        _must_be_specific(scope, [*agencies, *kinds], review_on)
    word = ConsentStatement(
        child=child,
        parent=parent,
        purpose=purpose,
        purpose_detail=_as_named_before(child, purpose, purpose_detail),
        statement=statement,
        scope=scope,
        how=how,
        stated_on=stated_on,
        review_on=review_on if statement == Said.GIVEN else None,
        reason=reason,
        recorded_by=by,
    )
    _must_be_later_than_the_last(word)
    word.save()
    _name_recipients(word, agencies, kinds)
    return word


@action
def withdraw_consent(
    *, by, statement: ConsentStatement, reason: str, stated_on: date | None = None, how: str = "screen"
) -> ConsentStatement:
    """Record that a parent takes back the consent that counts now (as easily as it was given)."""
    stated_on = stated_on or timezone.localdate()
    _must_be_said_by_today(stated_on)
    if statement.statement != Said.GIVEN or not statement.counts():
        raise Refusal("This consent does not stand any more: there is nothing to withdraw.")
    _must_have_responsibility(statement.child, statement.parent)
    if stated_on < statement.stated_on:
        raise Refusal(
            f"It was given on {date_format(statement.stated_on)}: enter that day or a later one", field="stated_on"
        )
    return _take_back(statement, Said.WITHDRAWN, by=by, reason=reason, stated_on=stated_on, how=how)


@action
def invalidate_statement(*, by, statement: ConsentStatement, note: str) -> ConsentStatement:
    """Note that a statement was recorded wrongly: it never counted, and what the parent said before counts again."""
    if not by.has_perm("consent.manage_policies"):
        raise Refusal("Only a manager can note that a statement was recorded wrongly.")
    if statement.statement == Said.INVALIDATED or statement.is_noted_wrong():
        raise Refusal("This was noted as recorded wrongly already.")
    return _take_back(
        statement, Said.INVALIDATED, by=by, reason=note, stated_on=timezone.localdate(), how=statement.how
    )


def _take_back(statement: ConsentStatement, kind: str, *, by, reason: str, stated_on: date, how: str):
    if not reason.strip():
        raise Refusal("Say why, in a sentence", field="reason")
    return ConsentStatement.objects.create(
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


def _name_recipients(word: ConsentStatement, agencies: list[Agency], kinds: list[str]) -> None:
    for agency in agencies:
        ConsentRecipient.objects.create(statement=word, agency=agency, recorded_by=word.recorded_by)
    for kind in kinds:
        ConsentRecipient.objects.create(statement=word, kind=kind, recorded_by=word.recorded_by)


def _must_have_responsibility(child: Child, parent: Parent) -> None:
    if not FamilyLink.objects.with_responsibility().filter(child=child, parent=parent).exists():
        raise Refusal(
            "This person does not have parental responsibility for the child today: ask one who has", field="parent"
        )


def _must_be_said_by_today(stated_on: date) -> None:
    if stated_on > timezone.localdate():
        raise Refusal("Enter the day on which they said it: today or before", field="stated_on")


def _must_say_what(purpose: str, detail: str) -> None:
    if purpose == ConsentStatement.Purpose.PARTICULAR and not detail.strip():
        raise Refusal("Name the sharing that this is about", field="purpose_detail")


def _must_be_specific(scope: str, recipients: list, review_on: date | None) -> None:
    if not scope.strip():
        raise Refusal("Say what information may be shared", field="scope")
    if not recipients:
        raise Refusal("Choose who may be told: consent is for somebody, never for anybody", field="agencies")
    if review_on is None or review_on <= timezone.localdate():
        raise Refusal("Enter a day in the future on which to look at it again", field="review_on")


def _as_named_before(child: Child, purpose: str, detail: str) -> str:
    """Spell a particular sharing as it was spelt first, so that a later word on it takes the earlier one's place."""
    if purpose != ConsentStatement.Purpose.PARTICULAR:
        return ""
    typed = " ".join(detail.split())
    known = ConsentStatement.objects.particular_sharings_of(child)
    return next((name for name in known if name.casefold() == typed.casefold()), typed)


def _must_be_later_than_the_last(word: ConsentStatement) -> None:
    """What counts is what was said last, and that must be what is recorded last."""
    last = ConsentStatement.objects.last_word_on(word)
    if last and word.stated_on < last.stated_on:
        raise Refusal(
            f"They said something later, on {date_format(last.stated_on)}, and that counts. "
            "If it was recorded wrongly, have a manager note that first.",
            field="stated_on",
        )
