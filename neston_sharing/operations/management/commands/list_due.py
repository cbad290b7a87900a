from django.core.management.base import BaseCommand

from sharing.actions.disposal import list_what_is_due


class Command(BaseCommand):
    help = "List what is due for disposal, for managers to decide. Run it once a year; it disposes of nothing."

    def handle(self, *args, **options) -> None:
        due_list = list_what_is_due()
        number = due_list.lines.count()
        self.stdout.write(f"{number} line{'' if number == 1 else 's'}. A manager finds the list at “Retention”.")
