from zoneinfo import ZoneInfo

import pytest

from neston_sharing.audit import words
from neston_sharing.audit.words import ADDED, CHANGED, DELETED, Change, FieldWords

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("value", "about", "told"),
    [
        (None, FieldWords(0, "x"), ""),
        ("", FieldWords(0, "x"), ""),
        (True, FieldWords(0, "x"), "yes"),
        (False, FieldWords(0, "x"), "no"),
        (0, FieldWords(0, "x"), "0"),
        ("2026-11-22", FieldWords(0, "x", "date"), "22 November 2026"),
        ("2026-07-01 13:05:00.123", FieldWords(0, "x", "moment"), "1 July 2026, 14:05"),
        ("2026-11-22 13:05:00", FieldWords(0, "x", "moment"), "22 November 2026, 13:05"),
        ("2026-11-22T13:05:00+02:00", FieldWords(0, "x", "moment"), "22 November 2026, 11:05"),
        ("one day", FieldWords(0, "x", "moment"), "one day"),
        ("gp", FieldWords(0, "x", choices={"gp": "GP"}), "GP"),
        ("gone", FieldWords(0, "x", choices={"gp": "GP"}), "gone"),
        (7, FieldWords(0, "x", related="staff.user"), "Amy Khan"),
        (8, FieldWords(0, "x", related="staff.user"), "number 8"),
        (["a", 2], FieldWords(0, "x"), "a, 2"),
        ([], FieldWords(0, "x"), "nothing"),
        ({"a": [1]}, FieldWords(0, "x"), '{"a": [1]}'),
    ],
)
def test_a_value_is_told_as_people_read_it(value, about, told):
    assert words.value_words(value, about, {("staff.user", "7"): "Amy Khan"}, LONDON) == told


@pytest.mark.parametrize(
    ("before", "after", "action", "told"),
    [
        ("Amy Khan", "Jo Lee", CHANGED, "key person: from Amy Khan to Jo Lee"),
        ("", "Jo Lee", CHANGED, "key person: set to Jo Lee"),
        ("Amy Khan", "", CHANGED, "key person: from Amy Khan to nothing"),
        ("", "Jo Lee", ADDED, "key person: Jo Lee"),
        ("Amy Khan", "", DELETED, "key person: Amy Khan"),
    ],
)
def test_a_change_says_from_what_to_what(before, after, action, told):
    assert words.change_words(Change("key person", before, after), action) == told


@pytest.mark.parametrize(
    ("event", "name", "told"),
    [
        ("file_opened", "", "the child's file"),
        ("file_opened", "consent signature 18", "the child's file: consent signature 18"),
        ("decision_opened", "IS-2026-0001", "decision IS-2026-0001"),
        ("sign_in", "", ""),
    ],
)
def test_an_event_and_the_name_of_its_record_are_joined_as_they_read(event, name, told):
    assert words.event_words(event).of(name) == told


def test_a_long_text_is_cut_and_set_in_quotation_marks():
    told = words.change_words(Change("reason", "x" * 31, "y" * 10_000), CHANGED)
    assert told == f"reason: from “{'x' * 31}” to “{'y' * words.SHORT}…”"


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        ("child", "C-7K3M9QZ2", "child C-7K3M9QZ2"),
        ("address", "protected address", "protected address"),
        ("handover", "handover", "handover"),
        ("setting", "", "setting"),
        ("protocol step taken", "step of a protocol", "step of a protocol"),
        ("agency", "Vale of Neston Family Support", "agency Vale of Neston Family Support"),
    ],
)
def test_a_record_is_named_without_saying_anything_twice(kind, name, told):
    assert words.thing(kind, name) == told


def test_an_event_that_nobody_gave_words_is_told_by_its_code():
    assert words.event_words("tablet_locked").words == "Tablet locked"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("kind", "totp", "kind: authenticator app"),
        ("kind", "webauthn", "kind: passkey"),
        ("kind", "another", "kind: another"),
        ("kind", ["totp"], "kind: authenticator app"),
        ("last_seal", 7, "last seal: 7"),
        ("reason", "totp", "reason: totp"),
    ],
)
def test_what_an_event_carries_is_told_in_words(name, value, told):
    assert words.change_words(words.detail_words(name, value), ADDED) == told
