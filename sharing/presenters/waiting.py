"""What waits on top of a child's file: tasks for {% task_list %}, with their state as its tag."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from consent.models import AcknowledgementRequest
from neston_sharing.foundation.templatetags.neston import long_date
from sharing.models import Decision, InformationRequest, Meeting
from sharing.presenters.child import PresentedChild
from sharing.presenters.information_request import request_task
from sharing.presenters.meeting import meeting_in_file
from sharing.presenters.words import listed, state_in_line
from sharing.waiting.tasks import Task


def tasks_for(
    child: PresentedChild,
    decisions: Iterable[Decision],
    asked: Iterable[AcknowledgementRequest] = (),
    requests: Iterable[InformationRequest] = (),
    meetings: Iterable[Meeting] = (),
) -> list[Task]:
    """Give what is unfinished: meetings with what they asked of us, decisions fetched `for_listing()`, open requests
    to agencies, a missing signature, new versions of a policy that a parent was `asked` to acknowledge, consents to
    ask for again.
    """
    of_agencies = (request_task(request, name_child=False) for request in requests)
    acknowledging = (_acknowledging(child, request) for request in asked)
    begun = (*map(meeting_in_file, meetings), *map(decision_task, decisions), *of_agencies)
    return [*begun, *_registration(child), *acknowledging, *_consents(child)]


def decision_task(decision: Decision) -> Task:
    state = state_in_line(decision)
    hint = listed((decision.agency, f"held by {decision.holder}" if decision.is_open else ""))
    return Task(f"Decision {decision.reference}", decision.get_absolute_url(), hint, state.word, state.kind)


def _registration(child: PresentedChild) -> Iterator[Task]:
    if not child.registered:
        page = reverse("consent:registration", args=[child.reference])
        yield Task(
            "Registration", page, "A parent with parental responsibility has yet to sign it", "Not signed", "red"
        )


def _acknowledging(child: PresentedChild, request: AcknowledgementRequest) -> Task:
    """A new registration answers it, begun with how the new version was explained."""
    page = reverse("consent:registration", args=[child.reference])
    due = long_date(request.due_on)
    status, kind = (f"Overdue since {due}", "red") if request.is_overdue else (f"By {due}", "amber")
    return Task(f"To be acknowledged: {request.version.title}", page, "Explain the new version", status, kind)


def _consents(child: PresentedChild) -> Iterator[Task]:
    for consent in child.consents:
        if consent.due:
            page = reverse("consent:statements", args=[child.reference])
            yield Task(f"Consent: {consent.matter}", page, consent.parent, consent.state.word, consent.state.kind)
