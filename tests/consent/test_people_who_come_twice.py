"""What stands at one row of a child stands at all of them, and parts with them."""

import pytest

from consent import subjects
from consent.actions.exclusions import exclude
from consent.actions.merging import merge_children, merge_parents, undo_merge
from consent.actions.receipts import issue_receipt
from consent.actions.restrictions import restrict
from consent.coverage import covers, proposed_state
from consent.models import Address, Child, ConsentRecipient, ConsentStatement, Exclusion, Flag, Parent, Receipt
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    ConsentStatementFactory,
    FamilyLinkFactory,
    ParentFactory,
    RegistrationFactory,
    SignatureFactory,
    UserFactory,
)
from tests.refusals import refused


@pytest.fixture
def manager(db):
    return UserFactory(roles=["manager"])


@pytest.fixture
def twice(manager):
    """One child who was entered twice: (the row that is kept, the one merged into it, the merge)."""
    kept, merged = ChildFactory(given_names="Amelia"), ChildFactory(given_names="Amélie")
    return kept, merged, merge_children(by=manager, kept=kept, merged=merged, reason="Same birth certificate")


def again(child: Child) -> Child:
    return Child.objects.get(pk=child.pk)


def test_a_child_has_the_flags_family_and_addresses_of_both_rows(twice):
    kept, merged = map(again, twice[:2])
    flag = Flag.objects.create(child=merged, kind="in_need", set_by=kept.key_person)
    link, address = FamilyLinkFactory(child=merged), Address.objects.create(child=kept, lines="1 High Street")
    for row in (kept, merged):
        assert (row.flags.get(), row.links.get(), row.addresses.get()) == (flag, link, address)
    assert ChildFactory().flags.count() == 0


def test_what_is_fetched_with_a_child_is_of_both_rows_too(twice, django_assert_num_queries):
    kept, merged = map(again, twice[:2])
    link, other = FamilyLinkFactory(child=merged), FamilyLinkFactory()
    with django_assert_num_queries(2):
        rows = {row.pk: row for row in Child.objects.prefetch_related("links")}
        found = [[each.pk for each in rows[row.pk].links.all()] for row in (kept, merged, other.child)]
    assert found == [[link.pk], [link.pk], [other.pk]]


def test_a_signature_at_either_row_registers_the_child(twice):
    SignatureFactory(registration=RegistrationFactory(child=twice[1]))
    assert not Child.objects.all().unregistered().among(twice[:2])
    assert all(row.registered for row in Child.objects.with_registered().among(twice[:2]))


def test_after_undoing_each_has_what_was_recorded_with_it(twice, manager):
    flag = Flag.objects.create(child=twice[1], kind="in_need", set_by=manager)
    undo_merge(by=manager, merge=twice[2], why="They are twins")
    assert not again(twice[0]).flags.exists()
    assert again(twice[1]).flags.get() == flag


# --- Exclusions: excluded from either is excluded from both ---------------------------------------------------------
@pytest.fixture(params=[0, 1], ids=["from the row that is kept", "from the row that was merged"])
def excluded(request, twice):
    person = UserFactory(roles=["lead", "practitioner", "manager"])
    Exclusion.objects.create(child=twice[request.param], user=person, reason="Her niece", set_by=UserFactory())
    return person


def test_who_is_excluded_from_either_row_sees_neither(excluded, twice):
    children = Child.objects.all()
    for seen in (children.open_to(excluded), children.visible_to(excluded), children.findable_by(excluded)):
        assert not seen.among(twice[:2]).exists()


def test_the_log_hides_every_row_and_every_parent_from_who_is_excluded(excluded, twice, manager):
    parents = [FamilyLinkFactory(child=row).parent for row in twice[:2]]
    entered_twice = FamilyLinkFactory(child=ChildFactory()).parent
    merge_parents(by=manager, kept=entered_twice, merged=parents[0], reason="Same telephone")
    hidden = {row.reference for row in (*twice[:2], *parents, entered_twice)}
    assert set(subjects.hidden_from(excluded)) == hidden
    assert subjects.labels(hidden, excluded) == {}
    assert subjects.find("Am", excluded) == {}


