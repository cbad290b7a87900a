"""What a backup says of itself, so that what was restored can be counted against it."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from neston_sharing.audit.canonical import code


@dataclass(frozen=True)
class Manifest:
    """`counts` are rows by table, `parts` the SHA-256 of each part by its name; `sequence` and `hash` the last seal."""

    made_at: str  # ISO 8601, UTC
    engine: str
    counts: dict[str, int]
    sequence: int
    hash: str
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def last_seal(self) -> str:
        return f"number {self.sequence}, {code(self.hash)}" if self.sequence else "none: nothing was recorded yet"

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    def written(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True, indent=1).encode()


def read(content: bytes) -> Manifest:
    """Read what `written` gave; a ValueError or TypeError where it is something else."""
    return Manifest(**json.loads(content))


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
