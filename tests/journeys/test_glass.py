"""A record that is restricted to the lead; somebody who needs it breaks the glass, and is asked about it afterwards."""

import pytest

from tests.factories import ChildFactory, UserFactory
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
WHY = "A paramedic asks for her medication"


def test_a_restricted_file_is_opened_for_a_while_and_the_lead_looks_into_it(
    visitor: Visitor, another_visitor: Visitor, manager
):
    lead = UserFactory(roles=["lead"], name="Lena Moore", email="lena@example.org")
    amelia = ChildFactory(given_names="Amelia", family_name="O'Hart")
    file = f"/children/{amelia.reference}/"

    another_visitor.go("/").signs_in(lead.email).go(file).follow("Who may see it")
    another_visitor.fill(reason="Her mother works here").press("Restrict").sees("The designated safeguarding lead")

    visitor.go("/").signs_in(manager.email).go("/children/").sees_no("Amelia")
    visitor.follow("I need a file that I cannot see").fill(name="Amelia O'Hart", reason=WHY)
    visitor.press("Open the file for fifteen minutes").is_at(file)
    visitor.sees("You broke the glass", "Lena Moore is told", "Restricted")
    visitor.go("/policies/").sees("You broke the glass").press("Close the file now").is_at("/")
    visitor.sees_no("You broke the glass").go(file).sees_no("Amelia")

    another_visitor.go("/").sees("Broke the glass", WHY).follow("Morag Adeyemi: the file of Amelia")
    another_visitor.fill(found="She had to: I was out").press("I have looked into it").sees_no(WHY)
