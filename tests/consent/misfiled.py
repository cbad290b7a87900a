"""What the stories about the wrong child's file begin with."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from consent.actions.confirmations import confirm_from_paper
from consent.actions.misfiled_registrations import misfile_registration
from consent.actions.misfiling import misfile_statement
from consent.actions.signing import sign_from_paper
from consent.actions.statements import record_paper_consent
from neston_sharing.foundation.uploads import Upload
from tests.consent.families import ALL_FOUR, asked, spoken
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    FamilyLinkFactory,
    ParentFactory,
    PolicyVersionFactory,
    RegistrationFactory,
    UserFactory,
)

WHY = "The paper names him: her cousin's form lay on top"
A_MONTH_AGO = timezone.localdate() - timedelta(days=30)
IN_A_YEAR = timezone.localdate() + timedelta(days=365)
PAGES = Upload(b"%PDF-1.4 two pages", ".pdf", 2)


def two_children() -> SimpleNamespace:
    """Siblings with one mother, and a manager who reads both files: wrong, right, mother, manager."""
    mother = ParentFactory(given_names="Siobhán", family_name="O'Neill")
    wrong, right = (ChildFactory(given_names=name, family_name="Child") for name in ("Wrong", "Right"))
    for child in (wrong, right):
        FamilyLinkFactory(child=child, parent=mother)
    return SimpleNamespace(mother=mother, wrong=wrong, right=right, manager=UserFactory(roles=["manager"]))


def on_paper(of, **changes):
    """A consent on paper in the wrong child's file, with everything that one can hold."""
    said = {"purpose": "particular", "purpose_detail": "A report to the clinic", "statement": "given"}
    said |= {"scope": "How he speaks", "kinds": ["school"], "agencies": [AgencyFactory()], "except_kinds": ["gp"]}
    said |= {"exceptions": "Not her GP", "conditions": "Show me first", "valid_until": IN_A_YEAR}
    said |= {"review_on": IN_A_YEAR, "stated_on": A_MONTH_AGO, "reason": "She asked for it", **changes}
    signed = {"scan": PAGES, "witness": of.wrong.key_person}
    return record_paper_consent(by=of.wrong.key_person, child=of.wrong, parent=of.mother, **signed, **said)


def aloud(of, **changes):
    return spoken(of.wrong, of.mother, **changes)


def confirmed_on_paper(of):
    word, today = aloud(of), timezone.localdate()
    confirm_from_paper(by=of.wrong.key_person, statement=word, signed_on=today, witness=of.manager, scan=PAGES)
    return word


def move(of, statement, **changes):
    details = {"by": of.manager, "child": of.right, "reason": WHY, "about_right_child": True}
    return misfile_statement(statement=statement, **{**details, **changes})


def registered_on_paper(of):
    """A registration on paper in the wrong child's file."""
    registration = RegistrationFactory(child=of.wrong, explained_note="With an interpreter", explained_on=A_MONTH_AGO)
    registration.policies_given.create(version=PolicyVersionFactory())
    signed = {"acknowledged": ALL_FOUR, "signed_on": A_MONTH_AGO, "witness": of.manager, "scan": PAGES}
    sign_from_paper(by=of.manager, registration=registration, parent=of.mother, **signed)
    return registration


def move_registration(of, registration, **changes):
    details = {"by": of.manager, "child": of.right, "reason": WHY, "about_right_child": True}
    return misfile_registration(registration=registration, **{**details, **changes})


def ask_there(of, **changes):
    return asked(of.right, of.mother, **changes)
