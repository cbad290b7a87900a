"""What a long record costs to set: against the same content in auto-layout tables, and in memory.

The tables of two hundred decisions take minutes, so that few are compared unless `LONG_PDF=200` asks for more.
"""

import os

import pytest

from neston_sharing.foundation.binding import as_job
from neston_sharing.operations.benchmark.scenarios.long_pdf import cost, in_blocks, in_tables

pytestmark = pytest.mark.only_on("sqlite")  # no database has a part in it
COMPARED, MANY = int(os.environ.get("LONG_PDF", "12")), 200
MEGABYTES = 250


def test_a_long_record_takes_half_of_what_tables_take():
    started, blocks, tables = (
        cost(job).seconds for job in (in_tables(0), as_job(in_blocks(COMPARED)), in_tables(COMPARED))
    )
    print(f"{COMPARED} decisions: {blocks:.1f} s in blocks, {tables:.1f} s in tables, {started:.1f} s to start")
    assert blocks - started < (tables - started) / 2


def test_two_hundred_decisions_stay_below_250_megabytes():
    whole = cost(as_job(in_blocks(MANY)))
    print(f"{whole.seconds:.1f} s, {whole.megabytes} MB")
    assert whole.megabytes < MEGABYTES
