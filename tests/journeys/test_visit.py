"""A social worker's visit: at the door, a change of who stays with her, out again, and what the child's file keeps."""

import pytest

from sharing.models import Visit
from tests.factories import ChildFactory, ProfessionalFactory, UserFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def colleague(db):
    return UserFactory(name="Siobhan Kelly", email="siobhan@example.org", roles=["lead"])


@pytest.fixture
def child(shipped, practitioner):
    ProfessionalFactory(
        name="Denise Achebe", post="Social worker", agency__name="Deeside Social Care", agency__kind="social_care"
    )
    return ChildFactory(given_names="Amelia", key_person=practitioner)


def test_a_social_worker_comes_and_somebody_else_takes_over_and_she_goes(
    visitor, another_visitor, practitioner, colleague, child
):
    visitor.sign_in(practitioner.email).follow("Visitors").sees("Nobody from another agency is in the building")
    visitor.follow("Welcome sheet").sees("You are never alone with a child", "Siobhan Kelly", "1.6")
    visitor.go("/visits/new/").press("Sign them in").sees("Choose who stays with them throughout")
    come_in(visitor, child)
    visitor.sees("Signed in", "Priya Nair stays with them").follow("Visitors").sees("1 visitor", "Amelia Hart")

    another_visitor.sign_in(colleague.email).go("/visits/").follow("Hand over")
    another_visitor.choose(to="Siobhan Kelly").press("Hand over").sees("Siobhan Kelly took over from Priya Nair")
    come_in(visitor.go("/visits/new/"), child)
    visitor.sees("Denise Achebe is in the building already").press("Sign them out first")
    visitor.sees("with Siobhan Kelly").fill(note="She comes again on Friday").press("Sign them out")
    visitor.is_at("/visits/new/").sees("Signed out")
    assert visitor.filled_in()["place"] == "The quiet room"
    visitor.go(Visit.objects.get().get_absolute_url()).sees("She comes again on Friday", "signed out by Priya Nair")

    visitor.go(f"/children/{child.reference}/").follow("Visits").sees("Priya Nair then Siobhan Kelly")
    visitor.go("/visits/").sees("Nobody from another agency is in the building", "Left today")
    assert Visit.objects.get().stays_now == colleague


def come_in(visitor, child) -> None:
    visitor.choose(professional="Denise Achebe", supervisor="Priya Nair").tick("agreed_to_rule")
    visitor.fill(identity_seen="Badge, and her office called back", q="amel").press("Find the child")
    assert visitor.filled_in()["child"] == child.reference
    visitor.fill(purpose="To see how she is", place="The quiet room").press("Sign them in")


def test_for_another_child_she_comes_in_again(visitor, colleague, child):
    ChildFactory(given_names="Boris")
    visitor.sign_in(colleague.email).go(f"/visits/new/?child={child.reference}")
    visitor.choose(professional="Denise Achebe", supervisor="Siobhan Kelly").tick("agreed_to_rule")
    visitor.fill(identity_seen="Badge", purpose="To see how she is", place="The hall").press("Sign them in")
    visitor.follow("Sign them out").press("Sign them out").follow("Sign in again for another child")
    visitor.choose(child="Boris").fill(purpose="To see how he is").press("Sign them in").sees("Boris Hart")
    assert [visit.place for visit in Visit.objects.all()] == ["The hall"] * 2


def test_police_who_see_a_child_alone_say_under_which_power(visitor, colleague, child):
    ProfessionalFactory(name="Ruth Pemberton", agency__name="Deeside Police", agency__kind="police")
    visitor.sign_in(colleague.email).go(f"/visits/new/?child={child.reference}")
    visitor.choose(professional="Ruth Pemberton", power="police", agreed_by="Siobhan Kelly")
    visitor.fill(identity_seen="Warrant card", purpose="To speak with her", place="The office").press("Sign them in")
    visitor.sees("Say under which power").fill(power_named="Section 46, Children Act 1989").press("Sign them in")
    visitor.sees("Section 46, Children Act 1989", "Siobhan Kelly agreed to it", "They see the child alone")
    visitor.go("/visits/").sees("Nobody: they come under their own powers")
