"""What this computer must have, and what to install where it does not."""

import platform
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.utils import OperationalError

from neston_sharing.foundation import embedded, pdf

PYTHON, SQLITE = (3, 11), (3, 39)


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `remedy` says in one line what to do, and is empty where all is well."""

    said: str
    remedy: str = ""
    needed: bool = True  # or everything else works without it


def look_over() -> Iterator[Finding]:
    yield python()
    yield database()
    yield pango()


def python(version: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    said = f"Python {_dotted(version)}"
    return Finding(said, "" if version >= PYTHON else f"Install Python {_dotted(PYTHON)} or later.")


def database() -> Finding:
    return sqlite() if connection.vendor == "sqlite" else server()


def sqlite(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> Finding:
    """Say which journal the database file is kept with, and why."""
    if version < SQLITE:
        return Finding(f"SQLite {_dotted(version)}", f"Install SQLite {_dotted(SQLITE)} or later, or use PostgreSQL.")
    sound = _dotted(embedded.WAL_IS_SOUND_FROM)
    if embedded.journal_mode(version) == "WAL":
        return Finding(f"SQLite {_dotted(version)}, with a write-ahead log (sound since {sound})")
    why = f"a write-ahead log can lose a write before {sound}"
    return Finding(f"SQLite {_dotted(version)}, with the rollback journal: {why}")


def server() -> Finding:
    """Reach the database server that DATABASE_URL names."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        return Finding("PostgreSQL", f"It cannot be reached: {reason}. Start it, or mend DATABASE_URL.")
    return Finding(f"PostgreSQL {_dotted(connection.get_database_version())}")


def pango() -> Finding:
    """Set one line as a PDF: only that shows whether Pango and a font are really there."""
    remedy = f"No PDFs until you install Pango: apt-get install {pdf.SYSTEM_PACKAGES} fonts-dejavu-core"
    try:
        pdf.typeset("<!doctype html><html lang=en-GB><title>Test</title><p>Test", {})
    except pdf.PdfUnavailable:
        return Finding(f"Pango on {platform.system()}", remedy, needed=False)
    except pdf.PdfFailed as failed:
        return Finding("Pango", f"No PDFs: a page could not be set ({failed}). {remedy}", needed=False)
    return Finding("Pango, for PDFs")


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
