"""Part of `drill`, for the copy that it works on: records from several threads, and backs up in the midst of it."""

import json
import threading

import pyrage
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from neston_sharing.audit.events import record_event
from neston_sharing.operations.backup.elsewhere import is_elsewhere
from neston_sharing.operations.backup.make import make

WRITERS, ENOUGH = 4, 20  # entries that are there before the backup begins


class Command(BaseCommand):
    help = "Part of drill: not for an installation in use."

    def add_arguments(self, parser) -> None:
        parser.add_argument("recipient")

    def handle(self, *args, recipient: str, **options) -> None:
        if not is_elsewhere():
            raise CommandError("This is a part of manage.py drill, which runs it on a copy")
        written: list[int] = []
        enough, stop = threading.Event(), threading.Event()

        def write() -> None:
            while not stop.is_set():
                written.append(record_event("drill_entry", by=None).pk)
                if len(written) >= ENOUGH:
                    enough.set()
            connection.close()

        threads = [threading.Thread(target=write) for _ in range(WRITERS)]
        for thread in threads:
            thread.start()
        try:
            enough.wait(60)
            acknowledged = list(written)
            make(settings.DATA_DIR / "backups", pyrage.x25519.Recipient.from_str(recipient))
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        self.stdout.write(json.dumps({"acknowledged": acknowledged, "written": len(written)}))
