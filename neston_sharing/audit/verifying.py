"""Verifying the log and writing down how it went: for the command, and for the page, which does not wait for it."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from neston_sharing.audit import canonical
from neston_sharing.audit.checkpoints import compare
from neston_sharing.audit.events import record_event
from neston_sharing.audit.models import Entry
from neston_sharing.audit.models.querysets import EntryQuerySet
from neston_sharing.audit.verification import verify
from neston_sharing.audit.verifier import Head

BEGUN, VERIFIED, CHANGED = "verification_begun", "log_verified", "log_found_changed"
SHOWN = 20  # faults that are kept in words
LONGEST = timedelta(hours=1)  # what took longer was cut off


@dataclass
class Outcome:
    """How far the walk came, how much does not fit, and the first of that in words."""

    head: Head = field(default_factory=Head)
    number: int = 0
    first: list[str] = field(default_factory=list)

    def note(self, words: str) -> None:
        self.number += 1
        if len(self.first) < SHOWN:
            self.first.append(words)


def verified(*, by=None, checkpoint: str = "") -> Outcome:
    """Verify the log, against a checkpoint too where its line is given, and seal what was found."""
    outcome = Outcome()
    for fault in verify(outcome.head):
        outcome.note(str(fault))
    if checkpoint and (words := compare(checkpoint)):
        outcome.note(words)
    said = {"entries": outcome.head.sequence, "last seal": canonical.code(outcome.head.hash)}
    if erased := sum(outcome.head.erased.values()):
        said |= {"erased by disposals": erased}
    if outcome.number:
        said |= {"faults": outcome.number, "the first": outcome.first[0]}
    record_event(CHANGED if outcome.number else VERIFIED, by=by, data=said)
    return outcome


def begin(*, by) -> None:
    """Have the log verified by a process of its own: a long one takes minutes, for which nobody waits at a page."""
    record_event(BEGUN, by=by)
    elsewhere(by.pk)


def elsewhere(person: int) -> None:
    subprocess.Popen(  # noqa: S603 (our own command; the number is the database's)
        [sys.executable, "-m", "django", "verify_audit", "--by", str(person)],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "neston_sharing.settings"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@dataclass(frozen=True)
class State:
    """When the log was last verified and how it went, and since when it is being verified now."""

    last: Entry | None
    since: Entry | None

    @property
    def well(self) -> bool:
        return self.last is not None and self.last.event == VERIFIED


def found_changed() -> EntryQuerySet:
    """Give the last verification if it found the log changed: it stands until a later one is well."""
    last = Entry.objects.filter(event__in=(VERIFIED, CHANGED)).order_by("-id").values("id")[:1]
    return Entry.objects.of_event(CHANGED).filter(id__in=last)


def trouble() -> str:
    """Say, to anyone, what is wrong with the log; it takes one look, at how the last verification went."""
    if not found_changed().exists():
        return ""
    return (
        "The last verification found something that is not as it was written. Keep this computer as it is. "
        "Whoever may verify the audit log reads on its page what to do."
    )


def state() -> State:
    """Look up how it stands, in one statement for each."""
    newest = Entry.objects.order_by("-id").select_related("actor")
    last = newest.filter(event__in=(VERIFIED, CHANGED)).first()
    begun = newest.of_event(BEGUN).first()
    running = begun and begun.pk > (last.pk if last else 0) and begun.timestamp > timezone.now() - LONGEST
    return State(last, begun if running else None)
