"""The significant events of a child's file, chosen and summed up by the lead, on one page for others."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from consent.models import Exclusion
from neston_sharing.audit.models import Entry
from neston_sharing.foundation.actions import Refusal
from sharing.actions.chronology import choose_event, make_chronology, set_event_aside
from sharing.models import Chronology, SignificantEvent
from sharing.timeline import entry_at, timeline_of
from tests.factories import ChildFactory, UserFactory, concerns
from tests.factories.chronologies import SignificantEventFactory, chronology_of, put_in, set_aside
from tests.factories.received import InformationReceivedFactory
from tests.pdfs import words_of

pytestmark = pytest.mark.django_db

FOR_WHOM = "The conference on 3 December"


@pytest.fixture
def lead():
    return UserFactory(name="Siobhan Kelly", roles=["lead"])


@pytest.fixture
def child():
    return ChildFactory(given_names="Amelia", family_name="Quillfeather")


@pytest.fixture
def events(child):
    """Two, the later one chosen first."""
    today = timezone.localdate()
    return [
        SignificantEventFactory(child=child, happened_on=today - timedelta(days=days), summary=words)
        for days, words in ((1, "Collected late, by a stranger"), (9, "A bruise on her arm"))
    ]


def choose(by, child, **facts) -> SignificantEvent:
    said = {"happened_on": timezone.localdate(), "summary": " A bruise on her arm "}
    return choose_event(by=by, child=child, **said | facts)


def make(by, child, events, **facts) -> Chronology:
    return make_chronology(
        **{"by": by, "child": child, "occasion": "conference", "for_whom": FOR_WHOM, "events": events, **facts}
    )


def page(name, reference) -> str:
    return reverse(f"sharing:{name}", args=[reference])


# --- Choosing ------------------------------------------------------------------------------------------------------
def test_the_lead_chooses_an_entry_of_the_file_and_sums_it_up(client, lead, child):
    concern = concerns.ConcernFactory(child=child, facts="A bruise, a thumb's width, left arm")
    client.force_login(lead)
    shown = client.get(page("event-choose", child.reference)).content.decode()
    (key,) = [key for key, event in timeline_of(child, user=lead, asked={}).keyed if "bruise" in event.text]
    address = f"{page('event-new', child.reference)}?{key.query}"
    assert address in shown.replace("&amp;", "&")
    assert concern.facts.split("'")[0] in client.get(address).content.decode()
    said = {"happened_on": f"{timezone.localdate():%d/%m/%Y}", "summary": "A bruise on her arm"}
    assert client.post(address, said).url == page("significant-events", child.reference)
    event = SignificantEvent.objects.get()
    assert (event.summary, concern.reference in event.source) == ("A bruise on her arm", True)


def test_what_another_agency_told_us_stays_marked(client, lead, child):
    InformationReceivedFactory(child=child)
    client.force_login(lead)
    (key,) = [key for key, event in timeline_of(child, user=lead, asked={}).keyed if "received" in event.title]
    form = client.get(f"{page('event-new', child.reference)}?{key.query}").context["form"]
    assert form.initial["third_party"]


@pytest.mark.parametrize("key", ["", "nonsense", "2026-11-20T10:00:00+00:00~16~999"])
def test_a_key_that_names_nothing_gives_an_empty_form(lead, child, key):
    assert entry_at(child, key, user=lead) is None


@pytest.mark.parametrize("role", ["practitioner", "manager", "officer"])
def test_nobody_but_a_lead_or_deputy_chooses_sets_aside_or_makes(child, role):
    person, event = UserFactory(roles=[role]), SignificantEventFactory(child=child)
    with pytest.raises(Refusal, match="safeguarding lead chooses"):
        choose(person, child)
    with pytest.raises(Refusal, match="safeguarding lead chooses"):
        make(person, child, [event])
    with pytest.raises(Refusal, match="not yours"):
        set_event_aside(by=person, event=event, reason="Wrong")


def test_an_excluded_lead_neither_sees_nor_chooses(client, lead, child, events):
    made = chronology_of(*events)
    Exclusion.objects.create(child=child, user=lead, reason="Her niece", set_by=events[0].recorded_by)
    client.force_login(lead)
    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.get(page("significant-events", child.reference)).status_code == 404
    with pytest.raises(Refusal):
        choose(lead, child)


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"summary": "  "}, "summary"), ({"happened_on": timezone.localdate() + timedelta(days=2)}, "happened_on")],
)
def test_an_event_has_happened_and_says_what(lead, child, facts, field):
    with pytest.raises(Refusal) as refused:
        choose(lead, child, **facts)
    assert refused.value.field == field


# --- Setting aside ---------------------------------------------------------------------------------------------------
def test_what_was_set_aside_stands_in_no_later_chronology_and_stays_in_the_earlier(lead, child, events):
    earlier = make(lead, child, events)
    set_event_aside(by=lead, event=events[0], reason="It was her aunt")
    assert [line.event for line in make(lead, child, events).lines.all()] == [events[1]]
    assert earlier.lines.count() == 2
    with pytest.raises(Refusal, match="somebody has done so"):
        set_event_aside(by=lead, event=events[0], reason="Again")


def test_the_database_keeps_another_childs_events_and_those_set_aside_out(child, events):
    made = chronology_of(events[1])
    set_aside(events[0])
    for event in (events[0], SignificantEventFactory()):
        with pytest.raises(IntegrityError, match="its own child"), transaction.atomic():
            put_in(made, event)


# --- The chronology --------------------------------------------------------------------------------------------------
def test_it_shows_on_one_page_what_was_chosen_in_the_order_of_time(client, lead, child, events):
    client.force_login(lead)
    address = page("chronology-new", child.reference)
    assert client.post(address, {"occasion": "conference", "for_whom": FOR_WHOM}).status_code == 422
    posted = {"occasion": "conference", "for_whom": FOR_WHOM, "events": [event.pk for event in events]}
    shown = client.post(address, posted, follow=True).content.decode()
    assert 0 < shown.index("A bruise on her arm") < shown.index("Collected late, by a stranger")
    assert FOR_WHOM in shown
    assert Entry.objects.filter(event="record_exported", subject=child.reference).exists()
    assert Chronology.objects.get().reference in client.get(child.get_absolute_url()).content.decode()


def test_a_manager_reads_it_and_a_practitioner_does_not(client, child, events):
    made = chronology_of(*events)
    for person, status in ((UserFactory(roles=["manager"]), 200), (child.key_person, 403)):
        client.force_login(person)
        assert client.get(made.get_absolute_url()).status_code == status


def test_the_pdf_says_the_same(client, lead, child, events):
    made = chronology_of(*events)
    client.force_login(lead)
    pdf = client.get(page("chronology-pdf", made.reference)).content
    words = words_of(pdf)
    for expected in ("Amelia Quillfeather", FOR_WHOM, "A bruise on her arm", "Collected late, by a stranger"):
        assert expected in words
    assert words.index("A bruise on her arm") < words.index("Collected late")
