"""What the audit log may say about whom, and to whom."""

from consent import subjects
from consent.models import Exclusion
from tests.factories import ChildFactory, FamilyLinkFactory, UserFactory


def test_the_log_names_children_to_those_who_may_find_them(db):
    child = ChildFactory(given_names="Amelia", family_name="O'Hara")
    assert subjects.labels([child.reference], UserFactory(roles=["manager"])) == {child.reference: "Amelia O'Hara"}
    assert subjects.labels([child.reference], UserFactory(roles=["auditor"])) == {}


def test_the_log_finds_a_child_by_name(db):
    child = ChildFactory(given_names="Amelia", family_name="O'Hara")
    assert list(subjects.find("amelia o'h", UserFactory(roles=["manager"]))) == [child.reference]


def test_an_excluded_person_reads_nothing_of_child_or_parents_in_the_log(db):
    manager, link = UserFactory(roles=["manager"]), FamilyLinkFactory()
    Exclusion.objects.create(child=link.child, user=manager, reason="Her niece", set_by=UserFactory())
    assert set(subjects.hidden_from(manager)) == {link.child.reference, link.parent.reference}
    assert subjects.labels([link.child.reference], manager) == {}
    assert subjects.find("Hart", manager) == {}
