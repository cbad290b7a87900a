"""A child's registration in words: what is done, what is next, and the copy that the parent keeps."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from consent import drawing, wording
from consent.models import (
    AcknowledgementRequest,
    Child,
    ConsentStatement,
    Handover,
    Registration,
    Signable,
    Signature,
    SpokenAcknowledgement,
)

STANDING_CONSENTS = (ConsentStatement.Purpose.ADDITIONAL_NEEDS, ConsentStatement.Purpose.DEVELOPMENT_SUMMARIES)


@dataclass(frozen=True)
class Task:
    """One line of the task list; without `url` it cannot start yet."""

    title: str
    status: str
    kind: str = ""
    url: str = ""
    hint: str = ""


def tasks(child: Child, registration: Registration | None) -> list[Task]:
    """Say how far a child's registration is; `registration` is the open one, else the last signed one, if any."""
    links = child.links.with_people().with_delegations()
    signers = [link.parent.name for link in links if link.may_sign(Signable.REGISTRATION)]
    consenters = [link for link in links if any(map(link.may_sign, ConsentStatement.Purpose))]
    return [
        _done("Child's details", child, "consent:child-edit"),
        _parents(child, signers),
        _consents(child, bool(consenters)),
        _explanation(child, registration),
        _signature(child, registration, signers),
        *_new_versions(child),
    ]


def _done(title: str, child: Child, url_name: str, hint: str = "") -> Task:
    return Task(title, "Completed", url=_url(url_name, child), hint=hint)


def _to_do(title: str, child: Child, url_name: str, hint: str = "") -> Task:
    return Task(title, "Not yet started", "grey", _url(url_name, child), hint)


def _not_yet(title: str, hint: str) -> Task:
    return Task(title, "Cannot start yet", hint=hint)


def _url(url_name: str, child: Child) -> str:
    return reverse(url_name, args=[child.reference])


def _parents(child: Child, signers: list[str]) -> Task:
    title, url_name = "Parents and carers", "consent:parents"
    if signers:
        return _done(title, child, url_name, f"Can sign: {', '.join(signers)}")
    if child.links.exists():
        return Task(title, "In progress", "blue", _url(url_name, child), "Nobody who can sign yet")
    return _to_do(title, child, url_name)


def _explanation(child: Child, registration: Registration | None) -> Task:
    title, url_name = "How it was explained, and policies given", "consent:registration-explained"
    if registration is None:
        return _to_do(title, child, url_name)
    on, who = date_format(registration.explained_on), registration.explained_by
    hint = f"{registration.get_explained_how_display()}, {on}, by {who}"
    return Task(title, "Completed", hint=hint, url="" if registration.is_signed else _url(url_name, child))


def _signature(child: Child, registration: Registration | None, signers: list[str]) -> Task:
    title, url_name = "Parent's signature", "consent:hand-over"
    if registration and registration.is_signed:
        signature = registration.signature
        signed = f"{signature.parent.name}, {date_format(signature.signed_on)}"
        return Task(title, "Completed", hint=signed, url=_url("consent:registration-signed", child))
    if not signers:
        return _not_yet(title, "First add somebody who can sign")
    if registration is None:
        return _not_yet(title, "First say how it was explained")
    if said := SpokenAcknowledgement.objects.outstanding().filter(registration=registration).first():
        status, kind, hint = said_in_words(said)
        return Task(title, status, kind, _url(url_name, child), hint)
    status, kind, hint = handover_in_words(registration.handovers.select_related("parent").last())
    return Task(title, status, kind, _url(url_name, child), hint)


def said_in_words(said: SpokenAcknowledgement) -> tuple[str, str, str]:
    """Say what a parent acknowledged aloud and has not signed yet, as status, its kind and a hint."""
    hint = f"{said.parent.name}. Said on {date_format(said.said_on)}, to be signed by {date_format(said.confirm_by)}"
    return ("Not signed in time", "red", hint) if said.is_overdue() else ("To be signed", "amber", hint)


def _new_versions(child: Child) -> Iterator[Task]:
    """A new version of a policy is acknowledged by a registration that gives it."""
    for asked in AcknowledgementRequest.objects.outstanding_for(child):
        status, kind = ("Overdue", "red") if asked.is_overdue else ("To do", "amber")
        hint = f"Explain and sign again by {date_format(asked.due_on)}: {asked.version.title}"
        title = "A new version is to be acknowledged"
        yield Task(title, status, kind, _url("consent:registration-explained", child), hint)


def handover_in_words(last: Handover | None) -> tuple[str, str, str]:
    """Say how the last handing over ended, as status, its kind and a hint."""
    if last is None:
        return "Not yet started", "grey", ""
    if last.is_live:
        until = date_format(localtime(last.expires_at), "H:i")
        return "With the parent", "blue", f"{last.parent.name} has the tablet, until {until}"
    if last.declined_at:
        reason = f": {last.declined_why}" if last.declined_why else ", without a reason"
        return "Declined", "amber", f"{last.parent.name}, {date_format(localtime(last.declined_at))}{reason}"
    return "Not yet signed", "grey", f"Handed to {last.parent.name}, came back unsigned"


def _consents(child: Child, can_be_asked: bool) -> Task:
    title, page = "Consent to share information", "consent:statements"
    if not can_be_asked:
        return _not_yet(title, "First add somebody with parental responsibility")
    said = set(ConsentStatement.objects.about_child(child).valid().values_list("purpose", flat=True))
    waiting = child.consent_requests.open().count()
    if waiting:
        hint = "1 question waits for the tablet" if waiting == 1 else f"{waiting} questions wait for the tablet"
        return Task(title, "In progress", "blue", _url(page, child), hint)
    return _answered(title, child, page, sum(purpose in said for purpose in STANDING_CONSENTS))


def _answered(title: str, child: Child, page: str, answered: int) -> Task:
    if answered == len(STANDING_CONSENTS):
        return _done(title, child, page, "Given or refused, for both standing purposes")
    if not answered:
        return _to_do(title, child, page, "Additional needs; development summaries")
    return Task(title, "In progress", "blue", _url(page, child), "One of two answered")


def copy_of(registration: Registration) -> tuple[dict, dict[str, bytes]]:
    """Give what the parent's copy says, and the pictures that it shows (the signature, if it was drawn)."""
    signature = getattr(registration, "signature", None)
    context = {
        "registration": registration,
        "child": registration.child,
        "signature": signature,
        "wording": signature.wording if signature else wording.CURRENT.as_shown(),
        "version": signature.wording_version if signature else wording.CURRENT.version,
        "policies": [given.version for given in registration.policies_given.all()],
    }
    drawn = signature.drawing if signature and signature.how == Signature.How.DRAWN else None
    return context, {"signature.svg": drawing.picture(drawn)} if drawn else {}
