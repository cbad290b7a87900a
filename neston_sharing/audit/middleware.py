import ipaddress
import re
from collections.abc import Mapping

from auditlog.middleware import AuditlogMiddleware
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse

from neston_sharing.audit.context import Context, new_correlation, within
from neston_sharing.foundation.references import is_child_reference

# The arguments of addresses that name a record. The others are secret, or say which part of it.
NAMING = {
    "reference", "record", "parent", "other", "pk", "number", "document", "route", "person", "purpose", "kind",
}  # fmt: skip
NOT_NAMING = {"code", "key", "uidb36", "next"}
FORM = re.compile(r"[A-Z0-9_-]{1,40}")


class AuditMiddleware(AuditlogMiddleware):
    """Names who acts, from which address, in which request.

    The address is the socket's peer; a forwarded one is believed only from the proxy that is configured, and only
    its last hop, which that proxy itself wrote. Nothing that a browser sends can break a write: what is no address
    is none.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        context = Context(
            find_actor=lambda: self._get_actor(request),
            address=self._get_remote_addr(request),
            correlation=new_correlation(),
        )
        with within(context):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Put on the record that somebody asked for what they may not have, or what is not there for them."""
        if isinstance(exception, PermissionDenied | Http404) and request.user.is_authenticated:
            from neston_sharing.audit.events import record_refusal  # the log's models come after the middleware

            record_refusal(request.user, *_asked_for(request))

    @staticmethod
    def _get_remote_addr(request: HttpRequest) -> str | None:
        peer = parsed(request.META.get("REMOTE_ADDR", ""))
        if peer is None or peer != parsed(settings.TRUSTED_PROXY):
            return peer
        return parsed(request.headers.get("X-Forwarded-For", "").rpartition(",")[2])


def _asked_for(request: HttpRequest) -> tuple[str, str, str, Model | None]:
    """Give the page's name, the reference of whom it is about, what else in its address names a record, and the record
    if found.

    A child's reference stands for a child whether or not there is one. What belongs to no form of ours is left out.
    """
    from neston_sharing.audit import subjects  # as above

    match = request.resolver_match
    if match is None:
        return "", "", "", None
    named = _named(match.kwargs)
    if is_child_reference(child := named.get("reference", "")):
        found = subjects.Found(child)
    else:
        found = subjects.found_at(match.view_name, named)
    beside = ", ".join(each for each in named.values() if each != found.subject)
    return match.view_name, found.subject, beside, found.row


def _named(arguments: Mapping) -> dict[str, str]:
    """Keep of an address's arguments what names a record: references and numbers, and never a code that opens it."""
    texts = {name: str(value).upper() for name, value in arguments.items() if name in NAMING}
    return {name: text for name, text in texts.items() if FORM.fullmatch(text)}


def parsed(text: str) -> str | None:
    """Give an address in its one plain form, or None for what is no address."""
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or ipaddress.IPv6Address(int(address))  # the second drops a zone
    return str(address)
