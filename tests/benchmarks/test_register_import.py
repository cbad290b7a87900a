"""What a list costs, as ratios within one run: seconds would measure the computer, and whoever else is using it."""

from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consent.actions.register_import import bring_in, enter, look_through
from consent.models import Child, Parent
from neston_sharing.audit.models import Entry, Seal
from tests.consent.lists import child, parent, written
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
FEW, MANY = 20, 200


@pytest.fixture
def manager():
    UserFactory(roles=["practitioner"], email="pat@example.org")
    return UserFactory(roles=["manager"])


def rows(number: int, start: int = 0) -> bytes:
    """Children with two parents and an address each: six rows of the register, and as many entries and seals."""
    return written(
        *(
            child(
                parent(email=f"a{n}@example.org"),
                parent(2, email=f"b{n}@example.org", given_names="Tom", ground="married"),
                given_names=f"Child {n}",
                address=f"{n} High Street",
            )
            for n in range(start, start + number)
        )
    )


def cost(manager, content: bytes) -> tuple[float, int]:
    """Bring a list in, look through it and enter it: seconds of this process, and statements."""
    began = process_time()
    with CaptureQueriesContext(connection) as counted:
        waiting = bring_in(by=manager, content=content)
        enter(by=manager, waiting=waiting, seen=look_through(waiting, manager).fingerprint)
    return process_time() - began, len(counted)


def test_a_row_of_a_long_list_costs_what_a_row_of_a_short_one_does(manager):
    cost(manager, rows(1))  # what is compiled once
    few, statements_of_few = cost(manager, rows(FEW, 1_000))
    many, statements_of_many = cost(manager, rows(MANY, 2_000))
    assert Child.objects.count() * 2 == Parent.objects.count() == 2 * (1 + FEW + MANY)
    assert many / MANY < 3 * few / FEW
    assert statements_of_many / MANY <= statements_of_few / FEW


def test_a_list_that_is_here_already_costs_a_fraction_and_asks_the_same_few_questions(manager):
    first, _ = cost(manager, rows(MANY))
    again, statements = cost(manager, rows(MANY))
    assert again < first * 2 / 3
    assert statements < 60


def test_a_row_of_the_register_is_two_statements_its_own_and_its_entrys(manager):
    """Everything else is said once for the whole list: the lock, the savepoint, the seals."""
    cost(manager, rows(1))
    before = Entry.objects.count()
    _, statements = cost(manager, rows(MANY, 1_000))
    rows_saved = Entry.objects.count() - before
    assert rows_saved > 6 * MANY
    assert Seal.objects.count() == Entry.objects.count()
    assert statements < 2 * rows_saved + 60


def test_entering_costs_a_few_times_what_looking_through_does(manager):
    """Whatever the computer: looking through is reading alone; entering is that again, and rows, entries and seals."""
    cost(manager, rows(1))
    waiting = bring_in(by=manager, content=rows(MANY, 1_000))
    began = process_time()
    seen = look_through(waiting, manager).fingerprint
    looked = process_time()
    enter(by=manager, waiting=waiting, seen=seen)
    assert process_time() - looked < 30 * (looked - began)
