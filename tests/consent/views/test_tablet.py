"""The tablet in a parent's hands: three routes, once, for ten minutes, and never a staff session (trust: access)."""

import datetime as dt
import re
import uuid
from pathlib import Path

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from consent.models import ConsentStatement, Handover, Signature
from consent.to_sign import Question
from tests.consent.families import DRAWN, asked, family, signed_in
from tests.factories import FamilyLinkFactory

pytestmark = pytest.mark.django_db
READ, SIGN, DONE = "/sign/", "/sign/sign/", "/sign/done/"
TICKED = dict.fromkeys(["has_policy", "understands_sharing", "has_safeguarding", "has_other_circumstances"], "on")


def post(client: Client, path: str, **data):
    return client.post(path, {"key": str(uuid.uuid4()), **data})


def hand_over_page(registration) -> str:
    return reverse("consent:hand-over", args=[registration.child.reference])


@pytest.fixture
def registration():
    return family()[0]


@pytest.fixture
def tablet(registration) -> Client:
    """A tablet that a member of staff has just handed over."""
    client = signed_in(user=registration.started_by)
    parent = registration.child.links.get().parent
    client.staff_session = client.cookies["sessionid"].value
    assert post(client, hand_over_page(registration), parent=parent.pk).url == READ
    return client


def every_path(patterns=None, prefix="/"):
    """Every address of the product, with something plausible in each gap."""
    fill = {"reference": "C-00000000", "parent": "P-00000000", "pk": "1", "uidb36": "1", "key": "a-b"}
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        part = "".join(_filled(str(entry.pattern), fill))
        if isinstance(entry, URLPattern):
            yield prefix + part
        else:
            yield from every_path(entry.url_patterns, prefix + part)


def _filled(pattern: str, fill: dict):
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda match: fill.get(match[1], "1"), pattern).replace("^", "").replace("$", "")


@pytest.mark.only_on("sqlite")  # what a handed-over tablet opens no database decides
@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "head", "options"])
def test_every_address_but_three_says_hand_the_tablet_back(tablet, method):
    paths = sorted({*every_path(), "/", "/children", "/sign", "/sign/x/", "/no/such/page"} - {READ, SIGN, DONE})
    assert len(paths) > 40
    for path in paths:
        answer = getattr(tablet, method)(path)
        assert answer.status_code == 403, path
        assert method == "head" or b"Hand the tablet back" in answer.content, path


def test_the_page_to_hand_back_shows_nothing_of_the_product(tablet, registration):
    page = tablet.get("/children/").content.decode()
    assert registration.child.name not in page
    assert "<nav" not in page
    assert "/accounts/" not in page
    assert 'href="/"' not in page


def test_handing_over_ends_the_staff_session_on_the_server(tablet):
    replayed = Client()
    replayed.cookies["sessionid"] = tablet.staff_session
    assert replayed.get("/children/").url.startswith("/accounts/login/")
    assert "_auth_user_id" not in tablet.session
    assert tablet.cookies["sessionid"].value != tablet.staff_session


def test_a_parent_reads_and_signs_by_drawing(tablet, registration):
    assert b"When we may share without asking you" in tablet.get(READ).content
    assert b"checked" not in tablet.get(SIGN).content
    assert post(tablet, SIGN, strokes=DRAWN, **TICKED).url == DONE
    signature = Signature.objects.get(registration=registration)
    assert (signature.how, signature.recorded_by) == ("drawn", registration.started_by)
    assert b"You have signed" in tablet.get(DONE).content


def test_a_parent_signs_by_typing_a_name_with_an_apostrophe(tablet):
    post(tablet, SIGN, typed_name="Siobhán O'Neill-Hart", **TICKED)
    assert Signature.objects.get().typed_name == "Siobhán O'Neill-Hart"


@pytest.mark.parametrize("why", ["", "I don't agree"])
def test_a_parent_declines_with_or_without_a_reason(tablet, why):
    assert post(tablet, SIGN, decline="yes", why=why).url == DONE
    assert Handover.objects.get().declined_why == why
    assert b"You have not signed" in tablet.get(DONE).content
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {},
        TICKED,
        {"strokes": DRAWN},
        {"strokes": DRAWN, **TICKED, "has_policy": ""},
        {"strokes": "[" * 10_000, **TICKED},
        {"strokes": "x" * 700_000, **TICKED},
        {"typed_name": "x" * 10_000, **TICKED},
        {"typed_name": "a\x00b", **TICKED},
    ],
)
def test_what_is_empty_huge_or_forged_signs_nothing_and_says_why(tablet, data):
    answer = post(tablet, SIGN, **data)
    assert answer.status_code == 422
    assert b"There is a problem" in answer.content
    assert not Signature.objects.exists()


def test_a_forged_parent_on_the_tablet_changes_nothing(tablet, registration):
    stranger = FamilyLinkFactory(child=registration.child, has_responsibility=False).parent
    post(tablet, SIGN, parent=stranger.pk, typed_name="Stranger", **TICKED)
    assert Signature.objects.get().parent != stranger


