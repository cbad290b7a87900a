"""A parent is given a list of agencies that support families, and that it was given stands in the file (policy 1.8)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from consent.models import Exclusion
from neston_sharing.foundation.actions import Refusal
from sharing.actions.leaflet import record_leaflet
from sharing.models import LeafletAgency, LeafletGiven
from tests.factories import AgencyFactory, FamilyLinkFactory, ParentFactory, UserFactory
from tests.factories.follow_up import LeafletGivenFactory, on_leaflet

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    return FamilyLinkFactory()


def give(link, **facts) -> LeafletGiven:
    agencies = [AgencyFactory(supports_families=True), AgencyFactory(supports_families=True)]
    said = {"by": link.child.key_person, "child": link.child, "parent": link.parent, "given_on": timezone.localdate()}
    return record_leaflet(**said | {"agencies": agencies} | facts)


def test_which_agencies_to_which_parent_and_when(link):
    given = give(link)
    assert given.parent == link.parent
    assert given.agencies.count() == 2
    assert LeafletGiven.objects.visible_to(link.child.key_person).about_child(link.child).get() == given


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"agencies": []}, "Choose an agency"),
        ({"parent": None}, "who was given it"),
        ({"given_on": timezone.localdate() + timedelta(days=400)}, "today or before"),
    ],
)
def test_what_is_missing_is_said(link, facts, words):
    with pytest.raises(Refusal, match=words):
        give(link, **facts)
    assert not LeafletGiven.objects.exists()


def test_only_to_the_family_and_only_agencies_that_support_families(link):
    with pytest.raises(Refusal, match="of this child"):
        give(link, parent=ParentFactory())
    with pytest.raises(Refusal, match="support families"):
        give(link, agencies=[AgencyFactory()])
    with pytest.raises(IntegrityError, match="parent or carer of this child"), transaction.atomic():
        LeafletGivenFactory(parent=ParentFactory())
    given = LeafletGivenFactory(child=link.child)
    with pytest.raises(IntegrityError, match="support families"), transaction.atomic():
        LeafletAgency.objects.create(leaflet=given, agency=AgencyFactory(), recorded_by=given.recorded_by)


def test_exclusion_beats_every_role(link):
    lead, given = UserFactory(roles=["lead"]), give(link)
    assert LeafletGiven.objects.visible_to(lead).get() == given
    Exclusion.objects.create(child=link.child, user=lead, reason="Family", set_by=given.recorded_by)
    assert not LeafletGiven.objects.visible_to(lead).exists()
    with pytest.raises(Refusal, match="whose file"):
        give(link, by=lead)


def test_it_is_chosen_seen_and_recorded_from_the_child_s_file(client, link):
    agency = AgencyFactory(name="Women's Aid", supports_families=True)
    client.force_login(link.child.key_person)
    choose, given = (reverse(f"sharing:leaflet-{page}", args=[link.child.reference]) for page in ("choose", "give"))
    assert choose in client.get(link.child.get_absolute_url()).content.decode()
    assert "Women&#x27;s Aid" in client.get(choose).content.decode()
    assert client.get(given).url == f"{choose}?none"
    assert (
        f"{reverse('agencies:leaflet-pdf')}?agency={agency.pk}"
        in client.get(f"{given}?agency={agency.pk}").content.decode()
    )
    said = {"given_on": f"{timezone.localdate():%d/%m/%Y}", "key": "6f1f0f6a-8e2f-4f0e-9a51-0d1c0b6c7e14"}
    assert client.post(f"{given}?agency={agency.pk}", said).status_code == 422
    for _ in range(2):
        client.post(f"{given}?agency={agency.pk}", said | {"parent": link.parent.pk})
    assert LeafletGiven.objects.get().agencies.get().agency == agency
    shown = client.get(choose).content.decode()
    assert link.parent.name in shown


def test_what_was_given_before_names_its_agencies(client):
    given = LeafletGivenFactory()
    on_leaflet(given, name="Estuary Family Hub")
    client.force_login(given.recorded_by)
    page = client.get(reverse("sharing:leaflet-choose", args=[given.child.reference]), {"words": "nobody"})
    assert "Estuary Family Hub" in page.content.decode()
