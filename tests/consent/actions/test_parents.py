import datetime as dt
from dataclasses import replace

import pytest

from consent.actions.parents import Person, Standing, add_parent, change_parent, link_parent
from consent.models import FamilyLink
from neston_sharing.foundation.actions import Refusal
from tests.factories import ChildFactory, FamilyLinkFactory, UserFactory

pytestmark = pytest.mark.django_db
PERSON = Person("Siobhán", "O'Neill", "Text first")
MOTHER = Standing("Mother", has_responsibility=True, ground="mother")
AUNT = Standing("Aunt", has_responsibility=False)


@pytest.fixture
def practitioner():
    return UserFactory(roles=["practitioner"])


@pytest.fixture
def child(practitioner):
    return ChildFactory(key_person=practitioner)


def test_a_new_parent_is_added_with_responsibility_and_its_ground(practitioner, child):
    link = add_parent(by=practitioner, child=child, person=PERSON, standing=MOTHER)
    assert (link.parent.name, link.carries_responsibility()) == ("Siobhán O'Neill", True)


@pytest.mark.parametrize("ground", FamilyLink.Ground.values)
def test_every_ground_of_the_guidance_can_be_chosen(practitioner, child, ground):
    assert add_parent(by=practitioner, child=child, person=PERSON, standing=replace(MOTHER, ground=ground))


@pytest.mark.parametrize(
    ("standing", "field"),
    [
        (replace(MOTHER, ground=""), "ground"),
        (replace(MOTHER, ground="section 20"), "ground"),
        (replace(AUNT, ground="mother"), "ground"),
        (replace(MOTHER, since=dt.date(2026, 2, 1), until=dt.date(2026, 1, 1)), "until"),
        (replace(MOTHER, evidence="Birth certificate"), "evidence_seen_on"),
        (replace(MOTHER, evidence_seen_on=dt.date(2026, 1, 1)), "evidence"),
    ],
)
def test_half_a_fact_about_responsibility_is_refused(practitioner, child, standing, field):
    with pytest.raises(Refusal) as refused:
        add_parent(by=practitioner, child=child, person=PERSON, standing=standing)
    assert refused.value.field == field


def test_siblings_share_one_parent_and_each_says_who_has_responsibility(practitioner, child):
    sibling = ChildFactory(key_person=practitioner)
    parent = add_parent(by=practitioner, child=child, person=PERSON, standing=MOTHER).parent
    link = link_parent(by=practitioner, child=sibling, parent=parent, standing=replace(AUNT, relationship="Stepmother"))
    assert parent.links.count() == 2
    assert not link.carries_responsibility()


def test_a_parent_of_children_one_may_not_see_cannot_be_taken_over(practitioner, child):
    elsewhere = FamilyLinkFactory().parent
    with pytest.raises(Refusal, match="whose file you may open"):
        link_parent(by=practitioner, child=child, parent=elsewhere, standing=MOTHER)


def test_the_same_person_is_linked_once(practitioner, child):
    parent = add_parent(by=practitioner, child=child, person=PERSON, standing=MOTHER).parent
    with pytest.raises(Refusal, match="already"):
        link_parent(by=practitioner, child=child, parent=parent, standing=MOTHER)


def test_responsibility_that_ended_is_kept_with_its_end(practitioner, child):
    link = add_parent(by=practitioner, child=child, person=PERSON, standing=MOTHER)
    over = replace(MOTHER, until=dt.date(2026, 1, 1))
    link = change_parent(by=practitioner, link=link, person=replace(PERSON, telephone="0151"), standing=over)
    assert (link.parent.telephone, link.carries_responsibility()) == ("0151", False)
