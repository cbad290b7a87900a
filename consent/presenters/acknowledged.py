"""Who has acknowledged which version of a policy, and of whom that is still asked (policy 2.2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from consent.models import AcknowledgementRequest, Child, PolicyGiven, PolicyVersion
from consent.models.child import ChildQuerySet

PAGE = 50
SHOW = {
    "all": "All children",
    "signed": "Have signed for this version",
    "without": "Attend without this version",
    "asked": "Asked, still to sign",
}


@dataclass(frozen=True)
class Line:
    """One child: the last acknowledgement of this policy (of this version, if there is one), and what is asked."""

    child: Child
    given: PolicyGiven | None
    of_this_version: bool
    asked: AcknowledgementRequest | None


@dataclass(frozen=True)
class Listing:
    lines: Sequence[Line]
    next_url: str


def counts(version: PolicyVersion, user) -> dict[str, int]:
    """Count the children of each choice, and those whose day has passed."""
    children = Child.objects.visible_to(user)
    counted = {show: narrowed(children, show, version).count() for show in ("signed", "without")}
    asked = AcknowledgementRequest.objects.visible_to(user).for_version(version).outstanding()
    return counted | {"asked": asked.count(), "overdue": asked.overdue().count()}


def listing(version: PolicyVersion, user, *, show: str, after: Child | None = None) -> Listing:
    found = narrowed(Child.objects.visible_to(user), show, version).by_name()
    page = list((found.after(after) if after else found)[: PAGE + 1])
    more = len(page) > PAGE
    here = reverse("consent:policy-acknowledged", args=[version.pk])
    return Listing(_lines(page[:PAGE], version), f"{here}?show={show}&after={page[PAGE - 1].reference}" if more else "")


def narrowed(children: ChildQuerySet, show: str, version: PolicyVersion) -> ChildQuerySet:
    if show == "signed":
        return children.who_acknowledged(version)
    if show == "without":
        return children.attending().yet_to_acknowledge(version)
    return children.asked_to_acknowledge(version) if show == "asked" else children.concerned_by(version)


def _lines(children: list[Child], version: PolicyVersion) -> list[Line]:
    asked = {
        each.child_id: each for each in AcknowledgementRequest.objects.for_version(version).open().of_children(children)
    }
    last: dict[int, PolicyGiven] = {}
    for given in PolicyGiven.objects.signed_for(children, version.policy):
        held = last.get(given.registration.child_id)
        if held is None or held.version_id != version.pk or given.version_id == version.pk:
            last[given.registration.child_id] = given
    return [_line(child, last.get(child.pk), version, asked.get(child.pk)) for child in children]


def _line(child: Child, given: PolicyGiven | None, version: PolicyVersion, asked) -> Line:
    signed = given is not None and given.version_id == version.pk
    return Line(child, given, signed, None if signed else asked)
