"""Several counts are one question, and a count of nothing is none."""

import pytest

from consent.models import Child, Parent
from neston_sharing.foundation.counting import count_each
from tests.factories import FamilyLinkFactory

pytestmark = pytest.mark.django_db


def test_each_is_counted_by_its_name_in_one_query(django_assert_num_queries):
    for _ in range(3):
        FamilyLinkFactory()
    rows = {"children": Child.objects.by_name(), "nobody": Child.objects.none()}
    rows["parents"] = Parent.objects.exclude(pk=Parent.objects.first().pk)
    with django_assert_num_queries(1):
        assert count_each(rows) == {"children": 3, "nobody": 0, "parents": 2}


def test_a_list_is_as_long_as_it_is(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert count_each({"disputes": ["one", "two"]}) == {"disputes": 2}
        assert count_each({}) == {}
