"""The database holds who is whom: a merge is whole, makes no chain, is undone once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consent.models import CareAssignment, Child, ChildMerge, Parent
from tests.factories import ChildFactory, FamilyLinkFactory, SignatureFactory, UserFactory


def refused(match):
    return pytest.raises(IntegrityError, match=match)


def merge(kept, merged, by=None) -> ChildMerge:
    row = ChildMerge.objects.create(kept=kept, merged=merged, reason="Entered twice", merged_by=by or UserFactory())
    merged.merged_into = kept
    merged.save()
    return row


def test_a_row_is_not_merged_without_a_merge_that_says_why(db):
    kept, merged = ChildFactory(), ChildFactory()
    merged.merged_into = kept
    with refused("by a merge that says why"):
        merged.save()


def test_a_row_is_not_parted_while_the_merge_stands(db):
    merged = merge(ChildFactory(), ChildFactory()).merged
    merged.merged_into = None
    with refused("by a merge that says why"):
        merged.save()


def test_merges_make_no_chain_and_no_circle(db):
    kept, merged, third = ChildFactory(), ChildFactory(), ChildFactory()
    merge(kept, merged)
    for one, other in ((third, kept), (merged, third), (merged, kept)):
        with refused("nothing merged into it"), transaction.atomic():
            merge(one, other)


def test_a_row_is_merged_into_one_other_and_not_into_itself(db):
    kept, merged = ChildFactory(), ChildFactory()
    merge(kept, merged)
    with pytest.raises(IntegrityError), transaction.atomic():
        merge(ChildFactory(), merged)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChildMerge.objects.create(kept=kept, merged=kept, reason="?", merged_by=UserFactory())


def test_a_merge_is_undone_once_and_never_rewritten_or_deleted(db):
    row = merge(ChildFactory(), ChildFactory())
    row.undone_at, row.undone_by, row.undone_why = timezone.now(), row.merged_by, "Cousins"
    row.save()
    row.undone_why = "Twins"
    with refused("set once"), transaction.atomic():
        row.save()
    with refused("never deleted"), transaction.atomic():
        row.delete()


def test_who_may_sign_for_one_row_may_sign_for_the_other(db):
    """Policy 2.2 is about the child, however often they were entered."""
    link, twice = FamilyLinkFactory(), ChildFactory()
    merge(link.child, twice)
    assert SignatureFactory(registration__child=twice, parent=link.parent)
    assert Parent.objects.entitled_to(twice, "registration").get() == link.parent


def test_a_stranger_to_both_rows_signs_for_neither(db):
    link, twice = FamilyLinkFactory(), ChildFactory()
    with refused("entitled to sign"):
        SignatureFactory(registration__child=twice, parent=link.parent)


def assign(child, role="key_person", **dates) -> CareAssignment:
    return CareAssignment.objects.create(child=child, person=UserFactory(), role=role, set_by=UserFactory(), **dates)


def test_a_child_has_one_key_person_a_day(db):
    child = ChildFactory()
    assign(child, since=date(2026, 9, 1), until=date(2026, 9, 30))
    with refused("one key person a day"), transaction.atomic():
        assign(child, since=date(2026, 9, 30))
    assert assign(child, since=date(2026, 10, 1))
    assert assign(child, role="cover", since=date(2026, 9, 1))


def test_all_rows_of_a_child_are_asked_together(db):
    kept, merged = ChildFactory(), ChildFactory()
    merge(kept, merged)
    ChildFactory()
    assert set(Child.objects.same_as(kept)) == set(Child.objects.same_as(merged)) == {kept, merged}
