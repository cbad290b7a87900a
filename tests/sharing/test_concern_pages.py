"""Reporting a concern is one screen that never blocks; what nobody designated has seen stands first, with its age."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from consent.models import Exclusion
from neston_sharing.audit.models import Entry
from neston_sharing.foundation.models import Setting
from sharing.models import Concern, Decision
from sharing.waiting.concerns import AT_ONCE, UNREAD
from sharing.waiting.decisions import REFERRED
from sharing.waiting.groups import waiting_for
from tests.factories import AgencyFactory, ChildFactory, PolicyVersionFactory, UserFactory, concerns, decisions

pytestmark = pytest.mark.django_db
PAGE = "/concerns/new/"


@pytest.fixture
def person(client):
    person = UserFactory(roles=["practitioner"], name="Bea Okoro")
    client.force_login(person)
    return person


@pytest.fixture
def lead():
    return UserFactory(roles=["lead"], name="Siobhan Kelly")


@pytest.fixture
def child():
    return ChildFactory(given_names="Amelia", family_name="O'Hart")


def filled(child, /, **more) -> dict:
    return {"child": child.reference, "facts": "A bruise on Amelia's arm", "safe_to_go_home": "yes"} | more


def look(client, user, path: str) -> str:
    client.force_login(user)
    return client.get(path).content.decode()


def rows(user, title: str) -> list:
    return next((list(group.tasks) for group in waiting_for(user) if group.title == title), [])


# --- Reporting ------------------------------------------------------------------------------------------------------
def test_three_answers_are_enough(client, person, child):
    response = client.post(PAGE, filled(child))
    concern = Concern.objects.get()
    assert response.url == reverse("sharing:concern-raised", args=[concern.reference])
    assert (concern.child, concern.recorded_by) == (child, person)


def test_nothing_filled_in_asks_for_these_three_and_no_more(client, person):
    response = client.post(PAGE, {})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"child", "facts", "safe_to_go_home"}


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        ({"words": "Daddy got cross"}, "Say whose words these are"),
        ({"happened_at": "1/1/2099 10:00"}, "now or earlier"),
        ({"happened_at": "yesterday"}, "Enter a date and time such as"),
        ({"injury": "later", "body_map": "[[1]]"}, "The marks did not arrive whole"),
        ({"view_1": "He lives there too"}, "Choose the child whom this is about"),
        ({"child": "C-NOBODYXX"}, "Choose a child from the list"),
    ],
)
def test_a_gap_is_named_and_nothing_typed_is_lost(client, person, child, gap, words):
    response = client.post(PAGE, filled(child, **gap))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert "A bruise on Amelia&#x27;s arm" in response.content.decode()
    assert not Concern.objects.exists()


def test_looking_for_the_child_loses_nothing_that_was_typed(client, person, child):
    ChildFactory(given_names="Rory")
    shown = client.post(PAGE, {"q": "amelia", "find": "yes", "facts": "She said it hurts", "safe_to_go_home": "no"})
    form = shown.context["form"]
    assert (shown.context["child"], form["child"].value()) == (child, child.reference)
    assert (form["facts"].value(), form["safe_to_go_home"].value(), form.errors) == ("She said it hurts", "no", {})


def test_a_double_click_reports_once(client, person, child):
    key = "6f1f0f6a-8e2f-4f0e-9a51-0d1c0b6c7e99"
    first, second = (client.post(PAGE, filled(child, key=key)) for _ in range(2))
    assert first.url == second.url
    assert Concern.objects.count() == 1


def test_ten_thousand_characters_marks_and_linked_children_are_kept(client, person, child):
    brother = ChildFactory()
    more = {"injury": "later", "body_map": "[[[158, 142]]]", "linked_1": brother.reference, "view_1": "He lives there"}
    assert client.post(PAGE, filled(child, facts="x" * 10_000, keyed_for="Ms O'Neill", **more)).status_code == 302
    concern = Concern.objects.get()
    assert (concern.body_map, concern.linked.get().child) == ([[[158, 142]]], brother)


def test_only_who_says_that_they_looked_has_found_no_injury(client, person, child):
    """What a form says by itself is nobody's finding."""
    for said, words in (({}, ""), ({"injury": "unhurt"}, "Looked, and none seen")):
        client.post(PAGE, filled(child, **said))
        shown = client.get(Concern.objects.latest("id").get_absolute_url()).context["concern"]
        assert next((fact.value for fact in shown.facts if fact.key == "Injury"), "") == words


