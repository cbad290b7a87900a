"""What went out after a decision was backed, how, and that it arrived."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from sharing.models import Decision, Disclosure
from sharing.presenters.passing_on import marked
from sharing.presenters.words import Fact, listed, said


@dataclass(frozen=True)
class PresentedDisclosure:
    """`arrival_url` is where its arrival is recorded, until it is; `breaches` what went wrong with it."""

    to_whom: str
    shared_at: datetime
    facts: tuple[Fact, ...]
    arrival_url: str
    copy_url: str = ""
    breach_url: str = ""
    breaches: tuple[tuple[str, str, str], ...] = ()


def disclosures_of(decision: Decision) -> tuple[PresentedDisclosure, ...]:
    return tuple(_disclosure(disclosure) for disclosure in decision.disclosures.all())


def _disclosure(disclosure: Disclosure) -> PresentedDisclosure:
    arrival = getattr(disclosure, "arrival", None)
    arrived = said(("Arrived on", arrival.arrived_on), ("How we know", arrival.known_how)) if arrival else ()
    return PresentedDisclosure(
        to_whom=listed((disclosure.to_whom, disclosure.agency)),
        shared_at=disclosure.shared_at,
        facts=(*_how_it_went(disclosure), *(arrived or said(("Arrived", "Not known yet")))),
        arrival_url="" if arrival else reverse("sharing:arrival", args=[disclosure.pk]),
        copy_url=reverse("sharing:copy-file", args=[disclosure.copy_id]) if _kept(disclosure) else "",
        breach_url=reverse("sharing:breach-new", args=[disclosure.pk]),
        breaches=tuple((b.reference, b.get_absolute_url(), b.get_kind_display()) for b in disclosure.breaches.all()),
    )


def _how_it_went(disclosure: Disclosure) -> tuple[Fact, ...]:
    items = "\n".join(marked(row.item) for row in disclosure.disclosed_items.all())
    return said(
        ("What was shared", disclosure.what),
        ("Items", items),
        ("With whom", listed((*_received_by(disclosure), disclosure.agency))),
        ("How", listed((disclosure.get_route_display(), disclosure.number_or_address))),
        ("Tracking number", disclosure.tracking),
        ("How their identity was known", disclosure.identity_known_how),
        ("Gone all the same", _accepted(disclosure)),
        ("SHA-256 of the copy that is kept", disclosure.copy.sha256 if disclosure.copy else ""),
        ("When", disclosure.shared_at),
        ("By whom", disclosure.shared_by),
    )


def _received_by(disclosure: Disclosure) -> tuple:
    """Give who received it; of a professional in the directory, whose name is kept as it was, no name twice."""
    person = disclosure.professional
    return (person,) if person and person.name == disclosure.to_whom else (disclosure.to_whom, person)


def _kept(disclosure: Disclosure) -> bool:
    return disclosure.copy is not None and bool(disclosure.copy.file)


def _accepted(disclosure: Disclosure) -> str:
    """What the check of the copy found, and why it went all the same."""
    found = disclosure.copy.findings.all() if disclosure.copy else ()
    return "\n".join(f"{row.words}. {row.accepted.reason}" for row in found if row.accepted)
