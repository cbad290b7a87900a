"""systemd's units: what serves, and what runs by itself by the clock. Each may write to the data folder alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from neston_sharing.operations.services.installation import Installation

Pairs = Iterable[tuple[str, object]]

# MemoryDenyWriteExecute is left out: setting a PDF calls back from C, which on some machines needs such memory.
HARDENING = (
    ("UMask", "0077"), ("NoNewPrivileges", "yes"), ("CapabilityBoundingSet", ""), ("AmbientCapabilities", ""),
    ("ProtectSystem", "strict"), ("PrivateTmp", "yes"), ("PrivateDevices", "yes"), ("ProtectProc", "invisible"),
    ("ProtectKernelTunables", "yes"), ("ProtectKernelModules", "yes"), ("ProtectKernelLogs", "yes"),
    ("ProtectControlGroups", "yes"), ("ProtectClock", "yes"), ("ProtectHostname", "yes"),
    ("RestrictAddressFamilies", "AF_UNIX AF_INET AF_INET6"), ("RestrictNamespaces", "yes"),
    ("RestrictRealtime", "yes"), ("RestrictSUIDSGID", "yes"), ("LockPersonality", "yes"), ("RemoveIPC", "yes"),
    ("SystemCallArchitectures", "native"), ("SystemCallFilter", "@system-service"),
    ("SystemCallErrorNumber", "EPERM"),
)  # fmt: skip


@dataclass(frozen=True)
class Job:
    """A command of ours that runs by the clock; `when` is systemd's OnCalendar."""

    name: str
    what: str
    command: tuple[str, ...]
    when: str


BACKUP = Job("backup", "nightly backup", ("backup", "--keep", "30"), "*-*-* 02:15:00")
DIGEST = Job("digest", "daily digest by e-mail", ("send_digest",), "Mon..Fri *-*-* 07:15:00")
VERIFY = Job("verify", "weekly verification of the audit log", ("verify_audit",), "Sun *-*-* 04:15:00")
FILES = Job("files", "weekly check that every stored file has its record", ("check_files",), "Sun *-*-* 05:15:00")
RETENTION = Job("retention", "yearly list of what is due for disposal", ("list_due",), "*-09-01 05:15:00")
JOBS = (BACKUP, DIGEST, VERIFY, FILES, RETENTION)


def units(of: Installation) -> dict[str, str]:
    """Give each unit's text by the name of its file."""
    made = {"neston-web.service": web(of)}
    for job in JOBS if of.timers else ():
        made[f"neston-{job.name}.service"] = once(of, job)
        made[f"neston-{job.name}.timer"] = timer(job)
    return made


def web(of: Installation) -> str:
    """One process with threads: what is counted in memory is counted once."""
    served = ("-m", "gunicorn", "--bind", of.listens_at, "--workers", "1", "--threads", "8")
    quiet = ("--timeout", "120", "--graceful-timeout", "30", "--no-control-socket", "neston_sharing.wsgi")
    service = (
        ("Type", "notify"),
        ("NotifyAccess", "main"),
        ("ExecStart", command(of.python, *served, *quiet)),
        ("Restart", "on-failure"),
        ("RestartSec", "2"),
        ("RestartPreventExitStatus", "3 4"),  # gunicorn's for a program that does not load: another try ends alike
        ("KillMode", "mixed"),
        ("TimeoutStopSec", "45"),
    )
    return written(
        Unit=described("the web server"),
        Service=(*service, *everywhere(of)),
        Install=(("WantedBy", "multi-user.target"),),
    )


def once(of: Installation, job: Job) -> str:
    run = command(of.python, str(of.program / "manage.py"), *job.command)
    low = (("Nice", "10"), ("IOSchedulingClass", "idle"), ("TimeoutStartSec", "2h"))
    return written(Unit=described(job.what), Service=(("Type", "oneshot"), ("ExecStart", run), *low, *everywhere(of)))


def timer(job: Job) -> str:
    """A computer that was off at the time does it once it is on."""
    return written(
        Unit=(("Description", f"Neston Sharing: {job.what}, by the clock"),),
        Timer=(("OnCalendar", job.when), ("Persistent", "yes"), ("RandomizedDelaySec", "10min")),
        Install=(("WantedBy", "timers.target"),),
    )


def described(what: str) -> Pairs:
    return (
        ("Description", f"Neston Sharing: {what}"),
        ("Wants", "network-online.target"),
        ("After", "network-online.target postgresql.service"),
    )


def everywhere(of: Installation) -> Pairs:
    """Whose it is, where it works, and what it may touch."""
    return (
        ("User", of.user),
        ("Group", of.user),
        ("WorkingDirectory", of.program),
        ("EnvironmentFile", of.environment),
        ("Environment", "PYTHONDONTWRITEBYTECODE=1 XDG_CACHE_HOME=/var/cache/neston"),
        ("CacheDirectory", "neston"),  # where fonts are listed for PDFs
        ("CacheDirectoryMode", "0700"),
        ("ReadWritePaths", quoted(of.data)),
        ("ProtectHome", "read-only" if of.at_home else "yes"),
        *HARDENING,
    )


def command(*words: str | Path) -> str:
    return " ".join(map(quoted, words))


def quoted(word: str | Path) -> str:
    return f'"{word}"' if " " in str(word) else str(word)


def written(**sections: Pairs) -> str:
    return "\n".join(
        f"[{name}]\n" + "".join(f"{key}={value}\n" for key, value in pairs) for name, pairs in sections.items()
    )
