from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, transaction

from neston_sharing.foundation.actions import Refusal
from neston_sharing.operations.application_role import grant, statements


class Command(BaseCommand):
    help = "PostgreSQL: let a role that owns no tables run the product. Run it as their owner, after every migrate."

    def add_arguments(self, parser) -> None:
        parser.add_argument("name", help="the role, which must be there: CREATE ROLE … LOGIN PASSWORD '…'")
        parser.add_argument("--print", action="store_true", dest="only_print", help="print the SQL and run nothing")

    def handle(self, *args, name: str, only_print: bool, **options) -> None:
        try:
            if only_print:
                self.stdout.writelines(f"{statement};" for statement in statements(name))
                return
            with transaction.atomic():
                grant(name)
        except (Refusal, ProgrammingError) as no:
            raise CommandError(f"Nothing was granted. {no}") from None
        self.stdout.write(
            self.style.SUCCESS(
                f"{name} may run the product. Name it in DATABASE_URL; migrate as the owner, then again."
            )
        )
