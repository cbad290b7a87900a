from django.core.management.base import BaseCommand, CommandError, CommandParser

from neston_sharing.foundation.actions import Refusal
from neston_sharing.staff.actions import take_away_second_factor
from neston_sharing.staff.models import User


class Command(BaseCommand):
    help = "Let somebody set up a new second factor: for the last manager, whom no other manager can help."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address that they sign in with")

    def handle(self, *args, email: str, **options) -> None:
        user = User.objects.with_email(email).first()
        if user is None:
            raise CommandError("Nobody on the staff list has this address")
        try:
            take_away_second_factor(by=None, user=user)
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write("Done. It is in the audit log. They set up a new one when they next sign in.")
