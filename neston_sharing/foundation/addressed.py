"""What an address in the environment names: the database, and the server for e-mail.

One that cannot be read is refused without a word of it, since it holds a password.
"""

import environ
from django.core.exceptions import ImproperlyConfigured

DATABASE = "postgresql://ROLE:PASSWORD@HOST/NAME"
MAIL = "smtp+tls://ACCOUNT:PASSWORD@HOST:587"
AS_WRITTEN = "write / @ : # ? and % in the password as %2F %40 %3A %23 %3F and %25"
USABLE = ("postgresql", "sqlite3")


def database(url: str, *, told_by: str) -> dict:
    """Give Django's settings for the database; `told_by` names what holds the address."""
    try:
        named = environ.Env.db_url_config(url)
    except ValueError:
        named = {}
    if not named.get("ENGINE", "").endswith(USABLE):
        raise _unreadable(told_by, DATABASE)
    return named


def mail(url: str, *, told_by: str) -> dict:
    """Give Django's settings for sending e-mail."""
    try:
        return environ.Env.email_url_config(url)
    except (ValueError, ImproperlyConfigured):
        raise _unreadable(told_by, MAIL) from None


def _unreadable(told_by: str, form: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{told_by} cannot be read: give {form}, and {AS_WRITTEN}.")
