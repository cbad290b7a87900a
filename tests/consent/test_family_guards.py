"""What the database itself refuses about families and registrations, on both engines, whoever writes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from consent.models import Handover, PolicyGiven, Signature
from tests.factories import (
    ChildFactory,
    FamilyLinkFactory,
    ParentFactory,
    PolicyVersionFactory,
    RegistrationFactory,
    SignatureFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def refused(sql: str, *params, match: str):
    with pytest.raises(IntegrityError, match=match), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.fixture
def registration():
    return RegistrationFactory()


def test_a_parent_without_responsibility_cannot_sign_by_any_row(registration):
    carer = FamilyLinkFactory(child=registration.child, has_responsibility=False).parent
    with pytest.raises(IntegrityError, match="entitled to sign"), transaction.atomic():
        SignatureFactory(registration=registration, parent=carer)


def test_a_stranger_to_the_child_cannot_sign_by_any_row(registration):
    elsewhere = FamilyLinkFactory(child=ChildFactory()).parent
    with pytest.raises(IntegrityError, match="entitled to sign"), transaction.atomic():
        SignatureFactory(registration=registration, parent=elsewhere)


@pytest.mark.parametrize("when", [{"until": -DAY}, {"since": DAY}])
def test_responsibility_counts_on_the_day_of_signing_only(registration, when):
    today = timezone.localdate()
    link = FamilyLinkFactory(child=registration.child, **{name: today + shift for name, shift in when.items()})
    with pytest.raises(IntegrityError, match="entitled to sign"), transaction.atomic():
        SignatureFactory(registration=registration, parent=link.parent)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE consent_signature SET typed_name = 'Somebody else'",
        "DELETE FROM consent_signature",
        "UPDATE consent_registration SET explained_note = 'otherwise'",
        "UPDATE consent_registration SET closed_at = NULL",
        "DELETE FROM consent_registration",
    ],
)
def test_a_signed_registration_is_neither_changed_nor_deleted(sql):
    SignatureFactory()
    refused(sql, match="cannot be changed or deleted")


def test_what_was_given_with_a_signed_registration_stays_as_it_was(registration):
    given = PolicyGiven.objects.create(registration=registration, version=PolicyVersionFactory())
    SignatureFactory(registration=registration)
    refused("DELETE FROM consent_policygiven WHERE id = %s", given.pk, match="cannot be changed")
    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
        PolicyGiven.objects.create(registration=registration, version=PolicyVersionFactory(title="Later"))


@pytest.mark.parametrize(
    "missing", ["has_policy", "understands_sharing", "has_safeguarding", "has_other_circumstances"]
)
def test_three_acknowledgements_are_not_enough(registration, missing):
    with pytest.raises(IntegrityError, match="four_acknowledgements"), transaction.atomic():
        SignatureFactory(registration=registration, **{missing: False})


def test_a_signature_is_one_or_the_other_and_whole(registration):
    with pytest.raises(IntegrityError, match="signature_is_whole"), transaction.atomic():
        SignatureFactory(registration=registration, how=Signature.How.DRAWN)


def test_a_child_has_one_open_registration(registration):
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(child=registration.child)


def hand_over(registration) -> Handover:
    return Handover.objects.create(
        registration=registration,
        parent=ParentFactory(),
        handed_over_by=registration.started_by,
        expires_at=timezone.now() + Handover.LIFE,
        digest="d",
    )


def test_a_handover_that_is_over_does_not_begin_again(registration):
    handover = hand_over(registration)
    handover.declined_at = timezone.now()
    handover.save()
    refused("UPDATE consent_handover SET declined_at = NULL", match="cannot be changed")
    refused("UPDATE consent_handover SET used_at = CURRENT_TIMESTAMP", match="cannot be changed")


def test_a_handover_ends_one_way(registration):
    handover = hand_over(registration)
    handover.declined_at = handover.used_at = timezone.now()
    with pytest.raises(IntegrityError, match="handover_ends_one_way"), transaction.atomic():
        handover.save()


def test_nobody_lifts_their_own_exclusion_by_any_row():
    user, manager, child = UserFactory(), UserFactory(), ChildFactory()
    exclusion = child.exclusions.create(user=user, set_by=manager, reason="Her aunt")
    exclusion.lifted_at, exclusion.lifted_by, exclusion.lifted_why = timezone.now(), user, "I want to"
    with pytest.raises(IntegrityError, match="nobody_lifts"), transaction.atomic():
        exclusion.save()