def test_the_log_calls_both_rows_by_the_name_that_is_kept(twice, manager):
    kept, merged, _ = twice
    both = {kept.reference: kept.name, merged.reference: kept.name}
    assert subjects.labels(both, manager) == both
    assert subjects.find("Amélie", manager) == both


def test_nothing_else_is_hidden(manager, twice):
    Exclusion.objects.create(child=ChildFactory(), user=manager, reason="Her niece", set_by=UserFactory())
    assert Child.objects.visible_to(manager).among(twice[:2]).count() == 2


def test_an_exclusion_made_while_merged_holds_for_both_afterwards(twice, manager):
    """Nobody knows any more which of the two it was about: fail on the safe side; a manager may lift it."""
    person = UserFactory(roles=["practitioner"])
    exclude(by=manager, child=twice[0], user=person, reason="Her aunt")
    undo_merge(by=manager, merge=twice[2], why="They are twins")
    assert not Child.objects.open_to(person).among(twice[:2]).exists()


def apart_again(by, closed: Child, *, recorded: bool) -> Child:
    """Merge a child whose record is closed to somebody into another, and part them; give that other."""
    kept = ChildFactory()
    merge = merge_children(by=by, kept=kept, merged=closed, reason="Same birth certificate")
    if recorded:
        Address.objects.create(child=kept, lines="1 High Street")
    undo_merge(by=by, merge=merge, why="They are twins")
    return kept


def test_what_was_recorded_while_merged_stays_closed_to_whom_it_was_closed(manager):
    """It stands with the row that was shown, and may be about the other, from whom they are excluded."""
    child, lead = ChildFactory(), UserFactory(roles=["lead", "manager"])
    aunt = UserFactory(roles=["lead"])
    exclude(by=manager, child=child, user=aunt, reason="Her aunt")
    restrict(by=lead, child=child, readers=[], reason="An enquiry")
    kept = apart_again(lead, child, recorded=True)
    assert [Child.objects.open_to(each).contains(kept) for each in (aunt, manager, lead)] == [False, False, True]


def test_where_nothing_was_recorded_meanwhile_the_other_is_open_as_before(manager):
    child, aunt = ChildFactory(), UserFactory(roles=["lead"])
    exclude(by=manager, child=child, user=aunt, reason="Her aunt")
    assert Child.objects.open_to(aunt).contains(apart_again(manager, child, recorded=False))


# --- Access: of the row that is kept --------------------------------------------------------------------------------
def test_the_key_person_of_the_row_that_is_kept_sees_both_and_the_other_sees_neither(twice):
    kept, merged, _ = twice
    assert Child.objects.visible_to(kept.key_person).among([kept, merged]).count() == 2
    assert Child.objects.visible_to(merged.key_person).count() == 0


def test_lists_show_one_row_which_either_name_finds(twice, manager):
    found = Child.objects.findable_by(manager)
    assert [found.named(name).get() for name in ("Amelia", "Amélie")] == [twice[0], twice[0]]
    assert found.count() == 1


# --- Refusals -------------------------------------------------------------------------------------------------------


def test_only_a_manager_who_may_read_both_merges_and_says_why(manager):
    one, other = ChildFactory(), ChildFactory()
    with refused("Ask a manager"):
        merge_children(by=UserFactory(roles=["lead"]), kept=one, merged=other, reason="Same")
    with refused("Say how you know"):
        merge_children(by=manager, kept=one, merged=other, reason=" ")
    Exclusion.objects.create(child=other, user=manager, reason="Her niece", set_by=UserFactory())
    with refused("Ask another manager"):
        merge_children(by=manager, kept=one, merged=other, reason="Same")


