"""Asking other agencies about a child (policy 2.4), and what became of it.

ask_for_information(by=, child=, agency=, asked_of=, asked_at=, route=, what=, why=, lawful_basis=, answer_by=,
    family_told=, family_told_how="", family_not_told="", family_not_told_why="", basis_why="", professional=None,
    decision=None) -> InformationRequest
tell_news(by=, request=, kind="chased"|"refused"|"withdrawn", happened_at=, who="", text="") -> InformationRequestNews
An answer is recorded by `receive_information(answers=request)`: it is third-party information.
"""

from datetime import date, datetime

from django.utils import timezone

from agencies.models import Agency, Professional
from consent.actions.flags import set_flag
from consent.models import Child, Flag, Law
from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.requirements import must_read_file, must_work_there, one_of_the_routes, past, said
from sharing.actions.tell_family import family_facts
from sharing.models import Decision, InformationRequest, InformationRequestNews

MAY = "sharing.ask_for_information"
News = InformationRequestNews.Kind


@action
def ask_for_information(
    *,
    by,
    child: Child,
    agency: Agency,
    asked_of: str,
    asked_at: datetime,
    route: str,
    what: str,
    why: str,
    lawful_basis: Law,
    answer_by: date,
    basis_why: str = "",
    professional: Professional | None = None,
    decision: Decision | None = None,
    **family,
) -> InformationRequest:
    """Record the request. Where telling the family would be unsafe, whoever opens the child's page is warned."""
    must_read_file(by, child, MAY)
    must_work_there(professional, agency)
    asked_at = past(asked_at, "Enter when they were asked: now or earlier", "asked_at")
    if answer_by < timezone.localdate(asked_at):
        raise Refusal("Enter a day that is not before the day on which they were asked", field="answer_by")
    if not Law.objects.lawful_bases().in_force().filter(pk=lawful_basis.pk).exists():
        raise Refusal("Choose a lawful basis that is in force", field="lawful_basis")
    name = professional.name if professional else ""
    request = InformationRequest.objects.create(
        child=child,
        decision=_about(child, decision, by),
        agency=agency,
        professional=professional,
        asked_of=said(asked_of or name, "Say who was asked: name and post", "asked_of"),
        asked_at=asked_at,
        route=one_of_the_routes(route),
        what=said(what, "Say what we ask for", "what"),
        why=said(why, "Say why we need it", "why"),
        lawful_basis=lawful_basis,
        basis_why=basis_why.strip(),
        answer_by=answer_by,
        recorded_by=by,
        **_family(**family),
    )
    _warn_if_unsafe(by, request)
    return request


@action
def tell_news(
    *, by, request: InformationRequest, kind: str, happened_at: datetime, who: str = "", text: str = ""
) -> InformationRequestNews:
    """Record that we asked once more, were refused, or take it back; refused once the request is settled."""
    must_read_file(by, request.child.one, MAY)
    if kind not in News.values or kind == News.ANSWERED:
        raise Refusal("Choose what happened", field="kind")
    if not InformationRequest.objects.open().filter(pk=request.pk).exists():
        raise Refusal("This request is settled already. What comes later is information received.")
    happened_at = past(happened_at, "Enter when it happened: now or earlier", "happened_at")
    if happened_at < request.asked_at:
        raise Refusal("Enter a time that is not before we asked", field="happened_at")
    if kind != News.CHASED:
        text = said(text, "Say what they said, or why we ask no more", "text")
    return InformationRequestNews.objects.create(
        request=request, kind=kind, happened_at=happened_at, who=who.strip(), text=text.strip(), recorded_by=by
    )


def _about(child: Child, decision: Decision | None, by) -> Decision | None:
    mine = Decision.objects.visible_to(by).about_child(child)
    if decision and not mine.filter(pk=decision.pk).exists():
        raise Refusal("Choose a decision about this child", field="decision")
    return decision


def _family(
    family_told: bool, family_told_how: str = "", family_not_told: str = "", family_not_told_why: str = ""
) -> dict:
    facts = family_facts(
        told=family_told,
        told_on=timezone.localdate(),
        told_how=family_told_how,
        not_told=family_not_told,
        why=family_not_told_why,
    )
    return {name: value for name, value in facts.items() if name != "family_told_on"}


def _warn_if_unsafe(by, request: InformationRequest) -> None:
    unsafe = request.family_not_told == Decision.Untold.UNSAFE
    if unsafe and not request.child.flags.standing().do_not_discuss().exists():
        detail = f"Telling the family about request {request.reference} would put someone at risk."
        set_flag(by=by, child=request.child, kind=Flag.Kind.DO_NOT_DISCUSS, detail=detail)
