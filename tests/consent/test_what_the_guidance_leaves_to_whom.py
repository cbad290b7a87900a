"""A foster carer, a step-parent, a council: each signs what the guidance leaves to them, and nothing else.

Each is asked for everything there is, and signs all that the tablet then shows.
"""

from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from consent.actions.delegations import delegate
from consent.actions.handing_over import hand_over
from consent.actions.tablet import sign
from consent.models import ConsentStatement, Delegation, FamilyLink, Signable, Signature
from consent.to_sign import YES, Answer, to_sign
from neston_sharing.foundation.actions import Refusal
from tests.consent.families import ALL_FOUR, asked
from tests.factories import AgencyFactory, FamilyLinkFactory, ParentFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
EVERYTHING = set(Signable)
DAY, TODAY = timedelta(days=1), timezone.localdate()


@pytest.fixture
def child():
    return RegistrationFactory().child


def signs(link: FamilyLink) -> set[str]:
    """Ask this person for everything, let them sign all that the tablet shows, and say what was recorded of it."""
    child, parent, by = link.child, link.parent, link.child.key_person
    for purpose in ConsentStatement.Purpose:
        with suppress(Refusal):
            asked(child, parent, purpose=purpose, purpose_detail="A report" if purpose == "particular" else "")
    try:
        tablet, _ = hand_over(by=by, child=child, parent=parent)
    except Refusal:
        return set()
    yes = {question.name: Answer(YES) for question in to_sign(child, parent).questions}
    sign(by=by, handover=tablet, answers=yes, typed_name="S", acknowledged=ALL_FOUR)
    return said_by(parent)


def said_by(parent) -> set[str]:
    registered = {"registration"} if Signature.objects.filter(parent=parent).exists() else set()
    return registered | set(parent.consents.values_list("purpose", flat=True))


def without_responsibility(child, carer="") -> FamilyLink:
    return FamilyLinkFactory(child=child, has_responsibility=False, carer=carer)


def for_the_council(child, **order) -> FamilyLink:
    worker = ParentFactory(on_behalf_of=AgencyFactory(kind="social_care"))
    return FamilyLinkFactory(child=child, parent=worker, **order)


# --- A foster carer -------------------------------------------------------------------------------------------------
def test_a_foster_carer_to_whom_nothing_is_delegated_signs_nothing(child):
    assert signs(without_responsibility(child, "foster_carer")) == set()


@pytest.mark.parametrize("what", [{"registration"}, {"additional_needs"}, {"registration", "particular"}])
def test_a_foster_carer_signs_exactly_what_is_delegated(child, what):
    assert signs(fostering(child, what)) == what


def test_what_is_delegated_to_a_foster_carer_ends_on_its_last_day(child):
    link = fostering(child, EVERYTHING)
    for paper in Delegation.objects.filter(link=link):
        paper.until = timezone.localdate() - DAY
        paper.save()
    assert signs(link) == set()


def fostering(child, what: set[str]) -> FamilyLink:
    link, by = without_responsibility(child, "foster_carer"), child.key_person
    seen = {"seen_on": timezone.localdate() - 9 * DAY, "seen_by": by}
    delegate(by=by, link=link, what=list(what), delegated_by="The plan", since=timezone.localdate() - 9 * DAY, **seen)
    return link


# --- A step-parent --------------------------------------------------------------------------------------------------
def test_a_step_parent_with_an_agreement_or_order_signs_everything(child):
    assert signs(FamilyLinkFactory(child=child, relationship="Step-father", ground="step_parent")) == EVERYTHING


def test_a_step_parent_without_one_signs_nothing(child):
    assert signs(without_responsibility(child)) == set()


# --- A council ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("ground", ["interim_care_order", "care_order", "protection_order"])
def test_a_council_under_an_order_signs_everything_until_its_last_day_and_the_mother_beside_it(child, ground):
    mother = FamilyLinkFactory(child=child)
    assert signs(for_the_council(child, ground=ground, until=timezone.localdate())) == EVERYTHING
    assert signs(mother) == EVERYTHING - {"registration"}  # which the council signed


def test_the_day_after_an_interim_order_lapsed_the_council_signs_nothing_and_the_mother_still_does(child):
    mother, council = FamilyLinkFactory(child=child), for_the_council(child, ground="interim_care_order", until=TODAY)
    with time_machine.travel(timezone.now() + DAY):
        assert signs(council) == set()
        assert signs(mother) == EVERYTHING


def test_under_section_20_the_council_signs_nothing(child):
    assert signs(for_the_council(child, has_responsibility=False, relationship="Council, section 20")) == set()


# --- Family and friends ---------------------------------------------------------------------------------------------
def test_a_family_or_friend_carer_acknowledges_and_does_not_consent(child):
    assert signs(without_responsibility(child, "kinship_carer")) == {"registration"}
