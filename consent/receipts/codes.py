"""The code of a receipt: 26 signs, 130 random bits. Pure. Nobody guesses one, so that tries need no limit."""

import secrets

from neston_sharing.foundation.references import ALPHABET

LENGTH = 26
MISREAD = str.maketrans("OIL", "011")  # the alphabet has none of these letters, so that each can only mean the one


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def in_groups(code: str) -> str:
    """Set a code as it is printed: K7Q2-M9XA-…, which can be read aloud."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def as_typed(text: str) -> str:
    """Read a code as somebody typed it off a paper: case, spaces, hyphens, O for 0 and I or L for 1 do not matter."""
    return "".join(sign for sign in text.upper() if sign.isalnum()).translate(MISREAD)
