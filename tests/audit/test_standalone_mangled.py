"""Whatever somebody makes of an exported log, the program that checks it says in words where it is bad, and exits 1.

These logs are made by hand, chained as they ought to be: whoever mangles one may know how it is made.
"""

import hashlib
import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neston_sharing.audit import standalone
from neston_sharing.audit.export import VERIFIER
from neston_sharing.audit.standalone import FIRST, FORMAT, VERSION, Walk, compact

MARK = [9, "erased under the rule “Visits: 6 years” by disposal 1"]
DEEP = b"[" * 100_000
UNREADABLE = "This file cannot be read:"
BIG = b"9" * 4_300
SIGNS = st.text(st.characters(codec=None, exclude_categories=()), max_size=5)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | SIGNS,
    lambda some: st.lists(some, max_size=3) | st.dictionaries(SIGNS, some, max_size=3),
    max_leaves=4,
)
FIELDS = ("id", "event", "timestamp", "salt", "additional_data")
SAID = ("line", "disposal", "entries", "erased")


def entry(number: int, event: str = "tried", salt: str = "s", **said) -> dict[str, Any]:
    time = f"2026-01-0{number}T00:00:00.000Z"
    return {"id": number, "event": event, "timestamp": time, "salt": salt, "additional_data": said or None}


def digest(text: bytes) -> str:
    return hashlib.sha256(b"\0" + text).hexdigest()


def written(value: Any) -> bytes:
    """Write what may be no JSON, and signs that are none in UTF-8, as a file may hold them."""
    return value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=True).encode()


LEFT = compact(entry(2, salt=""))
DISPOSED = {
    "line": 9,
    "disposal": 1,
    "entries": 1,
    "erased": hashlib.sha256(f"2:{digest(LEFT)}\n".encode()).hexdigest(),
}
ENTRIES = [entry(1), entry(2), entry(3), entry(4, "records_disposed", **DISPOSED)]


def log(texts: list[bytes], *, stands: dict[int, bytes] | None = None, seals: dict[int, dict] | None = None) -> list:
    """Seal these texts; in the place of some another `stands`, or other values in their `seals`."""
    lines, previous = [compact([FORMAT, VERSION, "", ""]) + b"\n"], FIRST
    for number, text in enumerate(texts, start=1):
        seal: list[Any] = [number, number, digest(text), previous]
        for place, value in (seals or {}).get(number, {}).items():
            seal[place] = value
        previous = hashlib.sha256(b"\1" + b"[" + b",".join(map(written, seal)) + b"]").hexdigest()
        line = b"[" + b",".join(map(written, [*seal, previous])) + b"]"
        lines.append(line + b"\t" + (stands or {}).get(number, text) + b"\n")
    walk = Walk()
    list(standalone.faults([*lines, b"[]\n"], walk))
    return [*lines, standalone.closing(walk)]


def faults(lines: list[bytes]) -> list[str]:
    return list(standalone.faults(lines, Walk()))


def sealed(*changed: bytes, **stands: bytes) -> list[str]:
    """The faults of the log, of whose entries the last few are others."""
    texts = [compact(each) for each in ENTRIES]
    return faults(
        log([*texts[: len(texts) - len(changed)], *changed], stands={2: LEFT + b"\t" + compact(MARK)} | stands)
    )


def test_the_log_that_is_mangled_here_is_in_order_before():
    assert sealed() == []


@pytest.mark.parametrize(
    "mark", [b"[Infinity,\"x\"]", b"[NaN,\"x\"]", b"[1e999,\"x\"]", b"[\"9\",\"x\"]", b"[[],\"x\"]", b"[9]", b"{}",
             b"[9,\"\\ud800\"]", b"[true,\"x\"]", b"[%s,\"x\"]" % BIG, b"5", b"", b"\xff", DEEP],
    ids=lambda mark: mark[:20].decode(errors="replace"),
)  # fmt: skip
def test_a_mark_that_is_none_names_its_entry(mark):
    texts = [compact(each) for each in ENTRIES]
    found = faults(log(texts, stands={2: LEFT + b"\t" + mark}))
    assert found[0] == "Entry 2 was changed after it was written: it no longer fits its seal"


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"5", b'"x"', b"{}", b"nul", b"\xff", BIG, DEEP], ids=lambda each: each[:9]
)
def test_a_text_that_is_no_entry_and_fits_its_seal_is_named(text):
    assert "Entry 4 cannot be read" in " / ".join(sealed(text))


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("value", [None, True, 1.5, "5", [], {}, 2**63, b"NaN", b"Infinity", b"1e999", BIG, "\ud800"])
def test_a_seal_whose_values_are_of_another_kind_is_named(place, value):
    texts = [compact(each) for each in ENTRIES]
    found = faults(log(texts, seals={3: {place: value}}))
    if place >= 2 and value == "5":  # of its kind, and not what it was
        assert "entry 3" in found[0].lower()
    else:
        assert found[0] in ("The line after seal 2 cannot be read", "Seal 3 is missing before entry 3")


