"""Policy 2.4: consent is specific, can be refused and withdrawn; a refused or withdrawn one is never offered."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Agency
from consent.actions.statements import invalidate_statement, record_consent, withdraw_consent
from consent.coverage import bearing, covers, proposed_state
from consent.models import ConsentStatement
from neston_sharing.foundation.actions import Refusal
from tests.factories import AgencyFactory, ChildFactory, ConsentSignatureFactory, FamilyLinkFactory, UserFactory

pytestmark = pytest.mark.django_db
NEEDS = ConsentStatement.Purpose.ADDITIONAL_NEEDS


@pytest.fixture
def staff():
    return UserFactory(roles=["manager"])


@pytest.fixture
def therapy():
    return AgencyFactory(name="Wirral Speech Therapy", kind=Agency.Kind.SPEECH_THERAPY)


@pytest.fixture
def mother():
    return FamilyLinkFactory(parent__given_names="Sarah")


@pytest.fixture
def father(mother):
    return FamilyLinkFactory(
        child=mother.child, parent__given_names="Liam", relationship="Father", ground="birth_certificate"
    )


@pytest.fixture
def says(staff, therapy):
    """Record what a parent says: given for the therapists for a year, unless told otherwise."""

    def record(link, statement="given", **changes):
        said = {"purpose": NEEDS, "how": "screen", "scope": "Speech", "agencies": [therapy], "kinds": []}
        if changes.get("how") != "spoken":
            said["signature"] = ConsentSignatureFactory(child=link.child, parent=link.parent)
        said |= {"stated_on": timezone.localdate(), "review_on": timezone.localdate() + timedelta(days=365)}
        return record_consent(by=staff, child=link.child, parent=link.parent, statement=statement, **said | changes)

    return record


def test_a_consent_covers_the_agency_that_it_names(says, mother, therapy):
    coverage = covers(says(mother), therapy)
    assert coverage.ok
    assert coverage.why.startswith("Given by Sarah Hart on ")
    assert proposed_state(mother.child, therapy) == "in_force"


def test_a_consent_covers_every_agency_of_a_kind_that_it_names(says, mother):
    consent = says(mother, agencies=[], kinds=["school"])
    assert covers(consent, AgencyFactory(kind="school")).ok
    assert not covers(consent, AgencyFactory(kind="police")).ok


def test_a_consent_does_not_cover_another_recipient(says, mother, therapy):
    police = AgencyFactory(name="Cheshire Police", kind="police")
    assert covers(says(mother), police).why == "It was given for Wirral Speech Therapy, not for Cheshire Police."
    assert proposed_state(mother.child, police) == "not_yet_sought"


def test_a_consent_does_not_cover_another_purpose(says, mother, therapy):
    coverage = covers(says(mother), therapy, purpose="development_summaries")
    assert not coverage.ok
    assert "not for: Development summaries" in coverage.why


def test_nothing_on_file_is_not_yet_sought(mother, therapy):
    assert bearing(mother.child, therapy) == []
    assert proposed_state(mother.child, therapy) == "not_yet_sought"


def test_a_refusal_is_no_consent(says, mother, therapy):
    assert covers(says(mother, "refused"), therapy).why.startswith("Sarah Hart refused on ")
    assert proposed_state(mother.child, therapy) == "refused"


def test_a_refusal_that_names_nobody_speaks_of_everybody(says, mother):
    says(mother, "refused", agencies=[])
    assert proposed_state(mother.child, AgencyFactory()) == "refused"


def test_a_withdrawn_consent_is_not_covered_by_what_was_given_before(says, mother, therapy, staff):
    consent = says(mother)
    withdraw_consent(by=staff, statement=consent, reason="Changed her mind")
    assert "withdrew their consent" in covers(consent, therapy).why
    assert proposed_state(mother.child, therapy) == "withdrawn"


def test_a_consent_recorded_wrongly_is_not_relied_on(says, mother, therapy, staff):
    consent = says(mother)
    invalidate_statement(by=staff, statement=consent, note="Wrong child's form")
    assert covers(consent, therapy).why == "Recorded wrongly, as a manager noted."
    assert proposed_state(mother.child, therapy) == "not_yet_sought"


def test_a_consent_is_not_relied_on_from_the_day_it_was_to_be_looked_at_again(says, mother, therapy):
    consent = says(mother)
    assert covers(consent, therapy, on=consent.review_on - timedelta(days=1)).ok
    assert "to be looked at again on" in covers(consent, therapy, on=consent.review_on).why
    assert proposed_state(mother.child, therapy, on=consent.review_on) == "not_yet_sought"


def test_a_parent_who_lost_responsibility_consents_no_longer(says, mother, therapy):
    consent = says(mother)
    mother.until = timezone.localdate() - timedelta(days=1)
    mother.save()
    assert "does not have parental responsibility" in covers(consent, therapy).why
    assert proposed_state(mother.child, therapy) == "not_yet_sought"


@pytest.mark.parametrize("taken_back", [False, True])
def test_two_parents_who_disagree_are_no_consent(says, mother, father, therapy, staff, taken_back):
    consent, others = says(mother), says(father, "given" if taken_back else "refused")
    if taken_back:
        withdraw_consent(by=staff, statement=others, reason="Changed his mind")
    assert covers(consent, therapy).why.startswith("The parents disagree: Liam Hart ")
    assert proposed_state(mother.child, therapy) == "parents_disagree"


def test_a_parent_who_refuses_another_recipient_does_not_disagree(says, mother, father, therapy):
    says(father, "refused", agencies=[AgencyFactory()])
    assert covers(says(mother), therapy).ok


def test_the_refusal_of_one_without_responsibility_is_no_disagreement(says, mother, father, therapy):
    says(father, "refused")
    father.until = timezone.localdate() - timedelta(days=1)
    father.save()
    assert covers(says(mother), therapy).ok


def test_a_particular_sharing_is_the_same_however_it_is_spelt(says, mother, therapy):
    consent = says(mother, purpose="particular", purpose_detail="Report to the clinic")
    says(mother, "refused", purpose="particular", purpose_detail=" report  to the CLINIC ")
    assert not covers(consent, therapy).ok


def test_those_that_may_be_relied_on_come_first(says, mother, father, therapy):
    says(mother, "refused", purpose="development_summaries")
    says(father)
    assert [consent.coverage.ok for consent in bearing(mother.child, therapy)] == [True, False]


def test_what_was_said_later_does_not_count_earlier(says, mother, therapy):
    consent = says(mother)
    assert not covers(consent, therapy, on=consent.stated_on - timedelta(days=1)).ok


def test_the_queries_do_not_grow_with_the_statements(says, mother, father, therapy, django_assert_max_num_queries):
    for link in (mother, father, mother, father, mother):
        says(link)
    with django_assert_max_num_queries(4):
        bearing(mother.child, therapy)


STEPS = st.lists(
    st.tuples(st.sampled_from(["given", "refused", "withdraw", "invalidate"]), st.integers(0, 1), st.integers(0, 9)),
    max_size=10,
)


class Memory:
    """What a careful person would remember of each parent's words: a list a parent, of valid words only."""

    def __init__(self) -> None:
        self.words: dict[int, list[ConsentStatement]] = {0: [], 1: []}
        self.every: list[tuple[int, ConsentStatement]] = []

    def hear(self, who: int, word: ConsentStatement) -> None:
        self.words[who].append(word)
        self.every.append((who, word))

    def forget(self, which: int) -> None:
        who, word = self.every[which]
        self.words[who].remove(word)

    def last(self, who: int) -> str:
        return str(self.words[who][-1].statement) if self.words[who] else ""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_history_offers_what_a_parent_last_refused_withdrew_or_had_invalidated(steps, says, staff, therapy):
    child, memory = ChildFactory(key_person=staff), Memory()
    links = [FamilyLinkFactory(child=child), FamilyLinkFactory(child=child)]
    for verb, who, which in steps:
        try:
            take(verb, who, which, links, memory, says, staff)
        except Refusal:
            continue
    offered = {consent.statement.parent_id for consent in bearing(child, therapy) if consent.coverage.ok}
    said = [memory.last(0), memory.last(1)]
    disputed = {"refused", "withdrawn"} & set(said)
    expected = (
        set() if disputed else {link.parent_id for link, word in zip(links, said, strict=True) if word == "given"}
    )
    assert offered == expected


def take(verb, who, which, links, memory, says, staff) -> None:
    """One step of a history; the actions refuse steps that make no sense."""
    if verb in ("given", "refused"):
        return memory.hear(who, says(links[who], verb))
    if not memory.every:
        return None
    which %= len(memory.every)
    who, word = memory.every[which]
    if verb == "withdraw":
        return memory.hear(who, withdraw_consent(by=staff, statement=word, reason="Changed their mind"))
    invalidate_statement(by=staff, statement=word, note="Wrong form")
    return memory.forget(which)
