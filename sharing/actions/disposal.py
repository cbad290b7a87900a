"""Holds, the yearly list of what is due, and disposal by two people (guidance: retention).

put_hold(by=, ground=, reason=, since=, child=None) -> Hold      of one child, or of everything
end_hold(by=, hold=, why=) -> Hold
list_what_is_due(by=) -> DueList                                 by nobody: the computer's timer
keep_line(by=, line=, why=) -> DueLine
propose_disposal(by=, due_list=, lines=, note="") -> Disposal
refuse_disposal(by=, disposal=, why=) -> Disposal
approve_disposal(by=, disposal=) -> Disposal                     never by who proposed it
carry_out_disposal(by=, disposal=) -> Disposal
mark_record(by=, child=, reason=) -> AbuseMark; take_mark_away(by=, mark=, why=) -> AbuseMark
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone

from consent.keeping import FILE, Period
from consent.models import Child
from consent.retention import periods
from neston_sharing.audit import disposing
from neston_sharing.audit.models import Disposal, DueLine, DueList, Hold
from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.requirements import by_today
from sharing.disposal.gathering import Rows
from sharing.disposal.listing import lines_for
from sharing.disposal.planning import due_on, plan, references_of, what_holds
from sharing.models import AbuseMark

KEEP, APPROVE, MARK = "sharing.keep_retention", "sharing.approve_disposal", "sharing.mark_record"
HELD = "A hold stands: nothing of this may be disposed of until it is ended ({})"
CHANGED = "The file of {} has changed since this was proposed: give it up, and propose it anew from a new list"


@action
def put_hold(*, by, ground: str, reason: str, since: date, child: Child | None = None) -> Hold:
    """Stop every disposal about a child, or about everybody, from now on until somebody ends it."""
    _may(by, KEEP, "Ask a manager to put a hold")
    by_today(since, "Enter today or a day before", "since")
    subject = child.one.reference if child else ""
    return Hold.objects.create(subject=subject, ground=ground, reason=reason, since=since, set_by=by)


@action
def end_hold(*, by, hold: Hold, why: str) -> Hold:
    """End a hold, with why; what it held may be disposed of again. Refused once it is ended."""
    _may(by, KEEP, "Ask a manager to end a hold")
    if Hold.objects.get(pk=hold.pk).ended_at:
        raise Refusal("This hold was ended already")
    hold.ended_at, hold.ended_by, hold.ended_why = timezone.now(), by, why
    hold.save()
    return hold


@action
def list_what_is_due(*, by=None) -> DueList:
    """Make the list of all that is due today. It disposes of nothing."""
    if by is not None:
        _may(by, KEEP, "Ask a manager to list what is due")
    due_list = DueList.objects.create(on=timezone.localdate(), made_by=by)
    for line in lines_for(due_list, periods(due_list.on)):
        line.save()
    return due_list


@action
def keep_line(*, by, line: DueLine, why: str) -> DueLine:
    """Keep what a line lists for now, with the reason; a later list has it again."""
    _may(by, KEEP, "Ask a manager to keep it")
    _still_open(DueLine.objects.get(pk=line.pk))
    line.kept_at, line.kept_by, line.kept_why = timezone.now(), by, why
    line.save()
    return line


@action
def propose_disposal(*, by, due_list: DueList, lines: Iterable[DueLine], note: str = "") -> Disposal:
    """Propose to dispose of what these lines list. It names each row now: nothing else can go by it later."""
    _may(by, KEEP, "Ask a manager to propose it")
    if DueList.objects.newest_first().first() != due_list:
        raise Refusal("A newer list was made, in which something may be kept: propose it from that one")
    chosen = [DueLine.objects.get(pk=line.pk) for line in lines]
    if not chosen:
        raise Refusal("Choose at least one line", field="lines")
    disposal = Disposal.objects.create(due_list=due_list, proposed_by=by, note=note)
    for reference in dict.fromkeys(line.subject for line in chosen):
        _name(disposal, reference, [line for line in chosen if line.subject == reference])
    return disposal


def _name(disposal: Disposal, reference: str, lines: list[DueLine]) -> None:
    child, rules = _child(reference, lines[0]), periods()
    going = _going(child, lines, rules)
    for line in lines:
        _still_open(line)
        if not going[line.what]:
            raise Refusal(f"{line.title} of {reference}: other records hold on to it. Choose those too, or leave it")
        events_of = references_of(child) if line.what == FILE else []
        named = disposing.name_rows(line, going[line.what], events_of)
        line.disposal, line.records, line.files, line.entries = disposal, named.rows, named.files, named.entries
        line.named, line.erased = named.sha256, named.erased
        line.save()


def _going(child: Child, lines: list[DueLine], rules: Mapping[str, Period]) -> dict[str, Rows]:
    """Give what may go of each line's class of record as things stand now; refuses what is held or not due."""
    today = timezone.localdate()
    _must_be_free([child])
    due = {each.kind for each in due_on(child, today, rules)}
    if late := next((line for line in lines if line.what not in due), None):
        raise Refusal(f"{late.title} of {late.subject} is not due any more: make a new list")
    kinds = [line.what for line in lines]
    planned = plan(child, kinds, today, rules)
    return {kind: planned.going.get(kind, {}) for kind in kinds}