@pytest.mark.parametrize("name", FIELDS)
@given(value=ANYTHING)
def test_whatever_stands_in_an_entry_there_is_no_end_in_the_middle(name, value):
    last = ENTRIES[-1] | {name: value}
    found = sealed(written(last))
    assert found or last == ENTRIES[-1] or name in ("timestamp", "salt")


@pytest.mark.parametrize("name", SAID)
@given(value=ANYTHING)
def test_nor_whatever_a_disposal_says(name, value):
    last = ENTRIES[-1] | {"additional_data": DISPOSED | {name: value}}
    assert sealed(written(last)) or name == "disposal" or value == DISPOSED[name]


@given(value=ANYTHING)
def test_nor_whatever_is_said_to_have_erased_an_entry(value):
    texts = [compact(each) for each in ENTRIES]
    assert faults(log(texts, stands={2: LEFT + b"\t" + written(value)}))


@given(values=st.dictionaries(st.integers(0, 3), ANYTHING, min_size=1))
def test_nor_whatever_stands_in_a_seal(values):
    texts = [compact(each) for each in ENTRIES]
    assert faults(log(texts, seals={3: values}))


@given(lines=st.lists(st.binary(max_size=30), max_size=4))
def test_nor_whatever_lines_there_are(lines):
    assert faults(lines)


def test_entries_that_are_withheld_stand_in_their_order_too():
    texts = [compact(each) for each in ENTRIES]
    moved = log(texts, stands={3: b"null"}, seals={3: {1: 2}})
    assert faults(moved)[0] == "Entry 2 does not stand where it was sealed: the order was changed"


# --- The program itself -----------------------------------------------------------------------------------------------


def checked(folder, *arguments) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-I", VERIFIER, *arguments], cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["absent.neston"], f"{UNREADABLE} absent.neston: No such file or directory"),
        (["."], f"{UNREADABLE} .: Is a directory"),
        (["log.neston", "--checkpoint", "absent.txt"], f"{UNREADABLE} absent.txt: No such file or directory"),
        (["log.neston", "--checkpoint", "bytes.txt"], standalone.NO_CHECKPOINT),
        (["log.neston", "--checkpoint", "deep.txt"], standalone.NO_CHECKPOINT),
        (["mangled.neston"], "Entry 2 was changed after it was written: it no longer fits its seal"),
        (["bytes.txt"], "The first line is not that of a log of this kind"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_in_words(tmp_path, arguments, words):
    texts = [compact(each) for each in ENTRIES]
    (tmp_path / "log.neston").write_bytes(b"".join(log(texts)))
    (tmp_path / "mangled.neston").write_bytes(b"".join(log(texts, stands={2: LEFT + b'\t[Infinity,"x"]'})))
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "deep.txt").write_bytes(DEEP)
    done = checked(tmp_path, *arguments)
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, words)
    assert "Traceback" not in done.stderr


def test_a_checkpoint_of_another_kind_is_none():
    """Anybody can sign one with a key of their own."""
    for size, hash_ in (("5", FIRST), (None, FIRST), (1.5, FIRST), (5, None)):
        line = json.dumps(
            [standalone.CHECKPOINT, standalone.CHECKPOINT_VERSION, "", size, hash_, "", "ab" * 32, "ab" * 64]
        )
        with pytest.raises(ValueError, match="This is no checkpoint"):
            standalone.read_checkpoint(line)
