"""A concern about an adult who works here: closed to that person, sent by their post, counted down."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from neston_sharing.audit import events
from neston_sharing.audit.events import record_event
from neston_sharing.audit.models import Entry
from neston_sharing.foundation.actions import Refusal
from sharing.actions.adult_concerns import raise_adult_concern, record_step
from sharing.models import AdultConcern
from sharing.presenters.adult_concern import deadlines_of
from sharing.waiting.groups import waiting_for
from tests.factories import UserFactory, concerns

pytestmark = pytest.mark.django_db
PAGE = "/adult-concerns/new/"
GROUP = "Concerns about an adult who works here"


def staff(*roles, **fields):
    return UserFactory(roles=list(roles), **fields)


def raised(about, by=None, **more) -> AdultConcern:
    said = {"by": by or staff("practitioner"), "about": about, "nature": "allegation", "facts": "She pulled him"}
    return raise_adult_concern(**said | more)


def sees(user, concern) -> bool:
    return AdultConcern.objects.visible_to(user).contains(concern)


def rows(user) -> list:
    return next((list(group.tasks) for group in waiting_for(user) if group.title == GROUP), [])


def with_facts(concern) -> AdultConcern:
    return AdultConcern.objects.with_state_facts().get(pk=concern.pk)


# --- Who sees it ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("about", "post", "readers"),
    [
        ("practitioner", "staff", {"lead", "deputy", "manager"}),
        ("lead", "staff", {"lead", "deputy", "manager"}),  # another lead: the one it is about never does
        ("manager", "manager", {"officer"}),
        ("officer", "chair", {"lead", "deputy"}),
    ],
)
def test_it_goes_to_whom_the_persons_post_says(about, post, readers):
    concern = raised(staff(about))
    assert concern.post == post
    everyone = {
        role: staff(role) for role in ("practitioner", "lead", "deputy", "manager", "officer", "auditor", "helper")
    }
    assert {role for role, person in everyone.items() if sees(person, concern)} == readers


@pytest.mark.parametrize("roles", [["lead", "manager"], ["officer", "manager"], ["officer", "lead", "deputy"]])
def test_the_person_never_sees_it_whatever_their_roles_and_even_if_they_wrote_it(roles):
    person = staff(*roles)
    assert not sees(person, raised(person))
    assert not sees(person, raised(person, by=person))


def test_no_manager_sees_one_about_a_manager_nor_an_officer_one_about_the_chair():
    assert not sees(staff("officer", "manager"), raised(None, about_name="Mo Adeyemi", post="manager"))
    assert not sees(staff("officer", "lead"), raised(None, about_name="Sharon People", post="chair"))


def test_its_author_sees_their_own_record(client):
    author, officer = staff("practitioner"), staff("officer", name="David Owusu")
    concern = raised(staff("manager", name="Morag Adeyemi"), by=author)
    client.force_login(author)
    shown = client.get(concern.get_absolute_url()).content.decode()
    assert "She pulled him" in shown
    assert f"{officer}, and whoever reported it. Never Morag Adeyemi" in shown


def test_somebody_with_an_account_is_chosen_and_not_typed():
    staff("practitioner", name="Jo Bell")
    with pytest.raises(Refusal) as refused:
        raised(None, about_name=" jo  BELL ")
    assert refused.value.field == "about"


def test_whoever_opens_any_page_about_it_is_on_the_record(client, monkeypatch):
    concern, lead = raised(staff("practitioner")), staff("lead")
    client.force_login(lead)
    monkeypatch.setattr(events, "ONE_VISIT", timedelta(0))
    step = f"{concern.get_absolute_url()}steps/new/"
    for ask, path in ((client.get, concern.get_absolute_url()), (client.get, step), (client.post, step)):
        before = Entry.objects.latest("pk").pk
        assert str(concern.about) in ask(path).content.decode()
        opened = Entry.objects.by(lead).of_event("adult_concern_opened").filter(object_pk=concern.reference)
        assert opened.filter(pk__gt=before).exists()


def test_to_the_person_it_is_not_there_on_any_page_list_count_or_in_the_log(client):
    person = staff("manager", "lead")
    concern = raised(person)
    staff_too = raised(staff("practitioner"))
    client.force_login(person)
    for path in (concern.get_absolute_url(), f"{concern.get_absolute_url()}steps/new/"):
        assert client.get(path).status_code == 404
    assert client.post(f"{concern.get_absolute_url()}steps/new/", {}).status_code == 404
    for path in ("/", "/concerns/", reverse("audit:log")):
        assert f"{concern.reference}</a>" not in client.get(path).content.decode()
    assert rows(person)[0].title.startswith(staff_too.reference)
    assert len(rows(person)) == 1
    assert not Entry.objects.visible_to(person).about(concern.reference).exists()
    assert Entry.objects.visible_to(person).about(staff_too.reference).exists()


def test_the_log_hides_it_from_everybody_to_whom_it_does_not_go():
    concern = raised(staff("practitioner"))
    concerns.step(concern)
    assert Entry.objects.about(concern.reference).count() == 2
    assert Entry.objects.visible_to(staff("manager")).about(concern.reference).count() == 2
    assert not Entry.objects.visible_to(staff("auditor")).about(concern.reference).exists()


def test_nobody_acts_on_one_about_themselves_and_the_database_holds_to_it():
    person = staff("lead")
    concern = raised(person)
    with pytest.raises(Refusal):
        record_step(by=person, concern=concern, kind="note", text="It was not so")
    with pytest.raises(IntegrityError, match="about themselves"), transaction.atomic():
        concerns.step(concern, by=person)


# --- Counted down ---------------------------------------------------------------------------------------------------
def test_the_lado_within_one_working_day_and_ofsted_within_fourteen():
    with time_machine.travel("2026-11-20 15:00Z"):  # a Friday
        concern = raised(staff("practitioner"))
    with time_machine.travel("2026-11-23 12:00Z"):
        lado, ofsted = deadlines_of(with_facts(concern))
        assert (lado.words, lado.kind) == ("By today", "amber")
        assert ofsted.words == "11 days left, by 4 December 2026"
    with time_machine.travel("2026-11-24 08:00Z"):
        assert deadlines_of(with_facts(concern))[0].words == "Overdue since 23 November 2026"
        (task,) = rows(staff("lead"))
        assert (task.hint, task.kind) == ("The LADO, within one working day", "red")


def test_the_log_says_in_words_which_step_was_added():
    step = concerns.step(raised(staff("practitioner")), "lado_told")
    assert Entry.objects.get(object_pk=step.pk, content_type__model="adultconcernentry").object_repr == "LADO told"


def test_who_was_told_is_counted_no_longer():
    concern = concerns.AdultConcernFactory()
    concerns.step(concern, "lado_told")
    assert [deadline.done for deadline in deadlines_of(with_facts(concern))] == ["Told", ""]
    concerns.step(concern, "ofsted_told")
    assert [deadline.done for deadline in deadlines_of(with_facts(concern))] == ["Told", "Told"]


def test_not_reporting_an_allegation_takes_the_lados_advice_and_a_low_level_concern_none():
    lead, concern = staff("lead"), concerns.AdultConcernFactory()
    with pytest.raises(Refusal, match="record their advice"):
        record_step(by=lead, concern=concern, kind="not_reported", text="No")
    concerns.step(concern, "lado_advice")
    record_step(by=lead, concern=concern, kind="not_reported", text="The LADO said so")
    assert deadlines_of(with_facts(concern))[1].done == "Not to be reported"
    assert deadlines_of(with_facts(concerns.AdultConcernFactory(nature="low_level"))) == []


# --- Steps ----------------------------------------------------------------------------------------------------------
def test_the_person_is_told_before_the_lado_advises_only_with_a_reason():
    lead, concern = staff("lead"), concerns.AdultConcernFactory()
    with pytest.raises(Refusal) as refused:
        record_step(by=lead, concern=concern, kind="person_told", text="She was told")
    assert refused.value.field == "despite"
    told = record_step(by=lead, concern=concern, kind="person_told", text="She was told", despite="She was there")
    assert "because: She was there" in told.text
    concerns.step(concern, "lado_advice")
    assert record_step(by=lead, concern=concern, kind="person_told", text="As advised").text == "As advised"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "closed"}, "kind"),  # an allegation of which the LADO does not know
        ({"kind": "lado_told", "to_whom": " "}, "to_whom"),
        ({"kind": "nonsense"}, "kind"),
        ({"kind": "note", "text": " "}, "text"),
        ({"kind": "note", "happened_at": timezone.now() + timedelta(hours=2)}, "happened_at"),
    ],
)
def test_a_step_that_cannot_be_is_refused_where_it_is_wrong(said, field):
    with pytest.raises(Refusal) as refused:
        record_step(**{"by": staff("lead"), "concern": concerns.AdultConcernFactory(), "text": "So it was", **said})
    assert refused.value.field == field


def test_it_is_closed_once_and_waits_on_no_page_then():
    lead, concern = staff("lead"), concerns.AdultConcernFactory(nature="low_level")
    assert rows(lead)
    record_step(by=lead, concern=concern, kind="closed", text="She had training")
    assert not rows(lead)
    with pytest.raises(Refusal):
        record_step(by=lead, concern=concern, kind="closed", text="Again")


def test_its_author_adds_a_note_and_no_more(client):
    concern = concerns.AdultConcernFactory()
    for kind, status in (("closed", 422), ("note", 302)):
        client.force_login(concern.recorded_by)
        said = {"kind": kind, "text": "He was there too", "happened_at": "1/11/2026 10:00"}
        assert client.post(f"{concern.get_absolute_url()}steps/new/", said).status_code == status


# --- Pages ----------------------------------------------------------------------------------------------------------
def test_one_screen_with_little_to_fill_in_and_nothing_lost(client):
    client.force_login(staff("practitioner"))
    person = staff("practitioner", name="Jo Bell")
    response = client.post(PAGE, {"facts": "She's rough"})
    assert set(response.context["form"].errors) == {"about_name", "nature"}
    assert "She&#x27;s rough" in response.content.decode()
    response = client.post(PAGE, {"facts": "She's rough", "about": person.pk, "nature": "low_level"})
    assert response.url == AdultConcern.objects.get(about=person).get_absolute_url()


def test_the_name_of_somebody_else_is_asked_for_right_below_whom_it_is_about(client):
    client.force_login(staff("practitioner"))
    page = client.get(PAGE).content.decode()
    order = [page.index(f'name="{name}"') for name in ("about", "about_name", "post", "nature", "happened_at")]
    assert order == sorted(order)


def test_about_the_chair_the_page_shows_the_lados_number_and_what_to_say(client):
    author = staff("practitioner")
    client.force_login(author)
    concern = raised(staff("officer"), by=author)
    shown = client.get(concern.get_absolute_url()).content.decode()
    assert "Call the LADO yourself, now" in shown
    assert "What was seen or said, when, where, and in whose words" in shown


def test_a_post_stands_beside_the_name_that_may_say_one_already(client):
    author = staff("practitioner")
    client.force_login(author)
    concern = raised(None, by=author, about_name="Damian Cole, student on placement", post="staff")
    facts = {fact.key: fact.value for fact in client.get(concern.get_absolute_url()).context["concern"].facts}
    assert facts["About"] == "Damian Cole, student on placement"
    assert facts["Their post"] == "A member of staff, volunteer, student or visitor who works here"


def test_one_about_oneself_is_recorded_and_leads_home(client):
    person = staff("practitioner")
    client.force_login(person)
    assert client.post(PAGE, {"facts": "I shouted", "about": person.pk, "nature": "low_level"}).url == "/"


def test_an_officer_records_one_and_finds_it_in_the_list(client):
    officer = staff("officer")
    client.force_login(officer)
    concern = raised(staff("manager"), by=officer)
    assert client.get(PAGE).status_code == 200
    assert concern.reference in client.get("/concerns/").content.decode()


def test_the_log_does_not_tell_that_person_that_a_file_had_it_on_it(client):
    person, other = UserFactory(roles=["manager"]), UserFactory(roles=["lead"])
    concern = concerns.AdultConcernFactory(about=person)
    entry = record_event("list_exported", by=other, about="x.csv", data={"adult-concerns": [concern.reference]})
    client.force_login(person)
    assert concern.reference not in client.get(f"/audit/{entry.pk}/").content.decode()
