"""A child's registration in words: what is done, what is next, and the copy that the parent keeps."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from consent import drawing, wording
from consent.models import Child, ConsentStatement, Handover, Registration, Signature

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
    signers = [link.parent.name for link in child.links.with_responsibility().with_people()]
    return [
        _done("Child's details", child, "consent:child-edit"),
        _parents(child, signers),
        _consents(child, signers),
        _explanation(child, registration),
        _signature(child, registration, signers),
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
        return _done(title, child, url_name, f"With parental responsibility: {', '.join(signers)}")
    if child.links.exists():
        return Task(title, "In progress", "blue", _url(url_name, child), "Nobody with parental responsibility yet")
    return _to_do(title, child, url_name)


def _explanation(child: Child, registration: Registration | None) -> Task:
    title, url_name = "How it was explained, and policies given", "consent:registration-explained"
    if registration is None:
        return _to_do(title, child, url_name)
    on, who = date_format(registration.explained_on), registration.explained_by
    hint = f"{registration.get_explained_how_display()}, {on}, by {who}"
    return Task(title, "Completed", hint=hint, url="" if registration.is_signed else _url(url_name, child))


def _signature(child: Child, registration: Registration | None, signers: list[str]) -> Task:
    title, url_name = "Parent's signature", "consent:registration-sign"
    if registration and registration.is_signed:
        signature = registration.signature
        signed = f"{signature.parent.name}, {date_format(signature.signed_on)}"
        return Task(title, "Completed", hint=signed, url=_url("consent:registration-signed", child))
    if not signers:
        return _not_yet(title, "First add somebody with parental responsibility")
    if registration is None:
        return _not_yet(title, "First say how it was explained")
    status, kind, hint = handover_in_words(registration.handovers.select_related("parent").last())
    return Task(title, status, kind, _url(url_name, child), hint)


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


def _consents(child: Child, signers: list[str]) -> Task:
    title = "Consent to share information"
    said = set(ConsentStatement.objects.about_child(child).valid().values_list("purpose", flat=True))
    stated = sum(purpose in said for purpose in STANDING_CONSENTS)
    if not signers:
        return _not_yet(title, "First add somebody with parental responsibility")
    if stated == len(STANDING_CONSENTS):
        return _done(title, child, "consent:statement-new", "Given or refused, for both standing purposes")
    if not stated:
        return _to_do(title, child, "consent:statement-new", "Additional needs; development summaries")
    return Task(title, "In progress", "blue", _url("consent:statement-new", child), "One of two answered")


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