def test_a_double_click_signs_once_and_says_thanks(tablet):
    data = {"key": str(uuid.uuid4()), "strokes": DRAWN, **TICKED}
    assert tablet.post(SIGN, data).url == DONE
    assert tablet.post(SIGN, data).url == DONE
    assert Signature.objects.count() == 1


OVER = {
    "signed": lambda tablet: post(tablet, SIGN, strokes=DRAWN, **TICKED),
    "declined": lambda tablet: post(tablet, SIGN, decline="yes"),
    "given back": lambda tablet: tablet.post(DONE),
    "after ten minutes": lambda tablet: None,
}


@pytest.mark.parametrize("how", OVER)
def test_over_in_any_way_every_address_but_signing_in_says_hand_the_tablet_back(tablet, how):
    OVER[how](tablet)
    thanks = {DONE} if how in ("signed", "declined") else set()
    later = timezone.now() + dt.timedelta(minutes=11 if how == "after ten minutes" else 0)
    with time_machine.travel(later):
        for path in sorted({*every_path(), READ, SIGN, DONE} - thanks - {reverse("account_login")}):
            answer = tablet.get(path)
            assert answer.status_code == 403, path
            assert b"Hand the tablet back" in answer.content, path


@pytest.mark.parametrize("path", [READ, SIGN, DONE, "/children/", "/sign/sign/../../children/"])
def test_nothing_of_it_is_kept_by_the_browser(tablet, path):
    """No copy for the back button, no text offered to whoever types next, nothing that stays between pages."""
    answer = tablet.get(path)
    page = answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert page.count("<textarea") + page.count('type="text"') == len(
        re.findall(r'<(?:textarea|input)[^>]*="off"', page)
    )
    assert page.count('<form method="post" novalidate') == page.count('novalidate autocomplete="off"')
    assert "manifest" not in page


def test_no_script_of_ours_outlives_its_page():
    for script in finders.find("neston_sharing/js", find_all=True):
        for file in Path(script).glob("*.js"):
            assert not re.search("serviceWorker|localStorage|sessionStorage|indexedDB|caches", file.read_text()), file


def test_another_tab_reads_and_signs_nothing_twice(tablet):
    second = Client()
    second.cookies["sessionid"] = tablet.cookies["sessionid"].value
    assert second.get(READ).status_code == 200
    post(tablet, SIGN, strokes=DRAWN, **TICKED)
    assert post(second, SIGN, typed_name="Somebody else", **TICKED).url == DONE
    assert Signature.objects.get().how == "drawn"
    assert second.get(READ).status_code == 403


def test_handing_over_again_ends_the_tablet_that_is_out_and_no_other_childs(tablet, registration):
    other, parent = family()
    elsewhere = signed_in(user=other.started_by)
    post(elsewhere, hand_over_page(other), parent=parent.pk)
    again = signed_in(user=registration.started_by)
    post(again, hand_over_page(registration), parent=registration.child.links.get().parent.pk)
    assert [client.get(READ).status_code for client in (tablet, elsewhere, again)] == [403, 200, 200]


def test_a_token_opens_only_what_was_asked_of_its_parent_for_its_child(tablet, registration):
    other, stranger = family()
    theirs = Question(asked(other.child, stranger))
    page = tablet.get(SIGN).content.decode()
    assert other.child.name not in page
    assert theirs.name not in page
    post(tablet, SIGN, **{theirs.name: "yes"}, typed_name="S", **TICKED)
    assert not ConsentStatement.objects.exists()
    assert Signature.objects.get().registration == registration


def test_each_consent_is_a_question_of_its_own_with_nothing_chosen(registration):
    child, parent = registration.child, registration.child.links.get().parent
    needs, school = asked(child, parent), asked(child, parent, purpose="development_summaries", kinds=["school"])
    tablet = signed_in(user=registration.started_by)
    post(tablet, hand_over_page(registration), parent=parent.pk)
    page = tablet.get(SIGN).content.decode()
    assert page.count("Do you agree?") == 2
    assert "checked" not in page
    yes, no = Question(needs).name, Question(school).name
    answer = post(tablet, SIGN, **{yes: "yes"}, typed_name="S", **TICKED)
    assert answer.status_code == 422
    assert "Choose an answer, or “Ask me later”" in answer.content.decode()
    post(tablet, SIGN, **{yes: "yes", f"{yes}-spare": "not the GP", no: "no"}, typed_name="S", **TICKED)
    said = ConsentStatement.objects.order_by("pk").values_list("statement", "exceptions")
    assert list(said) == [("given", "not the GP"), ("refused", "")]


