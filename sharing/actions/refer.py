"""Refer now: a child could not wait, and somebody was told at once (policy part 2, closing words).

refer(by=, child=, what=, why=, agency=None, agency_name="", to_whom="", route="telephone", number_or_address="",
    shared_at=None, verbal_backer=None, tried="", family_told=, family_told_on=None, family_told_how="",
    family_not_told="", family_not_told_why="", draft=None) -> Decision

`what` was told to `agency`, or to one that the directory does not have and `agency_name` names; `why` it could not
wait; `verbal_backer` agreed to it by word of mouth, or `tried` says who was not reached. `draft` is an open decision
about this child that turns into the referral. Nothing in the bookkeeping delays it: a policy version, a law or an
agency that is missing does not stop the record.
"""

from datetime import datetime

from django.utils import timezone

from agencies.models import Agency
from consent.models import Child, Law
from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.drafts import written
from sharing.actions.requirements import past, said
from sharing.actions.start import new_decision
from sharing.actions.tell_family import family_facts, warn_everyone
from sharing.models import Decision, Disclosure, Referral

PURPOSE = "To keep the child safe: referred at once, because it could not wait"
LAWFUL_BASIS, CONDITION = "safeguarding-interest", "sch1-para18"  # codes of the law list


@action
def refer(
    *,
    by,
    child: Child,
    what: str,
    why: str,
    verbal_backer=None,
    tried: str = "",
    agency: Agency | None = None,
    agency_name: str = "",
    draft: Decision | None = None,
    shared_at: datetime | None = None,
    **rest,
) -> Decision:
    """Record who was told what, when and why, as decision and disclosure at once; management answers afterwards."""
    _must_be_open_to(by, child)
    what = said(what, "Say what was told", "what")
    why = said(why, "Say why it could not wait", "why")
    _must_be_backed_or_tried(by, verbal_backer, tried)
    told = past(shared_at or timezone.now(), "Enter when they were told: now or earlier", "shared_at")
    agency = agency or _named(agency_name)
    family, call = _split(rest)
    decision = _begun(by, child, draft, agency, what)
    _decide(decision, by, why, route=call["route"], **family)
    Referral.objects.create(
        decision=decision, why=why, verbal_backer=verbal_backer, tried=tried.strip(), recorded_by=by
    )
    _disclose(decision, by, what, told, call)
    if decision.family_not_told == Decision.Untold.UNSAFE:
        warn_everyone(by=by, decision=decision)
    decision.recorded_at = timezone.now()
    decision.save(update_fields=["recorded_at"])
    return decision


def _must_be_open_to(by, child: Child) -> None:
    may = by.has_perm("sharing.refer") and Child.objects.findable_by(by).filter(pk=child.pk).exists()
    if not may:
        raise Refusal(
            "You cannot record this here. Call one of the numbers on this page, and ask the manager to record it",
            field="child",
        )


def _must_be_backed_or_tried(by, backer, tried: str) -> None:
    if backer is None and not tried.strip():
        raise Refusal("Say who backed it, or who was tried and not reached", field="tried")
    if backer == by:
        raise Refusal("Somebody else must back what you did. Name them, or who was not reached", field="verbal_backer")
    if backer is not None and not backer.has_perm("sharing.back_up"):
        raise Refusal("Choose a member of the management team", field="verbal_backer")


def _named(name: str) -> Agency:
    """Find the agency by name, whatever its capitals, or put it into the directory; told again, it is in use again."""
    name = " ".join(said(name, "Choose who was told, or write the name", "agency").split())
    found = Agency.objects.filter(name__iexact=name).first()
    if found is None:
        social_care = "social care" in name.lower() or "social services" in name.lower()
        return Agency.objects.create(name=name, kind=Agency.Kind.SOCIAL_CARE if social_care else Agency.Kind.OTHER)
    if not found.is_active:
        found.is_active = True
        found.save()
    return found


def _split(rest: dict) -> tuple[dict, dict]:
    """Part what was said to the family from how the call was made; refuse what is half said."""
    family = family_facts(
        told=rest.pop("family_told"),
        told_on=rest.pop("family_told_on", None) or timezone.localdate(),
        told_how=rest.pop("family_told_how", ""),
        not_told=rest.pop("family_not_told", ""),
        why=rest.pop("family_not_told_why", ""),
    )
    call = {"to_whom": "", "route": "telephone", "number_or_address": "", **rest}
    if call["route"] not in dict(Disclosure.ROUTES):
        raise Refusal("Choose how they were told", field="route")
    return family, call


def _begun(by, child: Child, draft: Decision | None, agency: Agency, what: str) -> Decision:
    """Give the decision to record: the draft with its answers kept, or a new one."""
    if draft is None:
        return new_decision(
            by=by,
            child=child,
            origin=Decision.Origin.REFERRAL,
            initiative=Decision.Initiative.OFFERED,
            agency=agency,
            information=what,
            purpose=PURPOSE,
        )
    found = Decision.objects.editable_by(by).about_child(child).filter(pk=draft.pk).first()
    if found is None:
        raise Refusal("This draft is closed, or not yours. Refer without it: start from Refer now.")
    if found.agency_id != agency.pk:
        found.agency, found.professional = agency, None
    found.origin = Decision.Origin.REFERRAL
    return written(by=by, draft=found)


def _decide(decision: Decision, by, why: str, **facts) -> None:
    laws = Law.objects.in_force()
    decision.outcome, decision.outcome_reason = Decision.Outcome.SHARE, why
    decision.decided_at, decision.decided_by = timezone.now(), by
    decision.lawful_basis = laws.meaning(LAWFUL_BASIS).first()
    decision.condition = laws.meaning(CONDITION).first() if decision.lawful_basis else None
    for name, value in facts.items():
        setattr(decision, name, value)
    decision.save()


def _disclose(decision: Decision, by, what: str, told: datetime, call: dict) -> Disclosure:
    return Disclosure.objects.create(
        decision=decision,
        agency=decision.agency,
        to_whom=call["to_whom"].strip() or decision.agency.name,
        route=call["route"],
        number_or_address=call["number_or_address"].strip(),
        what=what,
        shared_at=told,
        shared_by=by,
        recorded_by=by,
    )