@action
def refuse_disposal(*, by, disposal: Disposal, why: str) -> Disposal:
    """Say no to a proposal, or give up one that was approved and not carried out."""
    _may(by, APPROVE, "Ask a manager or the designated lead")
    _waiting(disposal)
    disposal.refused_at, disposal.refused_by, disposal.refused_why = timezone.now(), by, why
    disposal.save()
    return disposal


@action
def approve_disposal(*, by, disposal: Disposal) -> Disposal:
    """Agree, as a second person, that what was proposed may go. Whoever may not see all of it cannot judge it."""
    _may(by, APPROVE, "Ask a manager or the designated lead")
    _waiting(disposal)
    if disposal.proposed_by == by:
        raise Refusal("Nobody approves what they proposed themselves: ask another manager or the designated lead")
    if disposal.approved_at:
        raise Refusal("This was approved already")
    _must_see_all(by, disposal)
    _nothing_holds(disposal)
    disposal.approved_at, disposal.approved_by = timezone.now(), by
    disposal.save()
    return disposal


@action
def carry_out_disposal(*, by, disposal: Disposal) -> Disposal:
    """Erase exactly what was approved: rows, files, and the payload of the log's entries about them."""
    _may(by, APPROVE, "Ask a manager or the designated lead")
    _waiting(disposal)
    _must_see_all(by, disposal)
    _nothing_holds(disposal)
    lines = list(disposal.lines.order_by("id"))
    for reference in dict.fromkeys(line.subject for line in lines):
        _as_proposed(reference, [line for line in lines if line.subject == reference])
    disposing.carry_out(by=by, disposal=disposal)
    return disposal


def _as_proposed(reference: str, lines: list[DueLine]) -> None:
    """Refuse where somebody recorded something since: nothing goes that was not named, and nothing is left over."""
    going = _going(_child(reference, lines[0]), lines, periods())
    if any(disposing.rows_named(line) != going[line.what] or disposing.told_since(line) for line in lines):
        raise Refusal(CHANGED.format(reference))


@action
def mark_record(*, by, child: Child, reason: str) -> AbuseMark:
    """Mark that a child's safeguarding record tells of child sexual abuse: it is kept by that rule from now on."""
    _may(by, MARK, "Ask the designated safeguarding lead or the deputy")
    if AbuseMark.objects.standing().about_child(child).exists():
        raise Refusal("This record is marked already")
    return AbuseMark.objects.create(child=child.one, reason=reason, set_by=by)


@action
def take_mark_away(*, by, mark: AbuseMark, why: str) -> AbuseMark:
    """Say why the mark was wrong: the record is kept as any other again. Refused once it is taken away."""
    _may(by, MARK, "Ask the designated safeguarding lead or the deputy")
    if AbuseMark.objects.get(pk=mark.pk).ended_at:
        raise Refusal("This mark was taken away already")
    mark.ended_at, mark.ended_by, mark.ended_why = timezone.now(), by, why
    mark.save()
    return mark


def _may(by, permission: str, otherwise: str) -> None:
    if not by.has_perm(permission):
        raise Refusal(otherwise)


def _child(reference: str, line: DueLine) -> Child:
    child = Child.objects.all().referenced(reference)
    if child is None:
        raise Refusal(f"{line.title} of {reference}: the file is gone already")
    return child.one


def _still_open(line: DueLine) -> None:
    if line.disposal_id or line.kept_at:
        raise Refusal(f"{line.title} of {line.subject} was decided already")


def _waiting(disposal: Disposal) -> None:
    stands = Disposal.objects.get(pk=disposal.pk)
    if stands.refused_at or stands.carried_out_at:
        raise Refusal(f"This was {stands.state} already")


def _must_see_all(by, disposal: Disposal) -> None:
    """Refuse without a word of what they may not see, nor of how much."""
    if not disposal.is_open_to(by):
        raise Refusal("Somebody else judges this one: ask another manager or the designated lead")


def _nothing_holds(disposal: Disposal) -> None:
    subjects = disposal.lines.values_list("subject", flat=True)
    _must_be_free(Child.objects.kept().with_references(subjects))


def _must_be_free(children: Iterable[Child]) -> None:
    for child in children:
        if holds := what_holds(child):
            raise Refusal(HELD.format("; ".join(holds)))
