"""A long log, written quickly: the one place outside the product's own saves that writes entries.

Rows go in by one statement run many times, with the guards down, in a throw-away database and nowhere else. Their seals
are those that the product would have set, and what the log says of decisions is what their rows hold: a verification
passes.
"""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model
from django.utils import timezone

from agencies.models import Agency
from consent.models import Child, PolicyVersion
from neston_sharing.audit.created import values_of
from neston_sharing.audit.models import Entry, Seal
from neston_sharing.audit.sealing import COLUMNS, HEAD, link
from neston_sharing.foundation import guards
from neston_sharing.foundation.models.inserting import insert_all
from neston_sharing.operations.benchmark.place import FOLDER_PREFIX
from neston_sharing.staff.models import User
from sharing.models import Decision, Maker

CHUNK = 2_000
CREATE, UPDATE = Entry.Action.CREATE, Entry.Action.UPDATE
EVENTS = ("sign_in", "file_opened", "decision_opened", "file_opened", "sign_in_failed", "list_exported", "sign_out")
ABOUT_A_CHILD = {"file_opened", "decision_opened"}


def fill(entries: int) -> None:
    """Write entries until there are so many: of ten, three about a decision, and seven events."""
    if not settings.DATA_DIR.name.startswith(FOLDER_PREFIX):
        raise ImproperlyConfigured("The log is filled in a throw-away place only")
    with transaction.atomic(), guards.lifted():
        log = Log(entries)
        events = iter(_around(log))
        while log.missing > 0:
            if log.missing >= 3:
                _decide(log)
            for _ in range(min(len(EVENTS), log.missing)):
                next(events)()
        log.store()
        _count_on()


@dataclass
class Log:
    """Entries and rows that wait to be stored, and where the chain has come to."""

    until: int
    waiting: dict[type[Model], list] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.head, self.previous = HEAD.values_list("sequence", "hash")[0]
        self.number = Entry.objects.newest_number()
        self.last = Entry.objects.order_by("-id").values_list("timestamp", flat=True)[0]
        self.step = (timezone.now() - timedelta(minutes=1) - self.last) / max(self.missing, 1)
        if self.step < timedelta(0):
            raise ImproperlyConfigured("The log is filled from where it ends until now: it was written to just now")
        self.people = list(User.objects.order_by("id"))
        self.practitioner = User.objects.holding("practitioner").get()
        self.children = list(Child.objects.order_by("id"))
        self.agencies = list(Agency.objects.order_by("id"))
        self.policy = PolicyVersion.objects.in_force(PolicyVersion.Policy.INFORMATION_SHARING)
        self.next_decision = count((Decision.objects.aggregate(last=Max("id"))["last"] or 0) + 1)
        self.next_maker = count((Maker.objects.aggregate(last=Max("id"))["last"] or 0) + 1)
        self.kinds: dict[type[Model], ContentType] = {
            model: ContentType.objects.get_for_model(model) for model in (Decision, Maker)
        }

    @property
    def missing(self) -> int:
        return self.until - self.head

    @property
    def now(self) -> datetime:
        """When the next entry is written; the log holds milliseconds."""
        moment = self.last + self.step
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def write(self, **said) -> None:
        """Put an entry and its seal behind the last ones."""
        moment, self.last = self.now, self.last + self.step
        self.number += 1
        entry = Entry(id=self.number, timestamp=moment, remote_addr="127.0.0.1", cid=f"{self.number:032x}", **said)
        seal = link([getattr(entry, column) for column in COLUMNS], self.head, self.previous)
        self.head, self.previous = seal.sequence, seal.hash
        self.keep(entry, seal)

    def write_about(self, row: Model, subject: str, by: User, action: int, changes: dict) -> None:
        self.write(
            content_type=self.kinds[type(row)],
            object_pk=str(row.pk),
            object_id=row.pk,
            object_repr=str(row),
            action=action,
            actor=by,
            subject=subject,
            changes=changes,
        )

    def keep(self, *rows: Model) -> None:
        for row in rows:
            self.waiting.setdefault(type(row), []).append(row)
        if len(self.waiting.get(Entry, ())) >= CHUNK:
            self.store()

    def store(self) -> None:
        for model in (Decision, Maker, Entry, Seal):
            insert_all(self.waiting.pop(model, []))


def _decide(log: Log) -> None:
    """Tell a decision: begun, by a maker, and closed; of ten, six not to share, three abandoned, one open still."""
    key, by = next(log.next_decision), log.practitioner
    draft = _draft(log, key)
    maker = Maker(pk=next(log.next_maker), decision=draft, recorded_by=by, recorded_at=log.now)
    subject, closed = draft.child.reference, _closed(draft, key % 10, log)
    log.keep(closed, maker)
    log.write_about(draft, subject, by, CREATE, values_of(draft))
    log.write_about(maker, subject, by, CREATE, values_of(maker))
    log.write_about(draft, subject, by, UPDATE, _changes(draft, closed))


def _draft(log: Log, key: int) -> Decision:
    year = log.now.year
    return Decision(
        pk=key,
        reference=f"IS-{year}-{key + 10_000}",  # behind the numbers that the wizard gives
        year=year,
        number=key + 10_000,
        origin="questions",
        initiative="asked",
        child=log.children[key % len(log.children)],
        agency=log.agencies[key % len(log.agencies)],
        information="How her speech is coming on",
        purpose="The two-year check",
        policy_version=log.policy,
        started_at=log.now,
        started_by=log.practitioner,
        holder=log.practitioner,
    )


def _closed(draft: Decision, turn: int, log: Log) -> Decision:
    decision, by, now = copy(draft), log.practitioner, log.now
    if turn < 6:
        decision.outcome, decision.outcome_reason = "not_share", "The purpose can be met without it"
        decision.decided_at = decision.recorded_at = now
        decision.decided_by = by
        decision.family_told, decision.family_told_on, decision.family_told_how = True, now.date(), "At collection"
    elif turn < 9:
        decision.abandoned_at, decision.abandoned_by, decision.abandoned_why = now, by, "They no longer ask"
    else:
        decision.information = "How her speech is coming on, and her hearing"
    return decision


def _changes(before: Decision, after: Decision) -> dict[str, list]:
    old, new = ({name: value for name, (_, value) in values_of(row).items()} for row in (before, after))
    return {name: [old.get(name), value] for name, value in new.items() if old.get(name) != value}


def _around(log: Log) -> Iterator[Callable[[], None]]:
    """Give one event after another, each by the next person and about the next child."""
    for at in count():
        event, child = EVENTS[at % len(EVENTS)], log.children[at % len(log.children)]
        subject = child.reference if event in ABOUT_A_CHILD else ""
        by = log.people[at % len(log.people)]
        yield partial(log.write, event=event, actor=by, subject=subject, object_pk=subject)


def _count_on() -> None:
    """Let numbers go on where these ended."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Decision, Maker, Entry]):
            cursor.execute(statement)
