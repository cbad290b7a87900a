from datetime import timedelta

import pytest
import time_machine
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from neston_sharing.audit.events import record_access, record_event, record_list
from neston_sharing.audit.middleware import NAMING, NOT_NAMING
from neston_sharing.audit.models import Entry
from sharing.actions.refile import refile
from tests.factories import ChildFactory
from tests.factories import decisions as build
from tests.factories.staff import PASSWORD, UserFactory

REFERENCE = "C-7K3M9QZ2"


@pytest.fixture
def amy(db):
    return UserFactory(name="Amy Khan", email="amy@example.org")


def events(code: str):
    return list(Entry.objects.of_event(code))


def test_an_event_carries_its_child_its_row_and_its_data(amy):
    entry = record_event("record_exported", by=amy, subject=REFERENCE, about=amy, data={"reason": "transfer"})
    assert (entry.actor, entry.subject, entry.object_id) == (amy, REFERENCE, amy.pk)
    assert (entry.additional_data, entry.seal.sequence > 0) == ({"reason": "transfer"}, True)


def test_signing_in_and_out_are_events(amy, client):
    client.force_login(amy)
    client.logout()
    assert [entry.actor for entry in events("sign_in") + events("sign_out")] == [amy, amy]


@pytest.mark.parametrize(("typed", "account"), [("AMY@example.org", "known"), ("stranger@example.com", "unknown")])
def test_of_a_failed_sign_in_only_is_kept_whether_the_account_is_known(amy, client, typed, account):
    client.login(email=typed, password="wrong")
    (entry,) = events("sign_in_failed")
    assert entry.additional_data == {"account": account}
    assert entry.actor == (amy if account == "known" else None)
    assert typed not in str(vars(entry))


def test_a_password_that_works_fails_nothing(amy, client):
    assert client.login(email="amy@example.org", password=PASSWORD)
    assert not events("sign_in_failed")


def test_a_file_is_opened_once_in_a_quarter_of_an_hour(amy):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert record_access(amy, REFERENCE, "file")
        clock.shift(timedelta(minutes=14))
        assert record_access(amy, REFERENCE, "file") is None
        clock.shift(timedelta(minutes=2))
        assert record_access(amy, REFERENCE, "file")


def test_another_person_record_or_child_is_another_access(amy):
    record_access(amy, REFERENCE, "decision", "IS-2026-0042")
    assert record_access(UserFactory(), REFERENCE, "decision", "IS-2026-0042")
    assert record_access(amy, REFERENCE, "decision", "IS-2026-0043")
    assert record_access(amy, "C-00000000", "decision", "IS-2026-0042")
    assert record_access(amy, REFERENCE, "file", "IS-2026-0042")


def test_where_an_access_cannot_be_written_it_says_so(amy, monkeypatch):
    monkeypatch.setattr("neston_sharing.audit.canonical.digest", lambda row: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        record_access(amy, REFERENCE, "file")


@pytest.mark.parametrize(("path", "page"), [("/audit/", "audit:log"), (f"/children/{REFERENCE}/", "child-file")])
def test_what_is_refused_or_not_there_for_somebody_is_on_the_record_once_a_visit(db, client, path, page):
    amy = UserFactory(roles=["practitioner"])
    client.force_login(amy)
    for _ in range(3):
        assert client.get(path).status_code in (403, 404)
    (entry,) = events("access_refused")
    assert (entry.actor, entry.object_pk, entry.subject) == (amy, page, REFERENCE if REFERENCE in path else "")


def test_each_record_that_was_tried_is_on_the_record_with_its_child_where_there_is_one(client, db):
    amy, decision, moved = UserFactory(roles=["practitioner"]), build.shared(), build.shared()
    refile(by=UserFactory(roles=["manager"]), decision=moved, child=(right := ChildFactory()), reason="Her cousin's")
    client.force_login(amy)
    for reference in (decision.reference, moved.reference.lower(), "IS-2026-0999", decision.reference):
        assert client.get(f"/decisions/{reference}/").status_code in (403, 404)
    assert client.get(f"/disclosures/{decision.disclosures.get().pk}/arrival/").status_code in (403, 404)
    tried = {(entry.object_pk, entry.object_repr, entry.subject) for entry in events("access_refused")}
    assert tried == {
        ("sharing:decision", decision.reference, decision.child.reference),
        ("sharing:decision", moved.reference, right.reference),
        ("sharing:decision", "IS-2026-0999", ""),
        ("sharing:arrival", str(decision.disclosures.get().pk), decision.child.reference),
    }
    assert len(events("access_refused")) == len(tried)
    assert client.get(f"/disclosures/{'9' * 39}/arrival/").status_code in (403, 404)


def test_every_argument_of_an_address_names_a_record_or_is_known_not_to():
    assert set(_arguments(get_resolver())) <= NAMING | NOT_NAMING


def _arguments(resolver):
    for pattern in resolver.url_patterns:
        yield from pattern.pattern.converters or pattern.pattern.regex.groupindex
        yield from _arguments(pattern) if isinstance(pattern, URLResolver) else ()


def test_nonsense_in_an_address_is_not_taken_for_a_child(db, client):
    client.force_login(UserFactory(roles=["practitioner"]))
    client.get("/children/' OR 1=1 --/")
    assert events("access_refused")[0].subject == ""


def test_nobody_signed_in_is_refused_nothing_and_sent_to_sign_in(client, db):
    assert client.get("/audit/").status_code == 302
    assert not events("access_refused")


def test_a_list_is_one_entry_for_a_visit_and_one_more_for_children_who_come_to_it(db):
    person = UserFactory()
    first = record_list(person, "consent:children", ["C-22222222", "C-33333333"])
    assert first.additional_data == {"shown": 2, "children": ["C-22222222", "C-33333333"]}
    assert record_list(person, "consent:children", ["C-33333333"]) is None
    assert record_list(person, "consent:children", []) is None
    more = record_list(person, "consent:children", ["C-33333333", "C-44444444"])
    assert more.additional_data == {"shown": 1, "children": ["C-44444444"]}
    assert record_list(person, "sharing:decisions", ["C-22222222"])
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert record_list(person, "consent:children", ["C-22222222"])
