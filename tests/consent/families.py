"""What the stories about families begin with."""

import json
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from consent import wording
from consent.actions.handing_over import hand_over
from consent.actions.requests import ask_for_consent
from consent.actions.statements import record_consent
from tests.factories import (
    FamilyLinkFactory,
    ParentFactory,
    PolicyVersionFactory,
    RegistrationFactory,
    UserFactory,
)

ALL_FOUR = list(wording.NAMES)
STROKE = [[20 + 5 * n, 60 + (n % 3) * 20, 15 * n] for n in range(40)]
NEXT_YEAR = date(2027, 10, 1)
DRAWN = json.dumps({"width": 600, "height": 200, "strokes": [STROKE, [[300, 150, 700]]]})
DRAWING = {"width": 600, "height": 200, "strokes": [STROKE]}


def signed_in(*roles: str, user=None) -> Client:
    client = Client()
    client.user = user or UserFactory(roles=roles)
    client.force_login(client.user)
    return client


def child_details(**changes) -> dict:
    """What a register action takes, without `by` and `key_person`."""
    details = {"given_names": "Amelia", "family_name": "O'Neill-Hart"}
    return {**details, "date_of_birth": date(2023, 3, 27), "starts_on": date(2026, 9, 3), **changes}


def family(key_person=None):
    """A registration that is ready to be signed: (registration, parent with responsibility)."""
    person = key_person or UserFactory(roles=["practitioner"])
    registration = RegistrationFactory(child__key_person=person, explained_by=person)
    parent = ParentFactory(given_names="Siobhán", family_name="O'Neill")
    FamilyLinkFactory(child=registration.child, parent=parent)
    return registration, parent


def handed_over(registration, parent):
    handover, _ = hand_over(by=registration.started_by, child=registration.child, parent=parent)
    return handover


def asked(child, parent, **changes):
    """A question about consent that waits for this parent."""
    details = {
        "purpose": "additional_needs",
        "scope": "How she speaks",
        "kinds": ["speech_therapy"],
        "review_on": NEXT_YEAR,
    }
    return ask_for_consent(by=child.key_person, child=child, parent=parent, **{**details, **changes})


def spoken(child, parent, **changes):
    """What this parent said on the telephone, to be confirmed in writing."""
    details = {"purpose": "additional_needs", "statement": "given", "how": "spoken", "scope": "How she speaks"}
    details |= {"kinds": ["speech_therapy"], "review_on": NEXT_YEAR, "stated_on": timezone.localdate()}
    details |= {"child": child, "parent": parent, "confirm_by": timezone.localdate() + timedelta(days=7), **changes}
    return record_consent(by=child.key_person, **details)


def in_force() -> list:
    """The four policies, each with a version in force."""
    titles = PolicyVersionFactory._meta.model.Policy
    return [PolicyVersionFactory(policy=policy, title=policy.label) for policy in titles]
