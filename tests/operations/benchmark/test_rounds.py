"""Rounds are rotated, and what is measured is the work alone."""

from neston_sharing.operations.benchmark.rounds import Work, measure, rotated


class Clock:
    """Goes on only where somebody works."""

    def __init__(self) -> None:
        self.now, self.did = 0.0, []

    def __call__(self) -> float:
        return self.now

    def work(self, name: str, seconds: float, figure: float | None = None):
        def run() -> float | None:
            self.did.append(name)
            self.now += seconds
            return figure

        return run


def test_each_comes_first_and_last_in_turn():
    orders = [rotated(["a", "b", "c"], number) for number in range(6)]
    assert {order[0] for order in orders} == {order[-1] for order in orders} == {"a", "b", "c"}
    assert all(sorted(order) == ["a", "b", "c"] for order in orders)


def test_what_is_made_ready_and_put_back_is_not_timed():
    clock = Clock()
    work = Work(clock.work("run", 0.002), before=clock.work("before", 5), after=clock.work("after", 5), times=1)
    assert [round(taken) for taken in measure({"a": work}, 2, clock)["a"]] == [2, 2]


def test_a_figure_stands_in_the_place_of_the_time():
    clock = Clock()
    assert measure({"a": Work(clock.work("a", 1, figure=240.0), times=1)}, 1, clock) == {"a": [240.0]}


def test_the_least_of_a_round_counts():
    clock, takes = Clock(), iter([0.009, 0.003, 0.005, 0.004])

    def run() -> None:
        clock.now += next(takes)

    assert round(measure({"a": Work(run, times=3)}, 1, clock)["a"][0]) == 3


def test_what_takes_minutes_runs_in_few_rounds_and_not_beforehand():
    clock = Clock()
    slow = Work(clock.work("slow", 1), times=1, at_most=2, warm=False)
    measure({"slow": slow, "quick": Work(clock.work("quick", 1), times=1)}, 4, clock)
    assert (clock.did.count("slow"), clock.did.count("quick")) == (2, 5)
