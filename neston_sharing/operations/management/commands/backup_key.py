from django.core.management.base import BaseCommand, CommandError

from neston_sharing.operations.backup import keys
from neston_sharing.operations.set_up import be_private


class Command(BaseCommand):
    help = "Make the pair of keys for backups: one half stays here and encrypts, the other opens them and is yours."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--again", action="store_true", help="replace the key there is: later backups need the new")

    def handle(self, *args, again: bool, **options) -> None:
        be_private()
        if keys.kept_at().exists() and not again:
            raise CommandError(
                "There is a key for backups already. With --again it is replaced; keep the old one, which alone opens "
                "the backups made so far."
            )
        private, public = keys.make_pair()
        self.stdout.write(
            f"Backups made here are encrypted for {public}\n\nTo open them, this is needed:\n\n  {private}"
        )
        self.stdout.write(
            "\nIt is shown once and kept nowhere. Print it, or save it on another computer or a stick in the safe: "
            "without it no backup can be opened, and whoever has it can open them all."
        )
