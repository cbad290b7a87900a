"""Copies that are asked for: by a parent, with a sibling in the record; for the next setting, with a receipt."""

import io
import re
from datetime import timedelta

import pikepdf
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consent.models import Address, ConsentRecipient, Flag
from neston_sharing.foundation.actions import Refusal
from sharing.actions.export import export_record
from sharing.actions.record_copies import ask_for_copy, make_copy, read_section, rule, steps_to_take, take_step
from sharing.copying import review_of
from sharing.models import CopyRequest, CopyStep, RecordExport
from sharing.presenters.book import book_of, copy_of
from sharing.presenters.record_copies import clock_of, state_of_request
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    ConsentStatementFactory,
    FamilyLinkFactory,
    ParentFactory,
    UserFactory,
    copies,
    decisions,
)
from tests.factories.received import InformationReceivedFactory
from tests.pdfs import words_of
from tests.sharing.test_record_pdf import typeset

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return UserFactory(name="Priya Lane", roles=["lead"])


@pytest.fixture
def mother():
    return ParentFactory(given_names="Siobhán", family_name="O'Brien")


@pytest.fixture
def child(mother):
    """Niamh, whose file tells of her brother, her father and what a health visitor said."""
    child = ChildFactory(given_names="Niamh", family_name="O'Brien")
    brother = ChildFactory(given_names="Cormac", family_name="O'Brien")
    for each in (child, brother):
        FamilyLinkFactory(child=each, parent=mother)
    father = ParentFactory(given_names="Declan", family_name="Rourke", telephone="0151 496 0999")
    FamilyLinkFactory(child=child, parent=father, relationship="Father", ground="agreement")
    decisions.add(decisions.shared(child=child), "Cormac was collected late on the same day")
    InformationReceivedFactory(child=child, what="The health visitor saw bruises")
    return child


@pytest.fixture
def asked(child, mother, lead) -> CopyRequest:
    return copies.CopyRequestFactory(child=child, parent=mother, recorded_by=lead)


def seen(request: CopyRequest, user):
    return review_of(CopyRequest.objects.with_people().get(pk=request.pk), user=user)


def read_all(request: CopyRequest, user) -> None:
    review = seen(request, user)
    for section in review.unread:
        read_section(by=user, review=review, key=section.key)


def made(request: CopyRequest, user) -> RecordExport:
    return make_copy(by=user, review=seen(request, user), reason="She asked")


# --- The family's copy ----------------------------------------------------------------------------------------------
def test_what_is_kept_back_is_in_no_stream_and_no_metadata(asked, child, lead):
    """The sibling's name, the father's telephone and what another agency told us: gone, and listed for us alone."""
    copies.known(asked)
    read_all(asked, lead)
    content = typeset(made(asked, lead))
    text, everything = words_of(content), everything_in(content)
    for kept_back in ("Cormac", "Rourke", "0151 496 0999", "bruises"):
        assert kept_back not in text
        assert kept_back.encode() not in everything
    for goes in ("Siobhán O'Brien", "[redacted] was collected late on the same day", "Her speech is clear to us"):
        assert goes in text, goes
    ours = copy_of(export_record(by=lead, child=child, reason="For us"), user=lead)
    listed = " ".join(piece.words for section in ours.sections for piece in section.pieces if "withheld" in section.key)
    assert "Redact words: Cormac" in listed
    assert "Another agency told us" in listed


def everything_in(content: bytes) -> bytes:
    """Every stream of the file as it reads once unpacked, every string, and its metadata."""
    document = pikepdf.open(io.BytesIO(content))
    streams = [thing.read_bytes() for thing in document.objects if isinstance(thing, pikepdf.Stream)]
    strings = re.findall(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]+>", document.docinfo.unparse(resolved=True))
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary):
            strings += [str(value).encode() for value in thing.values() if isinstance(value, pikepdf.String)]
    return b"\n".join([*streams, *strings])


def test_nobody_gets_a_copy_before_it_is_known_who_they_are(asked, lead):
    read_all(asked, lead)
    with pytest.raises(Refusal, match="check who asks"):
        made(asked, lead)
    with pytest.raises(DatabaseError, match="Who asks is checked"), transaction.atomic():
        RecordExport.objects.create(child=asked.child, request=asked, reason="Past the page", recorded_by=lead)


def test_no_copy_leaves_that_lacks_what_its_maker_may_not_see(asked, child):
    """A conflict of interest closes a decision to them: the family would get a record without it, and not know."""
    manager, (decision,) = UserFactory(roles=["manager"]), child.decisions.recorded()
    read_all(asked, manager)
    decisions.declare(decision, by=manager, conflict="His brother works there")
    for press in (made, lambda request, user: read_section(by=user, review=seen(request, user), key="child")):
        with pytest.raises(Refusal, match="somebody else makes this copy"):
            press(asked, manager)


def test_what_is_the_readers_own_stays(asked, child, mother, lead):
    """A telephone or an address is no cause by itself: hers, and the child's, are hers to have."""
    Address.objects.create(child=child, lines="14 Tithe Barn Close\nAshbrook", postcode="CH64 9XX")
    review = seen(asked, lead)
    hers = [f"child.parent-{mother.reference}", "child.address-1"]
    assert [review.rulings[key].treatment for key in hers] == ["include", "include"]


def test_every_section_is_read_as_it_stands_before_the_copy_is_made(asked, child, lead):
    copies.known(asked)
    read_all(asked, lead)
    decisions.add(child.decisions.get(), "She was seen again")
    with pytest.raises(Refusal, match=f"Still to read: Decision {child.decisions.get()}"):
        made(asked, lead)


