"""Eight people who save steps of the wizard at the same time: nobody is refused, nobody waits long, nothing forks.

Each thinks before the next step, for ten times as long as one of them alone waits for a save. How long they wait who
never think is told beside it and not judged: what is saved one after another takes eight writers eight times as long.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from time import perf_counter, sleep

from django.db import connections

from neston_sharing.audit.models import Seal
from neston_sharing.audit.verification import entries_until, seals_until
from neston_sharing.audit.verifier import faults
from neston_sharing.operations.benchmark.databases import Databases
from neston_sharing.operations.benchmark.judging import Goal
from neston_sharing.operations.benchmark.rounds import Work
from neston_sharing.operations.benchmark.scenarios.wizard import Step
from neston_sharing.operations.benchmark.seeding import WRITERS, World, signed_in
from neston_sharing.operations.demonstration.people import MEMBERS
from sharing.models import Decision

NAME = "Eight writers at once"
ONE, EIGHT, RELENTLESS, WRONG = "one", "eight", "eight without a pause", "errors, forks and faults"
NEVER = 10**12  # entries: it is not judged
GOALS = (
    Goal("p95, of one writer's", EIGHT, ONE, at_most=6),
    Goal("p95 without a pause, of one writer's", RELENTLESS, ONE, at_most=8, size=NEVER),
    Goal("errors, forks and faults in the log", WRONG, at_most=0, unit=""),
)
COPY, STEPS, THINKS = "writers", 12, 10
EMAIL = next(member.email for member in MEMBERS if member.key == "practitioner")


def works(world: World) -> dict[str, Work]:
    world.databases.copy(COPY)
    crowd = Crowd(world.databases)
    return {
        ONE: Work(lambda: crowd.p95(1), times=1),
        EIGHT: Work(lambda: crowd.p95(WRITERS, thinks=THINKS), times=1),
        RELENTLESS: Work(lambda: crowd.p95(WRITERS), times=1, at_most=3, warm=False),
        WRONG: Work(crowd.wrong, times=1, warm=False),
    }


class Crowd:
    """Each saves one step after another, on a draft, in a session and by a connection of their own."""

    def __init__(self, databases: Databases) -> None:
        self.databases, self.errors, self.alone = databases, 0, 0.0
        databases.use(COPY)
        self.drafts = list(Decision.objects.oldest_first()[:WRITERS])
        self.clients = [signed_in(EMAIL) for _ in self.drafts]

    def p95(self, writers: int, thinks: float = 0) -> float:
        """Give the milliseconds that one save in twenty takes longer than; one writer tells how long they think."""
        taken: list[float] = []
        start = threading.Barrier(writers)
        threads = [
            threading.Thread(target=self._write, args=(at, start, taken, thinks * self.alone)) for at in range(writers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.alone = median(taken) if writers == 1 else self.alone
        return quantiles(taken, n=20, method="inclusive")[-1] * 1000

    def _write(self, at: int, start: threading.Barrier, taken: list[float], pause: float) -> None:
        with self._connected() as use:
            step = Step(self.drafts[at], self.clients[at], use)
            start.wait()
            for number in range(STEPS):
                try:
                    sleep(pause * (at + 1) / WRITERS if number == 0 else pause)  # nobody begins at the same moment
                    step.fill_in()
                    began = perf_counter()
                    step.post()
                    taken.append(perf_counter() - began)
                except Exception:
                    self.errors += 1

    @contextmanager
    def _connected(self) -> Iterator:
        own = self.databases.another(COPY)

        def use() -> None:
            connections["default"] = own

        try:
            use()
            yield use
        finally:
            own.close()

    def wrong(self) -> float:
        """Count who was refused until now, and what does not fit in the log that they wrote."""
        self.databases.use(COPY)
        last = Seal.objects.values_list("sequence", "entry_id").first() or (0, 0)
        return self.errors + sum(1 for _ in faults(seals_until(last[0]), entries_until(last[1])))
