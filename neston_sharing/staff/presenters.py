"""A member of staff → what their page says."""

from neston_sharing.foundation.templatetags.neston import long_date
from neston_sharing.staff.models import User


def state(user: User) -> tuple[str, str]:
    """Give the kind of the status tag and its words."""
    if not user.is_active:
        return "grey", f"Left on {long_date(user.left_at)}"
    if until := getattr(user, "away_until", None):
        return "amber", f"Away until {long_date(until)}"
    return ("amber", "Invited, not in yet") if user.is_invited else ("green", "Works here")


def row(user: User) -> list:
    """Give the cells of the staff list: name, post, roles, state."""
    kind, words = state(user)
    name = {"text": user.name, "url": user.get_absolute_url()}
    return [name, user.post, ", ".join(user.titles), {"text": words, "kind": kind}]


def describe(user: User) -> list[dict]:
    """Give the rows of the summary list."""
    return [
        {"key": "Name", "value": user.name},
        {"key": "E-mail address", "value": user.email},
        {"key": "Post", "value": user.post or "Not given"},
        {"key": "Roles", "value": ", ".join(user.titles) or "None"},
        *([{"key": "Last day as auditor", "value": long_date(user.last_day)}] if user.last_day else []),
        {"key": "Invited", "value": long_date(user.joined_at)},
        {"key": "Last signed in", "value": long_date(user.last_login) if user.last_login else "Never"},
    ]
