"""A concern (policy 2.5): raised by anyone about any child, read and discussed by those designated, never lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consent.models import Exclusion
from neston_sharing.audit.models import Entry
from neston_sharing.foundation.actions import Refusal
from sharing.actions.concern_handling import add_to_concern, close_concern, discuss, mark_read
from sharing.actions.concerns import link_child, raise_concern
from sharing.actions.start import start_decision
from sharing.models import Concern, LinkedChild
from tests.factories import AgencyFactory, ChildFactory, PolicyVersionFactory, UserFactory, concerns

pytestmark = pytest.mark.django_db
MARKS = [[[158, 142], [164, 172]]]


@pytest.fixture
def bank():
    return UserFactory(roles=["practitioner"])


@pytest.fixture
def lead():
    return UserFactory(roles=["lead"])


@pytest.fixture
def child():
    return ChildFactory()


def raised(by, child, **more) -> Concern:
    return raise_concern(**{"by": by, "child": child, "facts": "A bruise", "safe_to_go_home": "yes", **more})


def exclude(child, user) -> None:
    Exclusion.objects.create(child=child, user=user, reason="Her aunt", set_by=child.key_person)


# --- Raising --------------------------------------------------------------------------------------------------------
def test_anybody_on_the_staff_raises_one_about_any_child_with_little(bank, child):
    concern = raised(bank, child)
    assert (concern.recorded_by, concern.child, concern.injury) == (bank, child, "none")
    assert timezone.now() - concern.happened_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("gap", "field"),
    [
        ({"facts": " "}, "facts"),
        ({"words": "Daddy got cross"}, "whose_words"),
        ({"safe_to_go_home": ""}, "safe_to_go_home"),
        ({"injury": "perhaps"}, "injury"),
        ({"injury": "later", "body_map": [[["a", 1]]]}, "body_map"),
        ({"happened_at": timezone.now() + timedelta(hours=2)}, "happened_at"),
    ],
)
def test_a_gap_is_refused_where_it_is(bank, child, gap, field):
    with pytest.raises(Refusal) as refused:
        raised(bank, child, **gap)
    assert refused.value.field == field


@pytest.mark.parametrize("role", ["officer", "auditor", "helper"])
def test_others_cannot_raise_one(role, child):
    with pytest.raises(Refusal):
        raised(UserFactory(roles=[role]), child)


def test_who_is_excluded_from_the_child_cannot(bank, child):
    exclude(child, bank)
    with pytest.raises(Refusal):
        raised(bank, child)


def test_a_body_map_is_said_in_words_by_itself_or_by_its_author(bank, child):
    assert raised(bank, child, injury="later", body_map=MARKS).body_map_said == "front, left upper arm and left elbow"
    assert raised(bank, child, injury="later", body_map=MARKS, body_map_said="Blue").body_map_said == "Blue"
    assert raised(bank, child, injury="none", body_map=MARKS).body_map == []
    assert raised(bank, child, injury="unhurt", body_map=MARKS).body_map == []


def test_each_linked_child_has_a_view_of_its_own(bank, child):
    brother = ChildFactory()
    concern = raised(bank, child, linked=[(brother, "He lives there too")])
    assert concern.linked.get().child == brother
    for other, view in ((brother, "Again"), (child, "The same"), (ChildFactory(), " ")):
        with pytest.raises(Refusal):
            link_child(by=bank, concern=concern, child=other, view=view)


def test_a_link_that_fails_leaves_no_concern(bank, child):
    with pytest.raises(Refusal):
        raised(bank, child, linked=[(child, "The same child")])
    assert not Concern.objects.exists()


def test_the_database_links_no_child_to_its_own_concern(child):
    with pytest.raises(IntegrityError, match="about this child already"), transaction.atomic():
        concerns.link(concerns.ConcernFactory(child=child), child=child)


# --- Read -----------------------------------------------------------------------------------------------------------
def test_once_somebody_designated_has_read_it_it_waits_no_longer(bank, lead, child):
    concern = raised(bank, child)
    assert list(Concern.objects.unread()) == [concern]
    for _ in range(2):
        mark_read(by=lead, concern=concern)
    assert not Concern.objects.unread().exists()
    assert concern.reads.get().recorded_by == lead


def test_nobody_reads_what_they_noticed_themselves_and_the_database_holds_to_it(lead, child):
    own = raised(lead, child)
    with pytest.raises(Refusal):
        mark_read(by=lead, concern=own)
    with pytest.raises(IntegrityError, match="Somebody else must read"), transaction.atomic():
        concerns.read(own, by=lead)


def test_what_somebody_designated_wrote_down_for_another_they_have_read(lead, child):
    concern = raised(lead, child, keyed_for="Bea, bank staff")
    assert concern.reads.get().recorded_by == lead


def test_a_practitioner_marks_handles_and_closes_nothing(bank, child):
    concern = concerns.ConcernFactory(child=child, recorded_by=bank)
    for act, said in (
        (mark_read, {}),
        (discuss, {"outcome": "x", "with_whom": "y"}),
        (close_concern, {"reasons": "x"}),
    ):
        with pytest.raises(Refusal):
            act(by=bank, concern=concern, **said)


# --- Discussed, added to, closed ------------------------------------------------------------------------------------
def test_a_discussion_says_with_whom_and_counts_as_reading(lead, child):
    concern = concerns.ConcernFactory(child=child)
    officer = UserFactory(roles=["officer"])
    discuss(by=lead, concern=concern, colleague=officer, outcome="Call for advice", next_step="Call")
    assert concern.reads.get().recorded_by == lead
    for gap in ({}, {"colleague": lead}, {"with_whom": "She", "next_by": timezone.localdate()}):
        with pytest.raises(Refusal):
            discuss(by=lead, concern=concern, outcome="Nothing", **gap)


def test_a_next_step_waits_until_a_later_row(lead, child):
    concern = concerns.ConcernFactory(child=child)
    concerns.read(concern, by=lead)
    concerns.discuss(concern, next_step="Call", next_by=timezone.localdate())
    waiting = Concern.objects.waiting_for(lead)
    assert [(each.next_step, each.next_by) for each in waiting.all()] == [("Call", timezone.localdate())]
    concerns.discuss(concern, outcome="They called back")
    assert not waiting.all().exists()


def test_closing_ends_its_next_step_and_takes_reasons(lead, child):
    concern = concerns.ConcernFactory(child=child)
    concerns.discuss(concern, next_step="Call", next_by=timezone.localdate())
    with pytest.raises(Refusal, match="Say why nothing more"):
        close_concern(by=lead, concern=concern, reasons=" ")
    close_concern(by=lead, concern=concern, reasons="Her mother told us how she fell")
    assert not Concern.objects.waiting_for(lead).exists()
    with pytest.raises(Refusal, match="closed"):
        close_concern(by=lead, concern=concern, reasons="Again")


def test_its_author_adds_to_it_even_when_it_is_closed_and_strangers_do_not(bank, child):
    concern = concerns.ConcernFactory(child=child)
    concerns.close(concern)
    assert (
        add_to_concern(by=concern.recorded_by, concern=concern, text=" It was the right arm ").text
        == "It was the right arm"
    )
    with pytest.raises(Refusal):
        add_to_concern(by=bank, concern=concern, text="What I think")


# --- A decision from it ---------------------------------------------------------------------------------------------
def start(by, child, concern):
    PolicyVersionFactory()
    details = {"initiative": "offered", "agency": AgencyFactory(), "information": "A bruise", "purpose": "Her safety"}
    return start_decision(by=by, child=child, concern=concern, **details)


def test_a_decision_starts_from_a_concern_about_the_child_or_one_that_links_it(lead, child):
    concern, brother = concerns.ConcernFactory(child=child), ChildFactory()
    concerns.link(concern, child=brother)
    assert start(lead, child, concern).concern == concern
    assert start(lead, brother, concern).concern == concern
    assert concern.reads.count() == 1
    with pytest.raises(Refusal, match="not about this child"):
        start(lead, ChildFactory(), concern)


def test_a_key_person_starts_one_from_their_own_concern_and_no_others(child):
    own, others = concerns.ConcernFactory(child=child), concerns.ConcernFactory(child=child, recorded_by=UserFactory())
    assert start(child.key_person, child, own).concern == own
    with pytest.raises(Refusal):
        start(child.key_person, child, others)


# --- Who sees what --------------------------------------------------------------------------------------------------
def test_those_designated_see_every_text_and_authors_their_own(bank, lead, child):
    own, other = raised(bank, child), concerns.ConcernFactory(child=child)
    assert set(Concern.objects.visible_to(lead)) == {own, other}
    assert list(Concern.objects.visible_to(bank)) == [own]
    for role in ("officer", "auditor", "helper"):
        assert not Concern.objects.visible_to(UserFactory(roles=[role])).exists()


@pytest.mark.parametrize("role", ["manager", "lead", "deputy", "practitioner"])
def test_exclusion_from_the_child_beats_role_and_authorship(role, child):
    person = UserFactory(roles=[role])
    concern = concerns.ConcernFactory(child=child, recorded_by=person)
    link = concerns.link(concerns.ConcernFactory(), child=child)
    exclude(child, person)
    assert not Concern.objects.visible_to(person).filter(pk=concern.pk).exists()
    assert not Concern.objects.readable_by(person).filter(pk=concern.pk).exists()
    assert not LinkedChild.objects.visible_to(person).filter(pk=link.pk).exists()


def test_excluded_from_one_child_a_leader_still_sees_what_it_means_for_another(lead, child):
    concern, brother = concerns.ConcernFactory(child=child), ChildFactory()
    link = concerns.link(concern, child=brother)
    exclude(child, lead)
    assert list(LinkedChild.objects.visible_to(lead).about_child(brother)) == [link]
    assert not Concern.objects.visible_to(lead).touching(brother).exists()


def test_all_of_it_is_in_the_log_under_the_child(bank, lead, child):
    brother = ChildFactory()
    concern = raised(bank, child, linked=[(brother, "He too")], injury="later", body_map=MARKS)
    mark_read(by=lead, concern=concern)
    assert Entry.objects.about(child.reference).filter(content_type__model="concernread").exists()
    assert Entry.objects.about(brother.reference).filter(content_type__model="linkedchild").exists()
