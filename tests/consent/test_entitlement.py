"""Who may sign what, and when (guidance: who may consent): rows, queries and the database's guards say the same."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.utils import timezone

from consent.models import Delegation, FamilyLink, Flag, Parent, Signable
from consent.models.signing import entitled
from tests.factories import AgencyFactory, ChildFactory, FamilyLinkFactory, ParentFactory, UserFactory

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 3, 10), date(2026, 3, 20)
WINDOWS = [(None, None), (FIRST, LAST)]
DAY = timedelta(days=1)
DAYS = [FIRST - DAY, FIRST, LAST, LAST + DAY]
COUNCIL = ("care_order", "interim_care_order", "protection_order")
EVERYTHING = set(Signable.values)


@pytest.fixture
def child():
    return ChildFactory()


@pytest.fixture
def seer():
    return UserFactory()


def responsible(child, ground, council=None, **fields):
    parent = ParentFactory(on_behalf_of=council if ground in COUNCIL else None)
    return FamilyLinkFactory(child=child, parent=parent, ground=ground, **fields)


def caring(child, carer, **fields):
    return FamilyLinkFactory(child=child, has_responsibility=False, carer=carer, **fields)


def delegate(link, seer, what, since=FIRST, until=None):
    return Delegation.objects.create(
        link=link, what=what, delegated_by="Placement plan", since=since, until=until, seen_on=since, seen_by=seer
    )


def signs(link, on=None) -> set[str]:
    return {what for what in Signable.values if link.may_sign(what, on)}


def by_the_database(child, what: str, day: date) -> set[int]:
    rule = entitled(child=str(child.pk), parent="p.id", what=f"'{what}'", day=f"'{day}'")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT p.id FROM consent_parent p WHERE {rule}")
        return {pk for (pk,) in cursor.fetchall()}


@pytest.fixture
def everybody(child, seer):
    """One link for every ground, kind of carer, delegation and stretch of days."""
    council = AgencyFactory()
    for ground, (since, until) in product(FamilyLink.Ground.values, WINDOWS):
        responsible(child, ground, council, since=since, until=until or LAST)
    for carer, (since, until) in product(["", *FamilyLink.Carer.values], WINDOWS):
        caring(child, carer, since=since, until=until)
        for what, (_, ends) in product(Signable.values, WINDOWS):
            link = caring(child, "foster_carer", since=since, until=until)
            delegate(link, seer, what, until=ends)
            link.carer = carer  # it was delegated while they fostered
            link.save()
    return child.links.with_people().with_delegations()


def test_rows_queries_and_the_database_say_the_same_of_everybody_on_every_day(child, everybody):
    for what, day in product(Signable.values, DAYS):
        by_row = {link.parent_id for link in everybody if link.may_sign(what, day)}
        assert by_row == set(Parent.objects.entitled_to(child, what, day).values_list("pk", flat=True)), (what, day)
        assert by_row == by_the_database(child, what, day), (what, day)
        assert by_row, (what, day)


@pytest.mark.parametrize("ground", FamilyLink.Ground.values)
def test_every_ground_of_the_guidance_entitles_to_everything_until_its_last_day(child, ground):
    link = responsible(child, ground, AgencyFactory(), since=FIRST, until=LAST)
    assert [signs(link, day) for day in DAYS] == [set(), EVERYTHING, EVERYTHING, set()]


def test_a_foster_carer_signs_what_is_delegated_while_it_stands_and_nothing_else(child, seer):
    link = caring(child, "foster_carer")
    assert signs(link) == set()
    delegate(link, seer, "additional_needs", until=LAST)
    assert [signs(link, day) for day in DAYS] == [set(), {"additional_needs"}, {"additional_needs"}, set()]


def test_a_kinship_carer_may_acknowledge_and_not_consent(child):
    assert signs(caring(child, "kinship_carer")) == {"registration"}


def test_a_section_20_arrangement_gives_the_council_nothing(child):
    council = ParentFactory(on_behalf_of=AgencyFactory())
    link = FamilyLinkFactory(child=child, parent=council, has_responsibility=False, relationship="Council, section 20")
    assert signs(link) == set()


def test_who_has_neither_responsibility_nor_care_signs_nothing(child):
    assert signs(caring(child, "")) == set()


def test_entitlement_is_for_this_child_alone(child):
    link = responsible(child, "mother")
    assert list(Parent.objects.entitled_to(child, "particular")) == [link.parent]
    assert not Parent.objects.entitled_to(ChildFactory(), "particular").exists()


# Court orders


def order(child, **fields):
    about = fields.pop("about_parent", None) or FamilyLinkFactory(child=child).parent
    return Flag.objects.create(
        child=child, kind="court_order", about_parent=about, set_by=UserFactory(), **{"limits_contact": True, **fields}
    )


def test_an_order_limits_until_its_last_day_and_its_flag_stands_until_it_is_taken_down(child):
    today = timezone.localdate()
    flag = order(child, ends_on=today)
    assert list(Flag.objects.limiting()) == list(Flag.objects.limiting(today)) == [flag]
    assert not Flag.objects.limiting(today + DAY).exists()
    assert list(child.flags.standing()) == [flag]


def test_an_order_that_limits_nobody_and_one_taken_down_do_not_limit(child):
    order(child, limits_contact=False)
    order(child, ended_at=timezone.now(), ended_by=UserFactory(), ended_why="Discharged")
    assert not Flag.objects.limiting().exists()


def test_orders_that_end_soon_or_have_ended_are_listed_soonest_first(child):
    today = timezone.localdate()
    later, soon, over = (order(child, ends_on=today + days * DAY) for days in (40, 3, -3))
    order(child)
    assert list(Flag.objects.expiring(today + 14 * DAY)) == [over, soon]
    assert later not in Flag.objects.expiring(today + 39 * DAY)


def test_an_order_says_what_it_limits(child):
    both = order(child, limits_information=True)
    assert both.limits == "their contact with the child and what they may be told"
    assert order(child, limits_contact=False, limits_information=True).limits == "what they may be told"
