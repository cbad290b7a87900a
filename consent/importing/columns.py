"""The columns of a list: what each holds, what the template calls it, and what else people call it."""

import re
from dataclasses import dataclass

from django import forms

from consent.importing.values import DateAsWritten, GroundNamed
from neston_sharing.foundation.forms import Prose, Telephone
from neston_sharing.foundation.lists.cells import Line, YesOrNo
from neston_sharing.foundation.lists.columns import LONGEST_CELL, Column, key

PARENTS = 3  # in one row at most; a fourth has a row of their own
EXAMPLE = "EXAMPLE"  # the reference of the template's own row, which is left out when it is read


@dataclass(frozen=True)
class Place:
    """Where a cell belongs: a column of the child (parent 0), or of the first, second or third parent."""

    column: Column
    parent: int = 0

    @property
    def title(self) -> str:
        return (
            f"Parent {self.parent}, {self.column.title[:1].lower()}{self.column.title[1:]}"
            if self.parent
            else (self.column.title)
        )


def _prose() -> Prose:
    return Prose(max_length=LONGEST_CELL)


FIRST = "givenname firstname firstnames forename forenames christianname"
LAST = "surname lastname familynames"

CHILD = (
    Column(
        "reference",
        "Reference",
        Line(40),
        EXAMPLE,
        "The child's reference here, such as C-7K3M9QZ2, if you know it",
        "ref childreference",
    ),
    Column("given_names", "Given names", Line(150), "Róisín", "", FIRST),
    Column("family_name", "Family name", Line(150), "O'Neill-Hart", "", LAST),
    Column("known_as", "Known as", Line(100), "Ro", "", "preferredname knownname nickname"),
    Column(
        "date_of_birth", "Date of birth", DateAsWritten(), "27/3/2023", "The day first", "dob birthdate born birthday"
    ),
    Column(
        "starts_on",
        "Starts on",
        DateAsWritten(),
        "3 September 2026",
        "Needed for a new child",
        "start starts startdate started datestarted startingdate joined admissiondate",
    ),
    Column(
        "leaves_on", "Leaves on", DateAsWritten(), "", "If it is known", "leaves leavingdate leavedate left enddate"
    ),
    Column(
        "key_person",
        "Key person",
        Line(254),
        "",
        "E-mail address or full name of somebody on the staff; needed for a new child",
        "keyworker keypersonemail keyworkeremail",
    ),
    Column("address", "Address", _prose(), "1 High Street, Neston", "Where the child lives", "homeaddress fulladdress"),
    Column("postcode", "Postcode", Line(10), "CH64 9AA", "", "postalcode"),
    Column(
        "protected",
        "Address protected",
        YesOrNo(),
        "no",
        "Yes if telling it would put somebody in danger. A list never takes protection away",
        "protected protectedaddress confidentialaddress",
    ),
)

PARENT = (
    Column("given_names", "Given names", Line(150), "Siobhán", "", FIRST),
    Column("family_name", "Family name", Line(150), "O'Neill", "", LAST),
    Column(
        "relationship",
        "Relationship",
        Line(60),
        "Mother",
        "Needed for a new parent or carer",
        "relationshiptochild relation",
    ),
    Column(
        "telephone",
        "Telephone",
        Telephone(),
        "0151 496 0101",
        "",
        "phone mobile tel telephonenumber phonenumber mobilenumber mobilephone contactnumber",
    ),
    Column("email", "E-mail address", forms.EmailField(max_length=254), "siobhan@example.org", "", "email"),
    Column(
        "safe_contact",
        "Safe way to reach them",
        _prose(),
        "Text first",
        "Needed for a new parent or carer",
        "safecontact safeway safewaytoreach howtoreachthem howtoreachthemsafely",
    ),
    Column(
        "has_responsibility",
        "Parental responsibility",
        YesOrNo(),
        "yes",
        "Yes or no; needed for a new parent or carer. A list never takes it away",
        "pr hasparentalresponsibility haspr",
    ),
    Column(
        "ground",
        "Ground",
        GroundNamed(),
        "Mother",
        "With parental responsibility: mother, married, birth certificate, "
        "agreement, court order, second female parent, step-parent, adoption, lives with, guardian, special guardian",
        "prground groundforpr groundofparentalresponsibility",
    ),
    Column("since", "Since", DateAsWritten(), "", "From when, if it is known", "prsince responsibilitysince"),
    Column("until", "Until", DateAsWritten(), "", "For an order that ends", "pruntil responsibilityuntil"),
    Column(
        "lives_with_child",
        "Lives with child",
        YesOrNo(),
        "yes",
        "Yes unless the list says no",
        "liveswith liveswiththechild",
    ),
)

OF_CHILD = {each: column for column in CHILD for each in column.called()}
OF_PARENT = {each: column for column in PARENT for each in column.called()}
PREFIX = re.compile(r"(?:parentorcarer|parentcarer|parent|carer|guardian|contact)([1-3]?)(.+)")
SUFFIX = re.compile(r"(.+?)([1-3])")


def recognised(heading: str) -> Place | None:
    """Say what a heading means. Without a number, a parent's column is the first parent's: one row a pair."""
    word = key(heading)
    bare = re.sub(r"^(thechilds|childs|child)(?=.)", "", word)
    if column := OF_CHILD.get(word) or OF_CHILD.get(bare):
        return Place(column)
    if column := OF_PARENT.get(word):
        return Place(column, 1)
    if (found := PREFIX.fullmatch(word)) and (column := OF_PARENT.get(found[2])):
        return Place(column, int(found[1] or 1))
    if (found := SUFFIX.fullmatch(word)) and (place := recognised(found[1])) and place.parent:
        return Place(place.column, int(found[2]))
    return None


def headings() -> list[Place]:
    """Give the columns of the template, in its order."""
    parents = [Place(column, parent) for parent in range(1, PARENTS + 1) for column in PARENT]
    return [*map(Place, CHILD), *parents]
