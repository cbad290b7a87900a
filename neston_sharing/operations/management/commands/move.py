import os
import subprocess
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from neston_sharing.foundation import foreseen
from neston_sharing.foundation.actions import Refusal
from neston_sharing.operations import moving
from neston_sharing.operations.set_up import be_private


class Command(BaseCommand):
    help = "With the servers stopped: move everything to a database of the other engine, and verify it there."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--to", required=True, help="postgresql://… (an empty database), or sqlite")

    def handle(self, *args, to: str, **options) -> None:
        be_private()
        try:
            moving.connect(to)
            moved = moving.move()
        except (Refusal, ImproperlyConfigured, DatabaseError, OSError) as no:
            raise CommandError(f"Nothing here was changed. {foreseen.why(no)}") from no
        self.stdout.write(f"{moved.rows:,} rows are there now. Verifying them …")
        self.verify("" if to == moving.SQLITE else to)
        try:
            moving.refuse_what_went_on(moved)
        except Refusal as no:
            raise CommandError(no.message) from no
        self.stdout.write(
            self.style.SUCCESS("All of it came over.") + " From now on start the program with DATABASE_URL set to that "
            "database, or to nothing for the file in the data folder, where the files and the key stay. Keep the "
            "database here until you are sure."
        )

    def verify(self, url: str) -> None:
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "verify_audit"]
        if subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode:  # noqa: S603 (our own program)
            raise CommandError("What is there is not what is here. Go on with the database here, and ask for help.")
