"""What needs attention is found, kind by kind, for those who may read the child's file, and for nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consent.actions.disputes import resolve_dispute
from consent.attention import counts
from consent.models import AcknowledgementRequest, Exclusion, Flag, SpokenAcknowledgement
from tests.consent.families import signed_in
from tests.factories import (
    ChildFactory,
    ConsentStatementFactory,
    FamilyLinkFactory,
    PolicyVersionFactory,
    RegistrationFactory,
    SignatureFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


@pytest.fixture
def link():
    """A parent of a child whose registration is signed, so that nothing is missing."""
    link = FamilyLinkFactory()
    SignatureFactory(registration=RegistrationFactory(child=link.child), parent=link.parent)
    return link


def kinds(user) -> dict[str, int]:
    return {kind.code: count for kind, count in counts(user)}


def consent(link, **facts):
    return ConsentStatementFactory(child=link.child, parent=link.parent, **facts)


def another_parent(link):
    return FamilyLinkFactory(child=link.child, relationship="Father", ground="birth_certificate")


def test_a_child_without_anything_missing_needs_no_attention(manager, link):
    consent(link)
    assert kinds(manager) == {}


def test_a_registration_that_nobody_signed(manager):
    ChildFactory()
    assert kinds(manager) == {"registrations": 1}


def test_a_registration_said_aloud_is_chased_until_it_is_signed(manager, today):
    link = FamilyLinkFactory()
    registration = RegistrationFactory(child=link.child)
    said = {"said_on": today, "confirm_by": today, "circumstances": "On the telephone", "recorded_by": manager}
    SpokenAcknowledgement.objects.create(registration=registration, parent=link.parent, **said)
    assert kinds(manager) == {"registrations": 1, "spoken": 1}
    SignatureFactory(registration=registration, parent=link.parent)
    assert kinds(manager) == {}


def test_a_new_version_that_parents_were_asked_to_acknowledge(manager, link, today):
    version = PolicyVersionFactory(adopted_on=today + DAY, review_due=today + 400 * DAY)
    AcknowledgementRequest.objects.create(child=link.child, version=version, due_on=today, asked_by=manager)
    assert kinds(manager) == {"acknowledgements": 1}


@pytest.mark.parametrize(("ahead", "found"), [(-1, 1), (30, 1), (31, 0)])
def test_a_consent_is_shown_thirty_days_before_it_is_to_be_looked_at(manager, link, today, ahead, found):
    consent(link, review_on=today + ahead * DAY)
    assert kinds(manager) == ({"consents": 1} if found else {})


def test_a_consent_that_is_about_to_end_is_shown_and_one_that_has_ended_is_not(manager, link, today):
    consent(link, valid_until=today + DAY)
    assert kinds(manager) == {"consents": 1}
    consent(link, valid_until=today - DAY, review_on=today - DAY, stated_on=today)
    assert kinds(manager) == {}


def test_a_spoken_consent_is_chased(manager, link, today):
    consent(link, how="spoken", confirm_by=today, signature=None)
    assert kinds(manager) == {"confirmations": 1}


def test_parents_who_disagree_are_shown_until_a_manager_judges(manager, link):
    given = consent(link)
    refused = ConsentStatementFactory(
        child=link.child, parent=another_parent(link).parent, statement="refused", scope=""
    )
    assert kinds(manager) == {"disputes": 1}
    resolve_dispute(by=manager, last_word=refused, relies_on=given, reasons="She has the care of her")
    assert kinds(manager) == {}


@pytest.mark.parametrize(("ahead", "found"), [(-1, 1), (30, 1), (31, 0)])
def test_an_order_is_shown_thirty_days_before_it_ends_and_until_it_is_taken_down(manager, link, today, ahead, found):
    facts = {"kind": "court_order", "detail": "No contact", "set_by": manager}
    Flag.objects.create(child=link.child, ends_on=today + ahead * DAY, **facts)
    assert kinds(manager) == ({"orders": 1} if found else {})


def test_responsibility_that_ends_soon(manager, link, today):
    another_parent(link)
    assert kinds(manager) == {}
    link.until = today + DAY
    link.save()
    assert kinds(manager) == {"responsibility": 1}


def test_nothing_of_a_child_whose_file_one_may_not_read(manager):
    child = ChildFactory()
    assert kinds(UserFactory(roles=["practitioner"])) == {}
    assert kinds(child.key_person) == {"registrations": 1}
    Exclusion.objects.create(child=child, user=manager, reason="Her aunt", set_by=child.key_person)
    assert kinds(manager) == {}


def test_the_page_names_each_child_and_leads_to_where_it_is_done():
    client, child = signed_in("manager"), ChildFactory(given_names="Amelia", family_name="O'Neill")
    page = client.get(reverse("consent:attention"))
    assert "Amelia O&#x27;Neill" in page.text
    assert reverse("consent:registration", args=[child.reference]) in page.text


def test_the_home_page_counts_them_and_leads_to_the_page(link, today):
    consent(link, review_on=today)
    home = signed_in("manager").get("/").text
    assert f"{reverse('consent:attention')}#consents" in home


def test_disagreements_take_as_many_queries_for_ten_children_as_for_one(manager):
    def disagree() -> int:
        link = FamilyLinkFactory()
        consent(link)
        ConsentStatementFactory(child=link.child, parent=another_parent(link).parent, statement="refused", scope="")
        with CaptureQueriesContext(connection) as counted:
            assert kinds(manager)["disputes"]
        return len(counted)

    disagree()
    assert len({disagree() for _ in range(3)}) == 1
