"""The home page: what waits for whom, first things first, and nothing of what one may not see."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from consent.actions.merging import merge_children
from consent.actions.restrictions import restrict
from consent.models import Exclusion
from neston_sharing.audit import canonical
from neston_sharing.audit.models import Entry
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.tables import status
from neston_sharing.staff.actions import change_roles, deactivate
from sharing.actions.back_up import disagree
from sharing.actions.hand_over import hand_over
from sharing.waiting.groups import waiting_for
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    ConsentStatementFactory,
    PolicyVersionFactory,
    SignatureFactory,
    UserFactory,
    concerns,
    decisions,
)
from tests.factories import back_up as factory
from tests.factories.received import InformationRequestFactory

pytestmark = pytest.mark.django_db


def titles(user) -> list[str]:
    return [group.title for group in waiting_for(user)]


def rows(user, title) -> list:
    return next((list(group.tasks) for group in waiting_for(user) if group.title == title), [])


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


def test_referrals_stand_first_on_every_backers_page_then_decisions(manager):
    factory.sent()
    decisions.referred()
    for backer in (manager, UserFactory(roles=["lead"]), UserFactory(roles=["deputy"])):
        assert titles(backer)[:2] == ["Referrals to back in person", "Decisions to back"]


def test_a_referral_is_overdue_after_the_next_working_day(manager):
    with time_machine.travel("2026-11-20 15:00Z"):  # a Friday
        decisions.referred()
    for moment, kind in (("2026-11-23 16:00Z", "amber"), ("2026-11-24 08:00Z", "red")):
        with time_machine.travel(moment):
            assert rows(manager, "Referrals to back in person")[0].kind == kind


def test_what_i_made_waits_for_another(manager):
    factory.sent(started_by=manager)
    decisions.referred(started_by=manager)
    assert not rows(manager, "Decisions to back") + rows(manager, "Referrals to back in person")


def test_what_was_returned_stands_with_its_makers_and_the_comment():
    returned = decisions.returned()
    (row,) = rows(returned.started_by, "Returned to you")
    assert row.hint == "“Say who checked the number”"


def test_my_drafts_say_that_they_are_on_hold():
    draft = decisions.DecisionFactory()
    decisions.answer(draft, 1, "not_sure")
    (row,) = rows(draft.started_by, "Your drafts")
    assert row.hint.startswith("On hold")


def test_a_doubt_that_outlasts_the_day_stands_before_the_lead_and_who_holds_it_oldest_first():
    lead, title = UserFactory(roles=["lead"]), "In doubt since yesterday or longer: seek advice"
    later, first = decisions.DecisionFactory(), decisions.DecisionFactory()
    now = timezone.now()
    for draft, moment in ((first, now), (later, now + timedelta(minutes=1))):
        decisions.answer(draft, 1, "not_sure", answered_at=moment)
    assert not rows(lead, title)
    with time_machine.travel(now + timedelta(days=1)):
        assert [row.title.split(",")[0] for row in rows(lead, title)] == [first.reference, later.reference]
        assert [row.hint for row in rows(first.holder, title)] == [f"Not sure at question 1: held by {first.holder}"]
        assert not rows(first.holder, "Your drafts") + rows(lead, "On hold since yesterday or longer")
        assert not rows(UserFactory(roles=["practitioner"]), title)


def test_another_hold_that_outlasts_the_day_stands_before_the_lead():
    lead, draft = UserFactory(roles=["lead"]), decisions.DecisionFactory()
    for question in (1, 2, 3):
        decisions.answer(draft, question, "yes")
    decisions.answer(draft, 4, "not_yet_sought", at_risk=False, share_anyway=False)
    title = "On hold since yesterday or longer"
    assert not rows(lead, title)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert [row.title for row in rows(lead, title)] == [f"{draft.reference}, {draft.child.name}"]
        assert not rows(UserFactory(roles=["practitioner"]), title)


def _leaves(draft) -> None:
    deactivate(by=UserFactory(roles=["manager"]), user=draft.holder)


def _is_excluded(draft) -> None:
    Exclusion.objects.create(child=draft.child, user=draft.holder, reason="His niece", set_by=draft.child.key_person)


def _is_excluded_from_what_it_was_merged_with(draft) -> None:
    other, manager = ChildFactory(), UserFactory(roles=["manager"])
    merge_children(by=manager, kept=other, merged=draft.child, reason="One certificate")
    Exclusion.objects.create(child=other, user=draft.holder, reason="His niece", set_by=manager)


def _is_on_no_list(draft) -> None:
    restrict(by=UserFactory(roles=["lead"]), child=draft.child, readers=[], reason="An enquiry")


@pytest.mark.parametrize("happens", [_leaves, _is_excluded, _is_excluded_from_what_it_was_merged_with, _is_on_no_list])
def test_what_its_holder_cannot_go_on_with_is_to_be_handed_over(client, happens):
    """A draft, or what was returned to them: nobody else would learn that it waits."""
    lead, title = UserFactory(roles=["lead"]), "To be handed over: who holds it cannot go on"
    for draft in (decisions.DecisionFactory(), decisions.give_back(factory.sent())):
        assert not rows(lead, title)
        happens(draft)
        draft.refresh_from_db()
        (row,) = rows(lead, title)
        assert row.title == f"{draft.reference}, {draft.child.one.name}"
        assert not rows(UserFactory(roles=["practitioner"]), title)
        client.force_login(lead)
        assert client.get(row.url).status_code == 200
        hand_over(by=lead, decision=draft, to=lead)
        assert not rows(lead, title)


def test_what_is_backed_waits_to_be_shared_and_then_to_arrive():
    decision = decisions.to_disclose()
    maker = decision.started_by
    assert rows(maker, "Backed, and to be shared")
    told = decisions.disclose(decision)
    assert not rows(maker, "Backed, and to be shared")
    assert rows(maker, "Shared, but did it arrive?")
    decisions.arrive(told)
    assert not rows(maker, "Shared, but did it arrive?")


def test_a_child_without_a_signed_registration_waits_with_its_key_person():
    child = ChildFactory()
    assert rows(child.key_person, "Registration not signed")
    assert not rows(UserFactory(roles=["practitioner"]), "Registration not signed")
    SignatureFactory(registration__child=child)
    assert not rows(child.key_person, "Registration not signed")


def test_managers_look_after_policies_agencies_consents_and_backers(manager):
    PolicyVersionFactory()
    AgencyFactory()
    ConsentStatementFactory(review_on=timezone.localdate(), stated_on=timezone.localdate() - timedelta(days=365))
    words = " ".join(task.title for task in rows(manager, "To look after"))
    for title in ("Information Sharing Policy", "Agencies to check", "Consents to look at", "Too few people"):
        assert title in words


def test_a_manager_is_told_which_numbers_to_call_are_not_set(manager):
    setting = Setting.objects.create(
        pk=1, name="St Mary's", social_care_phone="0151 496 0110", lado_phone="0151 496 0112"
    )
    [said] = [row for row in rows(manager, "To look after") if row.title == "Numbers to call"]
    assert (said.url, said.kind) == ("/setting/", "red")
    setting.social_care_out_of_hours_phone = "0151 496 0111"
    setting.save()
    assert "Numbers to call" not in [row.title for row in rows(manager, "To look after")]


def test_who_became_lead_or_deputy_stands_before_those_who_are_for_two_weeks(manager):
    lead, deputy, new = UserFactory(roles=["lead"]), UserFactory(roles=["deputy"]), UserFactory(name="Noor Ali")
    change_roles(by=manager, user=new, roles=["lead"])
    for person in (lead, deputy):
        [said] = rows(person, "New lead or deputy")
        assert (said.title, manager.name in said.hint) == ("Noor Ali", True)
    assert not rows(new, "New lead or deputy") + rows(manager, "New lead or deputy")
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert not rows(lead, "New lead or deputy")


def test_the_officer_sees_what_was_sent_to_them_and_who_disagreed(manager):
    officer = UserFactory(roles=["officer"])
    factory.sent()
    assert titles(officer) == []
    asked, referral = factory.sent_to_officer(), decisions.referred()
    disagree(by=manager, decision=referral, no_conflict=True, comment="A call was enough")
    assert titles(officer) == ["Decisions to back", "Referrals that a backer disagreed with"]
    assert asked.reference in rows(officer, "Decisions to back")[0].title


def test_nothing_about_a_child_from_whom_one_is_excluded(manager):
    decision = factory.sent()
    Exclusion.objects.create(child=decision.child, user=manager, reason="Her uncle", set_by=decision.started_by)
    assert not [row for group in waiting_for(manager) for row in group.tasks if decision.child.name in row.title]


@pytest.mark.parametrize(
    ("role", "most_done"),
    [
        ("practitioner", ["Refer now", "Start a decision", "Find a child"]),
        ("lead", ["Back decisions", "Refer now", "Find a child"]),
        ("manager", ["Back decisions", "Find a child", "Audit log"]),
        ("officer", ["Sent to you", "Policies", "Agencies"]),
        ("auditor", ["Audit log", "Policies"]),
        ("helper", ["Health"]),
    ],
)
def test_each_role_finds_what_it_does_most_and_each_way_opens(client, role, most_done):
    client.force_login(UserFactory(roles=[role]))
    shown = client.get("/").context["most_done"]
    assert [doing.title for doing in shown] == most_done
    assert {client.get(doing.url).status_code for doing in shown} == {200}


# Whom it names is on the record


def told() -> list[set[str]]:
    shown = Entry.objects.of_event("list_shown").filter(object_pk="home").order_by("pk")
    return [set(data["children"]) for data in shown.values_list("additional_data", flat=True)]


WAITS = {
    "a concern that nobody read": lambda: concerns.ConcernFactory().child,
    "a next step": lambda: concerns.discuss(concerns.ConcernFactory()).concern.child,
    "a decision": lambda: factory.sent().child,
    "a referral": lambda: decisions.referred().child,
    "a sharing": lambda: decisions.disclose(decisions.to_disclose()).decision.child,
    "a registration": ChildFactory,
}


@pytest.mark.parametrize("make", WAITS.values(), ids=WAITS)
def test_whose_matter_waits_is_told_to_the_log_once(client, make):
    child = make()
    client.force_login(UserFactory(roles=["lead", "practitioner"]))
    for _ in range(2):
        assert child.name in unescape(client.get("/").content.decode())
    assert told() == [{child.reference}]


def test_a_child_whose_matter_comes_later_is_told_of_later(client, manager):
    client.force_login(manager)
    first = factory.sent().child.reference
    client.get("/")
    second = factory.sent().child.reference
    client.get("/")
    assert told() == [{first}, {second}]


def test_without_the_entry_the_page_shows_the_emergency_numbers_and_nobody(manager, monkeypatch):
    child, client = factory.sent().child, Client(raise_request_exception=False)
    client.force_login(manager)
    monkeypatch.setattr(canonical, "digest", lambda row: 1 / 0)
    answer = client.get("/")
    assert (answer.status_code, b"999" in answer.content) == (500, True)
    assert child.family_name not in answer.content.decode()


@pytest.mark.parametrize("role", ["auditor", "helper", "practitioner"])
def test_who_sees_no_child_there_needs_no_entry(client, role, monkeypatch):
    factory.sent()
    client.force_login(UserFactory(roles=[role]))
    monkeypatch.setattr(canonical, "digest", lambda row: 1 / 0)
    assert client.get("/").status_code == 200


def test_a_long_page_begins_with_what_is_urgent_and_how_much(client, manager):
    """Overdue replies are seen without scrolling, however much stands above them."""
    for build in (decisions.referred, factory.sent, factory.sent):
        build()
    ChildFactory()
    InformationRequestFactory(answer_by=timezone.localdate() - timedelta(days=3))
    client.force_login(manager)
    page = client.get("/").content.decode()
    contents = page[page.index('id="urgent"') : page.index("<section")]
    named = [
        f'<a href="#group-{at}">{group.title} {status("red", group.count)}</a>' in contents
        for at, group in enumerate(waiting_for(manager), 1)
    ]
    assert named == [group.is_urgent for group in waiting_for(manager)]
    assert 0 < sum(named) < len(named)


def test_who_has_nothing_waiting_is_told(client):
    client.force_login(UserFactory(roles=["practitioner"]))
    assert "Nothing waits for you" in client.get("/").content.decode()


def test_nobody_is_led_to_sign_in(client):
    assert client.get("/").status_code == 302


def test_the_page_takes_as_many_queries_for_many_as_for_one(client, django_assert_max_num_queries):
    manager = UserFactory(roles=["manager", "lead"])
    client.force_login(manager)
    for _ in range(2):
        factory.sent()
        decisions.referred()
        decisions.returned(started_by=manager)
        decisions.disclose(decisions.to_disclose())
        decisions.answer(decisions.DecisionFactory(started_by=manager), 1, "yes")
    with django_assert_max_num_queries(25):
        client.get("/")
