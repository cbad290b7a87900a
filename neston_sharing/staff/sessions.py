"""Where somebody is signed in just now: sessions tell it of themselves, whether they are locked or open."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from neston_sharing.staff import sitting

BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Macintosh", "a Mac"), ("CrOS", "a Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class SignedIn:
    """One browser. Its `mark` names it on a page: whoever reads that cannot come in with it."""

    mark: str
    device: str
    address: str
    started: datetime
    seen: datetime
    locked: bool


def device_words(user_agent: str) -> str:
    """Say "Chrome on Windows" of what a browser says of itself; nothing of that is believed, only shown."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "A browser")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return f"{browser} on {system}" if system else browser


def mark_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def sessions_of(user) -> Iterator[tuple[Session, dict]]:
    """Give this person's sessions with what they hold; whose one is stands only inside it."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        held = session.get_decoded()
        if user.pk in (_number(held.get(SESSION_KEY)), (held.get(sitting.LOCKED) or {}).get("user")):
            yield session, held


def signed_in(user) -> list[SignedIn]:
    """List them, the one used last first."""
    found = [_told(session, held) for session, held in sessions_of(user)]
    return sorted(found, key=lambda each: each.seen, reverse=True)


def _told(session: Session, held: dict) -> SignedIn:
    return SignedIn(
        mark_of(session.session_key),
        held.get(sitting.DEVICE, "A browser"),
        held.get(sitting.ADDRESS) or "unknown",
        _moment(held.get(sitting.STARTED, 0)),
        _moment(held.get(sitting.SEEN, 0)),
        sitting.LOCKED in held,
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _number(text: str | None) -> int | None:
    return int(text) if text else None
