"""After a disposal the log is whole and says what was erased under which rule; whatever else was done shows still."""

import json
from collections.abc import Iterator
from itertools import islice

import pytest
from django.core.management import call_command
from django.db import connection

from consent.models import Registration
from neston_sharing.audit import erased as erased_module
from neston_sharing.audit import standalone, subjects, verification
from neston_sharing.audit.checkpoints import checkpoint
from neston_sharing.audit.disposing import hashed
from neston_sharing.audit.events import record_refusal
from neston_sharing.audit.export import exported
from neston_sharing.audit.models import DueLine, Entry, NamedRow
from neston_sharing.audit.shut import Shut
from neston_sharing.audit.standalone import Walk
from neston_sharing.audit.verification import verify
from neston_sharing.audit.verifier import Head
from sharing.actions.disposal import approve_disposal, carry_out_disposal
from tests.audit.by_other_means import unguarded
from tests.factories import DecisionFactory, UserFactory
from tests.factories import retention as build

pytestmark = pytest.mark.django_db

RULE = "erased under the rule “Registrations and consents: 3 years after the child's last day” by disposal {}"


@pytest.fixture
def child(db):
    return build.registered(build.long_gone())


@pytest.fixture
def disposal(child):
    """The registration of one child is gone; another's stands."""
    build.registered(build.long_gone())
    return build.gone(child, "consents")


def faults() -> list[str]:
    return [fault.words for fault in verify(Head())]


def by_other_means(sql: str, *values) -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def erased(child) -> Entry:
    return Entry.objects.filter(subject=child.reference, salt="").earliest("id")


def test_it_says_how_many_entries_were_erased_under_which_rule(child, disposal, capsys):
    head = Head()
    assert list(verify(head)) == []
    assert head.erased == {RULE.format(disposal.pk): Entry.objects.filter(salt="").count()}
    call_command("verify_audit")
    assert RULE.format(disposal.pk) in capsys.readouterr().out


def test_what_is_left_of_an_erased_entry_is_held_to_the_disposal(child, disposal):
    number = erased(child).pk
    by_other_means("UPDATE audit_entry SET object_pk = '0' WHERE id = %s", number)
    assert faults() == [f"Entry {number} was {RULE.format(disposal.pk)}, and what was left of it was changed"]


def test_a_disposal_that_is_carried_out_during_the_walk_explains_what_it_erased(child, monkeypatch):
    def known_before(numbers=None) -> dict:
        known = erased_module.lawful(numbers)
        if numbers is None:
            build.gone(child, "consents")
        return known

    monkeypatch.setattr(verification, "lawful", known_before)
    assert faults() == []
    assert Entry.objects.filter(salt="").exists()


ERASE = (
    "UPDATE audit_entry SET changes = NULL, serialized_data = NULL, additional_data = NULL, object_repr = '', salt = ''"
)


def test_what_no_disposal_names_is_missed(disposal):
    number = Entry.objects.exclude(salt="").earliest("id").pk
    by_other_means(f"{ERASE} WHERE id = %s", number)
    assert f"Entry {number} was erased, and no disposal that was carried out names it" in faults()


def test_a_disposal_that_was_only_proposed_explains_nothing(child):
    build.proposed(child, "consents")
    line = DueLine.objects.get(disposal__isnull=False)
    number = line.rows.filter(kind="audit_entry").earliest("number").number
    by_other_means(f"{ERASE} WHERE id = %s", number)
    by_other_means("DELETE FROM consent_signature")
    found = faults()
    assert f"Entry {number} was erased, and no disposal that was carried out names it" in found
    assert [words for words in found if "is gone, and nothing in the log says" in words]


def test_what_was_approved_and_erased_past_the_product_shows(child):
    """The guards let it through, and nothing sealed says that it was carried out."""
    proposed = build.proposed(child, "consents")
    approve_disposal(by=UserFactory(roles=["lead"]), disposal=proposed)
    number = proposed.lines.get().rows.filter(kind="audit_entry").earliest("number").number
    with connection.cursor() as cursor:
        cursor.execute(f"{ERASE} WHERE id = %s", [number])
    assert faults()[0] == f"Entry {number} was erased, and no disposal that was carried out names it"


def test_an_approval_that_was_slipped_in_shows(child):
    proposed = build.proposed(child, "consents")
    by_other_means(
        "UPDATE audit_disposal SET approved_at = proposed_at, approved_by_id = %s, carried_out_at = proposed_at, "
        "carried_out_by_id = %s WHERE id = %s", UserFactory().pk, UserFactory().pk, proposed.pk,
    )  # fmt: skip
    assert [words for words in faults() if f"The disposal number {proposed.pk} is not as it was recorded" in words]


def test_a_row_that_was_slipped_into_what_a_disposal_names_shows(child, disposal):
    line = disposal.lines.get()
    by_other_means(
        "INSERT INTO audit_namedrow (id, line_id, kind, number, remains) VALUES (99999, %s, 'consent_child', %s, '')",
        line.pk, child.pk,
    )  # fmt: skip
    assert f"What disposal {disposal.pk} names was changed after it was proposed" in faults()
    assert hashed(line.rows.values_list("kind", "number", "remains")) != line.named


