"""What entering a list has in common, whatever it is a list of."""

from functools import partial
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.lists.verdicts import Plan, Verdict
from neston_sharing.foundation.lists.waiting import WaitingList
from neston_sharing.foundation.uploads import Upload, as_stored

WRONG = "Nothing can be entered while a row is wrong: put the list right and bring it in again"
GONE = "The list that was brought in is no longer there, or no longer the same: bring it in again"


Waiting = TypeVar("Waiting", bound=WaitingList)


def keep(model: type[Waiting], *, by, content: bytes, rows: int) -> Waiting:
    """Keep a list until it is entered or put aside. A person has one at a time: one that waited is put aside."""
    if waiting := model.objects.waiting_for(by):
        put_aside(by=by, waiting=waiting)
    upload = Upload(content, ".csv")
    return model.objects.create(file=upload.stored(), sha256=upload.sha256, rows=rows, uploaded_by=by)


@action
def put_aside(*, by, waiting: WaitingList) -> WaitingList:
    """Delete the file, and change nothing else."""
    _forget_file(waiting)
    waiting.save()
    return waiting


def content_of(waiting: WaitingList) -> bytes:
    """Give the list as it was brought in; refused if it is gone or was changed."""
    content = as_stored(waiting.file, waiting.sha256) if waiting.file else None
    if content is None:
        raise Refusal(GONE)
    return content


def must_be_as_seen(plan: Plan, seen: str, otherwise: str) -> None:
    """Refuse a plan with a row that is wrong, and one that this person did not look through (`seen`, a fingerprint)."""
    if not plan.is_sound:
        raise Refusal(WRONG)
    if plan.fingerprint != seen:
        raise Refusal(otherwise)


def finish(waiting: Waiting, plan: Plan) -> Waiting:
    """Say when a list was entered and what became of how many rows: that, and who brought it, is what stays."""
    counts = plan.counts()
    waiting.entered = {verdict.value: counts[verdict] for verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.SAME)}
    waiting.entered_at = timezone.now()
    _forget_file(waiting)
    waiting.save()
    return waiting


def _forget_file(waiting: WaitingList) -> None:
    """Delete the file once it is certain that this happened."""
    transaction.on_commit(partial(waiting.file.storage.delete, str(waiting.file)))
    waiting.file = ""
