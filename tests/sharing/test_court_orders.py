"""A court order that limits a parent stands out wherever somebody decides about the child."""

import pytest
from django.urls import reverse

from consent.models import Flag
from tests.factories import FamilyLinkFactory, UserFactory
from tests.factories import decisions as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    lead = UserFactory(roles=["lead"])
    client.force_login(lead)
    return lead


def limit(child):
    """Let an order limit what the child's father may be told."""
    father = FamilyLinkFactory(child=child, relationship="Father", ground="married", parent__given_names="Steven")
    return Flag.objects.create(
        child=child,
        kind="court_order",
        detail="He is not told the address",
        about_parent=father.parent,
        limits_information=True,
        set_by=child.key_person,
    )


def shown(client, name: str, *parts, query: str = "") -> str:
    return client.get(reverse(f"sharing:{name}", args=parts) + query).content.decode()


@pytest.mark.parametrize("name", ["details", "question", "outcome", "check"])
def test_it_stands_on_the_pages_of_the_wizard(client, lead, name):
    draft = build.answered_with_consent(started_by=lead)
    limit(draft.child)
    where = {"question": (draft.reference, 4)}.get(name, (draft.reference,))
    assert "Court order about Steven Hart" in shown(client, name, *where)
    assert "It limits what they may be told." in shown(client, name, *where)


def test_it_stands_where_somebody_backs_the_decision_or_refers(client, lead):
    sent = build.decide_to_share(build.answered_with_consent())
    sent.submissions.create(recorded_by=sent.started_by)
    limit(sent.child)
    assert "Court order about Steven Hart" in shown(client, "back-up", sent.reference)
    assert "Court order about Steven Hart" in shown(client, "refer", query=f"?child={sent.child.reference}")
