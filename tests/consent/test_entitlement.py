"""Who may sign what, and when (guidance: who may consent): rows, queries and the database's guards say the same."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from consent.models import Delegation, FamilyLink, Flag, Parent, Signable
from consent.models.signing import entitled
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    ConsentStatementFactory,
    FamilyLinkFactory,
    ParentFactory,
    RegistrationFactory,
    SignatureFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 3, 10), date(2026, 3, 20)
WINDOWS = [(None, None), (FIRST, LAST)]
DAY = timedelta(days=1)
DAYS = [FIRST - DAY, FIRST, LAST, LAST + DAY]
EVERYTHING = set(Signable.values)


@pytest.fixture
def child():
    return ChildFactory()


@pytest.fixture
def seer():
    return UserFactory()


def responsible(child, ground, council=None, **fields):
    parent = ParentFactory(on_behalf_of=council if ground in FamilyLink.COUNCIL else None)
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


# What the database refuses, whoever writes


def signature(link, **when):
    registration = RegistrationFactory(child=link.child)
    return SignatureFactory(registration=registration, parent=link.parent, **when)


def consent(link, **when):
    return ConsentStatementFactory(child=link.child, parent=link.parent, **when)


@pytest.mark.parametrize("sign", [signature, consent])
def test_a_foster_carer_signs_no_row_unless_that_is_delegated(child, seer, sign):
    link = caring(child, "foster_carer")
    other, this = ("additional_needs", "registration") if sign is signature else ("registration", "additional_needs")
    delegate(link, seer, other)
    with pytest.raises(IntegrityError, match="entitled to"), transaction.atomic():
        sign(link)
    delegate(link, seer, this)
    assert sign(link).pk


def test_a_kinship_carer_signs_the_registrations_row_and_no_consents(child):
    link = caring(child, "kinship_carer")
    assert signature(link).pk
    with pytest.raises(IntegrityError, match="entitled to consent"), transaction.atomic():
        consent(link)


@pytest.mark.parametrize(("sign", "day"), [(signature, "signed_on"), (consent, "stated_on")])
def test_a_council_signs_no_row_once_its_order_has_ended(child, sign, day):
    link = responsible(child, "interim_care_order", AgencyFactory(), since=FIRST, until=LAST)
    with pytest.raises(IntegrityError, match="entitled to"), transaction.atomic():
        sign(link, **{day: LAST + DAY})
    assert sign(link, **{day: LAST}).pk


def test_a_councils_ground_goes_with_a_council_by_any_row(child):
    with pytest.raises(IntegrityError, match="A council's order"), transaction.atomic():
        responsible(child, "care_order", council=None)
    with pytest.raises(IntegrityError, match="A council's order"), transaction.atomic():
        FamilyLinkFactory(child=child, parent=ParentFactory(on_behalf_of=AgencyFactory()), ground="mother")


@pytest.mark.parametrize("ground", FamilyLink.ORDERS_WITH_AN_END)
def test_a_short_order_has_its_last_day_in_every_row(child, ground):
    with pytest.raises(IntegrityError, match="have a last day"), transaction.atomic():
        responsible(child, ground, AgencyFactory())


def test_only_to_a_foster_carer_is_anything_delegated_by_any_row(child, seer):
    with pytest.raises(IntegrityError, match="Only to a foster carer"), transaction.atomic():
        delegate(caring(child, "kinship_carer"), seer, "particular")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE consent_delegation SET what = 'particular'",
        "UPDATE consent_delegation SET since = '2020-01-01'",
        "UPDATE consent_delegation SET delegated_by = 'Herself'",
        "DELETE FROM consent_delegation",
    ],
)
def test_a_delegation_is_ended_and_never_rewritten(child, seer, sql):
    delegate(caring(child, "foster_carer"), seer, "registration")
    with pytest.raises(IntegrityError, match="is ended, never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


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
