"""One recipient's copy: what its check found accepted with a reason, and the copy kept as it is sent (policy 2.6, 2.7).

accept_finding(by=, decision=, code=, reason=) -> AcceptedFinding
keep_copy(by=, decision=, items=, content=None, reasons={}, **going) -> RecipientCopy
    `reasons` are those for findings, by their code; `content` the PDF; `going` how it goes, as `facts_of` takes it.
What was decided and waits for its copy is refused while a finding stands. A referral that was made at once is not.
"""

import hashlib
from collections.abc import Iterable, Mapping

from django.core.files.base import ContentFile

from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.requirements import said
from sharing.copy_check import Finding, Kind
from sharing.copy_facts import CopyCheck, check_of
from sharing.models import AcceptedFinding, CopiedItem, CopyFinding, Decision, Item, RecipientCopy

MAY = ("sharing.make_decision", "sharing.disclose", "sharing.back_up")


class Unsettled(Refusal):
    """Findings that are neither mended nor accepted: nothing goes out, and each asks for its reason."""

    def __init__(self, waiting: Iterable[Finding]) -> None:
        self.waiting = tuple(waiting)
        first = self.waiting[0]
        remedy = "Leave that item out" if first.to_be_mended else "Put it right, or say why it may go all the same"
        super().__init__(f"{first.words}. Nothing is recorded. {remedy}")


@action
def accept_finding(*, by, decision: Decision, code: str, reason: str) -> AcceptedFinding:
    """Say why what was found may go all the same. A protected address is taken in by the management team alone."""
    found = Decision.objects.visible_to(by).with_people().filter(pk=decision.pk).first()
    if found is None or not any(map(by.has_perm, MAY)):
        raise Refusal("You cannot accept what was found in this copy.")
    check = check_of(found)
    finding = next((each for each in check.standing if each.code == code), None)
    if finding is None:
        raise Refusal("This does not stand any more: it was put right, or accepted.")
    return _accepted(by, found, finding, reason)


def keep_copy(
    *,
    by,
    decision: Decision,
    items: Iterable[Item],
    content: bytes | None = None,
    reasons: Mapping[str, str] | None = None,
    **going,
) -> RecipientCopy:
    """Check the copy as it goes, and keep it. Call within an action that asked whether this person may."""
    items = list(items)
    check = _settled(by, decision, check_of(decision, items, **going), reasons or {})
    copy = RecipientCopy(decision=decision, agency=decision.agency, recorded_by=by)
    if content:
        copy.file, copy.sha256 = ContentFile(content, name="copy.pdf"), hashlib.sha256(content).hexdigest()
    copy.save()
    for item in items:
        CopiedItem.objects.create(copy=copy, item=item, recorded_by=by)
    for finding in check.found:
        CopyFinding.objects.create(
            copy=copy,
            code=finding.code,
            kind=finding.kind,
            words=finding.words,
            accepted=check.accepted.get(finding.code),
            recorded_by=by,
        )
    return copy


def _settled(by, decision: Decision, check: CopyCheck, reasons: Mapping[str, str]) -> CopyCheck:
    """Accept what a reason was given for; what then still stands refuses the copy, but of a referral."""
    accepted = dict(check.accepted)
    for finding in check.standing:
        if reasons.get(finding.code, "").strip() and not finding.to_be_mended:
            accepted[finding.code] = _accepted(by, decision, finding, reasons[finding.code])
    settled = CopyCheck(check.found, accepted)
    if settled.standing and decision.origin == Decision.Origin.QUESTIONS:
        raise Unsettled(settled.standing)
    return settled


def _accepted(by, decision: Decision, finding: Finding, reason: str) -> AcceptedFinding:
    field = f"why_{finding.code}"
    if finding.to_be_mended:
        raise Refusal(f"{finding.words}. This cannot be accepted: leave the item out, or ask them first", field=field)
    if finding.kind is Kind.PROTECTED and not by.has_perm("sharing.back_up"):
        raise Refusal(
            "Only the designated safeguarding lead, a deputy or a manager takes a protected address into a copy. Leave "
            "it out, or ask one of them",
            field=field,
        )
    return AcceptedFinding.objects.create(
        decision=decision,
        code=finding.code,
        kind=finding.kind,
        words=finding.words,
        reason=said(reason, "Say why it may go all the same", field),
        recorded_by=by,
    )
