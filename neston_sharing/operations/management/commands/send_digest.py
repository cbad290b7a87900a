"""`manage.py send_digest`: tell everyone who looks after the register, by e-mail, how much waits. It names nobody."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from neston_sharing.operations.digest import digest_for, send, who_gets_it

REMEDY = (
    "Look at what stands above, mend EMAIL_URL or what it names, then run this again: those who got one get another."
)


class Command(BaseCommand):
    help = "Send managers and safeguarding leads a count of what needs attention. Run it once a day, from cron."

    def handle(self, *args, **options) -> None:
        if not settings.EMAIL_CONFIGURED:
            raise CommandError("E-mail is not set up on this computer: set EMAIL_URL, then run this again")
        sent = [send(person, lines) for person in who_gets_it() if (lines := digest_for(person))]
        self.stdout.write(f"{sum(sent)} sent; nobody is named in them.")
        if refused := sent.count(False):
            raise CommandError(f"{refused} could not be sent. {REMEDY}")
