"""Verifying the log and writing down how it went: for the command, and for the page, which does not wait for it."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone

from neston_sharing.audit import canonical
from neston_sharing.audit.checkpoints import Compared, compare
from neston_sharing.audit.events import record_event
from neston_sharing.audit.models import Entry
from neston_sharing.audit.models.querysets import EntryQuerySet
from neston_sharing.audit.verification import verify
from neston_sharing.audit.verifier import Head

BEGUN, VERIFIED, CHANGED = "verification_begun", "log_verified", "log_found_changed"
FITS, SHOWN_BY = "fits the checkpoint of", "shown by the checkpoint of"  # when that was taken
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
    outcome, compared = Outcome(), Compared("")
    for fault in verify(outcome.head):
        outcome.note(str(fault))
    if checkpoint and (compared := compare(checkpoint)).wrong:
        outcome.note(compared.wrong)
    said = {"entries": outcome.head.sequence, "last seal": canonical.code(outcome.head.hash)}
    if erased := sum(outcome.head.erased.values()):
        said |= {"erased by disposals": erased}
    if outcome.number:
        said |= {"faults": outcome.number, "the first": outcome.first[0]}
    if compared.taken:
        said |= {SHOWN_BY if compared.wrong else FITS: compared.taken}
    record_event(CHANGED if outcome.number else VERIFIED, by=by, data=said)
    return outcome


def held_against(line: str, *, by) -> str:
    """Say in plain words what a checkpoint shows; where it is one of ours, that stands as if a verification had."""
    compared = compare(line)
    if compared.wrong and compared.taken:
        record_event(CHANGED, by=by, data={"faults": 1, "the first": compared.wrong, SHOWN_BY: compared.taken})
    return compared.wrong


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
    def checkpoint(self) -> str:
        """When that checkpoint was taken which showed what is wrong; "" where the log itself did."""
        return ((self.last and self.last.additional_data) or {}).get(SHOWN_BY, "")

    @property
    def well(self) -> bool:
        return self.last is not None and self.last.event == VERIFIED


def found_changed() -> EntryQuerySet:
    """Give the last verification that found the log changed and that no later one has answered.

    One that is well answers it. What a checkpoint showed the log itself cannot show: only a verification answers it
    that is well and was held against that checkpoint, or one taken after it.
    """
    last = Entry.objects.filter(event__in=(VERIFIED, CHANGED)).order_by("-id").values("id")[:1]
    shown = Entry.objects.of_event(CHANGED).annotate(shown=_said(SHOWN_BY))
    well = Entry.objects.of_event(VERIFIED).annotate(fits=_said(FITS))
    answered = Exists(well.filter(id__gt=OuterRef("id"), fits__gte=OuterRef("shown")))
    stands = shown.filter(Q(id__in=last) | Q(shown__isnull=False) & ~answered).order_by("-id").values("id")[:1]
    return Entry.objects.filter(id__in=stands)


def _said(what: str) -> Cast:
    return Cast(KT(f"additional_data__{what}"), TextField())


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
    changed = found_changed().select_related("actor").first()
    return State(changed or last, begun if running else None)
