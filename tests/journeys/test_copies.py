"""What nearly went wrong: two families in one report, a refuge's address in a court bundle, a namesake (policy 2.6)."""

import pytest

from agencies.models import ContactRoute
from consent.models import Address
from sharing.models import Disclosure
from tests.factories import AgencyFactory, ChildFactory, FamilyLinkFactory, ParentFactory, UserFactory, decisions
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

REFUGE = "14 Harbour View\nAshbrook"


@pytest.fixture
def lead(db):
    return UserFactory(roles=["lead"], name="Lena Moore", email="lena@example.org")


def to_disclose(lead, child, text: str, **fields):
    """A decision that was backed, to share one item."""
    draft = decisions.answered_with_consent(child=child, started_by=lead, holder=lead, **fields)
    draft.items.create(text=text, nature="fact", source="own", about="child", included=True)
    return decisions.back(decisions.send(decisions.decide_to_share(draft)))


def test_a_report_about_two_families_is_split_into_two_copies(visitor: Visitor, lead):
    amelia, _ = ChildFactory(given_names="Amelia"), ChildFactory(given_names="Jaden", family_name="Okonkwo")
    draft = decisions.answered_with_consent(child=amelia, started_by=lead, holder=lead)
    draft.items.create(text="Jaden Okonkwo pushed her", nature="fact", source="own", about="child", included=True)
    decisions.decide_to_share(draft)
    visitor.go("/").signs_in(lead.email)
    visitor.go(f"/decisions/{draft.reference}/copy/").sees(
        "Look at this before anything goes", "Another child or family"
    )
    visitor.follow("split it into two copies").fill(stays="Another child pushed her", goes="He pushed a child")
    visitor.choose(child="Okonkwo, Jaden").fill(purpose="To support him").press("Split it")
    visitor.sees("Another child pushed her", "about Jaden Okonkwo").sees_no("may be another child's name")
    visitor.follow("IS-").sees("Jaden Okonkwo", "He pushed a child").sees_no("Amelia")


def test_a_refuges_address_is_caught_before_a_court_bundle_goes(visitor: Visitor, lead):
    child = ChildFactory()
    Address.objects.create(child=child, lines=REFUGE, protected=True)
    FamilyLinkFactory(
        child=child, parent=ParentFactory(given_names="Marcus", family_name="Hale"), lives_with_child=False
    )
    court = AgencyFactory(name="Deeside Family Court", kind="court")
    ContactRoute.objects.create(agency=court, kind="post", value="Exchange Street", approved=True)
    decision = to_disclose(lead, child, "She lives at 14 Harbour View now", agency=court)
    visitor.go("/").signs_in(lead.email)
    visitor.go(f"/decisions/{decision.reference}/disclosures/new/")
    visitor.sees("14 Harbour View” is a protected address", "must not reach Marcus Hale", "to every party")
    visitor.choose(route="post").fill(what="The bundle", to_whom="The clerk", number_or_address="Exchange Street")
    visitor.press("Record what was shared").sees("There is a problem", "is a protected address")
    assert not Disclosure.objects.exists()


def test_a_namesake_is_looked_at_before_anything_goes(visitor: Visitor, lead):
    child = ChildFactory(given_names="Amelia", family_name="Hart")
    ChildFactory(given_names="Amelia", family_name="Hart")
    decision = to_disclose(lead, child, "She puts two words together")
    visitor.go("/").signs_in(lead.email)
    visitor.go(f"/decisions/{decision.reference}/copy/").sees("Another child on the register has the same name")
    for _ in range(visitor.page.get_by_role("link", name="say why it may go").count()):
        visitor.follow("say why it may go").fill(reason="The birth date on the request is hers")
        visitor.press("Accept it with this reason")
    visitor.sees("Nothing stands in the way", "The birth date on the request is hers")
