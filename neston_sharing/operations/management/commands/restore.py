import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from neston_sharing.foundation import foreseen
from neston_sharing.foundation.actions import Refusal
from neston_sharing.operations.backup import keys
from neston_sharing.operations.backup.restore import Restored, restore
from neston_sharing.operations.set_up import be_private

DUE = (
    "It is of an older version, and its log was not verified yet. Two things are due before anybody works here: "
    "manage.py migrate, which also records that it was restored; then manage.py verify_audit."
)
GRANT = "No role but the owner has rights here yet. For the one that serves: manage.py grant_application_role ROLE"


class Command(BaseCommand):
    help = "Put a backup back into an installation that holds nothing yet, count it and verify its log."

    def add_arguments(self, parser) -> None:
        parser.add_argument("backup", type=Path)
        parser.add_argument(
            "--identity", type=Path, required=True, help="the file with the key that backup_key printed"
        )
        parser.add_argument("--last-seal", type=int, metavar="NUMBER", help="the number of the newest seal you know of")

    def handle(self, *args, backup: Path, identity: Path, last_seal: int | None, **options) -> None:
        be_private()
        try:
            restored = restore(backup, keys.identity_in(identity))
        except (Refusal, DatabaseError, OSError) as no:
            raise CommandError(f"Nothing was restored. {foreseen.why(no)}") from no
        self.say(restored, last_seal)
        if restored.faults:
            sys.exit(1)

    def say(self, restored: Restored, last_seal: int | None) -> None:
        manifest = restored.manifest
        self.stdout.write(f"Restored what stood here at {manifest.moment:%H:%M} UTC on {manifest.moment:%-d %B %Y}.")
        if last_seal and last_seal > manifest.sequence:
            self.complain(
                f"This backup is older than the seal you know of: the {last_seal - manifest.sequence:,} entries "
                f"after number {manifest.sequence} are not in it, nor what they tell of. Look for a newer backup."
            )
        self.say_what_came_back(restored)
        self.stdout.write(
            f"The last seal in it is {manifest.last_seal}. Compare it with the last one that you printed."
        )
        if connection.vendor == "postgresql":
            self.stdout.write(GRANT)

    def say_what_came_back(self, restored: Restored) -> None:
        for fault in restored.faults:
            self.complain(fault)
        if not restored.faults:
            whole = "." if restored.migrations_wait else ", and the log is whole."
            rows = sum(restored.manifest.counts.values())
            self.stdout.write(self.style.SUCCESS(f"All {rows:,} rows came back{whole}"))
        if restored.migrations_wait:
            self.stdout.write(DUE)

    def complain(self, words: str) -> None:
        self.stderr.write(self.style.ERROR(words))
