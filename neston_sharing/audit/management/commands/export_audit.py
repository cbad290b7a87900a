from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from neston_sharing.audit.export import zipped
from neston_sharing.audit.leaving import log_leaves


class Command(BaseCommand):
    help = "Write the audit log, a checkpoint and the program that checks both into one zip file."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *args, **options) -> None:
        try:
            file = options["path"].open("xb")
        except OSError as error:
            raise CommandError(f"The file cannot be written: {error}") from error
        options["path"].chmod(0o600)
        try:
            with file:
                until = log_leaves(by=None)
                file.writelines(zipped(until))
        except Exception:
            options["path"].unlink()  # it would stand in the way of the next try
            raise
        self.stdout.write(
            self.style.SUCCESS(f"{until.size:,} entries. The last seal is number {until.size}: {until.code}")
        )
