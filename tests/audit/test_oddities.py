"""What is odd among who looked at what."""

from datetime import datetime, timedelta

import pytest

from neston_sharing.audit.oddities import AT_ONCE, MANY, Circle, Known, Look, odd
from neston_sharing.audit.words import LOOKS

MONDAY = datetime(2026, 11, 23, 10, 0)
AMY, MORAG = 1, 2
HART = Circle(carers=frozenset({AMY}), names=frozenset({"hart"}))
OPENED = tuple(event for event in LOOKS if event not in ("adult_concern_opened", "export_opened"))
KNOWN = Known({"C-1": HART}, {AMY: "khan", MORAG: "hart"})
KEYS = {
    "own": "Opened something about a child of their own family's name",
    "refused": "Was refused access",
    "hours": "Looked out of hours",
    "copies": "Made copies",
    "carer": "Opened something as neither key person nor cover",
    "sign_in": "Failed to sign in",
    "changed": "Found the audit log changed",
}


def look(person=AMY, event="file_opened", subject="C-1", at=MONDAY, number=1) -> Look:
    return Look(number, at, person, event, subject)


def titles(*looks: Look) -> list[str]:
    return [line.title for line in odd(looks, KNOWN)]


def test_a_key_person_at_work_is_nothing_odd():
    assert titles(look()) == []


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (look(MORAG), ["own", "carer"]),
        *((look(MORAG, event), ["own", "carer"]) for event in OPENED),
        *((look(AMY, event), []) for event in OPENED),
        (look(MORAG, "export_opened"), ["own", "copies", "carer"]),
        (look(MORAG, "adult_concern_opened", "AC-1"), []),
        (look(at=MONDAY.replace(hour=6, minute=59)), ["hours"]),
        (look(at=MONDAY.replace(hour=7)), []),
        (look(at=MONDAY.replace(hour=18, minute=59)), []),
        (look(at=MONDAY.replace(hour=19)), ["hours"]),
        (look(at=MONDAY - timedelta(days=1)), ["hours"]),
        (look(event="record_exported"), ["copies"]),
        (look(event="access_refused", subject=""), ["refused"]),
        (look(None, "sign_in_failed", ""), ["sign_in"]),
        (look(None, "log_found_changed", ""), ["changed"]),
        (look(MORAG, subject="C-2"), []),  # nobody knows this child: no circle to be outside of
    ],
)
def test_what_is_odd_is_said(seen, expected):
    assert titles(seen) == [KEYS[key] for key in expected]


@pytest.mark.parametrize(("children", "minutes", "found"), [(MANY, 5, True), (MANY - 1, 5, False), (MANY, 7, False)])
def test_many_children_in_a_short_time_are_said(children, minutes, found):
    looks = [look(subject=f"C-{n}9", at=MONDAY + timedelta(minutes=n * minutes), number=n) for n in range(children)]
    assert (AT_ONCE in titles(*looks)) is found


def test_whatever_shows_a_child_counts_among_many_and_an_adult_does_not():
    looks = [look(event=OPENED[n % len(OPENED)], subject=f"C-{n}9", number=n) for n in range(MANY - 1)]
    besides = [look(event="adult_concern_opened", subject="AC-1"), look(event="visit_opened", subject="")]
    assert AT_ONCE not in titles(*looks, *besides)
    assert AT_ONCE in titles(*looks, look(event="concern_opened", subject="C-99"))


def test_the_same_child_over_and_over_is_not_many():
    looks = [look(at=MONDAY + timedelta(minutes=n), number=n) for n in range(30)]
    assert titles(*looks) == []


def test_that_the_log_was_found_changed_stands_before_all_else():
    looks = [look(subject=f"C-{n}9", number=n) for n in range(MANY)]
    assert titles(*looks, look(None, "log_found_changed", "")) == [KEYS["changed"], AT_ONCE]


def test_one_line_for_a_person_counts_and_names_the_children():
    looks = [look(MORAG, "export_opened", "C-8", number=7), look(MORAG, "record_exported", "C-9", number=8)]
    (line,) = odd(looks, KNOWN)
    assert (line.title, line.person, line.times, line.first) == (KEYS["copies"], MORAG, 2, 7)
    assert line.subjects == {"C-8", "C-9"}
