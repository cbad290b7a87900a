"""The file of an item: whoever may see the decision reads it, and that they did is on the record."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from neston_sharing.audit.models import Entry
from sharing.actions.items import remove_item
from tests.factories import DecisionFactory, UserFactory, retention

PDF = b"%PDF-1.4 her speech"


@pytest.fixture
def item(db):
    return DecisionFactory().items.create(
        attachment=ContentFile(PDF, name="a1b2.pdf"),
        attachment_name="Report on Amelia.pdf",
        attachment_sha256=hashlib.sha256(PDF).hexdigest(),
        nature="fact",
        source="own",
        about="child",
        included=True,
    )


@pytest.fixture
def path(item) -> str:
    return f"/decisions/{item.decision.reference}/items/{item.pk}/attachment/"


def test_a_backer_reads_what_leaves(client, item, path):
    client.force_login(UserFactory(roles=["lead"]))
    answer = client.get(path)
    assert answer.content == PDF
    assert answer["Content-Disposition"] == f'attachment; filename="{item.decision.reference}-item-{item.pk}.pdf"'
    assert Entry.objects.filter(event="attachment_opened", subject=item.decision.child.reference).count() == 1


def test_what_a_browser_might_take_for_a_page_is_kept_from_being_one(client, path):
    """A PDF can be a web page too: it is handed over as a file, named by us, and nothing is guessed about it."""
    client.force_login(UserFactory(roles=["lead"]))
    headers = client.get(path).headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith("attachment; ")
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")
    assert (headers["X-Frame-Options"], "default-src 'none'" in headers["Content-Security-Policy"]) == ("DENY", True)


def test_whoever_may_not_see_the_decision_finds_no_file(client, path):
    client.force_login(UserFactory(roles=["practitioner"]))
    assert client.get(path).status_code == 404


def test_a_file_that_was_altered_is_not_sent(client, item, path):
    with item.attachment.storage.open(item.attachment.name, "wb") as file:
        file.write(b"%PDF-1.4 something else")
    client.force_login(UserFactory(roles=["lead"]))
    answer = client.get(path)
    assert answer.status_code == 500
    assert b"not what was stored" in answer.content


def test_the_decisions_page_leads_to_the_file(client, item, path):
    client.force_login(item.decision.started_by)
    assert path in client.get(item.decision.get_absolute_url()).content.decode()


@pytest.mark.parametrize("held", [False, True])
def test_what_a_draft_lets_go_of_is_erased_unless_a_hold_stands(item, held, django_capture_on_commit_callbacks):
    if held:
        retention.hold(item.decision.child.reference)
    with django_capture_on_commit_callbacks(execute=True):
        remove_item(by=item.decision.started_by, item=item)
    assert default_storage.exists(item.attachment.name) is held
