"""What no request may hold, and what every response carries, errors and files included."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FILE_SENT = (200, 206, 304)


class ResponseHeaders:
    """Nothing about a child is kept by a browser or a proxy; the product's own stylesheet and scripts may be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not (request.path.startswith(settings.STATIC_URL) and response.status_code in FILE_SENT):
            response["Cache-Control"] = "no-store"
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        response["X-Robots-Tag"] = "noindex"
        self._as_if_secured(response)
        return response

    @staticmethod
    def _as_if_secured(response: HttpResponse) -> None:
        """Where a host is refused, Django's own middleware is never left by the way that sets these."""
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        response.headers.setdefault("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY)


class NoNul:
    """Takes NUL out of addresses, which PostgreSQL cannot be asked about: such a page is not there. Forms refuse it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.path_info = request.path_info.replace("\x00", "\ufffd")
        query = request.META.get("QUERY_STRING", "")
        request.META["QUERY_STRING"] = query.replace("%00", "").replace("\x00", "")
        return self.get_response(request)
