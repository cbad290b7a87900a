"""A child leaves the setting, stays after all, or comes back."""

from datetime import date

from django.utils import timezone

from agencies.models import Agency
from consent.actions.children import change_child
from consent.models import AcknowledgementRequest, Child, ConsentRequest, ConsentStatement, Leaving
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.templatetags.neston import long_date

GIVEN_UP = "The child leaves on {day}."


@action
def record_leaving(*, by, child: Child, day: date, next_provider: Agency | None = None, note: str = "") -> Leaving:
    """Record the last day and what comes next; a second time corrects the first.

    What parents were asked and what ends with the last day is given up: there is nothing left to answer.
    """
    last = Leaving.objects.about_child(child).newest_first().first()
    if last and not note and (child.leaves_on, last.next_provider) == (day, next_provider):
        raise Refusal("That is what stands here already", field="day")
    change_child(by=by, child=child, leaves_on=day)
    row = Leaving.objects.create(
        child=child, event="leaves", day=day, next_provider=next_provider, note=note, recorded_by=by
    )
    _give_up_what_was_asked(child, GIVEN_UP.format(day=long_date(day)))
    return row


@action
def record_stay(*, by, child: Child, note: str) -> Leaving:
    """The child stays after all: said before the last day has passed, it is as if nobody had said otherwise."""
    if child.leaves_on is None:
        raise Refusal("No last day is entered for this child")
    if child.has_left:
        raise Refusal("The last day has passed: record on which day the child comes back")
    if not note:
        raise Refusal("Say why the child stays", field="note")
    change_child(by=by, child=child, leaves_on=None)
    return Leaving.objects.create(child=child, event="stays", note=note, recorded_by=by)


@action
def record_return(*, by, child: Child, day: date, note: str = "") -> Leaving:
    """The child comes back on a day after the last one: consents that ended are asked for again."""
    if not child.has_left:
        raise Refusal("This child has not left")
    if child.leaves_on and day <= child.leaves_on:
        raise Refusal(f"The last day was {long_date(child.leaves_on)}: enter a day after it", field="day")
    change_child(by=by, child=child, leaves_on=None)
    return Leaving.objects.create(child=child, event="returns", day=day, note=note, recorded_by=by)


def _give_up_what_was_asked(child: Child, why: str) -> None:
    """Questions about the summary for the next setting stay open: that consent outlives the last day."""
    lasting = ConsentStatement.Purpose.DEVELOPMENT_SUMMARIES
    now, rows = timezone.now(), Child.objects.same_as(child)
    for request in ConsentRequest.objects.open().filter(child__in=rows).exclude(purpose=lasting):
        request.closed_at, request.given_up_why = now, why
        request.save()
    for asked in AcknowledgementRequest.objects.open().filter(child__in=rows):
        asked.given_up_at, asked.given_up_why = now, why
        asked.save()
