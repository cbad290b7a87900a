"""Rotated rounds: each thing to be measured comes first, last and between, so that no one of them has the warm cache,
or the busy minute, every time. Pure but for the clock that it is given."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter


def nothing() -> None:
    return None


@dataclass(frozen=True)
class Work:
    """What is measured. `before` and `after` are not timed; a figure that `run` gives stands in the time's place.

    Of `times` runs in a round the least counts: whatever else the computer does only adds. What takes minutes is run
    in `at_most` rounds, and not beforehand (`warm`).
    """

    run: Callable[[], float | None]
    before: Callable[[], None] = nothing
    after: Callable[[], None] = nothing
    times: int = 3
    at_most: int = 1000
    warm: bool = True


def measure(
    works: Mapping[str, Work], rounds: int, clock: Callable[[], float] = perf_counter
) -> dict[str, list[float]]:
    """Give each work's figure of each round: milliseconds, or what the work says of itself."""
    samples: dict[str, list[float]] = defaultdict(list)
    for work in works.values():
        if work.warm:
            once(work, clock)
    for number in range(rounds):
        for name in rotated(list(works), number):
            work = works[name]
            if number < work.at_most:
                samples[name].append(min(once(work, clock) for _ in range(work.times)))
    return dict(samples)


def rotated(names: list[str], number: int) -> list[str]:
    """Begin one further on in each round, and go the other way in every second."""
    start = number % len(names) if names else 0
    turned = names[start:] + names[:start]
    return turned[::-1] if number % 2 else turned


def once(work: Work, clock: Callable[[], float]) -> float:
    work.before()
    try:
        began = clock()
        figure = work.run()
        milliseconds = (clock() - began) * 1000
    finally:
        work.after()
    return milliseconds if figure is None else figure
