"""What may go wrong through no fault of the program's, in words that say what to do: for commands, which have no page.

A disk is full, a database is away, an account may not write. Whatever was not foreseen is told as the server's log
tells it: where, and never with what was being said about whom.
"""

import errno
import re
import sys
from collections.abc import Iterable
from typing import NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError, OperationalError

from neston_sharing.foundation.logs import Discreet

FULL = "The disk is full. Make room on it, then run this again."
NOT_YOURS = "Run this as the account that the data folder belongs to, and let it read and write there."
OWNERS = "Run this as the account, or with DATABASE_URL as the role, that owns the database."
OTHER_TABLES = "Its tables are not those of this version. Make a backup, then run manage.py migrate."
ELSEWHERE = "Or set DATA_DIR and DATABASE_URL to what the servers are told."
AWAY = "Start it, or mend DATABASE_URL, then run this again."

# By what SQLite says, or by PostgreSQL's number for it.
OF_A_DATABASE = {
    ("disk is full", "No space left", "53100"): FULL,
    ("readonly database", "unable to open", "42501"): OWNERS,
    ("no such table", "no such column", "42P01", "42703"): OTHER_TABLES,
    ("is not there",): ELSEWHERE,
}
OF_A_DISK = dict.fromkeys((errno.ENOSPC, errno.EDQUOT), FULL) | dict.fromkeys(
    (errno.EACCES, errno.EPERM, errno.EROFS), NOT_YOURS
)


def not_started(reasons: Iterable[str]) -> NoReturn:
    """Leave with the reasons; gunicorn's master stops too and does not try for ever."""
    from gunicorn.arbiter import Arbiter

    print(*(f"Not started. {reason}" for reason in reasons), sep="\n", file=sys.stderr, flush=True)
    raise SystemExit(Arbiter.APP_LOAD_ERROR)


def in_words(error: Exception) -> str:
    """Say what is wrong and what to do; of what was not foreseen, where it happened."""
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    return said_of(error) or Discreet().formatException((type(error), error, error.__traceback__))


def said_of(error: Exception) -> str:
    """Give the words for a database or a disk that fails, or none where the error is another one."""
    if isinstance(error, DatabaseError | InterfaceError):
        return _of_a_database(error)
    return _of_a_disk(error) if isinstance(error, OSError) else ""


def why(error: Exception) -> str:
    """Give these words, or what the error says itself: for refusals, and errors that name a file."""
    return said_of(error) or str(error)


def is_full(error: Exception) -> bool:
    return isinstance(error, OSError) and OF_A_DISK.get(_number(error)) == FULL


def _of_a_database(error: Exception) -> str:
    """What a rule of the database's refused is a fault of ours: its complaint quotes the row."""
    said = (str(error).splitlines() or [""])[0].rstrip(".")
    code = str(getattr(error.__cause__, "sqlstate", ""))
    remedy = next((words for signs, words in OF_A_DATABASE.items() if _shows(said, code, signs)), "")
    if not remedy and isinstance(error, OperationalError | InterfaceError):
        remedy = AWAY
    return f"The database says: {said}. {remedy}" if remedy else ""


def _shows(said: str, code: str, signs: Iterable[str]) -> bool:
    return any(sign == code or sign in said for sign in signs)


def _of_a_disk(error: OSError) -> str:
    remedy = OF_A_DISK.get(number := _number(error), "")
    if not remedy or number in (errno.ENOSPC, errno.EDQUOT):
        return remedy
    return f"{error.filename or 'A file'}: {error.strerror or 'not permitted'}. {remedy}"


def _number(error: OSError) -> int:
    """Errors of programs in Rust, such as the one that encrypts, carry it in their words."""
    told = re.search(r"\(os error (\d+)\)", str(error))
    return error.errno or (int(told[1]) if told else 0)
