"""The tablet while a parent holds it: three routes, and nothing else of the product."""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from consent import tablet


class SigningTabletMiddleware:
    """Answers every address but three with "Hand the tablet back", whatever the method, before any view is found.

    It stands before signing in is looked at, so no view ever runs for a parent as if for staff. When the handover is
    over, signing in is reachable too, and asking for it ends the parent's session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_handed_over(request):
            return self.get_response(request)
        handover = tablet.handover_of(request)
        live = handover is not None and handover.is_live
        if not live and request.path_info == reverse(settings.LOGIN_URL):
            tablet.end(request)
            return self.get_response(request)
        if request.path_info not in tablet.routes():
            return tablet.hand_back(request, handover)
        return self.get_response(request)


def _is_handed_over(request: HttpRequest) -> bool:
    """Without a database there is no session to ask; the page that says what is wrong answers all the same."""
    try:
        return tablet.is_handed_over(request)
    except DatabaseError:
        if request.path_info != reverse("health"):
            raise
        request.session = type(request.session)()  # an empty one, that asks nobody
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)  # else the browser would be told to forget its own
        return False
