"""Registration: explained, handed over, signed or declined, closed for good (policy 2.2, 3.1 to 3.3)."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from consent.actions.handing_over import decline, hand_back, hand_over
from consent.actions.registration import explain_registration
from consent.actions.signing import paper_signature, sign_from_paper
from consent.actions.tablet import sign
from consent.models import ConsentSignature, PolicyVersion, Signature
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.uploads import Upload
from tests.consent.families import ALL_FOUR, DRAWING, family, handed_over, in_force
from tests.factories import ChildFactory, FamilyLinkFactory, UserFactory

pytestmark = pytest.mark.django_db


def explained(by, child, **changes):
    details = {"explained_how": "spoken", "explained_by": by, "explained_on": timezone.localdate()}
    return explain_registration(by=by, child=child, **{**details, "policies": PolicyVersion.objects.all(), **changes})


def no_responsibility(child):
    return FamilyLinkFactory(child=child, has_responsibility=False).parent


def test_a_child_has_one_open_registration_which_is_changed_until_it_is_signed():
    in_force()
    user, child = UserFactory(), ChildFactory()
    first = explained(user, child)
    again = explained(
        user, child, explained_how="form", policies=[PolicyVersion.objects.in_force("information_sharing")]
    )
    assert first == again
    assert again.policies_given.count() == 1


def test_a_correction_of_a_signed_registration_is_a_new_one():
    in_force()
    registration, parent = family()
    sign(by=registration.started_by, handover=handed_over(registration, parent), acknowledged=ALL_FOUR, typed_name="S")
    assert explained(registration.started_by, registration.child) != registration
    assert registration.child.registrations.count() == 2


def test_nothing_is_signed_without_the_information_sharing_policy():
    in_force()
    with pytest.raises(Refusal, match="Information Sharing Policy"):
        explained(UserFactory(), ChildFactory(), policies=[PolicyVersion.objects.in_force("sen")])


def test_it_is_not_explained_in_the_future():
    in_force()
    with pytest.raises(Refusal, match="today or earlier"):
        explained(UserFactory(), ChildFactory(), explained_on=timezone.localdate() + dt.timedelta(days=1))


def test_only_a_digest_of_the_token_is_kept():
    registration, parent = family()
    handover, token = hand_over(by=registration.started_by, child=registration.child, parent=parent)
    assert token not in vars(handover).values()
    assert type(handover).objects.holding(token) == handover


def test_a_parent_without_responsibility_is_not_handed_the_tablet():
    registration, _ = family()
    with pytest.raises(Refusal, match="parental responsibility"):
        hand_over(by=registration.started_by, child=registration.child, parent=no_responsibility(registration.child))


def test_handing_over_again_ends_the_first():
    registration, parent = family()
    first, second = handed_over(registration, parent), handed_over(registration, parent)
    with pytest.raises(Refusal, match="over"):
        sign(by=registration.started_by, handover=first, acknowledged=ALL_FOUR, typed_name="Siobhán O'Neill")
    assert sign(by=registration.started_by, handover=second, acknowledged=ALL_FOUR, typed_name="Siobhán O'Neill")


def test_a_signature_keeps_the_words_that_were_on_the_screen():
    registration, parent = family()
    handover = handed_over(registration, parent)
    signature = sign(by=registration.started_by, handover=handover, acknowledged=ALL_FOUR, drawing=DRAWING)
    assert registration.child.registrations.get().is_signed
    assert signature.wording_version == "2026-11.2"
    assert "a child or an adult is being harmed, or may be harmed" in signature.wording[1]["points"]
    assert signature.wording[-1]["points"][1].startswith("I understand when information may be shared without my")


@pytest.mark.parametrize("missing", ALL_FOUR)
def test_all_four_boxes_are_ticked_or_nothing_is_signed(missing):
    registration, parent = family()
    handover = handed_over(registration, parent)
    ticked = [name for name in ALL_FOUR if name != missing]
    with pytest.raises(Refusal, match="all four") as refused:
        sign(by=registration.started_by, handover=handover, acknowledged=ticked, drawing=DRAWING)
    assert refused.value.field == missing
    handover.refresh_from_db()
    assert handover.is_live


def test_a_signature_is_drawn_or_typed():
    registration, parent = family()
    with pytest.raises(Refusal, match="Draw your signature"):
        sign(by=registration.started_by, handover=handed_over(registration, parent), acknowledged=ALL_FOUR)


def test_a_handover_signs_once():
    registration, parent = family()
    handover = handed_over(registration, parent)
    sign(by=registration.started_by, handover=handover, acknowledged=ALL_FOUR, drawing=DRAWING)
    with pytest.raises(Refusal, match="over"):
        sign(by=registration.started_by, handover=handover, acknowledged=ALL_FOUR, drawing=DRAWING)
    with pytest.raises(Refusal, match="Nothing waits"):
        hand_over(by=registration.started_by, child=registration.child, parent=parent)


def test_ten_minutes_and_no_longer():
    registration, parent = family()
    handover = handed_over(registration, parent)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=10)), pytest.raises(Refusal, match="over"):
        sign(by=registration.started_by, handover=handover, acknowledged=ALL_FOUR, drawing=DRAWING)


def test_whoever_lost_responsibility_meanwhile_cannot_sign():
    registration, parent = family()
    handover = handed_over(registration, parent)
    link = registration.child.links.get()
    link.until = timezone.localdate() - dt.timedelta(days=1)
    link.save()
    with pytest.raises(Refusal, match="parental responsibility"):
        sign(by=registration.started_by, handover=handover, acknowledged=ALL_FOUR, drawing=DRAWING)


@pytest.mark.parametrize("why", ["", "I want to talk to my husband's solicitor"])
def test_a_parent_declines_with_or_without_a_reason(why):
    registration, parent = family()
    handover = decline(by=registration.started_by, handover=handed_over(registration, parent), why=why)
    assert (handover.declined_why, handover.is_live) == (why, False)
    with pytest.raises(Refusal, match="over"):
        sign(by=registration.started_by, handover=handover, acknowledged=ALL_FOUR, drawing=DRAWING)


def test_giving_back_a_tablet_twice_is_one_end():
    registration, parent = family()
    handover = handed_over(registration, parent)
    hand_back(by=registration.started_by, handover=handover)
    first = handover.stopped_at
    assert hand_back(by=registration.started_by, handover=handover).stopped_at == first


def from_paper(registration, parent, **changes):
    details = {"acknowledged": ALL_FOUR, "signed_on": timezone.localdate(), "witness": registration.started_by}
    details |= {"scan": Upload(b"%PDF-1.7", ".pdf"), **changes}
    return sign_from_paper(by=registration.started_by, registration=registration, parent=parent, **details)


def test_a_form_from_paper_keeps_its_scan_digest_and_witness(settings):
    registration, parent = family()
    signature = from_paper(registration, parent)
    stored = settings.MEDIA_ROOT / signature.scan.name
    assert stored.read_bytes() == b"%PDF-1.7"
    assert len(signature.scan_sha256) == 64
    assert signature.witness == registration.started_by
    assert registration.child.reference not in signature.scan.name


def test_a_paper_counts_only_with_responsibility_on_the_day_it_was_signed():
    registration, parent = family()
    link = registration.child.links.get()
    link.since = timezone.localdate()
    link.save()
    with pytest.raises(Refusal, match="parental responsibility then"):
        from_paper(registration, parent, signed_on=timezone.localdate() - dt.timedelta(days=1))


def test_no_paper_is_recorded_while_a_parent_has_the_tablet():
    registration, parent = family()
    handed_over(registration, parent)
    with pytest.raises(Refusal, match="has the tablet"):
        from_paper(registration, parent)


def test_a_scan_leaves_no_file_behind_when_its_signature_cannot_be_written(settings, monkeypatch):
    registration, parent = family()
    scan = Upload(b"%PDF-1.7", ".pdf")
    monkeypatch.setattr(type(registration), "save", lambda self: (_ for _ in ()).throw(RuntimeError))
    with pytest.raises(RuntimeError):
        from_paper(registration, parent, scan=scan)
    assert not Signature.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_a_paper_of_tomorrow_is_refused():
    registration, parent = family()
    with pytest.raises(Refusal, match="today or earlier"):
        from_paper(registration, parent, signed_on=timezone.localdate() + dt.timedelta(days=1))


def on_paper(link, **changes):
    details = {"witness": UserFactory(), "signed_on": timezone.localdate(), "shown": [{"heading": "Consent"}]}
    details |= {"scan": Upload(b"%PDF-1.7", ".pdf", 3), "child": link.child, "parent": link.parent, **changes}
    return paper_signature(by=UserFactory(), **details)


def test_a_consents_paper_keeps_all_pages_their_digest_the_words_and_the_witness(settings):
    signature = on_paper(FamilyLinkFactory())
    assert (signature.how, signature.pages, len(signature.scan_sha256)) == ("paper", 3, 64)
    assert signature.shown == [{"heading": "Consent"}]
    assert (settings.MEDIA_ROOT / signature.scan.name).read_bytes() == b"%PDF-1.7"


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"signed_on": dt.date(2999, 1, 1)}, "today or earlier"),
        ({"signed_on": dt.date(2000, 1, 1)}, "today or earlier"),
    ],
)
def test_a_consents_paper_is_signed_in_the_childs_life(changes, match):
    with pytest.raises(Refusal, match=match):
        on_paper(FamilyLinkFactory(), **changes)


def test_a_consents_paper_is_signed_by_somebody_who_may_consent_for_the_child():
    with pytest.raises(Refusal, match="parental responsibility"):
        on_paper(FamilyLinkFactory(), parent=FamilyLinkFactory().parent)
    assert not ConsentSignature.objects.exists()
