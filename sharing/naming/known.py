"""The people around a child, and what else says who the child is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

SOMEBODY, STAFF = "somebody known here", "a member of staff"


@dataclass(frozen=True)
class Person:
    """`role` as one says it: "the child", "a sibling", "a parent", "in the household", "a member of staff".

    `SOMEBODY` is who must not be told by how they are to the child.
    """

    given_names: str
    family_name: str = ""
    known_as: str = ""
    role: str = "the child"


@dataclass(frozen=True)
class Known:
    """An address is its lines, the street's first, parted by line breaks or commas."""

    people: tuple[Person, ...] = ()
    born: tuple[date, ...] = ()
    addresses: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


def whose(roles: Collection[str], thing: str) -> str:
    """Say "the child's name", "the name of the child or a parent"."""
    roles = _told(roles)
    said = [f"somebody {role}" if role.startswith(("in ", "at ")) else role for role in dict.fromkeys(roles)]
    if len(said) == 1 and said[0].count(" ") == 1:
        return f"{said[0]}'s {thing}"
    return f"the {thing} of {' or '.join(filter(None, [', '.join(said[:-1]), said[-1]]))}"


def _told(roles: Collection[str]) -> Collection[str]:
    """Of a name that several bear, who may not be told is not said beside the others; colleagues are known here."""
    others = [role for role in roles if role not in (SOMEBODY, STAFF)]
    return (others or [SOMEBODY]) if SOMEBODY in roles else roles
