"""Seeking advice: who it is about stays out of the text, or is kept with a reason; a doubt is settled by advice."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from consent.models import Address
from sharing.actions.abandon import abandon_decision
from sharing.actions.advice import Identifies, record_advice, record_advice_answer
from sharing.known_people import known_around
from tests.factories import AgencyFactory, ChildFactory, FamilyLinkFactory, ParentFactory, UserFactory, concerns
from tests.factories.advice import AdviceFactory, advised
from tests.refusals import refused
from tests.sharing.drafts import answer, draft

pytestmark = pytest.mark.django_db
CLEAN = "A two-year-old has a bruise on the upper arm. Whom do we tell?"
NAMED = "Amelia has a bruise. Whom do we tell?"


@pytest.fixture
def child(db):
    return ChildFactory(given_names="Amelia", family_name="Quillfeather", date_of_birth=date(2024, 3, 27))


def ask(child, **fields):
    said = {"whom": "helpline", "who": "The duty adviser", "asked": CLEAN, "sought_at": timezone.now()}
    return record_advice(**{"by": child.key_person, "child": child, "identity": False} | said | fields)


# --- Who it is about -----------------------------------------------------------------------------------------------
def test_a_text_that_names_nobody_is_recorded_as_anonymous(child):
    advice = ask(child, said="Tell children's social care today")
    assert (advice.identity_disclosed, advice.found, advice.answers.get().kept_why) == (False, [], "")


@pytest.mark.parametrize("field", ["asked", "said"])
def test_what_names_the_child_is_not_recorded_without_a_reason(child, field):
    with pytest.raises(Identifies) as refusal:
        ask(child, **{field: NAMED})
    assert (refusal.value.field, refusal.value.found[field][0].text) == (field, "Amelia")


def test_what_is_kept_with_a_reason_counts_as_disclosed(child):
    advice = ask(child, asked=NAMED, kept_why="They know her already")
    assert (advice.identity_disclosed, advice.on_purpose, advice.kept_why) == (True, False, "They know her already")
    assert advice.found == [[0, 6, "may be the child's name"]]


def test_an_answer_that_names_her_discloses_it_later(child):
    advice = ask(child)
    with pytest.raises(Identifies):
        record_advice_answer(by=child.key_person, advice=advice, said=NAMED, answered_at=timezone.now())
    said = {"said": NAMED, "answered_at": timezone.now(), "kept_why": "They guessed"}
    record_advice_answer(by=child.key_person, advice=advice, **said)
    assert (advice.identity_disclosed, advice.says_who) == (False, True)


@pytest.mark.parametrize("whom", ["social_care", "police", "lado"])
def test_who_must_act_is_told_on_purpose_and_nobody_is_asked_why(child, whom):
    advice = ask(child, whom=whom, asked=NAMED, identity=True)
    assert (advice.on_purpose, advice.identity_disclosed, advice.found) == (True, True, [])


@pytest.mark.parametrize(("whom", "identity"), [("helpline", True), ("social_care", False)])
def test_whoever_else_is_told_or_without_saying_so_it_takes_a_reason(child, whom, identity):
    with pytest.raises(Identifies):
        ask(child, whom=whom, asked=NAMED, identity=identity)


def test_a_reason_for_a_text_that_has_changed_since_is_not_kept(child):
    assert ask(child, kept_why="They know her").identity_disclosed is False


# --- The people around a child -------------------------------------------------------------------------------------
def test_the_family_the_household_and_the_staff_are_known_with_protected_addresses(child):
    mother = ParentFactory(given_names="Marta", email="marta@example.org", telephone="07700 900123")
    FamilyLinkFactory(child=child, parent=mother)
    sibling = FamilyLinkFactory(parent=mother, child=ChildFactory(given_names="Rory")).child
    FamilyLinkFactory(child=sibling, parent=ParentFactory(given_names="Gareth"))
    partner = ParentFactory(given_names="Dean")
    FamilyLinkFactory(child=child, parent=partner, has_responsibility=False, ground="")
    Address.objects.create(child=child, parent=mother, lines="4 Elm Row", postcode="CH64 9RT", protected=True)
    known = known_around(child)
    roles = {person.given_names: person.role for person in known.people}
    assert [roles[name] for name in ("Amelia", "Rory", "Marta", "Gareth", "Dean")] == [
        "the child", "a sibling", "a parent", "a sibling's parent", "in the household",
    ]  # fmt: skip
    assert "a member of staff" in roles.values()
    assert (known.addresses, known.postcodes) == (("4 Elm Row",), ("CH64 9RT",))
    assert known.emails == ("marta@example.org",)
    assert "07700 900123" in known.telephones
    assert {child.date_of_birth, sibling.date_of_birth} == set(known.born)


def test_a_large_family_takes_as_many_queries_as_a_small_one(child, django_assert_max_num_queries):
    for _ in range(5):
        parent = FamilyLinkFactory(child=child).parent
        FamilyLinkFactory(parent=parent)
        Address.objects.create(child=child, parent=parent, lines="1 High Street")
    with django_assert_max_num_queries(6):
        known_around(child)


def test_a_council_that_signs_for_many_makes_them_no_siblings(child):
    council = ParentFactory(on_behalf_of=AgencyFactory())
    for each in (child, ChildFactory(given_names="Rory")):
        FamilyLinkFactory(child=each, parent=council, ground="care_order")
    assert "Rory" not in {person.given_names for person in known_around(child).people}


# --- Whom, when, about what ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"who": ""}, "who"),
        ({"whom": "manager", "who": ""}, "colleague"),
        ({"whom": "neighbour"}, "whom"),
        ({"asked": " "}, "asked"),
        ({"sought_at": timezone.now() + timedelta(days=1)}, "sought_at"),
    ],
)
def test_advice_that_is_not_whole_is_refused_with_what_to_do(child, fields, field):
    with refused("Say|Choose|Write|Enter", field):
        ask(child, **fields)


def test_nobody_asks_themselves_and_nobody_asks_about_a_file_that_is_not_theirs(child):
    with refused("not yourself", "colleague"):
        ask(child, whom="manager", colleague=child.key_person)
    with refused("whose file you may read"):
        ask(child, by=UserFactory(roles=["practitioner"]))


def test_advice_stands_at_what_is_about_the_same_child(child):
    another, concern = draft(), concerns.ConcernFactory()
    with refused("not yours to work on"):
        ask(child, decision=another, question=1)
    with refused("a concern that you may read"):
        ask(child, concern=concern)


def test_whoever_holds_the_draft_may_ask_without_the_file():
    decision, stranger = draft((1, "not_sure")), UserFactory(roles=["practitioner"])
    decision.holder = stranger
    decision.save()
    assert ask(decision.child, by=stranger, decision=decision, question=1).question == 1


# --- A doubt is settled --------------------------------------------------------------------------------------------
def test_a_doubt_is_settled_by_an_answer_that_cites_the_advice():
    decision = draft((1, "not_sure"))
    with refused("record the advice", "answer"):
        answer(decision, 1, "yes")
    advice = advised(decision, 1)
    with refused("choose the advice that settles it", "advice"):
        answer(decision, 1, "yes")
    answer(decision, 1, "yes", advice=advice)
    assert decision.answers.get().advice == advice
    assert answer(decision, 1, "no", confirmed=True).answers.get().advice == advice  # it stays cited


def test_only_advice_with_an_answer_about_this_child_settles_it():
    decision = draft((1, "not_sure"))
    asked = AdviceFactory(child=decision.child, decision=decision, question=1, recorded_by=decision.holder)
    for advice in (asked, advised(draft(), 1)):
        with refused("given about this child", "advice"):
            answer(decision, 1, "yes", advice=advice)


def test_a_doubt_that_comes_back_cites_nothing_and_is_as_old_as_it_was():
    decision = draft((1, "not_sure"))
    since = decision.answers.get().answered_at
    answer(decision, 1, "not_sure", reason="Still not sure")
    assert decision.answers.get().answered_at == since
    answer(decision, 1, "yes", advice=advised(decision, 1))
    answer(decision, 1, "not_sure")
    assert decision.answers.get().advice is None


def test_at_question_two_doubt_counts_as_yes_and_needs_no_advice():
    decision = draft((1, "yes"), (2, "not_sure"))
    assert answer(decision, 2, "yes").given[2] == "yes"


def test_a_doubt_stops_nobody_from_abandoning_it():
    decision = draft((1, "not_sure"))
    assert abandon_decision(by=decision.holder, decision=decision, why="She has moved away").abandoned_at
