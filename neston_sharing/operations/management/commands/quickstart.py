"""`manage.py quickstart`: from nothing to a page in the browser; with --empty, to a setting of one's own."""

import os
import sys

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from neston_sharing.foundation.actions import Refusal
from neston_sharing.operations import machine, set_up, start_up, state
from neston_sharing.operations.serve import address, is_free, serve
from neston_sharing.operations.state import Holds
from neston_sharing.roles import ROLES

ANOTHER_PLACE = "Give it a place of its own: set DATA_DIR to another folder (or DATABASE_URL to another database)."
ASKED = {
    "name": "The setting's name",
    "manager_name": "The first manager's full name",
    "manager_email": "The first manager's e-mail address",
}
SECOND = {
    "second_name": "A second person who backs decisions, as the lead: full name (leave empty to invite them later)",
    "second_email": "Their e-mail address",
}


class Command(BaseCommand):
    help = "Check this computer, make the data folder, load a demonstration (or --empty: your own setting), and serve."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="make everything ready, and stop")
        parser.add_argument("--empty", action="store_true", help="start a real setting, without demonstration data")
        parser.add_argument("--name", help="with --empty: the setting's name")
        parser.add_argument("--manager-name", help="with --empty: the first manager's full name")
        parser.add_argument("--manager-email", help="with --empty: the first manager's e-mail address")
        parser.add_argument("--second-name", help="with --empty: a second person, who backs decisions as the lead")
        parser.add_argument("--second-email", help="with --empty: that second person's e-mail address")

    def handle(self, *args, port: int, no_serve: bool, empty: bool, **given) -> None:
        set_up.be_private()
        self.check_machine()
        if not no_serve and not is_free(port):
            raise CommandError(f"Port {port} is in use. Stop what uses it, or choose another: --port {port + 1}")
        self.close_data_folder()
        holds = state.look()
        if empty:
            self.open_setting(holds, port, given)
        else:
            self.open_demonstration(holds)
        if not no_serve:
            self.serve(port)

    # --- The steps -------------------------------------------------------------------------------------------------
    def check_machine(self) -> None:
        for finding in machine.look_over():
            if not finding.remedy:
                self.say_done(finding.said)
            elif finding.needed:
                raise CommandError(f"{finding.said}. {finding.remedy}")
            else:
                self.say_warning(finding.remedy)

    def close_data_folder(self) -> None:
        try:
            self.say_done(f"Data folder {set_up.close_data_folder()}, for your account only")
            self.refuse_what_is_unsafe()
            set_up.begin_database()
        except Refusal as no:
            raise CommandError(no.message) from no

    def refuse_what_is_unsafe(self) -> None:
        if reasons := list(start_up.refusals()):
            raise CommandError("\n".join(reasons))

    def open_demonstration(self, holds: Holds) -> None:
        if holds is Holds.A_SETTING:
            self.leave_as_it_is()
            return
        self.make_tables(holds)
        if holds is Holds.NOTHING:
            self.load_demonstration()
        else:
            self.say_done("Demonstration data is there already")
        self.say_who_can_sign_in()

    def open_setting(self, holds: Holds, port: int, given: dict) -> None:
        if holds is Holds.DEMONSTRATION:
            raise CommandError(f"This database holds demonstration data, and stays as it is. {ANOTHER_PLACE}")
        if holds is Holds.A_SETTING:
            self.leave_as_it_is()
            if invitation := set_up.invite_first_manager_again():
                self.say("  But nobody has come in yet, so here is a new link; the one before stops working.")
                self.say_invitation(invitation, port)
            return
        answers = self.answers(given)
        self.make_tables(holds)
        try:
            invitations = set_up.open_setting(**answers)
        except (Refusal, ValidationError) as no:
            raise CommandError(" ".join(getattr(no, "messages", [str(no)]))) from no
        self.say_done(f"{answers['name']} is set up, with {answers['manager_name']} as its first manager")
        for invitation in invitations:
            self.say_invitation(invitation, port)

    def make_tables(self, holds: Holds) -> None:
        if holds is Holds.SOMETHING_ELSE:
            raise CommandError(f"This database holds another program's data, and stays as it is. {ANOTHER_PLACE}")
        set_up.make_tables()
        self.say_done("Tables, and the guards over what is recorded")

    def leave_as_it_is(self) -> None:
        if state.migrations_wait():
            raise CommandError(
                "This database holds a setting's data, and this version wants its tables changed. Nothing was "
                "touched. Make a backup, then run: manage.py migrate"
            )
        self.say_done("This database holds a setting's data, and stays as it is")

    def load_demonstration(self) -> None:
        from neston_sharing.operations.demonstration.loader import load

        self.say("  Telling a year of an invented setting; half a minute at most …")
        load()
        self.say_done("Demonstration data: 30 children, 18 agencies, 20 decisions, all of it invented")

    def serve(self, port: int) -> None:
        self.say(f"\nOpen {self.style.MIGRATE_HEADING(address(port))} in a browser on this computer. Ctrl-C stops.\n")
        starter = os.getpid()
        try:
            serve(port)
        finally:
            if os.getpid() == starter:  # not the process that served
                self.say("\nStopped. The data stays; the same command goes on from here.")

    # --- What is asked ---------------------------------------------------------------------------------------------
    def answers(self, given: dict) -> dict:
        """Take what was given as options; ask for the rest where somebody is there to answer."""
        missing = [name for name in ASKED if not (given[name] or "").strip()]
        if missing and not sys.stdin.isatty():
            options = ", ".join("--" + name.replace("_", "-") for name in missing)
            raise CommandError(f"Nobody is there to ask. Say it on the command line: {options}")
        answers = {name: (given[name] or input(f"{ASKED[name]}: ")).strip() for name in ASKED}
        if not all(answers.values()):
            raise CommandError("Nothing was set up: the name, and the manager's name and e-mail address are needed.")
        self.refuse_no_address(answers["manager_email"], "the manager's")
        return answers | self.second(given, ask=bool(missing))

    def second(self, given: dict, *, ask: bool) -> dict:
        """Take the second person's name and address, both or neither; ask for them where the others were asked for."""
        said = {name: (given[name] or "").strip() for name in SECOND}
        if ask and not any(said.values()):
            said["second_name"] = input(f"{SECOND['second_name']}: ").strip()
        if ask and said["second_name"] and not said["second_email"]:
            said["second_email"] = input(f"{SECOND['second_email']}: ").strip()
        if any(said.values()) and not all(said.values()):
            raise CommandError("Nothing was set up: say the second person's name and their e-mail address.")
        if said["second_email"]:
            self.refuse_no_address(said["second_email"], "the second person's")
        return said

    @staticmethod
    def refuse_no_address(address: str, whose: str) -> None:
        try:
            validate_email(address)
        except ValidationError as no:
            raise CommandError(f"Enter {whose} e-mail address, such as name@example.org") from no

    # --- What is said ----------------------------------------------------------------------------------------------
    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

    def say_done(self, words: str) -> None:
        self.say(f"{self.style.SUCCESS('✓')} {words}")

    def say_warning(self, words: str) -> None:
        self.say(f"{self.style.WARNING('!')} {words}")

    def say_who_can_sign_in(self) -> None:
        from neston_sharing.operations.demonstration.people import MEMBERS, PASSWORD

        rows = [
            (member.email, ", ".join(ROLES[role].title for role in member.roles), member.does) for member in MEMBERS
        ]
        emails, roles = (max(len(row[column]) for row in rows) for column in (0, 1))
        self.say(f"\nWho can sign in, each with the password  {self.style.MIGRATE_HEADING(PASSWORD)}\n")
        for email, role, does in rows:
            self.say(f"  {email:{emails}}  {role:{roles}}  {does}")

    def say_invitation(self, invitation, port: int) -> None:
        link = address(port) + set_up.path_of(invitation)
        self.say(f"\n{invitation.user.name} comes in, once and within seven days, by this link:\n\n  {link}\n")
        then = "; then they invite the others" if invitation.user.has_perm("staff.manage") else ""
        self.say(f"It is shown here only. Who is invited chooses a password there{then}.")
        self.say(f"Once people reach it by a name of its own, that stands in place of {address(port)} in the link.")