def test_a_ruling_takes_the_place_of_the_rule_and_is_to_be_read_again(asked, lead):
    read_all(asked, lead)
    review = seen(asked, lead)
    told = next(piece for piece in review.section("happenings").pieces if "bruises" in piece.words)
    rule(by=lead, review=review, key=told.key, treatment="include", why="The health visitor agreed on 3 December")
    after = seen(asked, lead)
    assert after.rulings[told.key].treatment == "include"
    assert [section.key for section in after.unread] == ["happenings"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"treatment": "withhold", "why": "It would harm"}, "Choose the ground"),
        ({"treatment": "redact", "ground": "other_person", "why": "A name", "words": "Elsewhere"}, "words that stand"),
        ({"treatment": "include", "why": " "}, "Say why"),
    ],
)
def test_a_ruling_is_refused_without_its_ground_or_words(asked, lead, said, words):
    with pytest.raises(Refusal, match=words):
        rule(by=lead, review=seen(asked, lead), key="child.facts", **said)


def test_where_it_is_not_to_be_discussed_safeguarding_stays_here(asked, child, lead):
    referred = decisions.referred(child=child)
    before = seen(asked, lead).rulings[f"{referred.reference}.referral"]
    Flag.objects.create(child=child, kind="do_not_discuss", set_by=lead)
    after = seen(asked, lead).rulings[f"{referred.reference}.referral"]
    assert (before.treatment, after.treatment, after.ground) == ("include", "withhold", "serious_harm")


def test_a_word_that_would_blank_the_front_is_refused(asked, lead):
    copies.known(asked)
    rule(by=lead, review=seen(asked, lead), key="child.facts", treatment="redact", ground="other_person",
         words="Niamh", why="Too wide")  # fmt: skip
    read_all(asked, lead)
    with pytest.raises(Refusal, match="more narrowly"):
        made(asked, lead)


# --- The month ------------------------------------------------------------------------------------------------------
def test_the_clock_follows_what_was_recorded(child, mother, lead):
    received = timezone.localdate() - timedelta(days=20)
    asked = copies.CopyRequestFactory(child=child, parent=mother, received_on=received, recorded_by=lead)
    assert state_of_request(asked).word == "Waits for who asks"
    copies.known(asked)
    before = clock_of(asked).due
    copies.step(asked, "paused", on=received + timedelta(days=7))
    copies.step(asked, "resumed", on=received + timedelta(days=14))
    assert (clock_of(asked).due - before).days == 7
    copies.step(asked, "given")
    assert state_of_request(asked).word == "Copy handed over"


def test_a_step_is_taken_in_its_time(asked, lead):
    today = timezone.localdate()
    assert CopyStep.Kind.RESUMED not in steps_to_take(asked)
    with pytest.raises(Refusal, match="cannot be recorded now"):
        take_step(by=lead, request=asked, kind="given", on=today, text="Handed over")
    with pytest.raises(Refusal, match="until today"):
        take_step(by=lead, request=asked, kind="identity", on=today + timedelta(days=1), text="Her passport")
    take_step(by=lead, request=asked, kind="refused", on=today, text="Asked for by a cousin")
    with pytest.raises(Refusal, match="closed"):
        made(asked, lead)


def test_only_a_parent_of_this_child_can_be_the_one_who_asks(child, lead):
    with pytest.raises(Refusal, match="parent or carer of this child"):
        ask_for_copy(by=lead, child=child, kind="family", parent=ParentFactory(), received_on=timezone.localdate(),
                     asked="Everything")  # fmt: skip


def test_a_practitioner_finds_none_of_it(client, asked):
    client.force_login(asked.child.key_person)
    assert client.get(f"/record-copies/{asked.reference}/").status_code == 403


# --- The next setting's copy ----------------------------------------------------------------------------------------
def test_the_next_setting_gets_what_consent_and_safeguarding_allow_with_a_receipt(child, mother, lead):
    school = AgencyFactory(name="Little Sutton Primary")
    asked = copies.CopyRequestFactory(child=child, kind="next", parent=None, agency=school, recorded_by=lead)
    by_consent = child.decisions.get().reference
    referred = decisions.referred(child=child).reference
    assert goes(asked, lead) == {"child", "consents", referred}
    consent = ConsentStatementFactory(child=child, parent=mother, purpose="development_summaries")
    ConsentRecipient.objects.create(statement=consent, agency=school, recorded_by=lead)
    assert goes(asked, lead) == {"child", "consents", referred, by_consent}
    read_all(asked, lead)
    book = book_of(copy_of(made(asked, lead), user=lead))
    assert "Signature:" in book.parts[-1]
    assert "goto:receipt" in book.front
    assert "Cormac" not in book.front + "".join(book.parts) + book.attached["record.json"].content.decode()


def goes(request: CopyRequest, user) -> set[str]:
    return {section.key for section in seen(request, user).goes}


# --- Its pages ------------------------------------------------------------------------------------------------------
def test_its_pages_ask_no_more_of_a_long_record_than_of_a_short_one(client, asked, child, lead):
    client.force_login(lead)
    request = f"/record-copies/{asked.reference}/"
    below = [f"{request}{page}" for page in ("", "sections/child/", "pieces/child.facts/", "make/")]
    pages = [f"/children/{child.reference}/record/copies/", *below]
    counts = []
    for _ in range(2):
        for page in pages:
            assert client.get(page).status_code == 200
        counts.append([counted(client, page) for page in pages])
        copies.read(asked)
        copies.ruling(asked)
        copies.CopyRequestFactory(child=child, parent=asked.parent, recorded_by=lead)
        for _ in range(3):
            decisions.add(decisions.shared(child=child))
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 45


def counted(client, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    return len(queries)
