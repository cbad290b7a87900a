"""What every response carries, errors and files included."""

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
        return response
