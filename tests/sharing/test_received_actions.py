"""What other agencies told us: received, asked about, held back until they agree (policy 1.3)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.uploads import Upload
from sharing.actions.decide_again import decide_again
from sharing.actions.disclose import disclose
from sharing.actions.items import add_item
from sharing.actions.passing_on import ask_to_pass_on, record_answer
from sharing.actions.received import end_around, put_around, receive_information
from sharing.actions.refer import refer
from sharing.held_back import held_back
from sharing.missing import missing_from
from sharing.models import AroundChild, DisclosedItem, InformationReceived, Item, PassingOnAnswer
from tests.factories import AgencyFactory, ChildFactory, ProfessionalFactory, UserFactory, decisions
from tests.factories.received import (
    AroundChildFactory,
    InformationReceivedFactory,
    PassingOnAnswerFactory,
    PassingOnRequestFactory,
)
from tests.sharing import drafts

pytestmark = pytest.mark.django_db
COMMON = {"nature": "fact", "source": "agency", "about": "child", "included": True, "text": "What they said"}


def today():
    return timezone.localdate()


def receive(**facts) -> InformationReceived:
    child = facts.pop("child", None) or ChildFactory()
    return receive_information(
        **{
            "by": child.key_person,
            "child": child,
            "agency": AgencyFactory(),
            "from_whom": "DC Ruth Pemberton",
            "received_at": timezone.now(),
            "route": "telephone",
            "what": "Police were called twice",
            **facts,
        }
    )


# --- Received ------------------------------------------------------------------------------------------------------
def test_it_says_from_whom_when_how_what_and_on_what_terms():
    row = receive(terms="For the key person only", not_to_parents=True)
    assert (row.from_whom, row.what, row.terms) == (
        "DC Ruth Pemberton",
        "Police were called twice",
        "For the key person only",
    )
    assert row.not_to_parents
    assert row.reference.startswith("R-")


def test_a_file_is_kept_under_a_random_name_with_its_hash():
    row = receive(what="", upload=Upload(b"%PDF-1.4", ".pdf", 2))
    assert row.attachment_name == "Attachment, 2 pages"
    assert len(row.attachment_sha256) == 64


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        ({"what": " "}, "Write what they told us"),
        ({"from_whom": " "}, "who told us"),
        ({"route": "pigeon"}, "Choose how"),
        ({"received_at": timezone.now() + timedelta(days=400)}, "now or earlier"),
    ],
)
def test_what_is_missing_is_said(gap, words):
    with pytest.raises(Refusal, match=words):
        receive(**gap)


def test_it_comes_from_somebody_of_that_agency_and_is_recorded_by_who_may_read_the_file():
    with pytest.raises(Refusal, match="does not work for"):
        receive(professional=ProfessionalFactory())
    with pytest.raises(Refusal, match="whose file you may read"):
        receive(by=UserFactory(roles=["practitioner"]))


# --- May it be passed on? ------------------------------------------------------------------------------------------
@pytest.fixture
def row():
    return InformationReceivedFactory()


def ask(row, **facts):
    said = {"asked_of": "DC Pemberton", "asked_on": today(), "route": "telephone", "purpose": "The health visitor asks"}
    return ask_to_pass_on(**{"by": row.recorded_by, "received": row, **said, **facts})


def answer(request, kind="given", **facts) -> PassingOnAnswer:
    said = {"answered_by": "DC Pemberton", "answered_on": today()}
    return record_answer(**{"by": request.recorded_by, "request": request, "answer": kind, **said, **facts})


def test_an_agency_is_asked_once_until_it_answers(row):
    there = AgencyFactory()
    request = ask(row, to_agency=there)
    with pytest.raises(Refusal, match="asked this already"):
        ask(row, to_agency=there)
    assert ask(row).to_agency is None
    answer(request, "refused")
    assert ask(row, to_agency=there).pk


def test_back_to_the_agency_it_needs_no_asking(row):
    with pytest.raises(Refusal, match="needs no consent"):
        ask(row, to_agency=row.agency)


def test_the_last_answer_counts_and_the_same_is_not_recorded_twice(row):
    request = ask(row)
    answer(request)
    with pytest.raises(Refusal, match="recorded already"):
        answer(request)
    with pytest.raises(Refusal, match="take it back"):
        answer(request, "refused")
    answer(request, "withdrawn")
    assert answer(request).pk


def test_what_was_not_given_is_not_taken_back(row):
    with pytest.raises(Refusal, match="nothing to take back"):
        answer(ask(row), "withdrawn")


def test_the_second_of_two_tabs_is_told(row):
    request = ask(row)
    answer(request, "refused", seen=0)
    with pytest.raises(Refusal, match="while you were writing"):
        answer(request, "given", seen=0)


@pytest.mark.parametrize("days", [-1, 1])
def test_an_answer_lies_between_the_question_and_today(row, days):
    with pytest.raises(Refusal, match="Enter a day"):
        answer(ask(row), answered_on=today() + timedelta(days=days))


@pytest.mark.parametrize("kinds", [("withdrawn",), ("given", "given"), ("given", "refused"), ("refused", "withdrawn")])
def test_the_database_refuses_an_answer_out_of_turn(row, kinds):
    request = PassingOnRequestFactory(received=row)
    *first, last = kinds
    for kind in first:
        PassingOnAnswerFactory(request=request, answer=kind)
    with pytest.raises(IntegrityError, match="agrees or refuses"), transaction.atomic():
        PassingOnAnswerFactory(request=request, answer=last)


def test_the_database_refuses_an_answer_before_the_question(row):
    request = PassingOnRequestFactory(received=row)
    with pytest.raises(IntegrityError, match="agrees or refuses"), transaction.atomic():
        PassingOnAnswerFactory(request=request, answered_on=today() - timedelta(days=1))


# --- The parents ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "to_anybody", "kinds", "may"),
    [
        ({}, True, (), False),
        ({}, True, ("given",), True),
        ({}, False, ("given",), False),
        ({}, True, ("given", "withdrawn"), False),
        ({"not_to_parents": True}, True, ("given",), False),
    ],
)
def test_nothing_goes_into_a_parents_copy_without_the_agencys_consent(facts, to_anybody, kinds, may):
    row = InformationReceivedFactory(**facts)
    request = PassingOnRequestFactory(received=row, to_agency=None if to_anybody else AgencyFactory())
    for kind in kinds:
        PassingOnAnswerFactory(request=request, answer=kind)
    assert row.may_go_to_parents is may


# --- Around the child ----------------------------------------------------------------------------------------------
def test_an_agency_is_around_a_child_once_until_it_is_not():
    child, there, lead = ChildFactory(), AgencyFactory(), UserFactory(roles=["lead"])
    facts = {"by": lead, "child": child, "agency": there, "group": "Core group", "since": today()}
    around = put_around(**facts)
    with pytest.raises(Refusal, match="already"):
        put_around(**facts)
    with pytest.raises(Refusal, match="not before the first"):
        end_around(by=lead, around=around, ended_on=today() - timedelta(days=1))
    assert end_around(by=lead, around=around, ended_on=today()).ended_by == lead
    with pytest.raises(Refusal, match="entered already"):
        end_around(by=lead, around=around, ended_on=today())


def test_only_a_lead_or_manager_says_who_is_around_a_child():
    child = ChildFactory()
    with pytest.raises(Refusal, match="whose file"):
        put_around(by=child.key_person, child=child, agency=AgencyFactory(), group="Core group", since=today())
    with pytest.raises(Refusal, match="Only the designated"):
        end_around(by=child.key_person, around=AroundChildFactory(child=child), ended_on=today())


def test_who_was_around_a_child_is_neither_deleted_nor_rewritten():
    around = AroundChildFactory()
    with pytest.raises(IntegrityError, match="kept"), transaction.atomic():
        around.delete()
    around.group = "Another"
    with pytest.raises(IntegrityError, match="set once"), transaction.atomic():
        around.save()


# --- In a decision -------------------------------------------------------------------------------------------------
@pytest.fixture
def draft():
    """Decided to be shared; question 7 comes next."""
    return drafts.to_share()


@pytest.fixture
def told(draft) -> InformationReceived:
    return InformationReceivedFactory(child=draft.child)


def put_in(draft, told, **facts) -> Item:
    return add_item(by=draft.holder, decision=draft, received=told, **{**COMMON, "text": "", **facts})


def test_an_item_takes_agency_and_text_from_what_was_received(draft, told):
    item = put_in(draft, told, agency_consent="They said yes, I think")
    assert (item.source_agency, item.text, item.agency_consent) == (told.agency, told.what, "")


def test_an_item_takes_the_file_where_there_is_no_text(draft):
    told = receive(child=draft.child, what="", upload=Upload(b"%PDF-1.4", ".pdf"))
    item = put_in(draft, told)
    assert (item.attachment_sha256, item.attachment_name) == (told.attachment_sha256, "Attachment, 1 page")
    assert item.attachment.name != told.attachment.name


def test_another_childs_is_no_choice(draft):
    with pytest.raises(Refusal, match="about this child"):
        put_in(draft, InformationReceivedFactory(child=ChildFactory(key_person=draft.holder)))


def test_question_7_waits_for_the_agency(draft, told):
    put_in(draft, told)
    with pytest.raises(Refusal, match="has not been asked"):
        drafts.right_way(draft)
    request = ask(told, to_agency=draft.agency)
    with pytest.raises(Refusal, match="has not answered yet"):
        drafts.right_way(draft)
    answer(request, "refused")
    with pytest.raises(Refusal, match="refused to have it passed on"):
        drafts.right_way(draft)
    answer(request)
    assert drafts.right_way(draft)


@pytest.mark.parametrize("way", ["left out", "back", "around", "override"])
def test_question_7_does_not_wait(draft, told, way):
    facts = {
        "left out": {"included": False, "left_out_why": "Not ours"},
        "override": {"override": "paramount", "override_why": "He is in danger"},
    }
    if way == "back":
        told = InformationReceivedFactory(child=draft.child, agency=draft.agency)
    if way == "around":
        AroundChildFactory(child=draft.child, agency=draft.agency)
    put_in(draft, told, **facts.get(way, {}))
    add_item(by=draft.holder, decision=draft, **drafts.OWN_ITEM)
    assert drafts.right_way(draft)


def test_without_a_row_the_text_still_counts_and_those_around_need_none(draft):
    facts = {**COMMON, "source_agency": AgencyFactory()}
    with pytest.raises(Refusal, match="record their consent"):
        add_item(by=draft.holder, decision=draft, **facts)
    AroundChildFactory(child=draft.child, agency=draft.agency)
    add_item(by=draft.holder, decision=draft, **facts)
    assert held_back(draft) == []


def waiting(kind: str = "given"):
    """A decision that can be recorded, on what an agency said that it agrees to."""
    draft = decisions.answered_with_consent()
    told = InformationReceivedFactory(child=draft.child)
    request = PassingOnRequestFactory(received=told, to_agency=draft.agency)
    PassingOnAnswerFactory(request=request, answer=kind)
    item = Item.objects.create(decision=draft, received=told, source_agency=told.agency, **COMMON)
    return decisions.send(decisions.decide_to_share(draft)), request, item


def test_taken_back_before_the_back_up_it_is_not_recorded():
    decision, request, _ = waiting()
    assert missing_from(decision) == []
    answer(request, "withdrawn")
    assert "took back" in missing_from(decision)[0].words
    with pytest.raises(IntegrityError, match="waits for that agency's consent"), transaction.atomic():
        decisions.back(decision)


def test_taken_back_after_the_back_up_it_is_not_disclosed():
    decision, request, item = waiting()
    decisions.back(decision)
    answer(request, "withdrawn")
    facts = {"what": "All of it", "shared_at": timezone.now(), "route": "telephone", "to_whom": "Jo Bell"}
    facts["reasons"] = decisions.reasons_for(decision, route="telephone", used="")
    with pytest.raises(Refusal, match="took back"):
        disclose(by=decision.started_by, decision=decision, items=[item], **facts)
    told = disclose(by=decision.started_by, decision=decision, **facts)
    with pytest.raises(IntegrityError, match=r"another agency|stands in the copy"), transaction.atomic():
        DisclosedItem.objects.create(disclosure=told, item=item, recorded_by=decision.started_by)


def test_with_their_consent_it_is_recorded_and_disclosed():
    decision, _, item = waiting()
    decisions.back(decision)
    assert decisions.disclose(decision).disclosed_items.filter(item=item).exists()


def test_a_referral_never_waits_for_it(draft, told):
    put_in(draft, told)
    decision = refer(
        by=draft.holder,
        child=draft.child,
        draft=draft,
        agency=draft.agency,
        what="He is in danger",
        why="It cannot wait",
        tried="The manager",
        family_told=False,
        family_not_told="unsafe",
        family_not_told_why="He would harm her",
    )
    assert decision.recorded_at


@pytest.mark.parametrize("wrong", ["another child", "another agency", "a text of consent"])
def test_the_database_refuses_an_item_that_is_not_as_received(draft, told, wrong):
    facts = {"source_agency": told.agency, "received": told}
    if wrong == "another child":
        facts["received"] = InformationReceivedFactory(agency=told.agency)
    if wrong == "another agency":
        facts["source_agency"] = AgencyFactory()
    if wrong == "a text of consent":
        facts["agency_consent"] = "They said yes"
    with pytest.raises(IntegrityError, match="Information received"), transaction.atomic():
        Item.objects.create(decision=draft, **COMMON, **facts)


def test_the_database_refuses_an_included_item_without_a_row_a_consent_or_a_ground(draft):
    with pytest.raises(IntegrityError, match="another agency"), transaction.atomic():
        Item.objects.create(decision=draft, source_agency=AgencyFactory(), **COMMON)


def test_deciding_again_takes_over_where_it_came_from():
    decision, request, _ = waiting()
    decisions.back(decision)
    decisions.take_back(decision)
    again = decide_again(by=decision.started_by, decision=decision)
    assert again.items.filter(received=request.received).exists()


# --- Who sees it ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("model", [InformationReceived, AroundChild])
def test_those_who_may_read_the_file_see_it_and_no_others(model):
    child = ChildFactory()
    InformationReceivedFactory(child=child)
    AroundChildFactory(child=child)
    stranger, officer = UserFactory(roles=["practitioner"]), UserFactory(roles=["officer"])
    assert model.objects.visible_to(child.key_person).count() == 1
    assert not model.objects.visible_to(stranger).exists()
    assert not model.objects.visible_to(officer).exists()
