"""`manage.py service_files --to DIR`: what a machine needs to run the product by itself, and how to put it there."""

import os
import shlex
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from neston_sharing.foundation.actions import Refusal
from neston_sharing.operations.services import PROXIES, Installation, files
from neston_sharing.operations.services.installation import HERE
from neston_sharing.operations.services.units import DIGEST, JOBS

NEXT = """\
Read them, then as root:
  useradd --system --home-dir {data} --shell /usr/sbin/nologin {user}
  chown -R {user}: {data} && chmod 700 {data}
  install -D -m 600 {folder}/neston.env {environment}
  install -m 644 {units} /etc/systemd/system/
  install -m 755 {folder}/neston-manage /usr/local/sbin/
  systemctl daemon-reload && systemctl enable --now {started}
"""
MANAGE = (
    "From then on `neston-manage backup_key` and the like run manage.py as {user}, told what the services are told.\n"
)
CLOSED = (
    "First: {closed} is closed to other accounts, so {user} could not run what is in it. Put the program where all may "
    "read it, such as /opt, make its .venv anew there, and write these files from there.\n"
)
WITH_TIMERS = "Once EMAIL_URL is set: systemctl enable --now neston-digest.timer\n"
IN_CLEAR = "What the proxy and {bind} tell each other is not encrypted: give them a network that nobody else is in.\n"
PROXY = "{proxy} is for the proxy. `systemctl --failed` says what went wrong, `journalctl -u {what}` why.\n"


class Command(BaseCommand):
    help = "Write systemd's units and timers, their environment and a proxy's settings for this installation."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--to", type=Path, required=True, help="the folder to write them to")
        parser.add_argument("--user", default="neston", help="the account that everything runs as (neston)")
        parser.add_argument("--domain", default="neston.example.org", help="the name that people type")
        parser.add_argument("--proxy", choices=sorted(PROXIES), default="caddy")
        parser.add_argument("--port", type=int, default=8000)
        several = parser.add_argument_group("several machines")
        several.add_argument("--bind", default=HERE, help="this machine's address, for a proxy on another one")
        several.add_argument("--proxy-at", default=HERE, help="the proxy's address: it is believed who asked it")
        several.add_argument("--upstream", default="", metavar="A,B", help="the machines that the proxy asks in turn")
        several.add_argument("--without-timers", action="store_true", help="for all machines but one")

    def handle(self, *args, to: Path, proxy: str, **options) -> None:
        try:
            of = installation(options)
        except Refusal as no:
            raise CommandError(no.message) from None
        written = files(of, proxy)
        try:
            to.mkdir(parents=True, exist_ok=True)
            for name, text in written.items():
                _write(to / name, text, 0o600 if name == of.environment.name else 0o644)
        except OSError as error:
            raise CommandError(
                f"{error.filename or to} cannot be written: {error.strerror}. What is there stays."
            ) from None
        self.stdout.write(self.style.SUCCESS(f"{len(written)} files written to {to}"))
        self.stdout.write(what_next(of, to, to / PROXIES[proxy][0]))


def installation(options: dict) -> Installation:
    python = Path(sys.executable).absolute()  # not resolved: beside the link lie the packages
    return Installation(
        program=settings.BASE_DIR,
        python=python,
        data=settings.DATA_DIR,
        user=options["user"],
        domain=options["domain"].lower(),
        port=options["port"],
        bind=options["bind"],
        proxy_at=options["proxy_at"],
        upstream=tuple(filter(None, options["upstream"].lower().split(","))),
        timers=not options["without_timers"],
    )


def what_next(of: Installation, folder: Path, proxy: Path) -> str:
    """Say what to do on this machine: its timers run on one of several."""
    told = {"data": of.data, "user": of.user, "folder": folder, "environment": of.environment}
    words = {name: shlex.quote(str(each)) for name, each in told.items()}
    ends = ("service", "timer") if of.timers else ("service",)
    timers = [f"neston-{job.name}.timer" for job in JOBS if of.timers and job is not DIGEST]
    said = CLOSED.format(closed=closed, user=of.user) if (closed := of.closed()) else ""
    said += NEXT.format(
        units=" ".join(f"{words['folder']}/neston-*.{end}" for end in ends),
        started=" ".join(["neston-web.service", *timers]),
        **words,
    )
    said += MANAGE.format(user=of.user)
    said += WITH_TIMERS if of.timers else ""
    said += IN_CLEAR.format(bind=of.bind) if of.bind != HERE else ""
    return said + PROXY.format(proxy=proxy, what="neston-verify" if of.timers else "neston-web")


def _write(path: Path, text: str, mode: int) -> None:
    """Write a new file, never over one that is there: secrets may have been put into it."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    path.chmod(mode)
