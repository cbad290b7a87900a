"""What the name check costs: it is asked on every pause while typing, so people known must cost next to nothing."""

import re
from collections.abc import Callable
from itertools import product
from statistics import median
from time import perf_counter, process_time

from sharing.naming import Check, Known, Person
from tests.sharing.naming.table import CLEAN, EXACT_NAMES, read

LENGTH, FEW, MANY = 2_000, 3, 300
ROLES = ["the child", "a sibling", "a parent", "in the household", "a member of staff"]
FIRST = """
Katherine William Mohammed Elizabeth Amara Zoe Grace Rose Daniel Anne-Marie Chidi Oluwaseun Mary Tom Ellen
"""
LAST = """
Okafor Hughes-Jones O'Neill Young Baker Al-Rashid Kowalska Nowak Singh Begum Wood Marsh Davies Evans Patel McDonald
Murphy Hall Green Walker
"""
PEOPLE = [
    Person(first, last, role=ROLES[at % len(ROLES)])
    for at, (first, last) in enumerate(product(FIRST.split(), LAST.split()))
]
TEXT = " ".join(case.text for case in read(EXACT_NAMES) + read(CLEAN))[-LENGTH:]


def milliseconds(work: Callable[[], object], times: int = 15, clock: Callable[[], float] = process_time) -> float:
    def once() -> float:
        began = clock()
        work()
        return (clock() - began) * 1000

    once()  # what is compiled or remembered once
    return median(once() for _ in range(times))


def check_of(number: int) -> Check:
    return Check(Known(people=tuple(PEOPLE[:number])))


def naive(text: str) -> list[str]:
    """Each name looked for by itself, exact spellings alone."""
    names = [f"{person.given_names} {person.family_name}" for person in PEOPLE]
    return [name for name in names if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)]


def test_a_hundred_times_the_people_cost_less_than_twice_the_time():
    few, many = check_of(FEW), check_of(MANY)
    assert milliseconds(lambda: many.find(TEXT)) < 2 * milliseconds(lambda: few.find(TEXT)) + 1


def test_twice_the_text_costs_about_twice_the_time():
    check = check_of(MANY)
    assert milliseconds(lambda: check.find(TEXT * 4)) < 8 * milliseconds(lambda: check.find(TEXT)) + 1


def test_it_costs_less_than_looking_for_each_name_by_itself():
    check = check_of(MANY)

    def one_by_one() -> list[str]:
        re.purge()
        return naive(TEXT)

    assert milliseconds(lambda: check.find(TEXT)) < milliseconds(one_by_one, times=5)


def test_a_text_made_to_be_slow_costs_no_more_than_prose():
    check = check_of(MANY)
    prose = milliseconds(lambda: check.find(TEXT))
    for unkind in (
        "a" * LENGTH,
        "a." * (LENGTH // 2),
        "0 " * (LENGTH // 2),
        "12 " * (LENGTH // 3),
        "A. " * (LENGTH // 3),
    ):
        assert milliseconds(lambda text=unkind: check.find(text), times=5) < 10 * prose


def test_two_thousand_characters_and_three_hundred_names_take_less_than_twenty_milliseconds():
    check = check_of(MANY)
    assert len(TEXT) == LENGTH
    taken = milliseconds(lambda: check.find(TEXT))
    print(f"{taken:.2f} ms")
    assert taken < 20


def test_the_names_are_compiled_in_less_than_the_blink_of_an_eye():
    assert milliseconds(lambda: check_of(MANY), times=5, clock=perf_counter) < 2_000
