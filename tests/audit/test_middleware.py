"""Whence: the socket's peer, or what the one configured proxy wrote itself. Nothing hostile breaks a write."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from neston_sharing.audit.events import record_event
from neston_sharing.audit.middleware import AuditMiddleware, parsed
from neston_sharing.audit.models import Entry
from tests.factories.staff import UserFactory

PROXY = "10.0.0.1"


def entry_of(peer: str, user=None, **headers) -> Entry:
    def view(request):
        record_event("tried", by=None)
        return HttpResponse()

    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers)
    request.user = user or AnonymousUser()
    AuditMiddleware(view)(request)
    return Entry.objects.latest("id")


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "203.0.113.9", "192.0.2.7"),  # anyone can write this header
        (PROXY, "203.0.113.9", "203.0.113.9"),
        (PROXY, "6.6.6.6, 203.0.113.9", "203.0.113.9"),  # only the last hop is the proxy's own
        (PROXY, "", None),
        (PROXY, "203.0.113.9, '; DROP TABLE", None),
        (PROXY, "\x00", None),
        (PROXY, "9" * 10_000, None),
        ("", "", None),
    ],
)
def test_the_address_is_the_peer_s(db, settings, peer, forwarded, address):
    settings.TRUSTED_PROXY = PROXY
    assert entry_of(peer, **{"X-Forwarded-For": forwarded}).remote_addr == address


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::1"),
        ("2001:0DB8::0001", "2001:db8::1"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("192.0.2.7:443", None),
        ("localhost", None),
    ],
)
def test_an_address_has_one_plain_form(text, plain):
    assert parsed(text) == plain


def test_the_request_is_named_by_us(db):
    one = entry_of("192.0.2.7", **{"X-Correlation-Id": "x" * 500})
    other = entry_of("192.0.2.7")
    assert len(one.cid) == len(other.cid) == 32
    assert one.cid != other.cid


def test_who_is_signed_in_acts_and_nobody_after(db):
    amy = UserFactory()
    assert entry_of("192.0.2.7", amy).actor == amy
    assert record_event("tried", by=None).actor is None
