"""The columns of a list of agencies."""

from django import forms
from django.core.exceptions import ValidationError

from agencies.models import Agency, ContactRoute
from neston_sharing.foundation.forms import Prose, Telephone
from neston_sharing.foundation.lists.cells import Line, YesOrNo
from neston_sharing.foundation.lists.columns import LONGEST_CELL, Column, key


class OneOf(forms.Field):
    """A choice by the words that the pages show, or by what people call it besides."""

    def __init__(self, choices, **also: str) -> None:
        super().__init__()
        self.named = {key(label): value for value, label in choices} | {key(value): value for value, _ in choices}
        self.named |= also
        self.labels = [label for _, label in choices]

    def to_python(self, value) -> str:
        try:
            return self.named[key(value)]
        except KeyError:
            raise ValidationError(f"“{value[:60]}” is none of: {', '.join(self.labels)}") from None


KINDS = OneOf(
    Agency.Kind.choices,
    socialservices="social_care",
    socialcare="social_care",
    childrenssocialservices="social_care",
    healthvisitor="health_visiting",
    healthvisitors="health_visiting",
    speechandlanguage="speech_therapy",
    doctor="gp",
    school="school",
    cafcass="court",
    prevent="prevent",
)
ROUTES = OneOf(
    ContactRoute.Kind.choices,
    phone="telephone",
    tel="telephone",
    email="secure_email",
    address="post",
    website="portal",
)

ABOUT_AGENCY = (
    Column("name", "Agency", Line(200), "Estuary Family Hub", "Its name, in every row", "name agencyname organisation"),
    Column("kind", "Kind", KINDS, "Early help", "Needed for a new agency", "kindofagency type"),
    Column("reach", "Local or national", OneOf(Agency.Reach.choices), "Local", "", "reach localnational"),
    Column(
        "what_it_does",
        "What it does",
        Prose(max_length=LONGEST_CELL),
        "Parenting courses",
        "",
        "description about does",
    ),
    Column("hours", "Hours", Line(200), "Monday to Friday, 9.00 to 17.00", "", "openinghours open opening"),
    Column(
        "supports_families",
        "Supports families",
        YesOrNo(),
        "yes",
        "Yes or no: its details can be given to a parent",
        "families support",
    ),
)
ABOUT_ROUTE = (
    Column("route", "Route", ROUTES, "Telephone", "Telephone, secure e-mail, portal or post", "routekind way"),
    Column(
        "value",
        "Number or address",
        Line(300),
        "0151 496 0180",
        "A row for each number or address",
        "value contact numberaddress",
    ),
    Column("note", "Note", Line(200), "Reception", "", "notes remark"),
    Column("out_of_hours", "Out of hours", YesOrNo(), "no", "Yes or no", "ooh evenings"),
    Column(
        "approved",
        "Approved for confidential information",
        YesOrNo(),
        "no",
        "Yes only if the right people, and no others, receive what is sent",
        "approved confidential secure",
    ),
)
AT_ONCE = (
    Column("telephone", "Telephone", Telephone(), "", "", "phone tel telephonenumber phonenumber officehours"),
    Column("late", "Telephone out of hours", Telephone(), "", "", "outofhourstelephone outofhoursnumber oohtelephone"),
    Column("secure_email", "Secure e-mail", Line(300), "", "", "email emailaddress secureemailaddress"),
    Column("portal", "Portal", Line(300), "", "", "website url"),
    Column("post", "Postal address", Line(300), "", "", "address post"),
)
"""Columns that people's own lists have: each is a way to reach the agency by itself."""

COLUMNS = (*ABOUT_AGENCY, *ABOUT_ROUTE)
CALLED = {each: column for column in (*AT_ONCE, *COLUMNS) for each in column.called()}
DETAILS = tuple(column.name for column in ABOUT_AGENCY[1:])
TITLES = {column.name: column.title for column in COLUMNS}


def recognised(heading: str) -> Column | None:
    return CALLED.get(key(heading))
