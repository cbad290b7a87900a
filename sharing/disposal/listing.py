"""The dry run: every class of record that is due, in the order of the day since when, with what stays and why."""

from collections.abc import Iterator, Mapping

from consent.keeping import Due, Period, could_be_due
from consent.models import Child
from neston_sharing.audit.disposing import files_of
from neston_sharing.audit.models import DueLine, DueList
from sharing.disposal.planning import due_on, plan, what_holds


def lines_for(due_list: DueList, periods: Mapping[str, Period]) -> Iterator[DueLine]:
    """Make the lines of a list, one for each class of record of each child's file that is due on its day."""
    for child in Child.objects.kept().order_by("date_of_birth", "id").iterator():
        if not could_be_due(child.date_of_birth, child.leaves_on, due_list.on, periods):
            continue
        if found := due_on(child, due_list.on, periods):
            yield from _of_child(due_list, child, found, periods)


def _of_child(due_list: DueList, child: Child, found: list[Due], periods: Mapping[str, Period]) -> Iterator[DueLine]:
    planned = plan(child, [each.kind for each in found], due_list.on, periods)
    held = "\n".join(what_holds(child))
    for each in found:
        yield DueLine(
            due_list=due_list,
            subject=child.reference,
            what=each.kind,
            title=each.title,
            due_on=each.on or due_list.on,
            rule=each.rule,
            reason=each.reason,
            records=planned.number(each.kind),
            files=len(files_of(planned.going.get(each.kind, {}))),
            stays=planned.stays_in_words(each.kind),
            held=held,
        )