def test_for_consents_alone_no_box_is_asked_and_staff_come_back_to_the_consents():
    link = FamilyLinkFactory()
    question = Question(asked(link.child, link.parent))
    tablet = signed_in(user=link.child.key_person)
    post(tablet, reverse("consent:hand-over", args=[link.child.reference]), parent=link.parent.pk)
    assert "What we ask you" in tablet.get(READ).content.decode()
    assert "has_policy" not in tablet.get(SIGN).content.decode()
    assert post(tablet, SIGN, **{question.name: "no"}, typed_name="S").url == DONE
    back = reverse("consent:statements", args=[link.child.reference])
    assert f"?next={back}" in tablet.get(DONE).content.decode()


@pytest.mark.parametrize("path", [READ, SIGN, "/children/", "/"])
def test_after_signing_going_back_or_a_second_tab_shows_only_hand_back(tablet, path):
    post(tablet, SIGN, strokes=DRAWN, **TICKED)
    answer = tablet.get(path)
    assert answer.status_code == 403
    assert b"Hand the tablet back" in answer.content


def test_a_replayed_cookie_of_a_used_tablet_signs_nothing(tablet, registration):
    replayed = Client()
    replayed.cookies["sessionid"] = tablet.cookies["sessionid"].value
    post(tablet, SIGN, decline="yes")
    post(replayed, SIGN, strokes=DRAWN, **TICKED)
    assert not Signature.objects.exists()
    assert replayed.get(SIGN).status_code == 403


@pytest.mark.parametrize("path", [READ, SIGN, DONE])
def test_after_ten_minutes_the_time_is_over(tablet, path):
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=10, seconds=1)):
        answer = tablet.get(path)
        assert answer.status_code == 403
        assert b"The time to sign is over" in answer.content
        assert post(tablet, SIGN, strokes=DRAWN, **TICKED).status_code == 403


def test_a_parent_who_stops_gives_the_tablet_back_unsigned(tablet):
    assert tablet.post(DONE).url == DONE
    assert Handover.objects.get().stopped_at
    page = tablet.get(DONE).content
    assert b"Hand the tablet back" in page
    assert b"The time to sign is over" not in page


def test_signing_in_is_out_of_reach_until_it_is_over_and_then_leads_back_to_the_child(tablet, registration):
    login = reverse("account_login")
    assert tablet.get(login).status_code == 403
    post(tablet, SIGN, strokes=DRAWN, **TICKED)
    back = reverse("consent:registration", args=[registration.child.reference])
    assert f"{login}?next={back}" in tablet.get(DONE).content.decode()
    assert tablet.get(login).status_code == 200
    assert "handover" not in tablet.session


@pytest.mark.parametrize("path", [READ, SIGN, DONE])
@pytest.mark.parametrize("roles", [(), ("manager",)])
def test_nobody_comes_to_these_pages_without_a_handover(path, roles):
    client = signed_in(*roles) if roles else Client()
    assert client.get(path).status_code == 403
    assert client.post(path, {"typed_name": "X", **TICKED}).status_code == 403


def test_a_made_up_token_opens_nothing(client):
    session = client.session
    session["handover"] = "made up"
    session.save()
    assert client.get(READ).status_code == 403
    assert client.get("/children/").status_code == 403


def test_a_parent_who_lost_responsibility_is_told_who_can_sign_and_the_page_stops(tablet, registration):
    link = registration.child.links.get()
    link.has_responsibility, link.ground = False, ""
    link.save()
    other = FamilyLinkFactory(child=registration.child).parent
    page = tablet.get(SIGN).content.decode()
    assert "You cannot sign this" in page
    assert other.name in page
    assert "canvas" not in page
    assert post(tablet, SIGN, strokes=DRAWN, **TICKED).status_code == 422
    assert not Signature.objects.exists()


def test_staff_cannot_hand_the_tablet_to_somebody_without_responsibility(registration):
    client = signed_in(user=registration.started_by)
    carer = FamilyLinkFactory(child=registration.child, has_responsibility=False).parent
    page = client.get(hand_over_page(registration)).content.decode()
    assert f'value="{carer.pk}"' not in page
    assert "May sign nothing: without parental responsibility" in page
    assert post(client, hand_over_page(registration), parent=carer.pk).status_code == 422
    assert not Handover.objects.exists()


def test_where_nobody_can_sign_the_page_says_who_can_and_stops(registration):
    registration.child.links.get().delete()
    page = signed_in(user=registration.started_by).get(hand_over_page(registration)).content.decode()
    assert "“Lives with” child arrangements order" in page
    assert "Hand over to sign" not in page


def test_a_second_post_of_the_same_handing_over_is_the_first(registration):
    client = signed_in(user=registration.started_by)
    data = {"key": str(uuid.uuid4()), "parent": registration.child.links.get().parent.pk}
    client.post(hand_over_page(registration), data)
    client.force_login(registration.started_by)  # as if the second click came with the first session
    session = client.session
    del session["handover"]
    session.save()
    assert client.post(hand_over_page(registration), data).url == READ
    assert Handover.objects.count() == 1
