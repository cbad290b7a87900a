"""An entry in words. Pure: values, and what is known of their field, in; strings out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import NamedTuple

NOTHING = "nothing"
SHORT = 100  # characters of a value that a list shows at once
LONG = 2_000  # and behind a line; the entry's own page shows all
PHRASE = 30  # the longest text that reads well without quotation marks
BRIEF = 3  # changes of an entry that a list shows at once

ADDED, CHANGED, DELETED, NOTED = range(4)  # auditlog's actions
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Event(NamedTuple):
    """What somebody did: the verb, which stands in a list as a coloured tag, and what it was done to.

    `joint` stands between that and the record's name.
    """

    verb: str
    rest: str = ""
    kind: str = "grey"
    joint: str = " "

    def of(self, name: str) -> str:
        return self.joint.join(filter(None, (self.rest, name)))

    @property
    def words(self) -> str:
        return f"{self.verb} {self.rest}".strip()


EVENTS = {
    "sign_in": Event("Signed in"),
    "sign_out": Event("Signed out"),
    "screen_locked": Event("Locked", "the screen"),
    "sign_in_failed": Event("Failed to sign in", kind="amber"),
    "second_factor_added": Event("Set up", "a second factor", "blue"),
    "second_factor_removed": Event("Removed", "a second factor", "amber"),
    "second_factor_taken_away": Event("Took away", "a second factor", "amber"),
    "second_factor_failed": Event("Failed", "to show a second factor", "amber"),
    "recovery_codes_renewed": Event("Made", "new recovery codes", "blue"),
    "sessions_ended": Event("Ended", "sessions", "amber"),
    "locked_out": Event("Locked out", "after five wrong passwords in a row", "red"),
    "unlocked": Event("Unlocked", "after wrong passwords", "blue"),
    "roles_changed": Event("Changed", "roles", "amber"),
    "own_role_given": Event("Gave themselves", "a role", "red"),
    "password_renewed": Event("Set", "a new password", "blue"),
    "file_opened": Event("Opened", "the child's file", joint=": "),
    "decision_opened": Event("Opened", "decision"),
    "visit_opened": Event("Opened", "visit"),
    "meeting_opened": Event("Opened", "meeting"),
    "concern_opened": Event("Opened", "concern"),
    "adult_concern_opened": Event("Opened", "concern about an adult"),
    "attachment_opened": Event("Opened", "attachment"),
    "export_opened": Event("Opened", "export"),
    "list_shown": Event("Read", "the list"),
    "record_exported": Event("Exported", "the sharing record", "amber"),
    "pdf_prepared": Event("Prepared", "a PDF"),
    "pdf_produced": Event("Made", "a PDF"),
    "copy_produced": Event("Produced", "a copy of the sharing record", "amber"),
    "copy_not_sent": Event("Failed to send", "a parent's copy by e-mail", "amber"),
    "glass_broken": Event("Broke the glass", "to see a file that is not theirs", "red"),
    "access_refused": Event("Was refused", "access to", "red"),
    "verification_begun": Event("Began", "to verify the audit log"),
    "log_verified": Event("Verified", "the audit log", "green"),
    "log_found_changed": Event("Found", "the audit log changed", "red"),
    "list_exported": Event("Exported", "a list", "amber"),
    "log_exported": Event("Exported", "the audit log", "amber"),
    "checkpoint_taken": Event("Took", "a checkpoint of the audit log", "green"),
    "backup_made": Event("Made", "a backup", "blue"),
    "backup_restored": Event("Restored", "a backup", "amber"),
    "records_disposed": Event("Disposed", "of records that were due", "red"),
    "files_not_erased": Event("Failed to erase", "files of a disposal", "red"),
    "files_erased": Event("Erased", "files that a disposal had left", "red"),
    "drill_entry": Event("Recorded", "an entry of a drill"),
}
LOOKS = tuple(code for code in EVENTS if code.endswith("_opened"))
ABOUT_A_FILE = (*LOOKS, "glass_broken", "record_exported", "pdf_produced", "access_refused")
ACTIONS = {
    ADDED: Event("Added", kind="green"),
    CHANGED: Event("Changed", kind="blue"),
    DELETED: Event("Deleted", kind="red"),
    NOTED: Event("Noted"),
}
DETAILS = {  # what an event carries with it as a code
    "totp": "authenticator app",
    "webauthn": "passkey",
    "recovery_codes": "recovery codes",
}


@dataclass(frozen=True)
class FieldWords:
    """What is known of a column: its place and label, and what its values are."""

    order: int
    label: str
    kind: str = "text"  # text, date, moment, relation
    choices: Mapping = field(default_factory=dict)
    related: str = ""  # the kind of record that a relation's numbers belong to


class Change(NamedTuple):
    label: str
    before: object
    after: object


def event_words(event: str, action: int = NOTED) -> Event:
    """Tell an event, or the change of a row where there is none; an unknown code is told by its own letters."""
    if not event:
        return ACTIONS.get(action, ACTIONS[NOTED])
    return EVENTS.get(event) or Event(event.replace("_", " ").capitalize())


def thing(kind: str, name: str) -> str:
    """Name a record by its kind and name, saying neither twice: "child C-7K3M9QZ2", "protected address".

    A name that is a phrase, such as "step of a protocol", says of what kind it is.
    """
    if not name or name.lower() in kind.lower():
        return kind
    return name if kind.lower() in name.lower() or _is_phrase(name) else f"{kind} {name}"


def _is_phrase(name: str) -> bool:
    words = name.split()
    return len(words) > 2 and words[0].islower()


def cut(text: str, length: int = SHORT) -> str:
    return text if len(text) <= length else f"{text[:length].rstrip()}…"


def change_words(change: Change, action: int, length: int = SHORT) -> str:
    """Tell one change: "key person: from Amy Khan to Jo Lee"; of a row that is new or gone, its value."""
    before, after = cut(str(change.before), length), cut(str(change.after), length)
    if action == ADDED:
        return f"{change.label}: {after}"
    if action == DELETED:
        return f"{change.label}: {before}"
    if not before:
        return f"{change.label}: set to {quoted(after)}"
    return f"{change.label}: from {quoted(before)} to {quoted(after) or NOTHING}"


def quoted(text: str) -> str:
    """Set a sentence in quotation marks, so that one can see where it ends."""
    return f"“{text}”" if len(text) > PHRASE else text


def value_words(value, about: FieldWords, names: Mapping, zone: tzinfo) -> str:
    """Write a stored value as people read it; nothing as ""."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if about.related:
        return names.get((about.related, str(value)), f"number {value}")
    if isinstance(value, str | int) and value in about.choices:
        return str(about.choices[value])
    if about.kind in ("date", "moment"):
        return time_words(str(value), zone)
    return data_words(value)


def detail_words(name: str, value) -> Change:
    """Tell what an event carries with it: ("kind", "totp") as "kind: authenticator app"."""
    told = data_words(value)
    return Change(name.replace("_", " "), "", DETAILS.get(told, told) if name == "kind" else told)


def data_words(value) -> str:
    if isinstance(value, list | tuple) and all(isinstance(item, str | int) for item in value):
        return ", ".join(map(str, value)) or NOTHING
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def time_words(text: str, zone: tzinfo) -> str:
    """Write a stored date ("2026-11-22"), or moment (UTC, said or not), as 22 November 2026, 14:05; leave all else."""
    try:
        if len(text) == len("2026-11-22"):
            return date_words(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment_words(moment if moment.tzinfo else moment.replace(tzinfo=UTC), zone)


def moment_words(moment: datetime, zone: tzinfo) -> str:
    local = moment.astimezone(zone)
    return f"{date_words(local)}, {local.hour:02}:{local.minute:02}"


def date_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
