"""One report, several copies: each for one recipient and about one family, each a decision of its own (policy 2.6).

copy_for(by=, decision=, agency=, professional=None) -> Decision
split_off(by=, item=, child=, goes=, purpose=, stays="", version=None) -> Decision
What is copied is asked about anew: another recipient takes another consent, and so may what another agency told us.
"""

from agencies.models import Agency, Professional
from consent.models import Child
from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.decide_again import answer_as_before, copy_item
from sharing.actions.drafts import opened
from sharing.actions.items import asked_again
from sharing.actions.letting_go import let_go
from sharing.actions.requirements import said
from sharing.actions.start import new_decision
from sharing.found import draft_with_key
from sharing.models import AroundChild, Decision, Item, OtherCopy

OF_TWO_FAMILIES = "What a report about two families says of this child"
Why = OtherCopy.Why


@action
def copy_for(*, by, decision: Decision, agency: Agency, professional: Professional | None = None) -> Decision:
    """Begin the same for another recipient, with what was to be included; the answers about its content are kept."""
    first = _to_copy(by, decision)
    if agency == first.agency and professional == first.professional:
        raise Refusal("This copy is for them already. Choose another recipient", field="agency")
    copy = new_decision(by=by, child=first.about, agency=agency, professional=professional, **_same(first))
    for item in first.items.included():
        copy_item(item, copy, **_consent_anew(item, copy))
    answer_as_before(first, copy, by)
    OtherCopy.objects.create(first=first, made=copy, why=Why.RECIPIENT, recorded_by=by)
    return copy


@action
def split_off(
    *, by, item: Item, child: Child, goes: str, purpose: str, stays: str = "", version: int | None = None
) -> Decision:
    """Move what an item says of another family into a copy about their child, to the same recipient.

    What is left says `stays`; nothing is, and the item goes altogether. A file about both families stays in neither.
    """
    draft = opened(by=by, decision=item.decision, version=version)
    _must_be_another(by, draft, child)
    item = draft.items.get(pk=item.pk)
    goes = said(goes, "Write what the copy about the other child says", "goes")
    copy = _copy_about(by, draft, child, said(purpose, "Say for what purpose", "purpose"))
    _put(item, copy, goes)
    _keep(item, stays.strip())
    asked_again(by, draft)
    return asked_again(by, copy)


def may_be_copied(decision: Decision, user) -> bool:
    """Whether this person may make a copy of it for another recipient."""
    given_up = decision.abandoned_at is not None or decision.outcome == Decision.Outcome.NOT_SHARE
    may = user.has_perm("sharing.make_decision") and not given_up
    return may and Decision.objects.worked_on_by(user).contains(decision)


def _to_copy(by, decision: Decision) -> Decision:
    first = Decision.objects.visible_to(by).with_people().with_answers().filter(pk=decision.pk).first()
    if first is None or not may_be_copied(first, by):
        raise Refusal("You cannot make a copy of this decision. Ask the designated safeguarding lead.")
    return first


def _same(first: Decision) -> dict:
    return {name: getattr(first, name) for name in ("initiative", "information", "purpose", "asked_on", "needed_by")}


def _consent_anew(item: Item, copy: Decision) -> dict:
    """What an agency agreed to for one recipient it has not agreed to for another: left out until it does."""
    if not item.is_third_party or item.received:
        return {}
    anew = {"agency_consent": "", "override": "", "override_why": ""}
    around = AroundChild.objects.about_child(copy.child).not_ended()
    if item.source_agency == copy.agency or around.filter(agency=copy.agency).exists():
        return anew
    why = f"It came from {item.source_agency}, and that it may go to {copy.agency} is not recorded"
    return anew | {"included": False, "left_out_why": why}


def _must_be_another(by, draft: Decision, child: Child) -> None:
    if not Child.objects.visible_to(by).filter(pk=child.pk).exists():
        raise Refusal("You can make a copy only about a child whose file you may read. Ask the lead", field="child")
    if child.one_id == draft.child.one_id:
        raise Refusal("This copy is about that child already. Choose the other one", field="child")


def _copy_about(by, draft: Decision, child: Child, purpose: str) -> Decision:
    """The copy about this child that this person works on already, or a new one: what is with management stays as it
    was sent."""
    for begun in OtherCopy.objects.split_off_for(draft, child):
        copy = draft_with_key(by, begun.made_id)
        if copy and copy.is_being_written:
            return copy
    facts = _same(draft) | {"information": OF_TWO_FAMILIES, "purpose": purpose}
    copy = new_decision(by=by, child=child, agency=draft.agency, professional=draft.professional, **facts)
    OtherCopy.objects.create(first=draft, made=copy, why=Why.FAMILY, recorded_by=by)
    return copy


def _put(item: Item, copy: Decision, text: str) -> None:
    third_party = item.is_third_party
    Item.objects.create(
        decision=copy,
        text=text,
        nature=item.nature,
        source=Item.Source.PARENT if item.source == Item.Source.OTHER_FAMILY else item.source,
        source_agency=item.source_agency,
        told_by=item.told_by if item.source == Item.Source.THIRD_PARTY else "",
        about=Item.About.CHILD,
        included=not third_party,
        left_out_why=f"It came from {item.source_agency}: record it there, and ask them" if third_party else "",
    )


def _keep(item: Item, text: str) -> None:
    let_go(item.attachment, item.decision)
    if not text:
        item.delete()
        return
    item.text = text
    item.attachment = item.attachment_name = item.attachment_sha256 = ""
    if item.about == Item.About.OTHER_CHILD:
        item.about, item.about_named = Item.About.CHILD, ""
    if item.source == Item.Source.OTHER_FAMILY:
        item.source, item.told_by = Item.Source.PARENT, ""
    item.save()
