from django.core.management.base import BaseCommand, CommandError

from neston_sharing.foundation.actions import Refusal
from neston_sharing.operations.benchmark.judging import Result, Spread, Verdict
from neston_sharing.operations.benchmark.place import run_apart
from neston_sharing.operations.benchmark.scenarios import NAMES
from neston_sharing.operations.benchmark.table import as_json, as_table, failed
from neston_sharing.operations.set_up import be_private


class Command(BaseCommand):
    help = (
        "Measure what pages, saves, verification and PDFs cost, as ratios, in a throw-away place; "
        "this installation's database is not touched. Ends with 1 where a goal is missed."
    )
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("--entries", type=int, default=1_000, help="how long the longer log is: 1000 or more")
        parser.add_argument("--only", action="append", choices=NAMES, help="one scenario; may be given again")
        parser.add_argument("--rounds", type=int, default=7)
        parser.add_argument("--database", default="", metavar="URL", help="a PostgreSQL server to make databases on")
        parser.add_argument("--json", action="store_true", help="print the results for a program")

    def handle(self, *args, entries: int, only: list[str] | None, rounds: int, database: str, **options) -> None:
        if entries < 1_000 or rounds < 1:
            raise CommandError("Ask for 1000 entries and one round at least")
        be_private()
        try:
            found = run_apart({"entries": entries, "rounds": rounds, "only": only or list(NAMES)}, database)
        except Refusal as no:
            raise CommandError(no.message) from no
        results = [_result(row) for row in found.pop("results")]
        if options["json"]:
            self.stdout.write(as_json(results, found))
        else:
            self.stdout.write(f"\n{found['engine']} {found['version']}, {entries:,} entries, {rounds} rounds\n")
            self.stdout.write(as_table(results))
        if failed(results):
            raise SystemExit(1)


def _result(row: dict) -> Result:
    ratio = row.pop("ratio")
    return Result(**row | {"ratio": ratio and Spread(**ratio), "verdict": Verdict(row["verdict"])})
