"""What was said aloud is confirmed in writing by a date that is chased (policy 2.2, 3.4)."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from consent.actions.confirmations import acknowledge_aloud, confirm_from_paper, confirm_statement
from consent.actions.tablet import sign
from consent.models import ConsentConfirmation, ConsentStatement, SpokenAcknowledgement
from consent.presenters.registration import tasks
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.uploads import Upload
from tests.consent.families import ALL_FOUR, family, handed_over, spoken
from tests.factories import ConsentSignatureFactory, FamilyLinkFactory

pytestmark = pytest.mark.django_db
PAGES = Upload(b"%PDF-1.7", ".pdf", 2)


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def said(registration, parent, **changes):
    details = {"said_on": timezone.localdate(), "circumstances": "On the telephone, to Priya", "confirm_by": in_days(7)}
    details |= {"registration": registration, "parent": parent, **changes}
    return acknowledge_aloud(by=registration.started_by, **details)


def signature_task(registration):
    return tasks(registration.child, registration)[-1]


def test_what_is_said_aloud_leaves_the_registration_open_and_says_until_when():
    registration, parent = family()
    said(registration, parent)
    registration.refresh_from_db()
    assert not registration.is_signed
    task = signature_task(registration)
    assert (task.status, task.kind) == ("To be signed", "amber")
    assert f"to be signed by {in_days(7):%-d %B %Y}" in task.hint


def test_a_day_that_passes_unsigned_is_red():
    registration, parent = family()
    said(registration, parent)
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        assert signature_task(registration).kind == "red"


def test_said_again_with_a_new_day_the_new_one_counts():
    registration, parent = family()
    said(registration, parent)
    again = said(registration, parent, confirm_by=in_days(20))
    assert list(SpokenAcknowledgement.objects.outstanding()) == [again]


def test_signing_closes_what_was_said_aloud():
    registration, parent = family()
    said(registration, parent)
    sign(by=registration.started_by, handover=handed_over(registration, parent), acknowledged=ALL_FOUR, typed_name="S")
    assert not SpokenAcknowledgement.objects.outstanding().exists()
    with pytest.raises(Refusal, match="signed already"):
        said(registration, parent)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"said_on": dt.date(2999, 1, 1)}, "said_on"),
        ({"said_on": dt.date(2020, 1, 1)}, "said_on"),
        ({"confirm_by": dt.date(2020, 1, 1)}, "confirm_by"),
        ({"confirm_by": dt.date(2999, 1, 1)}, "confirm_by"),
    ],
)
def test_it_is_said_after_it_was_explained_and_signed_soon(changes, field):
    registration, parent = family()
    with pytest.raises(Refusal) as refused:
        said(registration, parent, **changes)
    assert refused.value.field == field


def test_who_may_not_sign_acknowledges_nothing_aloud():
    registration, _ = family()
    stranger = FamilyLinkFactory(child=registration.child, has_responsibility=False).parent
    with pytest.raises(Refusal, match="parental responsibility"):
        said(registration, stranger)


def confirmed(word, **changes):
    details = {"signed_on": timezone.localdate(), "witness": word.recorded_by, "scan": PAGES, **changes}
    return confirm_from_paper(by=word.recorded_by, statement=word, **details)


def test_a_paper_confirms_the_words_as_they_were_spoken():
    link = FamilyLinkFactory()
    signature = confirmed(spoken(link.child, link.parent)).signature
    assert (signature.how, signature.pages) == ("paper", 2)
    assert "What: How she speaks" in signature.shown[0]["paragraphs"]
    assert not ConsentStatement.objects.to_confirm(in_days(365)).exists()


def test_it_is_confirmed_once_and_no_file_is_left_of_the_second(settings):
    link = FamilyLinkFactory()
    word = spoken(link.child, link.parent)
    confirmed(word)
    with pytest.raises(Refusal, match="already"):
        confirmed(word)
    assert len([path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]) == 1


def test_it_is_not_confirmed_before_it_was_said():
    link = FamilyLinkFactory()
    with pytest.raises(Refusal, match="It was said on"):
        confirmed(spoken(link.child, link.parent), signed_on=in_days(-1))


def test_what_was_written_from_the_first_is_not_confirmed():
    link = FamilyLinkFactory()
    signature = ConsentSignatureFactory(child=link.child, parent=link.parent)
    word = spoken(link.child, link.parent, how="screen", signature=signature, confirm_by=None)
    with pytest.raises(Refusal, match="nothing to confirm"):
        confirmed(word)


def test_another_parents_signature_confirms_nothing_by_any_row():
    link = FamilyLinkFactory()
    other = FamilyLinkFactory(child=link.child)
    word = spoken(link.child, link.parent)
    theirs = ConsentSignatureFactory(child=link.child, parent=other.parent)
    with pytest.raises(IntegrityError, match="same parent"), transaction.atomic():
        confirm_statement(by=word.recorded_by, statement=word, signature=theirs)
    assert not ConsentConfirmation.objects.exists()


def test_only_what_is_due_by_the_day_is_chased():
    link = FamilyLinkFactory()
    word = spoken(link.child, link.parent)
    assert list(ConsentStatement.objects.to_confirm(in_days(7))) == [word]
    assert not ConsentStatement.objects.to_confirm(in_days(6)).exists()
