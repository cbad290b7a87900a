import ipaddress

from auditlog.middleware import AuditlogMiddleware
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from neston_sharing.audit.context import Context, new_correlation, within
from neston_sharing.foundation.references import is_child_reference


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


def _asked_for(request: HttpRequest) -> tuple[str, str]:
    """Give the page's name and the child's reference in its address, if what stands there has the form of one."""
    match = request.resolver_match
    named = str(match.kwargs.get("reference", "")).upper() if match else ""
    return (match.view_name if match else ""), (named if is_child_reference(named) else "")


def parsed(text: str) -> str | None:
    """Give an address in its one plain form, or None for what is no address."""
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or ipaddress.IPv6Address(int(address))  # the second drops a zone
    return str(address)
