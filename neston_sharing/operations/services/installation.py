"""What the files are about: where the product is, whose it is, and by which name people reach it."""

import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from neston_sharing.foundation.actions import Refusal

ACCOUNT = re.compile(r"[a-z_][a-z0-9_-]{0,30}")
NAME = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
HERE = "127.0.0.1"
PLAIN = re.compile(r"/[\w./@+ -]*")  # of anything else in a path, systemd would want an opinion


@dataclass(frozen=True)
class Installation:
    """An installation on one machine; refuses what could end a line in a settings file or begin another.

    Of several machines, each listens at its own address (`bind`) to the one at which the proxy is (`proxy_at`), the
    proxy asks all of them in turn (`upstream`), and one alone has the timers.
    """

    program: Path  # the folder of manage.py
    python: Path
    data: Path
    user: str = "neston"
    domain: str = "neston.example.org"
    port: int = 8000
    environment: Path = Path("/etc/neston/neston.env")
    bind: str = HERE
    proxy_at: str = HERE
    upstream: tuple[str, ...] = ()
    timers: bool = True

    def __post_init__(self) -> None:
        if not ACCOUNT.fullmatch(self.user) or self.user == "root":
            raise Refusal("--user takes the name of an account that is not root, such as neston")
        if not NAME.fullmatch(self.domain):
            raise Refusal("--domain takes the name that people type, such as neston.example.org")
        _refuse_addresses(self.bind, self.proxy_at, self.upstream)
        for path in (self.program, self.python, self.data, self.environment):
            if not PLAIN.fullmatch(str(path)):
                raise Refusal(f"{path}: move it to a path of letters, digits, spaces, dots, hyphens and underscores")

    @property
    def listens_at(self) -> str:
        return self._at(self.bind)

    @property
    def asked_at(self) -> list[str]:
        """Where the proxy asks: these machines, or this one."""
        return [self._at(each) for each in self.upstream or (self.bind,)]

    def _at(self, machine: str) -> str:
        return f"[{machine}]:{self.port}" if ":" in machine else f"{machine}:{self.port}"

    @property
    def at_home(self) -> bool:
        """Whether any of it lies where accounts have their homes, which services are otherwise not shown."""
        return any(
            path.parts[1:2] in (("home",), ("root",))
            for path in (self.program, self.python, self.python.resolve(), self.data)
        )

    def closed(self) -> Path | None:
        """Give what lies in the way of an account that is not the owner of the program; None where nothing does."""
        for file in (self.program / "manage.py", self.python.resolve()):
            for path, needed in ((file, stat.S_IROTH), *((each, stat.S_IXOTH) for each in file.parents)):
                if path.exists() and not path.stat().st_mode & needed:
                    return path
        return None


def _refuse_addresses(bind: str, proxy_at: str, upstream: Iterable[str]) -> None:
    if not _is_address(bind):
        raise Refusal("--bind takes one address of this machine, such as 10.0.0.5")
    if not _is_address(proxy_at):
        raise Refusal("--proxy-at takes the address from which the proxy asks, such as 10.0.0.2")
    if not ip_address(bind).is_loopback and ip_address(proxy_at).is_loopback:
        raise Refusal("--bind lets other machines ask: say with --proxy-at which one is believed who asked it")
    for each in upstream:
        if not (_is_address(each) or NAME.fullmatch(each)):
            raise Refusal("--upstream takes addresses or names of machines, such as 10.0.0.5,10.0.0.6")


def _is_address(word: str) -> bool:
    try:
        return not ip_address(word).is_unspecified and "%" not in word
    except ValueError:
        return False
