"""What the files are about: where the product is, whose it is, and by which name people reach it."""

import re
from dataclasses import dataclass
from pathlib import Path

from neston_sharing.foundation.actions import Refusal

ACCOUNT = re.compile(r"[a-z_][a-z0-9_-]{0,30}")
NAME = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
PLAIN = re.compile(r"/[\w./@+ -]*")  # of anything else in a path, systemd would want an opinion


@dataclass(frozen=True)
class Installation:
    """An installation on one machine; refuses what could end a line in a settings file or begin another."""

    program: Path  # the folder of manage.py
    python: Path
    data: Path
    user: str = "neston"
    domain: str = "neston.example.org"
    port: int = 8000
    environment: Path = Path("/etc/neston/neston.env")

    def __post_init__(self) -> None:
        if not ACCOUNT.fullmatch(self.user) or self.user == "root":
            raise Refusal("--user takes the name of an account that is not root, such as neston")
        if not NAME.fullmatch(self.domain):
            raise Refusal("--domain takes the name that people type, such as neston.example.org")
        for path in (self.program, self.python, self.data, self.environment):
            if not PLAIN.fullmatch(str(path)):
                raise Refusal(f"{path}: move it to a path of letters, digits, spaces, dots, hyphens and underscores")

    @property
    def at_home(self) -> bool:
        """Whether any of it lies where accounts have their homes, which services are otherwise not shown."""
        return any(
            path.parts[1:2] in (("home",), ("root",))
            for path in (self.program, self.python, self.python.resolve(), self.data)
        )
