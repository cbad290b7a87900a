"""Opaque references: what stands in addresses and in the log instead of a name."""

import re
import secrets

# Crockford's alphabet: no I, L, O, U, so that a reference survives being read aloud.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE = re.compile(rf"[A-Z]+-[{ALPHABET}]{{8}}")


def opaque(prefix: str, length: int = 8) -> str:
    """Give a new random reference such as "C-7K3M9QZ2" (40 bits at the default length)."""
    bits = secrets.randbits(5 * length)
    return f"{prefix}-" + "".join(ALPHABET[bits >> 5 * place & 31] for place in range(length))


def child_reference() -> str:
    return opaque("C")


def is_reference(text: str) -> bool:
    """Say whether this has the form of a reference; people type it in any case."""
    return REFERENCE.fullmatch(text.upper()) is not None


def is_child_reference(text: str) -> bool:
    return is_reference(text) and text.startswith("C-")
