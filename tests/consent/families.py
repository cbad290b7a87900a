"""What the stories about families begin with."""

import json
from datetime import date

from django.test import Client

from consent import wording
from consent.actions.handing_over import hand_over
from tests.factories import (
    FamilyLinkFactory,
    ParentFactory,
    PolicyVersionFactory,
    RegistrationFactory,
    UserFactory,
)

ALL_FOUR = list(wording.NAMES)
STROKE = [[20 + 5 * n, 60 + (n % 3) * 20, 15 * n] for n in range(40)]
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
    handover, _ = hand_over(by=registration.started_by, registration=registration, parent=parent)
    return handover


def in_force() -> list:
    """The four policies, each with a version in force."""
    titles = PolicyVersionFactory._meta.model.Policy
    return [PolicyVersionFactory(policy=policy, title=policy.label) for policy in titles]
