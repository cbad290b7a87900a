"""What happens around a child beside decisions stands in the timeline and in the copy of the record, said alike."""

import pytest

from consent.actions.flags import end_flag, set_flag
from consent.models import Child
from sharing.actions.visits import sign_out
from sharing.happenings import happenings_of
from sharing.models import Decision
from sharing.sources import asked_together
from sharing.timeline import timeline_of
from tests.factories import ChildFactory, FamilyLinkFactory, UserFactory, concerns, decisions, follow_up
from tests.factories import advice as advices
from tests.factories.received import (
    InformationReceivedFactory,
    InformationRequestFactory,
    InformationRequestNewsFactory,
    PassingOnAnswerFactory,
)
from tests.factories.visits import SupervisionHandoverFactory, VisitFactory, ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return UserFactory(roles=["lead"])


@pytest.fixture
def child():
    """A child of whom something of every kind is on file."""
    child = ChildFactory()
    visit = VisitFactory(child=child, arrived_at=ago(hours=2))
    SupervisionHandoverFactory(visit=visit, at=ago(hours=1), to_supervisor__name="Siobhan Kelly")
    sign_out(by=visit.signed_in_by, visit=visit, left_at=ago(hours=0), note="She comes again on Friday")
    PassingOnAnswerFactory(request__received=InformationReceivedFactory(child=child, terms="Not to the parents"))
    InformationRequestNewsFactory(request=InformationRequestFactory(child=child))
    concern = concerns.ConcernFactory(child=child, safe_to_go_home="no")
    concerns.link(concerns.ConcernFactory(), child)
    concerns.discuss(concern)
    concerns.add(concern)
    concerns.close(concern)
    follow_up.news(decisions.shared(child=child))
    advices.AdviceAnswerFactory(advice__child=child)
    meeting = follow_up.MeetingFactory(child=child)
    follow_up.held(meeting)
    follow_up.done(follow_up.MeetingTaskFactory(meeting=meeting))
    follow_up.LeafletGivenFactory(child=child)
    flagged(child, child.key_person)
    return child


def flagged(child: Child, by) -> None:
    """A court order that limited a parent, taken down since."""
    father = FamilyLinkFactory(child=child, parent__given_names="Owen", parent__family_name="Whitaker").parent
    order = set_flag(
        by=by, child=child, kind="court_order", detail="No contact", about_parent=father, limits_contact=True
    )
    end_flag(by=by, flag=order, why="The court discharged it")


def said_of(child: Child, user) -> dict[str, str]:
    """Title and text of everything that this person reads in the timeline."""
    seen = Decision.objects.visible_to(user).about_child(child)
    return {event.title: event.text for _, event in asked_together(happenings_of(child, seen, user))}


def test_the_timeline_shows_each_once_and_leads_to_it(child, lead, client):
    client.force_login(lead)
    entries = timeline_of(child, user=lead, asked={}, size=100).entries
    for title in said_of(child, lead):
        [entry] = [entry for entry in entries if entry.title == title]
        assert entry.url, title
        assert client.get(entry.url).status_code == 200


def test_what_an_agency_told_is_marked_with_its_terms(child, lead):
    entries = timeline_of(child, user=lead, asked={}, size=100).entries
    [told] = [entry for entry in entries if entry.title.startswith("Information received")]
    assert told.status == "Third-party information"
    assert "Terms: Not to the parents" in told.text


def test_a_flag_stands_there_from_the_day_it_was_set_to_why_it_was_taken_down(child, lead):
    said = said_of(child, lead)
    assert said["Flag set: Court order about Owen Whitaker"] == "No contact"
    assert said["Flag taken down: Court order about Owen Whitaker"] == "The court discharged it"


def test_who_stayed_with_a_visitor_and_who_took_over_is_said(child, lead):
    said = said_of(child, lead)
    [text] = [text for title, text in said.items() if title.startswith("Supervision handed over")]
    assert text.startswith("Siobhan Kelly took over from ")
    assert "She comes again on Friday" in said.values()


def test_who_saw_a_child_alone_is_said_with_the_power_and_who_agreed(lead):
    visit = VisitFactory(power="police", signed_in_by__name="Priya Nair")
    [text] = said_of(visit.child, lead).values()
    assert "under their own powers: Section 47. Priya Nair agreed to it" in text


def test_whose_words_they_are_is_said_as_it_was_asked(lead):
    concern = concerns.ConcernFactory(words="Daddy got cross", whose_words="Lily-Mae's, at lunch")
    assert "“Daddy got cross” Whose words: Lily-Mae's, at lunch" in " ".join(said_of(concern.child, lead).values())


def test_what_the_parents_are_not_told_is_marked_without_terms_in_words(lead):
    received = InformationReceivedFactory(terms="", not_to_parents=True)
    [text] = said_of(received.child, lead).values()
    assert "Not to be told to the parents" in text


def test_on_what_basis_an_agency_was_asked_and_whether_the_family_knew(lead):
    request = InformationRequestFactory()
    [text] = said_of(request.child, lead).values()
    assert f"Lawful basis: {request.lawful_basis.name}" in text
    assert f"The family was told: {request.family_told_how}" in text


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, "Identity not disclosed"),
        ({"identity_disclosed": True}, "Identity disclosed"),
        ({"whom": "social_care", "identity_disclosed": True, "on_purpose": True}, "Identity disclosed on purpose"),
    ],
)
def test_advice_says_whether_the_identity_was_disclosed(lead, facts, status):
    advice = advices.AdviceFactory(**facts)
    [(_, event)] = asked_together(happenings_of(advice.child, Decision.objects.none(), lead))
    assert event.status == status


def test_a_concern_keeps_fact_injury_and_opinion_apart(lead):
    concern = concerns.ConcernFactory(injury="later", body_map_said="Blue, on the arm", opinion="It may be a fall")
    [text] = said_of(concern.child, lead).values()
    assert text.splitlines()[0] == concern.facts
    assert text.splitlines()[-2:] == ["Injury: Blue, on the arm", "Opinion: It may be a fall"]


def test_nothing_of_another_child_stands_there(child, lead):
    assert said_of(ChildFactory(), lead) == {}


def test_a_practitioner_reads_their_own_concerns_and_nobody_elses(child):
    own, others = child.key_person, UserFactory(roles=["practitioner"])
    assert any(title.startswith("Concern CON") for title in said_of(child, own))
    assert not any("oncern" in title for title in said_of(child, others))


def test_how_a_concern_went_on_is_for_those_designated(child, lead):
    gone_on = ("discussed", "closed")
    assert not any(word in title for title in said_of(child, child.key_person) for word in gone_on)
    assert all(any(word in title for title in said_of(child, lead)) for word in gone_on)


def test_the_other_childs_view_says_nothing_of_the_first(child, lead):
    assert said_of(child, lead)["Concern that touches this child"] == "He lives in the same house"


def test_every_kind_of_row_is_said(child, lead):
    """A source without a row above would be a kind that nobody has seen in a file."""
    seen = Decision.objects.visible_to(lead).about_child(child)
    sources = happenings_of(child, seen, lead)
    assert {row.place for row, _ in asked_together(sources)} == {source.place for source in sources}


def test_no_two_sources_share_a_place(child, lead):
    places = [source.place for source in happenings_of(child, Decision.objects.all(), lead)]
    assert len(places) == len(set(places))
    assert min(places) > 8  # those below are the timeline's own
