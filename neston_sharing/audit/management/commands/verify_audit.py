import sys
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from neston_sharing.audit.canonical import code
from neston_sharing.audit.verifier import Head
from neston_sharing.audit.verifying import verified


class Command(BaseCommand):
    help = "Check that the audit log is whole and that the records stand as it says; exits 1 at a fault."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--checkpoint", type=Path, help="a file with a checkpoint that was kept elsewhere")
        parser.add_argument("--by", type=int, help="the number of the person who asked for it")

    def handle(self, *args, **options) -> None:
        by = get_user_model().objects.filter(pk=options["by"]).first()
        outcome = verified(by=by, checkpoint=_read(options["checkpoint"]))
        for words in outcome.first:
            self.stderr.write(self.style.ERROR(words))
        if outcome.number > len(outcome.first):
            self.stderr.write(f"... and {outcome.number - len(outcome.first)} more")
        if outcome.number:
            self.stderr.write(
                "The records are not as they were written. Keep this computer as it is and tell the manager."
            )
            sys.exit(1)
        self.stdout.write(self.style.SUCCESS(_in_order(outcome.head)))
        for words, number in outcome.head.erased.items():
            self.stdout.write(f"Of them, {number:,} {'was' if number == 1 else 'were'} {words}.")


def _read(path: Path | None) -> str:
    try:
        return path.read_text(encoding="utf-8") if path else ""
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"The checkpoint cannot be read: {error}") from error


def _in_order(head: Head) -> str:
    if not head.sequence:
        return "The audit log is empty."
    return f"{head.sequence:,} entries, all in order. The last seal is number {head.sequence}: {code(head.hash)}"
