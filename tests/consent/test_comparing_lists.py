"""A list beside the register: new, same, changed or wrong, and why. No database is asked."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model

from consent.importing import reading
from consent.importing.comparing import compare
from consent.importing.register import Register
from consent.models import Address, Child, FamilyLink, Parent
from tests.consent.lists import child, parent, written

PAT = get_user_model()(pk=1, name="Pat O'Brien", email="pat@example.org")
A_PARENT = {"email": "siobhan@example.org", "safe_contact": "Text first", "telephone": ""}


def known(pk=1, given_names="Róisín", **details) -> Child:
    here = {"family_name": "O'Neill-Hart", "date_of_birth": date(2023, 3, 27), "starts_on": date(2026, 9, 3)}
    return Child(pk=pk, reference=f"C-0000000{pk}", given_names=given_names, key_person=PAT, **here | details)


def linked(to: Child, pk=1, given_names="Siobhán", family_name="O'Neill", **details) -> FamilyLink:
    someone = Parent(pk=pk, given_names=given_names, family_name=family_name, **A_PARENT | details)
    return FamilyLink(pk=pk, child=to, parent=someone, relationship="Mother", has_responsibility=True, ground="mother")


def register(*children, links=(), addresses=(), staff=(PAT,)) -> Register:
    of = {each.pk: [link for link in links if link.child_id == each.pk] for each in children}
    at = {each.pk: [address for address in addresses if address.child_id == each.pk] for each in children}
    return Register(children, of, at, staff)


def lines(*rows, here=None):
    return compare(reading.read(written(*rows)), here or register()).lines


def told(*rows, here=None) -> list[str]:
    return [line.verdict.value for line in lines(*rows, here=here)]


def errors(*rows, here=None) -> str:
    return " | ".join(error for line in lines(*rows, here=here) for error in line.errors)


def test_a_child_who_is_not_here_is_new():
    assert told(child()) == ["new"]


def test_a_child_who_is_here_with_all_of_it_is_the_same():
    here = known()
    home = Address(child=here, lines="1 High Street\nNeston", postcode="CH64 9AA")
    row = child(
        parent(), address="1 High Street, Neston", postcode="ch649aa", given_names="RÓISÍN", family_name="O'neill hart"
    )
    assert told(row, here=register(here, links=[linked(here)], addresses=[home])) == ["same"]


def test_an_absent_column_changes_nothing_and_an_empty_cell_erases_nothing():
    here = known(known_as="Ro", leaves_on=date(2027, 7, 1))
    row = child(known_as="", leaves_on="")
    assert told({key: cell for key, cell in row.items() if key != "Starts on"}, here=register(here)) == ["same"]


def test_what_changed_is_told_with_what_stood_before():
    [line] = lines(child(starts_on="10/9/2026"), here=register(known()))
    assert [(each.what, each.old, each.new) for each in line.changes] == [
        ("Starts on", "3 September 2026", "10 September 2026")
    ]


def test_a_reference_finds_a_child_whose_name_and_birth_are_put_right():
    row = {"Reference": "c-00000001", **child(given_names="Rosie", date_of_birth="28/3/2023")}
    [line] = lines(row, here=register(known()))
    assert [each.what for each in line.changes] == ["Given names", "Date of birth"]


def test_a_reference_that_is_nobodys_is_wrong():
    assert "No child here has this reference" in errors({"Reference": "C-99999999", **child()})


def test_two_children_who_fit_need_a_reference():
    assert "add a column with the reference" in errors(child(), here=register(known(1), known(2)))


def test_a_namesake_born_on_another_day_is_new_and_pointed_at():
    [line] = lines(child(date_of_birth="28/3/2023"), here=register(known()))
    assert line.verdict == "new"
    assert "born on 27 March 2023" in line.notes[0]


@pytest.mark.parametrize("name", ["given_names", "family_name", "date_of_birth", "starts_on", "key_person"])
def test_a_new_child_needs(name):
    assert "this is needed" in errors(child(**{name: ""}))


@pytest.mark.parametrize("name", ["relationship", "safe_contact", "has_responsibility", "given_names"])
def test_a_new_parent_needs(name):
    assert "this is needed" in errors(child(parent(**{name: ""})))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"date_of_birth": "27/3/2099"}, "in the future"),
        ({"date_of_birth": "27/3/2003"}, "more than 18 years"),
        ({"starts_on": "1/1/2023"}, "start is before the birth"),
        ({"leaves_on": "1/1/2026"}, "cannot leave before starting"),
        ({"postcode": "CH64 9AA"}, "Address: this is needed"),
    ],
)
def test_what_the_actions_refuse_of_a_child_is_wrong_here_too(changes, words):
    assert words in errors(child(**changes))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ground": ""}, "choose the ground"),
        ({"has_responsibility": "no"}, "a ground goes with"),
        ({"since": "1/1/2026", "until": "1/1/2025"}, "cannot end before"),
        ({"ground": "care order"}, "choose the council"),
    ],
)
def test_what_the_actions_refuse_of_a_parent_is_wrong_here_too(changes, words):
    assert words in errors(child(parent(**changes)))


def test_the_key_person_is_known_by_name_or_address_and_must_be_one_person():
    assert told(child(key_person="pat o’brien")) == ["new"]  # noqa: RUF001
    assert "nobody here who works with children" in errors(child(key_person="Sam"))
    twin = get_user_model()(pk=2, name=PAT.name, email="other@example.org")
    assert "two people here have this name" in errors(child(key_person=PAT.name), here=register(staff=(PAT, twin)))


def people_in(*rows, here=None):
    plan = compare(reading.read(written(*rows)), here or register())
    return {id(link.person) for each in plan.children for link in each.links}


def test_siblings_share_a_parent_by_name_and_contact_and_not_by_name_alone():
    assert len(people_in(child(parent()), child(parent(), given_names="Fionn"))) == 1
    assert len(people_in(child(parent(email="")), child(parent(email=""), given_names="Fionn"))) == 2
    assert len(people_in(child(parent()), child(parent(email="other@example.org"), given_names="Fionn"))) == 2


def test_a_parent_of_the_same_child_is_known_by_name_alone():
    here = known()
    [line] = lines(child(parent(email="new@example.org")), here=register(here, links=[linked(here)]))
    assert [(each.old, each.new) for each in line.changes] == [("siobhan@example.org", "new@example.org")]


def test_two_people_who_fit_are_wrong():
    one, two = known(1), known(2, "Fionn")
    here = register(one, two, links=[linked(one, 1), linked(two, 2)])
    assert "two people here fit" in errors(child(parent(), given_names="Third"), here=here)


def test_rows_that_contradict_one_another_are_wrong():
    assert "row 2, about the same child, says otherwise" in errors(child(), child(starts_on="4/9/2026"))
    telephones = (child(parent(telephone="0151 1")), child(parent(telephone="0151 2"), given_names="Fionn"))
    assert "an earlier row says otherwise" in errors(*telephones)
    assert "stands in an earlier row" in errors(child(parent()), child(parent()))


def test_one_row_for_each_child_and_parent():
    rows = child(parent()), child(parent(given_names="Tom", email="", ground="married", relationship="Father"))
    plan = compare(reading.read(written(*rows)), register())
    assert [len(each.links) for each in plan.children] == [2]
    assert [line.verdict.value for line in plan.lines] == ["new", "new"]


def test_a_list_takes_no_responsibility_away():
    here = known()
    row = child(parent(has_responsibility="no", ground=""))
    assert "the register says that this person has parental responsibility" in errors(
        row, here=register(here, links=[linked(here)])
    )


def test_several_addresses_are_left_to_the_childs_file():
    here = known()
    homes = [Address(child=here, lines=lines) for lines in ("1 High Street", "2 High Street")]
    assert "more than one address" in errors(child(address="3 High Street"), here=register(here, addresses=homes))
    assert told(child(address="2 high street"), here=register(here, addresses=homes)) == ["same"]


def test_a_protected_address_stays_protected():
    here = known()
    home = Address(child=here, lines="1 High Street", protected=True)
    [line] = lines(child(protected="no"), here=register(here, addresses=[home]))
    assert (line.verdict, len(line.notes)) == ("same", 1)


def test_the_fingerprint_says_whether_the_outcome_is_the_same():
    listed = reading.read(written(child()))
    assert compare(listed, register()).fingerprint == compare(listed, register()).fingerprint
    assert compare(listed, register()).fingerprint != compare(listed, register(known())).fingerprint
