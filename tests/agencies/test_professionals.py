"""Policy 1.4 and 1.6: we know who works for an agency, and how we know it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.actions.professionals import add_professional, change_professional
from agencies.forms import ProfessionalChoice
from agencies.models import Professional
from neston_sharing.foundation.actions import Refusal
from tests.edits import save
from tests.factories import AgencyFactory, ProfessionalFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def practitioner(client):
    user = UserFactory(roles=["practitioner"])
    client.force_login(user)
    return user


def test_how_identity_was_checked_is_recorded_with_when_and_by_whom(practitioner):
    today = timezone.localdate()
    person = add_professional(
        by=practitioner,
        agency=AgencyFactory(),
        name="Ann",
        identity_checked_how="Saw her badge",
        identity_checked_on=today,
    )
    assert (person.identity_checked_on, person.identity_checked_by) == (today, practitioner)


@pytest.mark.parametrize(
    ("half", "field"),
    [
        ({"identity_checked_how": "Badge"}, "identity_checked_on"),
        ({"identity_checked_on": timezone.localdate()}, "identity_checked_how"),
    ],
)
def test_half_a_check_is_refused(practitioner, half, field):
    with pytest.raises(Refusal) as refusal:
        add_professional(by=practitioner, agency=AgencyFactory(), name="Ann", **half)
    assert refusal.value.field == field


def test_changing_a_post_keeps_who_checked_identity(practitioner):
    checked = {"identity_checked_how": "Badge", "identity_checked_on": timezone.localdate()}
    person = add_professional(by=practitioner, agency=AgencyFactory(), name="Ann", **checked)
    change_professional(by=UserFactory(), professional=person, name="Ann", post="Manager", **checked)
    assert person.identity_checked_by == practitioner


def test_one_who_left_can_no_longer_be_chosen(practitioner):
    person = ProfessionalFactory()
    change_professional(by=practitioner, professional=person, name=person.name, in_post=False)
    assert person.pk not in dict(ProfessionalChoice().choices)


def test_a_practitioner_adds_a_professional_in_the_browser(client, practitioner):
    agency = AgencyFactory()
    client.post(
        reverse("agencies:professional-new", args=[agency.pk]), {"name": "Ann O'Hara", "post": "Health visitor"}
    )
    shown = client.get(agency.get_absolute_url()).content.decode()
    assert "Ann O&#x27;Hara" in shown
    assert "Not checked" in shown


def test_identity_is_not_checked_in_the_future(client, practitioner):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    fields = {"name": "Ann", "identity_checked_how": "Badge", "identity_checked_on": tomorrow}
    answer = client.post(reverse("agencies:professional-new", args=[AgencyFactory().pk]), fields)
    assert answer.status_code == 422
    assert not Professional.objects.exists()


def test_a_lead_changes_a_professional_and_a_practitioner_does_not(client, practitioner):
    person = ProfessionalFactory()
    address = reverse("agencies:professional-edit", args=[person.agency.pk, person.pk])
    assert client.post(address, {"name": "New"}).status_code == 403
    client.force_login(UserFactory(roles=["lead"]))
    save(client, address, {"name": "New", "in_post": "on"})
    person.refresh_from_db()
    assert (person.name, person.is_active) == ("New", True)
