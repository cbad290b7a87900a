"""One recipient's copy: what stands in it, what its check found, and the copies that were kept.

`findings_of(check, decision)` says of each where it is mended; `copy_of(decision, items, ...)` what the PDF says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.urls import reverse

from agencies.models import Professional
from neston_sharing.foundation.patience import first_asked_at
from sharing.copy_check import Finding, Kind
from sharing.copy_facts import CopyCheck, check_before_it_goes
from sharing.models import Decision, Item, OtherCopy
from sharing.presenters.items import attachment_url
from sharing.presenters.words import Fact, listed, said

TITLES = {
    Kind.PROTECTED: "Protected address",
    Kind.OTHER_FAMILY: "Another child or family",
    Kind.THIRD_PARTY: "From another agency",
    Kind.NAME: "A name that is not in the list",
    Kind.FILE: "A file",
    Kind.RECIPIENT: "Who receives it",
    Kind.ROUTE: "How it goes",
    Kind.NAMESAKE: "A namesake",
}
GRAVE = (Kind.PROTECTED, Kind.OTHER_FAMILY, Kind.THIRD_PARTY)


@dataclass(frozen=True)
class PresentedFinding:
    """`url` is where it is put right, `accept_url` where somebody says why it may go ("" where nobody can)."""

    title: str
    colour: str
    words: str
    item: str
    mend: str
    url: str
    accept_url: str
    split_url: str = ""
    reason: str = ""
    by: str = ""


@dataclass(frozen=True)
class StillToSettle:
    """What was found in a copy that has not gone, for the pages that come before it goes."""

    findings: tuple[PresentedFinding, ...]

    @property
    def is_grave(self) -> bool:
        return any(finding.colour == "red" for finding in self.findings)

    @property
    def acceptable(self) -> Self:
        """Without what another agency keeps back, where that has a banner of its own."""
        return type(self)(tuple(finding for finding in self.findings if finding.accept_url))


@dataclass(frozen=True)
class PresentedCopy:
    """What one recipient gets, as its PDF says it. Only what was checked stands in it."""

    reference: str
    child: str
    facts: tuple[Fact, ...]
    items: tuple[tuple[str, tuple[Fact, ...]], ...]


def still_to_settle(decision: Decision) -> StillToSettle:
    """A constant number of queries; none for what does not go, or has gone."""
    return StillToSettle(findings_of(check_before_it_goes(decision), decision))


def findings_of(check: CopyCheck, decision: Decision) -> tuple[PresentedFinding, ...]:
    items = {item.pk: item for item in decision.items.all()}
    return tuple(_finding(each, decision, items) for each in check.standing)


def settled_of(check: CopyCheck, decision: Decision) -> tuple[PresentedFinding, ...]:
    """What was accepted, by whom and why."""
    items = {item.pk: item for item in decision.items.all()}
    return tuple(
        _finding(each, decision, items, reason=row.reason, by=str(row.recorded_by)) for each, row in check.settled
    )


def _finding(finding: Finding, decision: Decision, items: dict[int, Item], **accepted) -> PresentedFinding:
    item = items.get(finding.piece or 0)
    mend, url = _mended_at(finding, decision, item)
    code = "" if finding.to_be_mended or accepted else finding.code
    return PresentedFinding(
        title=TITLES[finding.kind],
        colour="red" if finding.kind in GRAVE else "amber",
        words=finding.words,
        item=(item.text or item.attachment_name) if item else "",
        mend=mend,
        url=url,
        accept_url=reverse("sharing:copy-accept", args=[decision.reference, code]) if code else "",
        split_url=_split_at(finding, decision, item),
        **accepted,
    )


def _split_at(finding: Finding, decision: Decision, item: Item | None) -> str:
    """What is about two families is split into two copies, while it can still change."""
    both = finding.kind is Kind.OTHER_FAMILY and item is not None and decision.is_open
    return reverse("sharing:item-split", args=[decision.reference, item.pk]) if item and both else ""


def copies_beside(decision: Decision, user) -> tuple[tuple[str, str, str], ...]:
    """Give the other copies of the same report: their reference, their address, whose and why."""
    rows = OtherCopy.objects.of_one_report(decision, user)
    others = ((row.made if row.first_id == decision.pk else row.first, row) for row in rows)
    return tuple((o.reference, o.get_absolute_url(), _beside(o, row)) for o, row in others)


def _beside(other: Decision, row: OtherCopy) -> str:
    to = listed((other.professional, other.agency))
    return f"about {other.child.name}, for {to}" if row.why == OtherCopy.Why.FAMILY else f"for {to}"


def _mended_at(finding: Finding, decision: Decision, item: Item | None) -> tuple[str, str]:
    if item is not None and decision.is_open:
        return "Change the item, or leave it out", reverse("sharing:item", args=[decision.reference, item.pk])
    if item is not None and finding.kind is Kind.FILE:
        return "Read the file", attachment_url(item)
    if item is not None:
        return "Leave it out when it goes", reverse("sharing:disclosure-new", args=[decision.reference])
    if finding.kind is Kind.NAMESAKE:
        return "Look at the child's file", decision.about.get_absolute_url()
    return f"Check the details of {decision.agency}", decision.agency.get_absolute_url()


def copy_of(
    decision: Decision, items: Iterable[Item], *, to_whom: str = "", professional: Professional | None = None
) -> PresentedCopy:
    child = decision.about
    person = to_whom or professional or decision.professional
    return PresentedCopy(
        reference=decision.reference,
        child=child.name,
        facts=said(
            ("For", listed((person, decision.agency))),
            ("About", child.name),
            ("Born", child.date_of_birth),
            ("Our reference", decision.reference),
            ("Made on", first_asked_at()),
        ),
        items=tuple((item.text or item.attachment_name, _about(item)) for item in items),
    )


def _about(item: Item) -> tuple[Fact, ...]:
    """Fact and opinion kept apart, and whose it is; a file is named with its hash, so that it can be told again."""
    return said(
        ("Kind", item.get_nature_display()),
        ("Whose", item.source_agency or item.get_source_display()),
        ("About", item.get_about_display()),
        ("File beside this copy", item.attachment_name),
        ("Its SHA-256", item.attachment_sha256),
    )
