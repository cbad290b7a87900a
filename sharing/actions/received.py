"""What other agencies tell us about a child, on their terms (policy 1.3), and who is around the child.

receive_information(by=, child=, agency=, from_whom=, received_at=, route=, what="", upload=None, terms="",
    not_to_parents=False, professional=None, answers=None) -> InformationReceived
    `answers` is the request of ours that it answers, which is settled with it.
put_around(by=, child=, agency=, group=, since=, professional=None) -> AroundChild
end_around(by=, around=, ended_on=) -> AroundChild
"""

from datetime import date, datetime

from agencies.models import Agency, Professional
from consent.models import Child
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.uploads import Upload, removed_unless_recorded
from sharing.actions.requirements import must_read_file, must_work_there, one_of_the_routes, past, said
from sharing.models import AroundChild, InformationReceived, InformationRequest, InformationRequestNews

Answered = InformationRequestNews.Kind.ANSWERED


@action
def receive_information(
    *,
    by,
    child: Child,
    agency: Agency,
    from_whom: str,
    received_at: datetime,
    route: str,
    what: str = "",
    upload: Upload | None = None,
    terms: str = "",
    not_to_parents: bool = False,
    professional: Professional | None = None,
    answers: InformationRequest | None = None,
) -> InformationReceived:
    """Record what was told, and settle the request that it answers; refused if it says nothing and has no file."""
    must_read_file(by, child, "sharing.record_received")
    must_work_there(professional, agency)
    name = professional.name if professional else ""
    received = InformationReceived(
        child=child,
        agency=agency,
        professional=professional,
        from_whom=said(from_whom or name, "Say who told us: name and post", "from_whom"),
        received_at=past(received_at, "Enter when it came: now or earlier", "received_at"),
        route=one_of_the_routes(route),
        what=what.strip(),
        terms=terms.strip(),
        not_to_parents=not_to_parents,
        answers_request=_open(answers),
        recorded_by=by,
    )
    _keep(received, upload)
    if answers:
        _settle(answers, received, by)
    return received


def _keep(received: InformationReceived, upload: Upload | None) -> None:
    """Save it with its file under a random name, or neither."""
    if not (received.what or upload):
        raise Refusal("Write what they told us, or attach it", field="what")
    if upload:
        received.attachment, received.attachment_sha256 = upload.stored(), upload.sha256
        received.attachment_name = f"Attachment, {upload.pages} {'page' if upload.pages == 1 else 'pages'}"
    with removed_unless_recorded(received.attachment):
        received.save()


def _open(request: InformationRequest | None) -> InformationRequest | None:
    if request and not InformationRequest.objects.open().filter(pk=request.pk).exists():
        raise Refusal(
            "This request is settled already. Record what came as information received, from the child's file."
        )
    return request


def _settle(request: InformationRequest, received: InformationReceived, by) -> None:
    if received.received_at < request.asked_at:
        raise Refusal("Enter when it came: not before we asked", field="received_at")
    InformationRequestNews.objects.create(
        request=request, kind=Answered, happened_at=received.received_at, who=received.from_whom, recorded_by=by
    )


@action
def put_around(
    *, by, child: Child, agency: Agency, group: str, since: date, professional: Professional | None = None
) -> AroundChild:
    """Say that an agency is around this child: what others told us can be told to it without passing it on."""
    must_read_file(by, child, "sharing.keep_around")
    must_work_there(professional, agency)
    if AroundChild.objects.about_child(child).not_ended().filter(agency=agency).exists():
        raise Refusal(f"{agency} is around this child already", field="agency")
    return AroundChild.objects.create(
        child=child,
        agency=agency,
        professional=professional,
        group=said(group, "Say in which group, such as the core group", "group"),
        since=since,
        entered_by=by,
    )


@action
def end_around(*, by, around: AroundChild, ended_on: date) -> AroundChild:
    """Enter the last day, once: from then on, telling this agency is passing on (policy 1.3)."""
    found = AroundChild.objects.visible_to(by).filter(pk=around.pk).first()
    if found is None or not by.has_perm("sharing.keep_around"):
        raise Refusal("Only the designated safeguarding lead, a deputy or a manager says who is around a child.")
    if found.ended_on:
        raise Refusal("The end is entered already.")
    if ended_on < found.since:
        raise Refusal("Enter a day that is not before the first", field="ended_on")
    found.ended_on, found.ended_by = ended_on, by
    found.save()
    return found
