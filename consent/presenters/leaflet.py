"""The leaflet for the prospectus, as the page and the PDF show it."""

from itertools import dropwhile, takewhile

from consent import leaflet
from consent.models import PolicyVersion
from consent.presenters.policies import Passage, parts

STATEMENT = "policy statement"


def leaflet_of(version: PolicyVersion | None) -> dict:
    """Give what the leaflet says: plain words, and the statement of the policy in force in its own."""
    return {
        "version": version,
        "sections": leaflet.sections(),
        "statement": statement_of(version) if version else [],
    }


def statement_of(version: PolicyVersion) -> list[Passage]:
    """Give what stands under the last "Policy Statement" of the policy; nothing where it has none."""
    passages: list[Passage] = []
    for _, of_part in parts(version):
        after = dropwhile(lambda passage: passage.text.lower() != STATEMENT, of_part)
        passages = list(takewhile(lambda passage: not passage.heading, list(after)[1:])) or passages
    return passages
