"""Runs the scenarios, one after the other, and judges them."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib import import_module
from typing import Protocol

from django.db import connection

from neston_sharing.operations.benchmark.judging import Goal, Result, judge, left_out
from neston_sharing.operations.benchmark.rounds import Work, measure
from neston_sharing.operations.benchmark.seeding import World, say, seed


class Scenario(Protocol):
    NAME: str
    GOALS: Sequence[Goal]

    def works(self, world: World) -> dict[str, Work]: ...


def run(entries: int, rounds: int, only: Sequence[str]) -> dict:
    """Give the engine, its version and the results, as JSON holds them."""
    world = seed(entries)
    results = [asdict(result) for name in only for result in _results(_scenario(name), world, rounds)]
    version = ".".join(map(str, connection.get_database_version()))
    return {"engine": connection.vendor, "version": version, "entries": entries, "results": results}


def _scenario(name: str) -> Scenario:
    return import_module(f"neston_sharing.operations.benchmark.scenarios.{name}")


def _results(told: Scenario, world: World, rounds: int) -> Iterator[Result]:
    say(f"{told.NAME} …")
    samples = measure(told.works(world), rounds)
    for goal in told.GOALS:
        yield judge(goal, samples, scenario=told.NAME, entries=world.entries, vendor=connection.vendor)
    if why := getattr(told, "WHY_NOT", ""):
        yield left_out(told.NAME, why)