def test_it_is_a_button_on_every_page_for_the_staff_and_nobody_else(client, person):
    assert PAGE in client.get("/").content.decode()
    assert PAGE not in look(client, UserFactory(roles=["officer"]), "/")


@pytest.mark.parametrize("safe", ["no", "not_sure"])
def test_where_home_may_not_be_safe_the_next_page_says_what_to_do_first(client, person, lead, child, safe):
    shown = client.get(client.post(PAGE, filled(child, safe_to_go_home=safe)).url).content.decode()
    assert "Do this now" in shown
    assert "Tell Siobhan Kelly in person, now" in shown
    assert f"/refer/?child={child.reference}" in shown
    assert shown.index("tel:999") < shown.index("Do this now")


def test_where_nobody_designated_may_see_it_the_page_says_so_with_the_lado(client, person, lead, child):
    Setting.objects.create(id=1, name="Neston", lado_phone="01606 288 931")
    Exclusion.objects.create(child=child, user=lead, reason="Her aunt", set_by=child.key_person)
    shown = client.get(client.post(PAGE, filled(child)).url).content.decode()
    said = shown[shown.index("Nobody designated may read it here") :]
    assert "01606 288 931" in said[: said.index("</li>")]
    assert "Siobhan Kelly" not in shown


def test_where_the_lead_may_not_see_it_the_next_in_line_is_named(client, person, lead, child):
    UserFactory(roles=["deputy"], name="Dinah Osei")
    Exclusion.objects.create(child=child, user=lead, reason="Her aunt", set_by=child.key_person)
    shown = client.get(client.post(PAGE, filled(child, safe_to_go_home="no")).url).content.decode()
    assert "Tell Dinah Osei in person, now" in shown


# --- The home page --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["lead", "deputy", "manager"])
def test_what_nobody_has_read_stands_first_for_everybody_designated(role, child):
    decisions.referred()
    concerns.ConcernFactory(child=child)
    assert waiting_for(UserFactory(roles=[role]))[0].title == UNREAD
    assert not rows(child.key_person, UNREAD)


def test_it_is_red_where_home_may_not_be_safe_or_on_the_next_day(lead, child):
    with time_machine.travel("2026-11-19 15:00Z"):
        concerns.ConcernFactory(child=child)
        assert (rows(lead, UNREAD)[0].kind, rows(lead, UNREAD)[0].status) == ("amber", "just now")
    with time_machine.travel("2026-11-20 08:00Z"):
        assert (rows(lead, UNREAD)[0].kind, rows(lead, UNREAD)[0].status) == ("red", "17 hours ago")
    concerns.ConcernFactory(safe_to_go_home="not_sure")
    assert rows(lead, AT_ONCE)[0].status.startswith("Perhaps not safe to go home")
    assert rows(lead, AT_ONCE)[0].kind == "red"


def test_at_the_top_stand_a_child_who_may_not_be_safe_then_what_is_older_then_referrals(child):
    decisions.referred()
    concerns.AdultConcernFactory()
    concerns.ConcernFactory(child=child)
    concerns.ConcernFactory(safe_to_go_home="not_sure")
    titles = [group.title for group in waiting_for(UserFactory(roles=["manager"]))]
    assert titles[:4] == [AT_ONCE, UNREAD, REFERRED.title, "Concerns about an adult who works here"]


def test_it_goes_when_somebody_has_read_it_and_the_own_one_waits_for_another(lead, child):
    manager = UserFactory(roles=["manager"])
    own = concerns.ConcernFactory(child=child, recorded_by=lead)
    assert not rows(lead, UNREAD)
    assert rows(manager, UNREAD)
    concerns.read(own, by=manager)
    assert not rows(manager, UNREAD)


def test_an_excluded_leader_is_told_of_none(lead, child):
    concerns.ConcernFactory(child=child)
    concerns.discuss(Concern.objects.get(), next_step="Call", next_by=timezone.localdate())
    Exclusion.objects.create(child=child, user=lead, reason="Her aunt", set_by=child.key_person)
    assert not rows(lead, UNREAD) + rows(lead, "Next steps about concerns")


def test_a_next_step_stands_there_and_turns_red(lead, child):
    concern = concerns.ConcernFactory(child=child)
    concerns.discuss(concern, next_step="Call the health visitor", next_by=timezone.localdate() - timedelta(days=1))
    (task,) = rows(lead, "Next steps about concerns")
    assert (task.hint, task.kind) == ("Call the health visitor", "red")


