"""Makes an installation ready: the data folder, the tables, and the demonstration or a real setting."""

import os
import stat
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from consent.actions.laws import load_shipped_laws
from consent.actions.policies import load_shipped_policies
from neston_sharing.foundation import embedded, numbers
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.staff.actions import Invitation, invite, invite_again, set_up

SECOND = "lead"
OURS_ONLY, FOLDER, FILE = 0o077, 0o700, 0o600
NOT_ROOTS = (
    "{folder} belongs to {owner}, who could not use what root makes there. Run this as {owner}: neston-manage does, "
    "where service_files wrote it."
)


def be_private() -> None:
    """Whatever this process makes from now on, only its owner can read; refuses root where that is another account.

    A folder for backups that root made in it had the nightly one fail.
    """
    os.umask(OURS_ONLY)
    is_root = os.name != "nt" and os.geteuid() == 0
    if is_root and settings.DATA_DIR.exists() and (owner := settings.DATA_DIR.stat().st_uid):
        raise CommandError(NOT_ROOTS.format(folder=settings.DATA_DIR, owner=_account(owner)))


def _account(number: int) -> str:
    from pwd import getpwuid  # Windows has none

    try:
        return getpwuid(number).pw_name
    except KeyError:
        return str(number)


def close_data_folder(folder: Path | None = None) -> Path:
    """Take away what others may do with the folder, the key and the database in it."""
    folder = folder or settings.DATA_DIR
    folder.mkdir(parents=True, exist_ok=True)
    if folder.stat().st_mode & stat.S_ISVTX:
        raise Refusal(f"{folder} is a folder that everybody uses. Set DATA_DIR to a folder of its own.")
    folder.chmod(FOLDER)
    for path in (folder / "secret-key", *folder.glob("*.sqlite3*")):
        if path.exists():
            path.chmod(FILE)
    return folder


def begin_database() -> None:
    """Begin the file of a new database; where this folder had one before, somebody moved it away: it is refused."""
    file = Path(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or file.exists():
        return
    if numbers.kept():
        raise Refusal(
            f"{file} is not there, and this folder had a database. Move it back, or restore a backup. "
            "To begin anew, set DATA_DIR to another folder."
        )
    embedded.begin_file(file)


def make_tables() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    close_data_folder()


@action
def open_setting(
    *, name: str, manager_name: str, manager_email: str, second_name: str = "", second_email: str = ""
) -> list[Invitation]:
    """Begin a real setting: the policy and the laws that come with the product, its name, the first manager.

    Nobody backs what they decided themselves: a second person, if named, is invited as the lead, who can back.
    """
    load_shipped_policies()
    load_shipped_laws()
    first = set_up(setting_name=name, manager_name=manager_name, manager_email=manager_email)
    if not second_name:
        return [first]
    return [first, invite(by=None, name=second_name, email=second_email, roles={SECOND})]


def invite_first_manager_again() -> Invitation | None:
    """Make a new link where nobody has come in yet; None where somebody has, who can invite."""
    people = get_user_model().objects
    if people.able_to_sign_in().exists():
        return None
    first = people.active().holding("manager").order_by("id").first()
    return invite_again(by=first, user=first) if first else None


def path_of(invitation: Invitation) -> str:
    return reverse("staff:accept", args=[invitation.code])
