"""`manage.py service_files --to DIR`: what one machine needs to run the product by itself, and how to put it there."""

import os
import shlex
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from neston_sharing.foundation.actions import Refusal
from neston_sharing.operations.services import PROXIES, Installation, files
from neston_sharing.operations.services.units import DIGEST, JOBS

NEXT = """\
Read them, then as root:
  useradd --system --home-dir {data} --shell /usr/sbin/nologin {user}
  chown -R {user}: {data} && chmod 700 {data}
  install -D -m 600 {folder}/neston.env {environment}
  install -m 644 {folder}/neston-*.service {folder}/neston-*.timer /etc/systemd/system/
  systemctl daemon-reload && systemctl enable --now neston-web.service {timers}
Once EMAIL_URL is set: systemctl enable --now neston-digest.timer
{proxy} is for the proxy. `systemctl --failed` says what went wrong, `journalctl -u neston-verify` why.
"""


class Command(BaseCommand):
    help = "Write systemd's units and timers, their environment and a proxy's settings for this installation."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--to", type=Path, required=True, help="the folder to write them to")
        parser.add_argument("--user", default="neston", help="the account that everything runs as (neston)")
        parser.add_argument("--domain", default="neston.example.org", help="the name that people type")
        parser.add_argument("--proxy", choices=sorted(PROXIES), default="caddy")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args, to: Path, user: str, domain: str, proxy: str, port: int, **options) -> None:
        python = Path(sys.executable).absolute()  # not resolved: beside the link lie the packages
        try:
            of = Installation(settings.BASE_DIR, python, settings.DATA_DIR, user, domain.lower(), port)
        except Refusal as no:
            raise CommandError(no.message) from None
        written = files(of, proxy)
        try:
            to.mkdir(parents=True, exist_ok=True)
            for name, text in written.items():
                _write(to / name, text, 0o600 if name == of.environment.name else 0o644)
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}. What is there stays.") from None
        self.stdout.write(self.style.SUCCESS(f"{len(written)} files written to {to}"))
        timers = " ".join(f"neston-{job.name}.timer" for job in JOBS if job is not DIGEST)
        said = {"timers": timers, "data": of.data, "user": user, "folder": to, "environment": of.environment}
        as_words = {name: shlex.quote(str(each)) for name, each in said.items() if name != "timers"}
        self.stdout.write(NEXT.format(**said | as_words, proxy=to / PROXIES[proxy][0]))


def _write(path: Path, text: str, mode: int) -> None:
    """Write a new file, never over one that is there: secrets may have been put into it."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    path.chmod(mode)
