"""Every scenario of `manage.py benchmark` runs; how fast is for a quiet computer to say."""

import json
import os
from contextlib import suppress
from io import StringIO

from django.core.management import call_command
from django.db import connection

from neston_sharing.operations.benchmark.judging import Verdict
from neston_sharing.operations.benchmark.scenarios import NAMES

SET_ELSEWHERE = {"long_pdf"}  # takes its time: test_long_pdf
MUST_HOLD = {"errors, forks and faults in the log", "memory that it takes, whatever the length"}


def told() -> dict:
    """What the command prints for a program, of one round of everything."""
    printed, server = StringIO(), os.environ.get("DATABASE_URL", "")
    asked = {"rounds": 1, "only": [name for name in NAMES if name not in SET_ELSEWHERE], "json": True}
    with suppress(SystemExit):  # where a goal is missed, as it may be while others work
        call_command("benchmark", **asked, database=server, stdout=printed)
    return json.loads(printed.getvalue())


def test_every_scenario_gives_figures_and_touches_no_database_that_is_used_here(settings, db):
    """One test, because everything takes its time. Eight writers lose nothing; a verification stays small; what is
    asked for at a million entries is not judged at a thousand."""
    figures = told()
    results = figures["results"]
    assert len({result["scenario"] for result in results if result["ratio"]}) == len(NAMES) - len(SET_ELSEWHERE)
    assert figures["engine"] == ("postgresql" if "postgresql" in settings.DATABASES["default"]["ENGINE"] else "sqlite")
    held = {result["words"]: result["verdict"] for result in results if result["words"] in MUST_HOLD}
    assert held == dict.fromkeys(MUST_HOLD, Verdict.PASS)
    stock = [result["verdict"] for result in results if "stock admin" in result["words"]]
    assert stock == [Verdict.NOT_JUDGED] * 3
    with connection.cursor() as cursor:
        assert "audit_entry" in connection.introspection.table_names(cursor)
        cursor.execute("SELECT COUNT(*) FROM audit_entry")
        assert cursor.fetchone() == (0,)