def test_a_chain_is_refused_in_words(twice, manager):
    kept, merged, _ = twice
    third = ChildFactory()
    for arguments, words in (
        ({"kept": kept, "merged": merged}, "merged already"),
        ({"kept": merged, "merged": third}, "keep that other one"),
        ({"kept": third, "merged": merged}, "undo that first"),
        ({"kept": third, "merged": kept}, "keep this one"),
        ({"kept": third, "merged": third}, "two different"),
    ):
        with refused(words):
            merge_children(by=manager, reason="Same", **arguments)


def test_a_third_row_joins_the_one_that_is_kept(twice, manager):
    third = ChildFactory()
    merge_children(by=manager, kept=twice[0], merged=third, reason="Entered a third time")
    assert Child.objects.same_as(again(twice[1])).count() == 3


def test_a_merge_is_undone_once(twice, manager):
    undo_merge(by=manager, merge=twice[2], why="They are twins")
    with refused("undone already"):
        undo_merge(by=manager, merge=twice[2], why="They are twins")
    assert merge_children(by=manager, kept=twice[1], merged=twice[0], reason="One after all")


def test_a_person_for_a_council_is_not_merged_with_a_parent(manager):
    council = ParentFactory(on_behalf_of=AgencyFactory())
    with refused("for a council"):
        merge_parents(by=manager, kept=ParentFactory(), merged=council, reason="Same name")


# --- Two rows for one parent: one voice, one name -------------------------------------------------------------------
@pytest.fixture
def mother(manager):
    """A mother who was entered twice, linked to one child by both rows: (kept, merged, child)."""
    child = ChildFactory()
    kept, merged = (FamilyLinkFactory(child=child).parent for _ in range(2))
    merge_parents(by=manager, kept=kept, merged=merged, reason="Same telephone")
    return kept, Parent.objects.get(pk=merged.pk), child


def say(child, parent, statement="given", **fields) -> ConsentStatement:
    word = ConsentStatementFactory(child=child, parent=parent, statement=statement, **fields)
    ConsentRecipient.objects.create(statement=word, kind="school", recorded_by=word.recorded_by)
    return word


def test_the_last_word_counts_over_both_rows(mother):
    kept, merged, child = mother
    first, last = say(child, kept), say(child, merged, "refused")
    assert list(ConsentStatement.objects.latest_of_each_parent()) == [last]
    assert not first.counts()
    assert not covers(first, AgencyFactory(kind="school")).ok
    assert proposed_state(child, AgencyFactory(kind="school")) == "refused"


def test_nobody_disagrees_with_oneself(mother):
    kept, merged, child = mother
    say(child, kept, "refused")
    assert covers(say(child, merged), AgencyFactory(kind="school")).ok


def test_two_parents_still_disagree(mother):
    given = say(mother[2], mother[1])
    say(mother[2], FamilyLinkFactory(child=mother[2]).parent, "refused")
    assert proposed_state(mother[2], AgencyFactory(kind="school")) == "parents_disagree"
    assert not covers(given, AgencyFactory(kind="school")).ok


def test_a_parent_who_was_entered_twice_stands_once_in_lists_by_one_name(mother, manager):
    kept, merged, child = mother
    assert list(Parent.objects.of_child(child)) == [kept]
    assert list(Parent.objects.visible_to(manager)) == [kept]
    assert merged.name == kept.name != merged.own_name


def test_a_consent_given_for_one_row_of_a_child_holds_for_the_other(twice):
    kept, merged = map(again, twice[:2])
    say(merged, FamilyLinkFactory(child=merged).parent)
    assert proposed_state(kept, AgencyFactory(kind="school")) == "in_force"


def test_an_order_that_limits_one_row_of_a_parent_limits_the_other(mother):
    """A copy that an order forbids would be the worst thing a merge could send."""
    kept, merged, child = mother
    order = {"kind": "court_order", "limits_information": True, "set_by": child.key_person}
    Flag.objects.create(child=child, about_parent=merged, detail="Nothing to her", **order)
    for parent in (kept, merged):
        word = ConsentStatementFactory(child=child, parent=parent)
        issue_receipt(by=child.key_person, consent_signature=word.signature)
    assert [receipt.parent_is_told_less for receipt in Receipt.objects.whole()] == [True, True]
