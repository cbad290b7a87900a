"""Verifying the log, against reading the same rows by a raw cursor and hashing them."""

import hashlib
import os
import resource

from django.db import connection

from neston_sharing.audit.models import Entry, Seal
from neston_sharing.audit.verification import entries_until, seals_until
from neston_sharing.audit.verifier import faults
from neston_sharing.operations.benchmark.databases import MANY
from neston_sharing.operations.benchmark.judging import Goal
from neston_sharing.operations.benchmark.rounds import Work
from neston_sharing.operations.benchmark.seeding import World

NAME = "Verification"
VERIFIED, RAW, GROWN = "links and digests", "raw cursor with SHA-256", "memory"
GOALS = (
    Goal("pace, of a raw cursor with SHA-256", RAW, VERIFIED, at_least=0.5),
    Goal("memory that it takes, whatever the length", GROWN, at_most=25, unit="MB"),
)
ROWS = 1_000


def works(world: World) -> dict[str, Work]:
    def use() -> None:
        world.databases.use(MANY)

    return {
        VERIFIED: Work(verified, before=use, times=1, at_most=5),
        RAW: Work(raw, before=use, times=1, at_most=5),
        GROWN: Work(lambda: grown(world), times=1, at_most=1, warm=False),
    }


def verified() -> None:
    last = Seal.objects.values_list("sequence", "entry_id")[0]
    if found := next(faults(seals_until(last[0]), entries_until(last[1])), None):
        raise RuntimeError(f"The log that was written does not verify: {found}")


def raw() -> None:
    """Read every entry and every seal once, and hash what they hold: less than that proves nothing."""
    for model in (Entry, Seal):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')  # noqa: S608 (our table)
            while rows := cursor.fetchmany(ROWS):
                for row in rows:
                    hashlib.sha256(repr(row).encode()).hexdigest()


def grown(world: World) -> float:
    """Verify in a process of its own, and give by how many megabytes it grew."""
    world.databases.use(MANY)
    connection.close()
    reader, writer = os.pipe()
    if (pid := os.fork()) == 0:
        before = _most()
        verified()
        os.write(writer, str(_most() - before).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        kilobytes = told.read()
    os.waitpid(pid, 0)
    return int(kilobytes) / 1024


def _most() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
