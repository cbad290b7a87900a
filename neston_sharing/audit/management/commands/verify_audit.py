import sys

from django.core.management.base import BaseCommand

from neston_sharing.audit.canonical import code
from neston_sharing.audit.verification import verify
from neston_sharing.audit.verifier import Head

SHOWN = 20


class Command(BaseCommand):
    help = "Check that the audit log is whole and that the records stand as it says; exits 1 at a fault."

    def handle(self, *args, **options) -> None:
        head, found = Head(), 0
        for fault in verify(head):
            found += 1
            if found <= SHOWN:
                self.stderr.write(self.style.ERROR(str(fault)))
        if found > SHOWN:
            self.stderr.write(f"... and {found - SHOWN} more")
        if found:
            self.stderr.write(
                "The records are not as they were written. Keep this computer as it is and tell the manager."
            )
            sys.exit(1)
        self.stdout.write(self.style.SUCCESS(_in_order(head)))


def _in_order(head: Head) -> str:
    if not head.sequence:
        return "The audit log is empty."
    return f"{head.sequence:,} entries, all in order. The last seal is number {head.sequence}: {code(head.hash)}"
