"""A registration signed under the wrong child registers nobody there, and stands in the right one's file (2.2, 2.7)."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consent.actions.handing_over import hand_over
from consent.actions.registration import explain_registration
from consent.actions.tablet import sign
from consent.models import Child, FamilyLink, Misfiling, PolicyGiven, Registration, Signature
from consent.presenters.receipts import standings
from consent.to_sign import to_sign
from tests.consent.families import ALL_FOUR
from tests.consent.misfiled import A_MONTH_AGO, WHY, move_registration, registered_on_paper, two_children
from tests.factories import FamilyLinkFactory, RegistrationFactory, SignatureFactory, UserFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return two_children()


def on_screen(of) -> Registration:
    return SignatureFactory(registration__child=of.wrong, parent=of.mother).registration


def unregistered() -> list:
    return list(Child.objects.unregistered())


# --- Carried over ---------------------------------------------------------------------------------------------------
def test_an_equal_registration_stands_under_the_right_child_and_points_back(of):
    first = registered_on_paper(of)
    signature = move_registration(of, first)
    for name in ("how", "signed_on", "witness", "pages", "wording", "wording_version", "scan_sha256", "parent"):
        assert getattr(signature, name) == getattr(first.signature, name)
    again = signature.registration
    for name in ("explained_how", "explained_note", "explained_by", "explained_on"):
        assert getattr(again, name) == getattr(first, name)
    assert (again.child, again.is_signed, signature.moved_from) == (of.right, True, first.signature)
    assert [given.version for given in again.policies_given.all()] == [first.policies_given.get().version]


def test_it_registers_the_right_child_and_no_longer_the_wrong_one(of):
    first = registered_on_paper(of)
    assert unregistered() == [of.right]
    move_registration(of, first)
    assert unregistered() == [of.wrong]
    assert [child.registered for child in Child.objects.with_registered().order_by("pk")] == [False, True]


def test_the_wrong_child_acknowledged_nothing(of):
    first = registered_on_paper(of)
    version = first.policies_given.get().version
    move_registration(of, first)
    assert list(Child.objects.all().who_acknowledged(version)) == [of.right]
    assert [given.registration.child for given in PolicyGiven.objects.signed_for([of.wrong], version.policy)] == []


def test_the_pages_are_kept_in_a_file_of_their_own_and_the_parent_gets_a_copy(of):
    first = registered_on_paper(of)
    signature = move_registration(of, first)
    assert signature.scan.name != first.signature.scan.name
    assert dict(signature.receipt.facts)["Child"].startswith("Right Child")


def test_the_first_copy_says_that_it_was_recorded_wrongly(of):
    first = registered_on_paper(of)
    move_registration(of, first)
    [standing] = standings(Signature.objects.get(pk=first.signature.pk).receipt)
    assert standing.status == "Recorded wrongly"


def test_what_was_explained_for_the_right_child_becomes_that_registration(of):
    RegistrationFactory(child=of.right)
    move_registration(of, registered_on_paper(of))
    assert of.right.registrations.get().explained_on == A_MONTH_AGO


def test_the_wrong_child_can_be_registered_anew(of):
    first = registered_on_paper(of)
    policies = [first.policies_given.get().version]
    move_registration(of, first)
    explained = {"explained_how": "spoken", "explained_by": of.manager, "explained_on": timezone.localdate()}
    explain_registration(by=of.manager, child=of.wrong, policies=policies, **explained)
    assert to_sign(of.wrong, of.mother).registration != first


# --- To be signed anew ----------------------------------------------------------------------------------------------
def test_what_was_signed_on_the_screen_for_one_child_acknowledges_nothing_for_another(of):
    first = on_screen(of)
    with refused("named this child"):
        move_registration(of, first)
    assert move_registration(of, first, about_right_child=False) is None
    assert set(unregistered()) == {of.wrong, of.right}


def test_the_signature_that_is_given_instead_points_back_at_the_first(of):
    first = on_screen(of)
    move_registration(of, first, about_right_child=False)
    RegistrationFactory(child=of.right)
    tablet, _ = hand_over(by=of.manager, child=of.right, parent=of.mother)
    signature = sign(by=of.manager, handover=tablet, typed_name="S", acknowledged=ALL_FOUR)
    assert signature.moved_from == first.signature


def test_another_parents_signature_does_not_point_back(of):
    move_registration(of, on_screen(of), about_right_child=False)
    father, registration = FamilyLinkFactory(child=of.right).parent, RegistrationFactory(child=of.right)
    tablet, _ = hand_over(by=of.manager, child=registration.child, parent=father)
    assert sign(by=of.manager, handover=tablet, typed_name="S", acknowledged=ALL_FOUR).moved_from is None


# --- Refusals -------------------------------------------------------------------------------------------------------
def test_who_asks_what_is_told_why(of):
    first, lead = registered_on_paper(of), UserFactory(roles=["lead"])
    for changes, words in (
        ({"by": lead}, "Only a manager"),
        ({"child": of.wrong}, "in this child's file already"),
        ({"reason": " "}, "Say how you know"),
        ({"child": FamilyLinkFactory().child}, "may not sign this for that child"),
    ):
        with refused(words):
            move_registration(of, first, **changes)
    assert of.right in unregistered()
    assert of.wrong not in unregistered()


def test_it_is_moved_once_and_only_when_it_is_signed(of):
    first = registered_on_paper(of)
    move_registration(of, first)
    for registration in (first, RegistrationFactory(child=of.wrong)):
        with refused("Only a signed registration"):
            move_registration(of, registration)


def test_it_does_not_come_back_over_a_later_signature(of):
    SignatureFactory(registration__child=of.right, parent=of.mother)
    with refused("and that counts"):
        move_registration(of, registered_on_paper(of))


def test_not_while_the_right_childs_parent_holds_the_tablet(of):
    RegistrationFactory(child=of.right)
    hand_over(by=of.manager, child=of.right, parent=of.mother)
    with refused("has the tablet now"):
        move_registration(of, registered_on_paper(of))


# --- The database ---------------------------------------------------------------------------------------------------
def test_the_database_refuses_a_pointer_to_what_was_not_moved_there_or_of_another_parent(of):
    first = on_screen(of)
    with pytest.raises(IntegrityError, match="recorded anew for the child"), transaction.atomic():
        SignatureFactory(registration__child=of.right, parent=of.mother, moved_from=first.signature)
    move_registration(of, first, about_right_child=False)
    father = FamilyLinkFactory(child=of.right).parent
    for child, parent in ((of.wrong, of.mother), (of.right, father)):
        with pytest.raises(IntegrityError, match="recorded anew for the child"), transaction.atomic():
            SignatureFactory(registration__child=child, parent=parent, moved_from=first.signature)


def test_the_database_refuses_a_second_pointer_and_a_note_for_the_same_child(of):
    first = registered_on_paper(of)
    with pytest.raises(IntegrityError, match="already"), transaction.atomic():
        Misfiling.objects.create(signature=first.signature, child=of.wrong, reason="x", recorded_by=of.manager)
    move_registration(of, first)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignatureFactory(registration__child=of.right, parent=of.mother, moved_from=first.signature)


def test_both_signatures_say_so_and_the_reason_stands_in_the_right_file_alone(of):
    first = registered_on_paper(of)
    again = move_registration(of, first)
    kept = Signature.objects.get(pk=first.signature.pk)
    assert (WHY in again.trace, WHY in kept.trace) == (True, False)
    assert "another child" in kept.trace
    assert FamilyLink.objects.filter(parent=of.mother).count() == 2
