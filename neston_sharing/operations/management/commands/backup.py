from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from neston_sharing.foundation import foreseen, patience
from neston_sharing.foundation.actions import Refusal
from neston_sharing.operations.backup import keys
from neston_sharing.operations.backup.make import SUFFIX, make
from neston_sharing.operations.set_up import be_private


class Command(BaseCommand):
    help = "Write everything (database, files, key) into one encrypted file, while people go on working."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--to", type=Path, default=settings.DATA_DIR / "backups", help="the folder to write it to")
        parser.add_argument(
            "--keep", type=int, metavar="N", help="afterwards delete all but the newest N in that folder"
        )

    def handle(self, *args, to: Path, keep: int | None, **options) -> None:
        if keep is not None and keep < 1:
            raise CommandError("--keep takes 1 or more")
        be_private()
        patience.sweep()
        try:
            made = make(to, keys.recipient())
        except (Refusal, DatabaseError, OSError) as no:
            raise CommandError(f"No backup was made. {foreseen.why(no)}") from no
        rows = sum(made.manifest.counts.values())
        self.stdout.write(self.style.SUCCESS(f"{made.path}: {rows:,} rows, {len(made.manifest.parts) - 1} files"))
        self.stdout.write(f"Last seal {made.manifest.last_seal}. Copy the file to another place.")
        for old in sorted(to.glob(f"neston-*{SUFFIX}"))[: -keep if keep else 0]:
            old.unlink()
