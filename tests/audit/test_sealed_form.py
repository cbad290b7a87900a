"""What is verified straight from the driver's columns is what was sealed: the same bytes, and nothing let through."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from neston_sharing.audit import canonical, sealed_form, verifier
from neston_sharing.audit.models import Entry
from neston_sharing.audit.sealing import COLUMNS, label, named
from neston_sharing.audit.storable import plain, storable
from neston_sharing.audit.verification import entries_until
from neston_sharing.audit.verifier import EntryRow, Erasure, Head, faults
from neston_sharing.foundation.models import Setting


def is_plain(text: str) -> bool:
    try:
        return plain(text) == text
    except ValueError:
        return False


texts = st.text(max_size=20).filter(is_plain)
whole = st.integers(0, 2**63 - 1)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
).map(storable)
moments = st.datetimes(datetime(2000, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC))
addresses = st.none() | st.ip_addresses().map(str)

entries = st.fixed_dictionaries(
    {
        "timestamp": moments | moments.map(lambda time: time.replace(microsecond=time.microsecond // 1000 * 1000)),
        "salt": texts,
        "action": st.integers(0, 3),
        "additional_data": anything,
        "changes": anything,
        "cid": texts,
        "event": texts,
        "object_id": st.none() | whole,
        "object_pk": texts,
        "object_repr": texts,
        "remote_addr": addresses,
        "serialized_data": anything,
        "subject": texts,
    }
)


@given(entries, st.booleans())
@example({"timestamp": datetime(2026, 1, 2, tzinfo=UTC), "changes": {"é": "\u2028\x7f\\/", "E": 1e15, "e": -0.5}}, True)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_an_entry_holds_its_form_is_the_canonical_one(db, values, of_a_row):
    kind = ContentType.objects.get_for_model(Setting) if of_a_row else None
    entry = Entry(content_type=kind, **values)
    entry.save_base(raw=True, force_insert=True)
    (row,) = Entry.objects.filter(pk=entry.pk).values_list(*COLUMNS)
    *_, ours = (EntryRow(*each) for each in entries_until(entry.pk))
    assert ours.form == canonical.canonical(named(list(row), {kind and kind.pk: kind and label(kind)}.get)).encode()
    assert (ours.number, ours.empty, ours.time.replace(tzinfo=UTC)) == (row[0], values.get("salt") == "", row[1])


JSON = (
    '{"a": 1}',
    "null",
    " [1.50] ",
    '{"b":1,"a":2}',
    '{"a":1,"a":2}',
    "NaN",
    "1e400",
    '"\\ud83d"',
    '1,"actor":2',
    "[" * 5000,
)
TIMES = (
    "2026-11-22 14:05:00.123000",
    "2026-11-22T14:05:00.123999",
    "2026-11-22",
    "infinity",
    '","a":"',
    "2026-11-22 14:05+01",
)
odd = st.one_of(
    st.none(), st.integers(-3, 3), st.floats(), st.binary(max_size=4), st.text(max_size=3),
    st.sampled_from(("127.0.0.1", "::FFFF:1.2.3.4", '"', "x\ud800", *JSON, *TIMES)),
)  # fmt: skip
KINDS = {1: "sharing.decision", 2: 'a"b'}
IS_JSON, IS_TIME = {"changes", "serialized_data", "additional_data"}, {"timestamp"}
PLACES = [sealed_form.COLUMNS.index("content_type_id" if n == "content_type" else "actor_id" if n == "actor" else n)
          for n in canonical.FIELDS]  # fmt: skip


def slowly(row: tuple) -> bytes | None:
    """What the canonical form is of these columns, made of values as the models make them."""
    try:
        values = [row[place] for place in PLACES]
        for at, field in enumerate(canonical.FIELDS):
            if field in IS_JSON and values[at] is not None:
                values[at] = json.loads(values[at])
        time = datetime.fromisoformat(values[canonical.TIMESTAMP])
        values[canonical.TIMESTAMP] = time if time.tzinfo else time.replace(tzinfo=UTC)
        return canonical.canonical(named(values, KINDS.get)).encode()
    except sealed_form.NOT_OF_ITS_KIND:
        return None


@given(st.tuples(*[odd] * len(sealed_form.COLUMNS)), st.sets(st.sampled_from(range(len(sealed_form.COLUMNS)))))
@settings(max_examples=250)
def test_whatever_was_put_into_a_column_it_has_the_canonical_form_or_none(values, changed):
    """So no value can be shifted from one column to another, and none be taken for what it is not."""
    good = (7, TIMES[0], "5" * 32, 1, 3, JSON[0], JSON[1], "c", 1, "e", 9, "9", "Zoë", "10.0.0.1", None, "C-1")
    row = tuple(odd if at in changed else usual for at, (odd, usual) in enumerate(zip(values, good, strict=True)))
    form = sealed_form.read(row, sealed_form.quoted(KINDS))[3]
    assert form in (None, slowly(row))
    assert changed or form is not None


# --- One step for a link that fits -----------------------------------------------------------------------------------

BEGAN = datetime(2026, 1, 1)


def log(number: int) -> tuple[list[list], list[list]]:
    """Seals and entries that fit."""
    seals, rows, previous = [], [], canonical.FIRST
    for sequence in range(1, number + 1):
        entry, form = sequence * 2, f"entry {sequence}".encode()
        digest = canonical.sealed(form)
        seals.append([sequence, entry, digest, previous, canonical.link(sequence, entry, digest, previous)])
        rows.append([entry, BEGAN + timedelta(seconds=sequence), False, form])
        previous = seals[-1][-1]
    return seals, rows


@st.composite
def tampered(draw):
    seals, rows = log(6)
    for _ in range(draw(st.integers(0, 3))):
        table = draw(st.sampled_from([seals, rows]))
        at = draw(st.integers(0, len(table) - 1)) if table else 0
        way = draw(st.sampled_from(["cell", "gone", "twice", "swapped"]))
        if way == "gone":
            del table[at : at + 1]
        elif way == "twice":
            table[at:at] = [list(each) for each in table[at : at + 1]]
        elif way == "swapped":
            table[at : at + 2] = table[at : at + 2][::-1]
        elif table:
            _change(draw, table, at, rows)
    if draw(st.booleans()):
        _forge(draw, seals, rows)
    return seals, rows


def _forge(draw, seals, rows):
    """Number and link anew what is there, one of them perhaps out of order: what somebody would who knows how."""
    previous, at = canonical.FIRST, draw(st.integers(0, 4))
    entries = [row[0] for row in rows]
    two = entries[at : at + 2]
    entries[at : at + 2] = draw(st.permutations(two)) if draw(st.booleans()) else two[:1] * len(two)
    for seal, row, entry in zip(seals, rows, entries, strict=False):
        seal[1] = row[0] = entry
    start = draw(st.integers(1, 2))
    for sequence, seal in enumerate(seals, start):
        seal[0], seal[3] = sequence, previous
        seal[4] = previous = canonical.link(sequence, seal[1] if type(seal[1]) is int else 0, str(seal[2]), previous)


def _change(draw, table, at, rows):
    place = draw(st.integers(1, len(table[at]) - 1))
    of_rows, of_seals = {2: [True], 1: [None, BEGAN], 3: [None, b"x"]}, {1: [None, "x", 3], 2: [None, "x", b"x"]}
    others = of_rows if table is rows else of_seals
    table[at][place] = draw(st.sampled_from(others.get(place, ["x", None, canonical.FIRST])))


def told(seals, rows, lawful):
    head = Head()
    return [str(fault) for fault in faults(seals, rows, head, lawful)], head


def with_hash(value) -> tuple[list[list], list[list]]:
    """A link that is no text any more, and one that follows from it."""
    seals, rows = log(2)
    seals[0][4] = seals[1][3] = value
    return seals, rows


@given(tampered())
@example(with_hash(None))
@example(with_hash(b"x"))
@settings(max_examples=200)
def test_what_is_passed_in_one_step_has_no_fault(log):
    """The walk says the same when every link is asked everything."""
    lawful = {4: Erasure(canonical.sealed(b"x"), 1, "erased")}
    quick = told(*log, lawful)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verifier, "_fit", lambda *link: False)
        assert told(*log, lawful) == quick
