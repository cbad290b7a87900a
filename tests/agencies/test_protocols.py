"""Policy 1.5: protocols with agencies, and with kinds of agency; what was adopted never changes."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from agencies.actions.protocols import (
    add_document,
    adopt_version,
    change_draft,
    discard_draft,
    remove_document,
    retire_protocol,
    start_protocol,
    start_version,
)
from agencies.models import Protocol, ProtocolDocument, ProtocolStep, ProtocolVersion
from agencies.steps import Step, read
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.meanwhile import SavedMeanwhile
from tests.factories import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db
STEPS = "Telephone the Front Door within 1 hour\nSend the form within 1 working day\n\nChase an answer"


def in_a_year():
    return timezone.localdate() + timedelta(days=365)


@pytest.fixture
def manager(client):
    user = UserFactory(roles=["manager"], name="Mary Manager")
    client.force_login(user)
    return user


@pytest.fixture
def draft(manager) -> ProtocolVersion:
    said = {"title": "Referral", "kind": "social_care", "thresholds": "A child may be at risk of harm."}
    return start_protocol(by=manager, review_due=in_a_year(), steps=STEPS, **said)


@pytest.fixture
def adopted(manager, draft) -> ProtocolVersion:
    add_document(by=manager, version=draft, title="Form", file=paper())
    return adopt_version(by=manager, version=draft, adopted_on=timezone.localdate())


def paper() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(content, "PNG")
    return SimpleUploadedFile("form.png", content.getvalue())


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("Call", Step("Call")),
        ("Call within 24 hours", Step("Call", 24, "hours")),
        ("Call, within 1 working day.", Step("Call", 1, "working_days")),
        ("Call (within 2 Days)", Step("Call", 2, "days")),
        ("Stay within 24 hours of travel", Step("Stay within 24 hours of travel")),
        ("Call within 0 hours", Step("Call within 0 hours")),
    ],
)
def test_a_step_is_a_line_with_its_time_at_the_end(line, step):
    assert read(line) == [step]


def test_steps_come_back_as_they_were_written(draft):
    assert draft.lines.splitlines() == [line for line in STEPS.splitlines() if line]


@pytest.mark.parametrize("lines", ["x" * 1001, "\n".join(["Call"] * 41)])
def test_steps_that_nobody_would_follow_are_refused(lines):
    with pytest.raises(Refusal):
        read(lines)


def test_an_agency_has_its_own_protocols_and_those_of_its_kind(manager, adopted):
    agency, police = AgencyFactory(kind="social_care"), AgencyFactory(kind="police")
    own = start_protocol(by=manager, title="Own", agency=agency, review_due=in_a_year(), steps="Call")
    assert [each.title for each in Protocol.objects.in_force_for(agency)] == ["Referral"]
    adopt_version(by=manager, version=own, adopted_on=timezone.localdate())
    assert [each.title for each in Protocol.objects.in_force_for(agency)] == ["Own", "Referral"]
    assert not Protocol.objects.in_force_for(police).exists()
    assert len(Protocol.objects.in_force_for(agency, police)) == 2


def test_a_protocol_out_of_use_is_in_force_for_nobody(manager, adopted):
    retire_protocol(by=manager, protocol=adopted.protocol)
    assert not Protocol.objects.in_force_for(AgencyFactory(kind="social_care")).exists()
    assert adopted.protocol.in_force is None


@pytest.mark.parametrize("both", [True, False])
def test_a_protocol_is_for_one_agency_or_for_one_kind(manager, both):
    agency = AgencyFactory() if both else None
    with pytest.raises(Refusal, match="one agency, or one kind"):
        start_protocol(
            by=manager, title="T", agency=agency, kind="police" if both else "", review_due=in_a_year(), steps="Call"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Protocol.objects.create(title="T", agency=agency, kind="police" if both else None)


def test_the_next_version_is_a_copy_and_the_one_in_force_is_followed_until_it_is_adopted(manager, adopted):
    newer = start_version(by=manager, protocol=adopted.protocol, review_due=in_a_year())
    assert (newer.number, newer.lines) == (2, adopted.lines)
    assert newer.documents.get().file.name == adopted.documents.get().file.name
    protocol = Protocol.objects.get()
    assert (protocol.in_force, protocol.draft) == (adopted, newer)
    adopt_version(by=manager, version=newer, adopted_on=timezone.localdate())
    assert Protocol.objects.get().in_force == newer


def test_two_versions_are_not_prepared_at_once(manager, adopted):
    start_version(by=manager, protocol=adopted.protocol, review_due=in_a_year())
    with pytest.raises(Refusal, match="already"):
        start_version(by=manager, protocol=Protocol.objects.get(), review_due=in_a_year())


def test_the_steps_of_a_draft_are_rewritten_in_place(manager, draft):
    first = draft.steps.first()
    change_draft(by=manager, version=draft, thresholds="", steps="Ring at once\nWait", review_due=in_a_year())
    assert [step.text for step in draft.steps.all()] == ["Ring at once", "Wait"]
    assert draft.steps.first().pk == first.pk


def test_the_second_of_two_writers_is_told(manager, draft):
    seen = draft.mark
    said = {"thresholds": "", "review_due": in_a_year(), "seen": seen}
    change_draft(by=manager, version=draft, steps="Mine", **said)
    with pytest.raises(SavedMeanwhile):
        change_draft(by=manager, version=ProtocolVersion.objects.get(), steps="Yours", **said)


@pytest.mark.parametrize(
    ("steps", "day", "words"),
    [("", 0, "one step at least"), ("Call", 1, "today or a day before")],
)
def test_a_draft_that_says_nothing_or_a_day_to_come_is_not_adopted(manager, steps, day, words):
    version = start_protocol(by=manager, title="T", kind="police", review_due=in_a_year(), steps=steps)
    with pytest.raises(Refusal, match=words):
        adopt_version(by=manager, version=version, adopted_on=timezone.localdate() + timedelta(days=day))


def test_no_action_changes_what_was_adopted(manager, adopted):
    said = {"thresholds": "", "steps": "Other", "review_due": in_a_year()}
    for act in (
        lambda: change_draft(by=manager, version=adopted, **said),
        lambda: add_document(by=manager, version=adopted, title="T", file=paper()),
        lambda: remove_document(by=manager, document=adopted.documents.get()),
        lambda: discard_draft(by=manager, version=adopted),
        lambda: adopt_version(by=manager, version=adopted, adopted_on=timezone.localdate()),
    ):
        with pytest.raises(Refusal, match="is adopted"):
            act()


@pytest.mark.parametrize("model", [ProtocolVersion, ProtocolStep, ProtocolDocument])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_what_was_adopted(adopted, model, change):
    with (
        pytest.raises(IntegrityError, match="cannot be changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(model._meta.db_table))


def test_nothing_is_added_to_what_was_adopted(adopted):
    with pytest.raises(IntegrityError, match="cannot be changed or deleted"), transaction.atomic():
        ProtocolStep.objects.create(version=adopted, order=99, text="Slipped in")


def test_what_a_protocol_is_for_is_never_rewritten(adopted):
    protocol = adopted.protocol
    protocol.title = "Something else"
    with pytest.raises(IntegrityError, match="set once"), transaction.atomic():
        protocol.save()


def test_a_paper_stays_while_a_version_has_it(manager, adopted, django_capture_on_commit_callbacks):
    newer = start_version(by=manager, protocol=adopted.protocol, review_due=in_a_year())
    kept = adopted.documents.get().file
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(by=manager, document=newer.documents.get())
    assert kept.storage.exists(kept.name)


def test_a_draft_that_is_thrown_away_leaves_the_version_in_force(manager, adopted):
    newer = start_version(by=manager, protocol=adopted.protocol, review_due=in_a_year())
    discard_draft(by=manager, version=newer)
    protocol = Protocol.objects.get()
    assert (protocol.in_force, protocol.draft, protocol.is_in_use) == (adopted, None, True)


def test_a_protocol_whose_first_draft_is_thrown_away_goes_out_of_use(manager, draft):
    discard_draft(by=manager, version=draft)
    assert not Protocol.objects.get().is_in_use


# --- Pages ----------------------------------------------------------------------------------------------------------
def url(name: str, *args) -> str:
    return reverse(f"agencies:{name}", args=args)


def test_a_manager_writes_a_protocol_and_adopts_it_in_the_browser(client, manager):
    fields = {"title": "Referral", "kind": "social_care", "steps": STEPS, "review_due": in_a_year().isoformat()}
    version = client.post(url("protocol-new"), fields).url
    assert "within 1 working day" in client.get(version).content.decode()
    adopting = client.get(f"{version}adopt/").context["form"]
    said = {"adopted_on": timezone.localdate().isoformat(), "seen": adopting.initial["seen"]}
    answer = client.post(f"{version}adopt/", {"key": adopting.key, **said}, follow=True)
    assert "by Mary Manager" in answer.content.decode()


def test_a_form_that_is_wrong_keeps_what_was_typed(client, manager):
    answer = client.post(url("protocol-new"), {"title": "O'Neill", "steps": "Ring them", "review_due": "1/1/2020"})
    assert answer.status_code == 422
    assert "Ring them</textarea>" in answer.content.decode()
    assert "still to come" in answer.content.decode()


def test_whoever_reads_the_directory_reads_what_is_in_force_and_no_draft(client, adopted, manager):
    newer = start_version(by=manager, protocol=adopted.protocol, review_due=in_a_year())
    client.force_login(UserFactory(roles=["practitioner"]))
    assert "Telephone the Front Door" in client.get(adopted.protocol.get_absolute_url()).content.decode()
    assert client.get(adopted.get_absolute_url()).status_code == 200
    assert client.get(newer.get_absolute_url()).status_code == 404


def test_the_agency_page_shows_its_protocols(client, adopted):
    agency = AgencyFactory(kind="social_care")
    assert "Referral" in client.get(agency.get_absolute_url()).content.decode()


def test_a_document_is_sent_as_a_file_and_not_if_it_is_no_longer_what_was_stored(client, adopted):
    document = adopted.documents.get()
    address = url("protocol-document", adopted.protocol_id, 1, document.pk)
    assert "attachment" in client.get(address).headers["Content-Disposition"]
    with open(document.file.path, "wb") as stored:  # noqa: PTH123
        stored.write(b"another")
    assert client.get(address).status_code == 500


def test_the_document_of_a_draft_is_not_for_everybody(client, manager, draft):
    document = add_document(by=manager, version=draft, title="Form", file=paper())
    client.force_login(UserFactory(roles=["practitioner"]))
    assert client.get(url("protocol-document", draft.protocol_id, 1, document.pk)).status_code == 404


def test_what_is_no_paper_is_refused(client, manager, draft):
    fields = {"title": "Form", "file": SimpleUploadedFile("form.exe", b"MZ")}
    answer = client.post(url("protocol-document-new", draft.protocol_id, 1), fields)
    assert answer.status_code == 422
    assert "Choose a PDF" in answer.content.decode()
