import datetime as dt
from contextlib import nullcontext
from dataclasses import replace

import pytest
from django.utils import timezone

from consent.actions.parents import Person, Standing, add_parent, change_parent, link_parent
from consent.models import FamilyLink, Signable
from neston_sharing.foundation.actions import Refusal
from tests.factories import AgencyFactory, ChildFactory, FamilyLinkFactory, UserFactory

pytestmark = pytest.mark.django_db
PERSON = Person("Siobhán", "O'Neill", "Text first")
MOTHER = Standing("Mother", has_responsibility=True, ground="mother")
AUNT = Standing("Aunt", has_responsibility=False)
NAMED = dt.date(2003, 12, 1)
SOON = dt.date(2999, 1, 1)


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
    person = replace(PERSON, on_behalf_of=AgencyFactory()) if ground in FamilyLink.COUNCIL else PERSON
    until = SOON if ground in FamilyLink.ORDERS_WITH_AN_END else None
    link = add_parent(by=practitioner, child=child, person=person, standing=replace(MOTHER, ground=ground, until=until))
    assert link.may_sign("particular")


@pytest.mark.parametrize(
    ("standing", "field"),
    [
        (replace(MOTHER, ground=""), "ground"),
        (replace(MOTHER, ground="section 20"), "ground"),
        (replace(AUNT, ground="mother"), "ground"),
        (replace(MOTHER, since=dt.date(2026, 2, 1), until=dt.date(2026, 1, 1)), "until"),
        (replace(MOTHER, carer="foster_carer"), "carer"),
        (replace(AUNT, carer="nanny"), "carer"),
        (replace(MOTHER, ground="interim_care_order"), "on_behalf_of"),
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


@pytest.fixture
def social_worker():
    return replace(PERSON, on_behalf_of=AgencyFactory(kind="social_care"))


@pytest.mark.parametrize(
    ("standing", "field"),
    [
        (MOTHER, "ground"),
        (replace(MOTHER, ground="protection_order"), "until"),
        (replace(MOTHER, ground="interim_care_order"), "until"),
        (replace(AUNT, carer="foster_carer"), "carer"),
    ],
)
def test_a_council_has_responsibility_under_an_order_that_says_until_when(
    practitioner, child, social_worker, standing, field
):
    with pytest.raises(Refusal) as refused:
        add_parent(by=practitioner, child=child, person=social_worker, standing=standing)
    assert refused.value.field == field


def test_under_section_20_a_council_is_entered_and_signs_nothing(practitioner, child, social_worker):
    section_20 = replace(AUNT, relationship="Council, section 20")
    link = add_parent(by=practitioner, child=child, person=social_worker, standing=section_20)
    assert not any(link.may_sign(what) for what in Signable.values)


def test_one_entry_is_not_a_council_for_one_child_and_a_parent_of_another(practitioner, child, social_worker):
    sibling, care_order = ChildFactory(key_person=practitioner), replace(MOTHER, ground="care_order")
    link = add_parent(by=practitioner, child=child, person=social_worker, standing=care_order)
    link_parent(by=practitioner, child=sibling, parent=link.parent, standing=care_order)
    with pytest.raises(Refusal, match="another child") as refused:
        change_parent(by=practitioner, link=link, person=PERSON, standing=MOTHER)
    assert refused.value.field == "on_behalf_of"


def test_a_known_council_is_no_siblings_mother(practitioner, child, social_worker):
    sibling, care_order = ChildFactory(key_person=practitioner), replace(MOTHER, ground="care_order")
    council = add_parent(by=practitioner, child=child, person=social_worker, standing=care_order).parent
    with pytest.raises(Refusal, match="only under a care order"):
        link_parent(by=practitioner, child=sibling, parent=council, standing=MOTHER)


@pytest.mark.parametrize(
    ("born", "evidence", "refused"),
    [(dt.date(2003, 11, 30), None, True), (dt.date(2003, 11, 30), "Registered again", False), (NAMED, None, False)],
)
def test_a_father_on_the_certificate_counts_since_december_2003(practitioner, child, born, evidence, refused):
    child.date_of_birth = born
    seen = {"evidence": evidence, "evidence_seen_on": NAMED, "evidence_seen_by": practitioner} if evidence else {}
    standing = replace(MOTHER, ground="birth_certificate", **seen)
    with pytest.raises(Refusal, match="1 December 2003") if refused else nullcontext():
        add_parent(by=practitioner, child=child, person=PERSON, standing=standing)


def test_responsibility_that_ends_soon_is_listed(practitioner, child, social_worker):
    order = replace(MOTHER, ground="interim_care_order", until=timezone.localdate())
    link = add_parent(by=practitioner, child=child, person=social_worker, standing=order)
    add_parent(by=practitioner, child=child, person=PERSON, standing=MOTHER)
    assert list(FamilyLink.objects.ending(timezone.localdate())) == [link]
