"""Two people at one draft or one row: the second to save is told what the first has saved, and nothing is lost."""

from hashlib import sha256

from neston_sharing.foundation.actions import Refusal


def fingerprint(*texts: str) -> str:
    """Give a short mark of what stood in a draft when its page was opened."""
    return sha256("\0".join(texts).encode()).hexdigest()[:16]


class SavedMeanwhile(Refusal):
    """Somebody saved the draft since the page was opened; `now` is the mark of what stands there."""

    def __init__(self, now: str) -> None:
        super().__init__("Somebody saved this draft while you were writing. Read what they saved, then save yours")
        self.now = now


class ChangedMeanwhile(Refusal):
    """Somebody changed what a form was to be saved over; `stands` is what is there now, by field."""

    def __init__(self, stands: dict) -> None:
        super().__init__(
            "Somebody changed this while you were writing. Nothing is overwritten yet, and nothing is lost: where "
            "yours differs, what is saved now stands above it. Saving again puts yours in its place"
        )
        self.stands = stands


def must_be_as_seen(seen: str | None, now: str) -> None:
    """Refuse to overwrite what the writer has not seen; None writes on whatever stands (never from a page)."""
    if seen is not None and seen != now:
        raise SavedMeanwhile(now)


def plain(text: str) -> str:
    """The text with one kind of line end: browsers send another than files have."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
