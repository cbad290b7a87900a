"""Parents are asked to acknowledge a new version by a day; a registration signed since, that gave it, meets that."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from consent.actions.asking_again import ask_to_acknowledge, stop_asking
from consent.actions.policies import adopt_policy
from consent.actions.registration import explain_registration
from consent.models import AcknowledgementRequest, Child
from neston_sharing.foundation.actions import Refusal
from tests.factories import ChildFactory, PolicyVersionFactory, RegistrationFactory, SignatureFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=14)


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


@pytest.fixture
def version():
    return PolicyVersionFactory(adopted_on=TODAY - timedelta(days=3), review_due=SOON)


def signed_for(version, child=None, on=TODAY):
    registration = RegistrationFactory(**({"child": child} if child else {}))
    registration.policies_given.create(version=version)
    return SignatureFactory(registration=registration, signed_on=on).registration.child


def ask(manager, version, *children, due_on=SOON):
    return ask_to_acknowledge(by=manager, version=version, children=children, due_on=due_on)


def outstanding(version) -> list[Child]:
    return [each.child for each in AcknowledgementRequest.objects.for_version(version).outstanding()]


def test_a_new_signed_registration_that_gives_the_version_meets_it(manager, version):
    child, other = ChildFactory(), ChildFactory()
    ask(manager, version, child, other)
    signed_for(version, child)
    assert outstanding(version) == [other]


def test_a_registration_that_gave_another_version_does_not(manager, version):
    child = ChildFactory()
    ask(manager, version, child)
    signed_for(PolicyVersionFactory(), child)
    assert outstanding(version) == [child]


def test_nor_does_one_that_was_explained_and_is_not_signed(manager, version):
    child = ChildFactory()
    ask(manager, version, child)
    RegistrationFactory(child=child).policies_given.create(version=version)
    assert outstanding(version) == [child]


def test_nor_one_signed_before_the_version_was_adopted(manager, version):
    child = signed_for(version, on=version.adopted_on - timedelta(days=1))
    assert child in Child.objects.yet_to_acknowledge(version)


def test_after_a_signature_a_new_registration_can_be_begun_for_it(manager, version):
    child = signed_for(PolicyVersionFactory())
    ask(manager, version, child)
    begun = explain_registration(
        by=manager, child=child, explained_how="spoken", explained_by=manager, explained_on=TODAY, policies=[version]
    )
    SignatureFactory(registration=begun)
    assert outstanding(version) == []


def test_who_has_signed_or_was_asked_is_not_asked(manager, version):
    signed, asked, left = (
        signed_for(version),
        ChildFactory(),
        ChildFactory(leaves_on=TODAY - timedelta(days=1), starts_on=date(2025, 9, 1)),
    )
    ask(manager, version, asked)
    assert not set(Child.objects.to_be_asked(version)) & {signed, asked, left}
    for child in (signed, asked, left):
        with pytest.raises(Refusal, match="meanwhile"):
            ask(manager, version, child)


def test_a_day_that_has_passed_or_nobody_is_refused(manager, version):
    with pytest.raises(Refusal, match="from today"):
        ask(manager, version, ChildFactory(), due_on=TODAY - timedelta(days=1))
    with pytest.raises(Refusal, match="at least one"):
        ask(manager, version)


def test_only_the_version_in_force_is_asked_for(manager, version):
    with pytest.raises(Refusal, match="in force"):
        ask(manager, PolicyVersionFactory(), ChildFactory())


def test_given_up_with_a_reason_it_is_kept_and_can_be_asked_again(manager, version):
    (request,) = ask(manager, version, ChildFactory())
    with pytest.raises(Refusal, match="Say why"):
        stop_asking(by=manager, request=request, why="")
    stop_asking(by=manager, request=request, why="They move away")
    assert outstanding(version) == []
    assert ask(manager, version, request.child) != [request]
    with pytest.raises(Refusal, match="already"):
        stop_asking(by=manager, request=request, why="Again")


def test_a_newer_version_ends_what_was_asked_for_the_one_before(manager, version):
    (request,) = ask(manager, version, ChildFactory())
    adopt_policy(
        by=manager, policy=version.policy, title="T", text="Words", signatory="S", adopted_on=TODAY, review_due=SOON
    )
    request.refresh_from_db()
    assert "newer version" in request.given_up_why


def test_a_child_who_has_left_is_not_outstanding(manager, version):
    child = ChildFactory()
    ask(manager, version, child)
    child.leaves_on = TODAY - timedelta(days=1)
    child.starts_on = date(2025, 9, 1)
    child.save()
    assert outstanding(version) == []
