"""Every way of signing, on the screens that people have: a tablet at the door, a telephone's photographs, a call."""

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from consent.models import ConsentConfirmation, ConsentStatement, Signature
from tests.consent.families import asked, family, spoken
from tests.foundation.test_uploads import picture
from tests.journeys.steps import today
from tests.journeys.visitor import PHONE, TABLET

pytestmark = pytest.mark.browser

FOUR = ("has_policy", "understands_sharing", "has_safeguarding", "has_other_circumstances")


@pytest.fixture
def registration(practitioner):
    return family(practitioner)[0]


@pytest.fixture
def parent(registration):
    return registration.child.links.get().parent


@pytest.fixture
def at(registration):
    return f"/children/{registration.child.reference}"


@pytest.fixture
def tablet(touched, practitioner):
    return touched(TABLET).sign_in(practitioner.email)


def hand_over(tablet, at: str, parent) -> None:
    tablet.go(f"{at}/hand-over/").choose(parent=parent.name).press("Hand over to sign").follow("Continue")


def test_a_parent_answers_and_signs_with_a_finger_and_finds_no_way_out(tablet, at, registration, parent):
    needs = asked(registration.child, parent)
    school = asked(registration.child, parent, purpose="development_summaries", kinds=["school"])
    hand_over(tablet, at, parent)
    tablet.choose(**{f"consentrequest-{needs.pk}": "yes", f"consentrequest-{school.pk}": "no"})
    tablet.fill(**{f"consentrequest-{needs.pk}-spare": "not my mother's GP"}).tick(*FOUR)
    tablet.draw_with_a_finger().press("Sign").sees("Thank you. You have signed")
    for _ in range(3):
        tablet.page.go_back()
        tablet.sees_no("Priya Nair", "Sign out").sees("Hand the tablet back")
    tablet.page.reload()
    tablet.sees("Hand the tablet back").go(f"{at}/").sees("Hand the tablet back")
    assert dict(ConsentStatement.objects.values_list("purpose", "statement")) == {
        "additional_needs": "given",
        "development_summaries": "refused",
    }
    assert Signature.objects.get().how == "drawn"


def test_a_parent_signs_by_typing_and_staff_come_back_to_the_child(tablet, at, parent, practitioner):
    hand_over(tablet, at, parent)
    tablet.tick(*FOUR).fill(typed_name="Siobhán O'Neill").press("Sign")
    tablet.follow("sign in").signs_in(practitioner.email).is_at(f"{at}/registration/")
    tablet.follow("See what was signed").sees("Siobhán O'Neill", "(typed)", "What I signed")


def test_two_photographs_of_a_paper_are_its_pages(touched, at, parent, practitioner):
    phone = touched(PHONE).sign_in(practitioner.email).go(f"{at}/registration/paper/")
    phone.choose(parent=parent.name, witness=practitioner.name).fill(signed_on=today()).tick(*FOUR, "all_pages")
    pages = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": picture()} for n in (1, 2)]
    phone.page.locator("[name=scan]").set_input_files(pages)
    phone.press("Record signature").sees("On the scanned paper, 2 pages", "Download the pages")


def test_what_was_said_on_the_telephone_is_signed_on_the_tablet(tablet, at, registration, parent):
    word = spoken(registration.child, parent)
    tablet.go(f"{at}/registration/spoken/").choose(parent=parent.name).fill(circumstances="On the telephone, to me")
    tablet.press("Record what they said").sees("To be signed")
    hand_over(tablet, at, parent)
    tablet.sees(f"On {date_format(timezone.localdate())} you told us: yes, we may share this. Is that right?")
    tablet.choose(**{f"consentstatement-{word.pk}": "yes"}).tick(*FOUR)
    tablet.draw_with_a_finger().press("Sign").sees("Thank you. You have signed")
    assert ConsentConfirmation.objects.get().statement == word
