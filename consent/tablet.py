"""The session of a tablet that a parent holds: it knows a token and nothing else, and reaches three routes.

The staff session is ended on the server when it begins, so its cookie opens nothing any more. It stays until staff ask
to sign in, so that going back, reloading or a second tab never shows more than "Hand the tablet back".
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse

from consent.models import Handover

TOKEN = "handover"  # noqa: S105 (the session's key, not a secret)


def begin(request: HttpRequest, token: str) -> None:
    """End the staff session and give this browser the token, under a new session and a new form token."""
    request.session.flush()
    request.session[TOKEN] = token
    rotate_token(request)


def is_handed_over(request: HttpRequest) -> bool:
    return TOKEN in request.session


def handover_of(request: HttpRequest) -> Handover | None:
    """The handover that this browser's token was made for, live or over; None for a token that is none of ours."""
    token = request.session.get(TOKEN)
    return Handover.objects.holding(token) if token else None


def end(request: HttpRequest) -> None:
    request.session.flush()


def routes() -> set[str]:
    """The three addresses that the tablet can reach."""
    return {reverse(f"consent:{name}") for name in ("sign", "sign-sign", "sign-done")}


def sign_in_address(handover: Handover | None) -> str:
    """Where staff sign in, to come back to the child's registration, or to the consents if it was for those alone."""
    address = reverse(settings.LOGIN_URL)
    if handover is None:
        return address
    page = "consent:registration" if handover.registration_id else "consent:statements"
    return f"{address}?next={reverse(page, args=[handover.about.reference])}"


def hand_back(request: HttpRequest, handover: Handover | None, status: int = 403) -> HttpResponse:
    """The page for everything that a parent's tablet cannot reach. Over, it shows staff the way to sign in."""
    live = handover is not None and handover.is_live
    context = {"live": live, "handover": handover, "sign_in_url": "" if live else sign_in_address(handover)}
    return render(request, "consent/sign/hand_back.html", context, status=status)