def test_what_was_disposed_of_and_is_there_again_shows(child, disposal):
    number = disposal.lines.get().rows.get(kind="consent_registration").number
    others = [field.column for field in Registration._meta.concrete_fields if field.name not in ("id", "child")]
    columns = ", ".join(others)
    by_other_means(
        f"INSERT INTO consent_registration (id, child_id, {columns}) SELECT %s, %s, {columns} "
        "FROM consent_registration LIMIT 1",
        number, child.pk,
    )  # fmt: skip
    assert f"The registration number {number} was disposed of, and is there again" in faults()


# --- The program that needs nothing else ------------------------------------------------------------------------------
def walked(lines: list[bytes]) -> tuple[list[str], Walk]:
    walk = Walk()
    return list(standalone.faults(lines, walk)), walk


def closed(lines: list[bytes]) -> list[bytes]:
    """Forge the last line, as somebody would who knows how the file is made."""
    walk = Walk()
    list(standalone.faults([*lines[:-1], b"[]\n"], walk))
    return [*lines[:-1], standalone.closing(walk)]


def test_the_exported_log_says_it_too(disposal, tmp_path, capsys):
    log = list(exported(checkpoint()))
    found, walk = walked(log)
    assert found == []
    assert walk.disposed == {RULE.format(disposal.pk): Entry.objects.filter(salt="").count()}
    (tmp_path / "log").write_bytes(b"".join(log))
    assert standalone.main([str(tmp_path / "log")]) == 0
    assert RULE.format(disposal.pk) in capsys.readouterr().out


def of_entry(log: list[bytes], number: int) -> int:
    return next(place for place, line in enumerate(log) if line.startswith(f"[{number},".encode()))


def sealed_as(entry: Entry) -> int:
    return entry.seal.sequence


@pytest.mark.parametrize("what", [b'"object_pk":"', b"\t["])
def test_there_too_tampering_shows(child, disposal, what):
    """Changed is what is left of the entry, or the line of the disposal that it is said to be erased by."""
    log = list(exported(checkpoint()))
    place = of_entry(log, sealed_as(erased(child)))
    head, found, tail = log[place].rpartition(what)
    log[place] = head + found + b"9" + tail
    assert walked(closed(log))[0]


def test_there_too_an_entry_that_is_said_to_be_erased_and_no_disposal_says_so_shows(child, disposal):
    log = list(exported(checkpoint()))
    entry = Entry.objects.exclude(salt="").earliest("id")
    place = of_entry(log, sealed_as(entry))
    seal, text = log[place].rstrip(b"\n").split(b"\t", 1)
    emptied = text.replace(entry.salt.encode(), b"")
    log[place] = seal + b"\t" + emptied + b'\t[999,"erased under a rule"]\n'
    assert walked(closed(log))[0] == [f"Entry {entry.pk} was erased, and nothing after it says by which disposal"]


def withheld(log: list[bytes]) -> set[int]:
    """The numbers of the entries of which only the seal stands there."""
    rows = (line.rstrip(b"\n").split(b"\t") for line in log[1:-1])
    return {json.loads(seal)[1] for seal, *text in rows if text == [b"null"]}


def without(log: list[bytes], *numbers: int) -> list[bytes]:
    """The log with these entries left out, as they are for a reader to whom they are closed."""
    log = list(log)
    for number in numbers:
        place = of_entry(log, sealed_as(Entry.objects.get(pk=number)))
        log[place] = log[place].split(b"\t")[0] + b"\tnull\n"
    return log


def forged_as_erased(log: list[bytes], entry: Entry, like: Entry) -> list[bytes]:
    """Put another text in an entry's place, with the mark of one that was erased."""
    place, other = of_entry(log, sealed_as(entry)), log[of_entry(log, sealed_as(like))]
    seal, text = log[place].rstrip(b"\n").split(b"\t", 1)
    text = text.replace(entry.salt.encode(), b"").replace(b'"event":"', b'"event":"forged_')
    return [*log[:place], b"\t".join((seal, text, other.rsplit(b"\t", 1)[1])), *log[place + 1 :]]


def test_there_too_another_text_cannot_pass_as_erased_because_others_are_withheld(child, disposal):
    log = list(exported(checkpoint()))
    emptied = list(Entry.objects.filter(salt="").order_by("id"))
    other = Entry.objects.exclude(salt="").filter(pk__gt=emptied[0].pk).earliest("id")
    for hidden in (emptied[1:3], emptied[1:], emptied[:-1]):
        kept_out = without(log, *(entry.pk for entry in hidden))
        found, walk = walked(closed(forged_as_erased(kept_out, other, emptied[0])))
        assert found
        assert walk.disposed == {}


def test_there_too_what_is_left_cannot_be_changed_because_others_are_withheld(child, disposal):
    log = list(exported(checkpoint()))
    first, second, *_ = Entry.objects.filter(salt="").order_by("id")
    place = of_entry(log, sealed_as(first))
    log[place] = log[place].replace(b'"object_pk":"', b'"object_pk":"9')
    assert walked(closed(without(log, second.pk)))[0]


