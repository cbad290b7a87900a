"""What a visitor reads at the door and agrees to (policy 1.4, 1.6), in plain words beside the policy's own."""

from collections.abc import Iterable

from consent.models import PolicyVersion
from consent.wording import Section

TITLE = "Welcome: what visitors agree to"
RULE = Section(
    "The rule that you agree to",
    points=(
        "You see the one child whom you came about, and no other child.",
        "One of us stays with you the whole time. You are never alone with a child.",
        "If whoever stays with you has to go, another of us takes over first.",
        "If the law lets you see a child alone, tell us under which power before you do. We write it down, with who "
        "of us agreed.",
    ),
)
BEFORE = (
    Section(
        "You are welcome here",
        ("We respect the work that you do. Show us your badge, sign in, and tell us whom you came to see, and why.",),
    ),
    RULE,
)
AFTER = (
    Section(
        "Telephones and cameras",
        points=(
            "Leave your telephone, camera and smart watch in your bag, or with us, while you are with children.",
            "Take no photographs and make no recordings.",
            "Ask us if you need to make a call: we show you a place away from the children.",
        ),
    ),
    Section(
        "What you see and hear",
        (
            "What you learn here about any child or family is confidential.",
            "Ask the manager for information. Our staff do not pass it on in conversation.",
        ),
    ),
    Section(
        "If the fire alarm sounds",
        (
            "Leave with whoever stays with you, by the nearest way out. Take nothing with you.",
            "Stay at the assembly point until we have called your name from our list.",
        ),
    ),
)
CLAUSES = ("1.4", "1.6")
"""What the sheet rests on, shown in the words of the policy in force."""


def worried(leads: Iterable) -> Section:
    """Say whom to tell; `leads` are the designated safeguarding leads and deputies."""
    names = " or ".join(lead.name for lead in leads) or "the manager"
    return Section(
        "If you are worried about a child",
        (
            f"Tell {names} at once: they lead on keeping children safe here. Your own duties stay as they are.",
            "If a child is in danger now, call 999.",
        ),
    )


def welcome_sheet(leads: Iterable) -> dict:
    """Give what the page and the PDF say."""
    return {"title": TITLE, "sections": [*BEFORE, *AFTER, worried(leads)], "clauses": _clauses()}


def _clauses() -> list:
    version = PolicyVersion.objects.with_clauses().in_force(PolicyVersion.Policy.INFORMATION_SHARING)
    return [clause for clause in version.clauses.all() if clause.number in CLAUSES] if version else []
