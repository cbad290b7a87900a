from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from neston_sharing.foundation import foreseen
from neston_sharing.foundation.actions import Refusal
from neston_sharing.operations.backup.drill import drill
from neston_sharing.operations.set_up import be_private


class Command(BaseCommand):
    help = "Rehearse the worst day with copies: back up under load, restore elsewhere, verify, count, open a PDF."

    def handle(self, *args, **options) -> None:
        be_private()
        try:
            for step in drill():
                self.stdout.write(f"{self.style.SUCCESS('✓')} {step}")
        except (Refusal, DatabaseError, OSError) as no:
            raise CommandError(f"The drill failed. {foreseen.why(no)}") from no
        self.stdout.write("A backup of this installation can be restored. Keep the key for it where you would find it.")
