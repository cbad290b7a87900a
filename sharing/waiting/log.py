"""That the audit log was found changed stands high on the home page of whoever may verify it, until it is well again:
below children whom nobody has seen to yet, and above all else.

Everybody who reviews the log may verify it too.
"""

from django.urls import reverse

from neston_sharing.audit import verifying
from neston_sharing.audit.models import Entry
from neston_sharing.foundation.templatetags.neston import date_time
from sharing.waiting.tasks import Listed, Task

TITLE = "The audit log was changed"
PAGE = "audit:verification"


def log_found_changed(user) -> Listed | None:
    """The weekly verification finds it with nobody there to read what it says."""
    if not user.has_perm("audit.verify_log"):
        return None
    return Listed(TITLE, verifying.found_changed().for_reading(), _task, PAGE)


def how_many_changed(user) -> int:
    """For the digest by e-mail, which names nobody."""
    return verifying.found_changed().count() if user.has_perm("audit.verify_log") else 0


def _task(found: Entry) -> Task:
    hint = "Keep this computer as it is, and read what to do"
    return Task("Something is not as it was written", reverse(PAGE), hint, f"Found {date_time(found.timestamp)}", "red")