# --- One concern ----------------------------------------------------------------------------------------------------
def test_opening_it_is_on_the_record_and_reading_it_is_a_press(client, lead, child):
    concern = concerns.ConcernFactory(child=child)
    shown = look(client, lead, concern.get_absolute_url())
    assert shown.index(str(escape(concern.facts))) < shown.index("I have read this"), "It is read first"
    assert Entry.objects.about(child.reference).of_event("concern_opened").exists()
    assert not concern.reads.exists()
    key = "6f1f0f6a-8e2f-4f0e-9a51-0d1c0b6c7e98"
    for _ in range(2):
        client.post(f"{concern.get_absolute_url()}read/", {"key": key})
    assert concern.reads.get().recorded_by == lead
    assert "I have read this" not in client.get(concern.get_absolute_url()).content.decode()


def test_its_author_learns_that_it_was_read_and_what_they_may_know(client, lead, child):
    concern = concerns.ConcernFactory(child=child)
    concerns.read(concern, by=lead)
    concerns.discuss(concern, outcome="The father is known to the police", for_author="We took advice")
    concerns.close(concern, reasons="Nothing was found", for_author="Thank you: it is being looked after")
    shown = look(client, child.key_person, concern.get_absolute_url())
    for words in ("A round bruise", "Siobhan Kelly", "We took advice", "it is being looked after"):
        assert words in shown
    for secret in ("known to the police", "Nothing was found", "I have read this", "Close it"):
        assert secret not in shown


def test_others_on_the_staff_see_that_there_is_one_and_no_text(client, person, child):
    concern = concerns.ConcernFactory(child=child, recorded_by=person)
    shown = look(client, child.key_person, f"/children/{child.reference}/")
    assert "1 concern was reported by others" in shown
    assert concern.reference not in shown
    assert client.get(concern.get_absolute_url()).status_code == 404
    assert concern.reference not in client.get("/concerns/").content.decode()


def test_a_linked_childs_file_shows_its_own_view_and_nothing_of_the_first(client, lead, child):
    brother = ChildFactory(given_names="Rory")
    link = concerns.link(concerns.ConcernFactory(child=child, facts="A bruise"), child=brother, view="He saw it")
    assert link.get_absolute_url() in look(client, lead, f"/children/{brother.reference}/")
    Exclusion.objects.create(child=child, user=lead, reason="Her aunt", set_by=child.key_person)
    shown = look(client, lead, link.get_absolute_url())
    assert "He saw it" in shown
    for secret in ("Amelia", "A bruise", link.concern.reference):
        assert secret not in shown


def test_a_decision_is_started_from_it_and_both_pages_link(client, lead, child):
    PolicyVersionFactory()
    concern = concerns.ConcernFactory(child=child)
    path = f"/decisions/new/?child={child.reference}&concern={concern.reference}"
    assert path.replace("&", "&amp;") in look(client, lead, concern.get_absolute_url())
    said = {"initiative": "offered", "agency": AgencyFactory().pk, "information": "A bruise", "purpose": "Her safety"}
    client.post(path, said)
    decision = Decision.objects.get()
    assert concern.get_absolute_url() in client.get(decision.get_absolute_url()).content.decode()
    assert decision.get_absolute_url() in client.get(concern.get_absolute_url()).content.decode()


def test_who_may_not_read_the_concern_sees_only_that_the_decision_had_one(client, child):
    decision = decisions.DecisionFactory(
        child=child, concern=concerns.ConcernFactory(child=child, recorded_by=UserFactory())
    )
    shown = look(client, child.key_person, decision.get_absolute_url())
    assert "Started from a concern" in shown
    assert decision.concern.reference not in shown


def test_anothers_concern_starts_no_decision_by_its_address(client, person, child):
    concern = concerns.ConcernFactory(child=child, recorded_by=person)
    client.force_login(child.key_person)
    assert client.get(f"/decisions/new/?child={child.reference}&concern={concern.reference}").status_code == 404


def test_the_list_has_open_ones_first_and_narrows_to_a_child(client, lead, child):
    closed = concerns.ConcernFactory(child=child)
    concerns.close(closed)
    elsewhere = concerns.ConcernFactory()
    shown = look(client, lead, "/concerns/")
    assert shown.index(elsewhere.reference) < shown.index(closed.reference)
    shown = look(client, lead, f"/concerns/?child={child.reference}")
    assert closed.reference in shown
    assert elsewhere.reference not in shown


@pytest.mark.parametrize("page", ["discussions/new/", "addenda/new/", "close/", "children/new/"])
def test_every_form_refuses_to_be_empty(client, lead, child, page):
    client.force_login(lead)
    assert client.post(f"{concerns.ConcernFactory(child=child).get_absolute_url()}{page}", {}).status_code == 422
