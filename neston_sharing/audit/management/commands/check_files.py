import sys

from django.core.management.base import BaseCommand

from neston_sharing.audit.stored import Found, erase_left, look

AGAIN = "Put the disk right, then run manage.py check_files --erase."


class Command(BaseCommand):
    help = "Check that every record has its file and every stored file its record; exits 1 where one has not."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--erase", action="store_true", help="erase the files that disposals were to erase, and could not"
        )

    def handle(self, *args, **options) -> None:
        found = look()
        if options["erase"]:
            erase_left(found)
            found = look()
        faults = list(_in_words(found))
        for words in faults:
            self.stderr.write(words)
        if faults:
            sys.exit(1)
        self.stdout.write(
            self.style.SUCCESS(f"Every record has its file, and every stored file its record: {found.number:,}.")
        )


def _in_words(found: Found):
    yield from (f"{words}, and it is not there." for words in found.missing)
    for line, names in found.left.items():
        for name in names:
            yield f"{name}: disposal {line.disposal_id} was to erase it, and it is still there. {AGAIN}"
    yield from (f"{name}: no record names it. Find out how it came there." for name in found.unnamed)
