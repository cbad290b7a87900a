"""A decision's page says all of it to whoever may see it, and offers what this reader can do about it now."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consent.models import Exclusion
from neston_sharing.audit.models import Entry
from tests.factories import DecisionFactory, UserFactory, decisions

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(client):
    def open_page(decision, by):
        client.force_login(by)
        return client.get(decision.get_absolute_url())

    return open_page


def steps(response) -> list[str]:
    return [step.title for step in response.context["steps"]]


def test_a_draft_is_seen_by_its_maker_and_by_who_sees_all(opened):
    draft = DecisionFactory()
    assert opened(draft, draft.started_by).status_code == 200
    assert opened(draft, UserFactory(roles=["lead"])).status_code == 200


@pytest.mark.parametrize("roles", [["practitioner"], ["officer"]])
def test_others_find_nothing(opened, roles):
    assert opened(DecisionFactory(), UserFactory(roles=roles)).status_code == 404


@pytest.mark.parametrize("roles", [["auditor"], ["helper"], []])
def test_who_makes_and_reads_no_decisions_is_refused(opened, roles):
    assert opened(DecisionFactory(), UserFactory(roles=roles)).status_code == 403


def test_the_officer_sees_what_was_sent_to_them(opened):
    from sharing.models import Submission

    decision = decisions.decide_to_share(decisions.answered_with_consent())
    Submission.objects.create(decision=decision, to_officer=True, recorded_by=decision.started_by)
    officer = UserFactory(roles=["officer"])
    assert opened(decision, officer).status_code == 404  # they declare their interest first
    decisions.declare(decision, by=officer)
    assert opened(decision, officer).status_code == 200


def test_a_person_excluded_from_the_childs_record_finds_nothing(opened):
    decision, manager = decisions.shared(), UserFactory(roles=["manager"])
    Exclusion.objects.create(child=decision.child, user=manager, reason="Her aunt", set_by=UserFactory())
    assert opened(decision, manager).status_code == 404


def test_an_unknown_reference_answers_as_one_that_may_not_be_seen(client):
    client.force_login(UserFactory(roles=["lead"]))
    assert client.get("/decisions/IS-1999-0001/").status_code == 404


def test_opening_is_on_the_record(opened):
    decision, lead = decisions.shared(), UserFactory(roles=["lead"])
    opened(decision, lead)
    entry = Entry.objects.get(event="decision_opened", actor=lead)
    assert (entry.subject, entry.object_pk) == (decision.child.reference, decision.reference)


def test_the_maker_of_a_draft_continues(opened):
    draft = decisions.answered_with_consent()
    response = opened(draft, draft.started_by)
    assert steps(response)[0] == "Continue"
    assert steps(response)[-2:] == ["Abandon it", "It cannot wait: refer now"]


def test_a_draft_on_hold_says_which_and_offers_the_way_on(opened):
    draft = DecisionFactory()
    decisions.answer(draft, 1, "not_sure")
    response = opened(draft, draft.started_by)
    page = response.content.decode()
    assert "Draft, on hold" in page
    assert "Question 1 is on hold: seek advice first." in page
    assert "not all answered yet" not in page
    assert steps(response)[:2] == ["Record advice", "Continue"]
    way_on = response.client.get(response.context["steps"][0].url)
    assert draft.reference in way_on.content.decode()


@pytest.mark.parametrize(
    ("answers", "waits"),
    [
        (((1, "yes"), (2, "yes"), (3, "yes"), (4, "not_yet_sought")), "Question 4 is on hold: ask for consent first."),
        (((1, "no"), (8, "no")), "Question 8 is on hold: complete the record first."),
    ],
)
def test_every_hold_is_named_and_only_a_doubt_asks_for_advice(opened, answers, waits):
    draft = DecisionFactory()
    for question, value in answers:
        decisions.answer(draft, question, value, at_risk=False if question == 4 else None)
    response = opened(draft, draft.started_by)
    assert waits in response.content.decode()
    assert steps(response)[0] == "Continue"


def test_a_backer_is_offered_the_back_up_and_the_maker_never_is(opened):
    decision = decisions.with_management()
    assert steps(opened(decision, UserFactory(roles=["manager"])))[0] == "Back it up or return it"
    assert steps(opened(decision, decision.started_by)) == ["It cannot wait: refer now"]


def test_what_is_backed_is_disclosed_next(opened):
    decision = decisions.to_disclose()
    first, check, last = steps(opened(decision, decision.started_by))
    assert (first, check, last) == ("Record a disclosure", "Check the recipient's copy", "Add an addendum")


def test_what_went_out_is_known_to_have_come_next(opened):
    """One after the other, the first first; until then it was sent, and no more."""
    decision = decisions.to_disclose()
    first, second = decisions.disclose(decision), decisions.disclose(decision)
    for waits in (first, second):
        step, *others = opened(decision, decision.started_by).context["steps"]
        assert (step.title, step.url) == ("Record that it arrived", f"/disclosures/{waits.pk}/arrival/")
        assert [each.title for each in others] == ["Record a disclosure", "Add an addendum"]
        decisions.arrive(waits)
    assert steps(opened(decision, decision.started_by))[0] == "Record a disclosure"


def test_what_is_not_shared_is_never_disclosed(opened):
    decision = decisions.not_shared()
    told, addendum = steps(opened(decision, decision.started_by))
    assert (told, addendum) == ("Record that whoever asked was told", "Add an addendum")


def test_the_page_says_everything(opened):
    decision = decisions.shared()
    decisions.add(decision, "It was the ward's number")
    page = opened(decision, decision.started_by).content.decode()
    for words in (
        "How her speech is coming on",
        "Yes, consent is in force",
        "She asked us to",
        "necessary, proportionate, relevant, adequate, accurate, timely, secure",
        "Her speech is clear to us",
        "Not needed",
        "Public task (UK GDPR Art. 6)",
        "Spoken at collection",
        "Agreed",
        "0151 496 0200",
        "They confirmed by telephone",
        "It was the ward&#x27;s number",
    ):
        assert words in page
    assert "<svg" in page


def test_the_arrival_of_a_disclosure_is_asked_for_until_it_is_recorded(opened):
    decision = decisions.to_disclose()
    disclosure = decisions.disclose(decision)
    assert "Record its arrival" in opened(decision, decision.started_by).content.decode()
    decisions.arrive(disclosure)
    assert "Record its arrival" not in opened(decision, decision.started_by).content.decode()


def test_what_was_abandoned_says_why(opened):
    decision = decisions.abandoned()
    assert "They no longer ask" in opened(decision, decision.started_by).content.decode()


def test_ten_thousand_characters_are_shown_whole(opened):
    decision = DecisionFactory(information="O'Brien <b> " * 800 + "the end of it")
    page = opened(decision, decision.started_by).content.decode()
    assert "the end of it" in page
    assert "<b> " not in page


def test_a_page_takes_at_most_25_queries_however_much_there_is_to_say(client, opened):
    decision = decisions.shared()
    for number in range(5):
        decisions.add(decision, f"News {number}")
        decisions.disclose(decision)
    lead = UserFactory(roles=["lead"])
    opened(decision, lead)
    with CaptureQueriesContext(connection) as queries:
        client.get(decision.get_absolute_url())
    assert len(queries) <= 25


def test_who_may_not_open_the_file_is_not_sent_there(client):
    referred = decisions.referred()
    client.force_login(referred.started_by)
    assert f'href="/children/{referred.child.reference}/"' in client.get(referred.get_absolute_url()).content.decode()
    bank = UserFactory(roles=["practitioner"])
    elsewhere = decisions.referred(started_by=bank)
    client.force_login(bank)
    shown = client.get(elsewhere.get_absolute_url())
    assert shown.status_code == 200
    assert f'href="/children/{elsewhere.child.reference}/"' not in shown.content.decode()


@pytest.mark.parametrize("made", [DecisionFactory, decisions.with_management, decisions.returned])
def test_what_is_not_recorded_yet_can_turn_into_a_referral(opened, made):
    decision = made()
    last = opened(decision, decision.started_by).context["steps"][-1]
    assert last.url == f"/refer/?decision={decision.reference}"


def test_what_is_recorded_turns_into_nothing(opened):
    decision = decisions.to_disclose()
    assert "It cannot wait: refer now" not in steps(opened(decision, decision.started_by))
