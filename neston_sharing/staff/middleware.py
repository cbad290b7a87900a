from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from neston_sharing.foundation.reloading import asks_by_itself
from neston_sharing.staff import second_factor, sitting
from neston_sharing.staff.views.locking import unlock_address

# What somebody who needs a second factor may reach before they have one.
WITHOUT_ONE = {"account_reauthenticate", "account_logout", "account_lock", "account_unlock", "account_stay", "health"}


class SessionLimits:
    """Locks a session that nobody has used for fifteen minutes, or that is eight hours old, before any view runs.

    A form that comes in too late is not recorded, and its text is not lost: it waits behind the lock, and stands in
    the same form again when its writer is back. A page that asks again by itself is no use of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if limit := sitting.limit_reached(request.session):
                sitting.lock(request, limit)
                request.came_too_late = True  # type: ignore[attr-defined]
            else:
                self._go_on(request)
        return self.get_response(request)

    @staticmethod
    def _go_on(request: HttpRequest) -> None:
        if asks_by_itself(request):
            request.idle_for = sitting.idle_for(request.session)  # type: ignore[attr-defined]
        else:
            sitting.note_seen(request.session)
        request.keep = partial(sitting.keep, request.session)  # type: ignore[attr-defined]
        if request.method == "GET":
            request.kept = sitting.take_kept(request.session, request.path)  # type: ignore[attr-defined]

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Runs once the form's token has been looked at: what another site made a browser post is never kept."""
        if not (getattr(request, "came_too_late", False) or _waits(request, view)) or request.path in _of_the_lock():
            return None
        if request.method != "POST":
            return HttpResponseRedirect(unlock_address(request.get_full_path()))
        sitting.keep(request.session, request.path, request.POST)
        return HttpResponseRedirect(unlock_address(_page_of(request)))


def _waits(request: HttpRequest, view) -> bool:
    """Whether another tab locked the session already, and this page is for nobody but whom it waits for."""
    if request.user.is_authenticated or not getattr(view, "login_required", True):
        return False
    return sitting.locked_by(request.session) is not None


def _page_of(request: HttpRequest) -> str:
    """The page that a form was posted from, which need not be the one that it was posted to."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host() or not came_from.path.startswith("/"):
        return request.path
    return came_from.path + (f"?{came_from.query}" if came_from.query else "")


def _of_the_lock() -> set[str]:
    return {reverse("account_lock"), reverse("account_unlock")}


class SecondFactorRequired:
    """Lets nobody go on who needs a second factor and has none: they set one up first, or sign out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in WITHOUT_ONE or not request.user.is_authenticated:
            return None
        missing = second_factor.is_missing(request.user, request.session)
        request.must_set_one_up = missing  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("mfa_index")) if missing and not name.startswith("mfa_") else None