def test_of_an_earlier_version_that_withheld_a_part_it_says_what_is_not_proved(disposal, tmp_path, capsys):
    log = list(exported(checkpoint()))
    first, second, *others = Entry.objects.filter(salt="").order_by("id")
    (tmp_path / "log").write_bytes(b"".join(closed(without(log, first.pk))))
    assert standalone.main([str(tmp_path / "log")]) == 1
    said = capsys.readouterr().err
    part = f"{len(others) + 1} of {len(others) + 2} entries stand here, the first of them entry {second.pk}"
    assert f"was erased by disposal {disposal.pk} is not proved by what is left: {part}" in said
    assert "Nothing else in it is wrong" in said
    assert "not as it was written" not in said


def test_where_the_entry_that_tells_of_a_disposal_is_closed_all_that_it_took_is_too(child):
    """Of one that was recorded under another child, no row says any more to whose file it belonged."""
    other, registration = build.registered(build.long_gone()), child.registrations.get()
    elsewhere = record_refusal(UserFactory(), "consent:registration", other.reference, about=registration)
    disposal = build.gone(child, "consents")
    assert disposal.lines.get().rows.filter(kind="audit_entry", number=elsewhere.pk).exists()
    log = list(exported(checkpoint(), Shut((child.reference,))))
    assert walked(log)[0] == []
    assert elsewhere.pk in withheld(log)


def test_of_what_a_line_took_all_or_nothing_is_handed_out(child, disposal):
    """One of them is this reader's own refused attempt, which nobody is told (see `shut.kept_from`)."""
    reader = UserFactory(roles=["manager"])
    assert walked(list(exported(checkpoint(), subjects.shut_to(reader))))[0] == []
    other = build.registered(build.long_gone())
    registration = other.registrations.get()
    attempt = record_refusal(reader, "consent:registration", other.reference, about=registration)
    build.gone(other, "consents")
    log = list(exported(checkpoint(), subjects.shut_to(reader)))
    found, walk = walked(log)
    lines = NamedRow.objects.filter(kind="audit_entry", number=attempt.pk).values("line")
    named = set(NamedRow.objects.filter(kind="audit_entry", line__in=lines).values_list("number", flat=True))
    assert found == []
    assert withheld(log) == named
    assert walk.disposed == {RULE.format(disposal.pk): Entry.objects.filter(salt="").count() - len(named)}


def carried_out_meanwhile(disposal, log: Iterator[bytes], after: int) -> list[bytes]:
    """Export the log, and carry the disposal out once so many lines are written."""
    lines = list(islice(log, after))
    carry_out_disposal(by=UserFactory(roles=["lead"]), disposal=disposal)
    return [*lines, *log]


@pytest.mark.parametrize("when", ["before the first line", "midway", "at the end"])
def test_a_log_that_is_exported_while_a_disposal_is_carried_out_is_in_order(child, monkeypatch, when):
    """Some of what it took is in it whole, of the rest the seals: what says that it went comes after the end."""
    monkeypatch.setattr(verification, "CHUNK", 1)
    build.gone(build.registered(build.long_gone()), "consents")
    before, proposed = Entry.objects.filter(salt="").count(), build.proposed(child, "consents")
    approve_disposal(by=UserFactory(roles=["lead"]), disposal=proposed)
    rows = proposed.lines.get().rows.filter(kind="audit_entry").order_by("number")
    named, until = [Entry.objects.get(pk=number) for number in rows.values_list("number", flat=True)], checkpoint()
    after = {"before the first line": 0, "midway": sealed_as(named[-1]), "at the end": until.size}[when]
    found, walk = walked(log := carried_out_meanwhile(proposed, exported(until), after))
    assert (found, walk.sequence) == ([], until.size)
    assert len(withheld(log)) == {"before the first line": len(named), "midway": 1, "at the end": 0}[when]
    assert withheld(log) <= {entry.pk for entry in named}
    assert sum(walk.disposed.values()) == before


def test_what_is_erased_while_a_log_is_exported_and_no_disposal_names_shows(child, monkeypatch):
    monkeypatch.setattr(verification, "CHUNK", 1)
    log = exported(checkpoint())
    lines = list(islice(log, 5))
    number = Entry.objects.latest("id").pk
    by_other_means(f"{ERASE} WHERE id = %s", number)
    assert walked([*lines, *log])[0][0].startswith(f"Entry {number} was changed")


def test_what_was_taken_out_of_a_draft_long_before_goes_from_the_log_with_the_file():
    child = build.long_gone()
    taken_out = DecisionFactory(child=child).items.create(
        text="A bruise on her arm", nature="fact", source="own", about="child", included=True
    )
    taken_out.delete()
    build.gone(child, "safeguarding", "file")
    assert [entry.pk for entry in Entry.objects.all() if "bruise" in str((entry.changes, entry.serialized_data))] == []
    assert faults() == []
