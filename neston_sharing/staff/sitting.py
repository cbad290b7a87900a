"""How long a session lasts: until it is locked, by hand or after fifteen idle minutes, and eight hours at the most.

A locked session is nobody's: what said who is signed in is gone, so that every gate is closed by itself. It keeps
what was being written, a text for an address, and sets aside all else that pages had left in it, for the person whose
it was and for no other. All of it stands in the session in the database; nothing of it in the browser.
"""

import time
from dataclasses import dataclass

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

IDLE = 15 * 60  # seconds
WARNED = 2 * 60  # seconds before the idle limit
AT_MOST = 8 * 60 * 60
JUST_BEGUN = 5 * 60
NOTED_EVERY = 60  # the session is not written for each click

STARTED, SEEN, LOCKED, KEPT = "started", "seen", "locked", "kept"
DEVICE, ADDRESS = "device", "address"  # as their owner sees them listed
WHO = (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY)
OF_THE_SCREEN = {STARTED, SEEN, LOCKED, KEPT, DEVICE, ADDRESS}  # all else is its owner's
LONGEST_KEPT = 500_000  # characters of one text
MOST_KEPT = 5  # texts: one for a tab
SIGNING_IN = "/accounts/"  # every page there is about a password, a code or a second factor
SECRET_PAGES = {"staff:accept", "staff:give-code", "staff:shown-once", "staff:take-away-second-factor"}
NOT_WRITTEN = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Limit:
    """Why a session is over, and whether a password alone opens it again."""

    why: str
    sign_in_afresh: bool = False


BY_HAND, TOO_IDLE, TOO_LONG = Limit("by_hand"), Limit("idle"), Limit("eight_hours", sign_in_afresh=True)


def begin(session: SessionBase, user, *, device: str = "", address: str | None = None) -> None:
    """Start the clock of whoever signed in. What somebody else left or was writing here is not theirs to see."""
    locked = session.pop(LOCKED, None)
    if locked is None or locked["user"] != user.pk:
        session.pop(KEPT, None)
    else:
        for name, left in locked.get("aside", {}).items():  # of an older version, none
            session.setdefault(name, left)
    session[STARTED] = session[SEEN] = _now()
    session[DEVICE], session[ADDRESS] = device, address


def limit_reached(session: SessionBase) -> Limit | None:
    now = _now()
    if now - session.get(STARTED, now) >= AT_MOST:
        return TOO_LONG
    return TOO_IDLE if idle_for(session) >= IDLE else None


def idle_for(session: SessionBase) -> int:
    """Give the seconds since somebody used it, as far as that was noted."""
    now = _now()
    return now - session.get(SEEN, now)


def has_just_begun(session: SessionBase) -> bool:
    """Whether they showed who they are so lately that nobody asks again before they change how they sign in."""
    return _now() - session.get(STARTED, 0) < JUST_BEGUN


def note_seen(session: SessionBase) -> None:
    now = _now()
    session.setdefault(STARTED, now)
    if abs(now - session.get(SEEN, 0)) >= NOTED_EVERY:
        session[SEEN] = now


def lock(request: HttpRequest, limit: Limit) -> None:
    """Let nobody be signed in, until the same person says who they are."""
    session = request.session
    left = {name: session.pop(name) for name in list(session.keys()) if name not in OF_THE_SCREEN}
    aside = {name: each for name, each in left.items() if name not in WHO}
    session[LOCKED] = {"user": request.user.pk, "afresh": limit.sign_in_afresh, "aside": aside}
    session.cycle_key()
    request.user = AnonymousUser()


def locked_by(session: SessionBase) -> int | None:
    """The number of the person whose session waits behind the lock."""
    return (session.get(LOCKED) or {}).get("user")


def opens_with_password(session: SessionBase) -> bool:
    """Whether a password is enough: a second factor was given within these eight hours, in this browser."""
    locked = session.get(LOCKED) or {"afresh": True}
    return not locked["afresh"] and _now() - session.get(STARTED, 0) < AT_MOST


def keep(session: SessionBase, path: str, written: QueryDict) -> None:
    """Keep what was written on a page, for when its writer is back. The oldest of too many goes."""
    words = written.copy()
    for name in NOT_WRITTEN:
        words.pop(name, None)
    text = words.urlencode()
    if not words or len(text) > LONGEST_KEPT or _is_secret(path):
        return
    kept = [each for each in session.get(KEPT, []) if each["path"] != path]
    session[KEPT] = [*kept, {"path": path, "text": text}][-MOST_KEPT:]


def _is_secret(path: str) -> bool:
    """Whether a page takes or shows passwords, codes or a second factor: nothing of it is kept."""
    try:
        return path.startswith(SIGNING_IN) or resolve(path).view_name in SECRET_PAGES
    except Resolver404:
        return True


def take_kept(session: SessionBase, path: str) -> QueryDict | None:
    """Give what was kept for this page, once."""
    kept = session.get(KEPT, [])
    found = [each for each in kept if each["path"] == path]
    if not found:
        return None
    session[KEPT] = [each for each in kept if each["path"] != path]
    return QueryDict(found[0]["text"], mutable=True)


def _now() -> int:
    return int(time.time())
