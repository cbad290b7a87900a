"""The child's file costs what a page of it costs, however long it is: as ratios within one run, and as statements."""

from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sharing.models import Addendum
from tests.factories import ChildFactory, UserFactory, concerns, decisions
from tests.factories.received import InformationReceivedFactory

pytestmark = pytest.mark.django_db
FEW, MANY = 10, 1_000


@pytest.fixture
def lead(client):
    lead = UserFactory(roles=["lead"])
    client.force_login(lead)
    return lead


def grow(child, entries: int, by) -> None:
    """Add as many entries: of ten, a decision that was not shared, a concern, information, and addenda."""
    for _ in range(entries // 10):
        decision = decisions.not_shared(child=child)
        concerns.ConcernFactory(child=child, recorded_by=by)
        InformationReceivedFactory(child=child)
        for _ in range(7):
            Addendum.objects.create(decision=decision, text="She was seen", reason="It came later", recorded_by=by)


def cost(client, child) -> tuple[float, int]:
    """Open the file a few times: the least seconds of this process, and the statements of one time."""
    path, seconds = f"/children/{child.reference}/", []
    client.get(path)  # writes that it was opened
    for _ in range(5):
        began = process_time()
        with CaptureQueriesContext(connection) as counted:
            assert client.get(path).status_code == 200
        seconds.append(process_time() - began)
    return min(seconds), len(counted)


def test_a_file_of_a_thousand_entries_costs_less_than_twice_one_of_ten(client, lead):
    short, long = ChildFactory(), ChildFactory()
    grow(short, FEW, lead)
    grow(long, MANY, lead)
    few, statements_of_few = cost(client, short)
    many, statements_of_many = cost(client, long)
    print(f"{few * 1000:.0f} ms, {many * 1000:.0f} ms")
    assert many < 2 * few
    assert statements_of_many == statements_of_few


def test_every_page_of_a_long_file_costs_the_same_statements(client, lead):
    child = ChildFactory()
    grow(child, 100, lead)
    path, counts, query = f"/children/{child.reference}/", set(), ""
    client.get(path)
    for _ in range(3):
        with CaptureQueriesContext(connection) as counted:
            query = client.get(path + query).context["timeline"].older
        counts.add(len(counted))
    assert len(counts) == 1
