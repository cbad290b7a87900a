"""A parent is asked for consent: what is asked is written down first, for tablet or paper (policy 2.4, 3.4)."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from agencies.models import Agency
from consent.actions.statements import record_paper_consent
from consent.actions.stating import as_named_before, must_be_askable, recipients
from consent.models import Child, ConsentRequest, ConsentStatement, Handover, Parent, RequestedRecipient
from neston_sharing.foundation.actions import Refusal, action

ALREADY_ANSWERED = "It was asked twice: the other question was answered."


@action
def ask_for_consent(
    *,
    by,
    child: Child,
    parent: Parent,
    purpose: str,
    scope: str,
    review_on: date | None,
    purpose_detail: str = "",
    agencies: Iterable[Agency] = (),
    kinds: Iterable[str] = (),
    valid_until: date | None = None,
    conditions: str = "",
) -> ConsentRequest:
    """Prepare one question to one parent. It waits until they answer it on the tablet, or until it is given up."""
    agencies, kinds = list(agencies), list(kinds)
    detail = as_named_before(child, purpose, purpose_detail)
    asked = {
        **{"child": child, "parent": parent, "purpose": purpose, "purpose_detail": detail, "scope": scope},
        **{"conditions": conditions, "valid_until": valid_until, "review_on": review_on},
    }
    must_be_askable(ConsentStatement(**asked, stated_on=timezone.localdate()), recipients(agencies, kinds))
    _must_not_be_asked_already(child, parent, purpose, detail)
    request = ConsentRequest.objects.create(**asked, prepared_by=by)
    for agency in agencies:
        RequestedRecipient.objects.create(request=request, agency=agency)
    for kind in kinds:
        RequestedRecipient.objects.create(request=request, kind=kind)
    return request


@action
def give_up_request(*, by, request: ConsentRequest, why: str) -> ConsentRequest:
    """Close a question that is no longer asked, with the reason."""
    request.refresh_from_db()
    if not request.is_open:
        raise Refusal("This is closed already: there is nothing to give up")
    if Handover.objects.about_child(request.child).live().filter(parent=request.parent).exists():
        raise Refusal("The parent has the tablet now: wait until it comes back")
    if not why.strip():
        raise Refusal("Say why it is no longer asked", field="why")
    request.closed_at, request.given_up_why = timezone.now(), why
    request.save()
    return request


@action
def answer_on_paper(*, by, child: Child, parent: Parent, **said) -> ConsentStatement:
    """Record what a parent signed on paper, and close with it what they are asked on the same matter."""
    if Handover.objects.about_child(child).live().filter(parent__in=Parent.objects.same_as(parent)).exists():
        raise Refusal("The parent has the tablet now: wait until it comes back")
    word = record_paper_consent(by=by, child=child, parent=parent, **said)
    for number, request in enumerate(ConsentRequest.objects.open().to_parent(parent, child).on_matter(*word.matter)):
        request.closed_at = word.recorded_at
        request.answer, request.given_up_why = (None, ALREADY_ANSWERED) if number else (word, "")
        request.save()
    return word


def _must_not_be_asked_already(child: Child, parent: Parent, purpose: str, detail: str) -> None:
    if ConsentRequest.objects.open().to_parent(parent, child).on_matter(purpose, detail).exists():
        raise Refusal(
            f"{parent.name} is being asked this already: hand over the tablet, or give that question up first"
        )
