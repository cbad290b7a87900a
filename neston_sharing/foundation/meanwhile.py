"""Two people at one draft: the second to save is told what the first has saved, and neither text is lost."""

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


def must_be_as_seen(seen: str | None, now: str) -> None:
    """Refuse to overwrite what the writer has not seen; None writes on whatever stands (never from a page)."""
    if seen is not None and seen != now:
        raise SavedMeanwhile(now)


def plain(text: str) -> str:
    """The text with one kind of line end: browsers send another than files have."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
