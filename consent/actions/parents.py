"""Who a child's parents and carers are, and who of them has parental responsibility, on what ground, until when."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from agencies.models import Agency
from consent.models import Child, FamilyLink, Parent
from neston_sharing.foundation.actions import Refusal, action

NAMED_SINCE = date(2003, 12, 1)  # from this day a father whom the birth certificate names has responsibility
GROUNDS, CARERS = frozenset(FamilyLink.Ground.values), frozenset(FamilyLink.Carer.values)
UNDER_AN_ORDER = "under a care order, an interim care order or an emergency protection order"


@dataclass(frozen=True)
class Person:
    """A parent or carer, the same for every child of theirs."""

    given_names: str
    family_name: str
    safe_contact: str
    telephone: str = ""
    email: str = ""
    email_is_private: bool = False
    on_behalf_of: Agency | None = None  # the council for which this person signs


@dataclass(frozen=True)
class Standing:
    """How a parent or carer stands to one child, from a day to a day if these are known.

    Evidence has a day and somebody who saw it, or is absent.
    """

    relationship: str
    has_responsibility: bool
    ground: str = ""
    carer: str = ""
    lives_with_child: bool = True
    since: date | None = None
    until: date | None = None
    evidence: str | None = None
    evidence_seen_on: date | None = None
    evidence_seen_by: object | None = None


@action
def add_parent(*, by, child: Child, person: Person, standing: Standing) -> FamilyLink:
    """Add somebody who is not known here yet."""
    must_be_sound(standing, child, person.on_behalf_of)
    return FamilyLink.objects.create(child=child, parent=Parent.objects.create(**vars(person)), **vars(standing))


@action
def link_parent(*, by, child: Child, parent: Parent, standing: Standing) -> FamilyLink:
    """Add somebody who is a parent or carer of another child here: siblings share one entry."""
    must_be_sound(standing, child, parent.on_behalf_of)
    if not Parent.objects.visible_to(by).filter(pk=parent.pk).exists():
        raise Refusal("Choose a parent of a child whose file you may open, or add the person anew")
    if child.links.filter(parent__in=Parent.objects.same_as(parent)).exists():
        raise Refusal("This person is already a parent or carer of this child: change their entry instead")
    return FamilyLink.objects.create(child=child, parent=parent, **vars(standing))


@action
def change_parent(*, by, link: FamilyLink, person: Person, standing: Standing) -> FamilyLink:
    """Change a person's details (for every child of theirs) and how they stand to this child."""
    must_be_sound(standing, link.child, person.on_behalf_of)
    _must_agree_with_other_children(link, person.on_behalf_of)
    _fill(link.parent, vars(person))
    _fill(link, vars(standing))
    return link


def _fill(row, values: dict) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def must_be_sound(standing: Standing, child: Child, council: Agency | None) -> None:
    """Refuse half a fact about somebody's standing. Asks the database nothing: a list is looked through with it too."""
    _ground_must_go_with_responsibility(standing)
    _council_must_hold_an_order(standing, council)
    if standing.since and standing.until and standing.until < standing.since:
        raise Refusal("This cannot end before it begins: check both dates", field="until")
    if standing.ground in FamilyLink.ORDERS_WITH_AN_END and not standing.until:
        raise Refusal("Enter the last day of the order: it stands in the order itself", field="until")
    _evidence_must_be_whole(standing)
    _early_certificate_must_be_explained(standing, child)


def _ground_must_go_with_responsibility(standing: Standing) -> None:
    if standing.has_responsibility and standing.ground not in GROUNDS:
        raise Refusal("Choose the ground on which this person has parental responsibility", field="ground")
    if standing.ground and not standing.has_responsibility:
        raise Refusal("A ground goes with parental responsibility: choose “Yes” above, or no ground", field="ground")
    if standing.carer and standing.carer not in CARERS:
        raise Refusal("Choose one of the kinds of carer, or neither", field="carer")
    if standing.carer and standing.has_responsibility:
        raise Refusal("Whoever has parental responsibility signs in their own right: choose “Neither”", field="carer")


def _council_must_hold_an_order(standing: Standing, council: Agency | None) -> None:
    """A council has parental responsibility under an order alone, and nobody else has it under a council's order."""
    if standing.ground in FamilyLink.COUNCIL and not council:
        raise Refusal("Choose the council for which this person signs", field="on_behalf_of")
    if council and standing.ground and standing.ground not in FamilyLink.COUNCIL:
        raise Refusal(f"A council has parental responsibility only {UNDER_AN_ORDER}: choose which", field="ground")
    if council and standing.carer:
        raise Refusal("Whoever signs for a council is not the child's carer: choose “Neither”", field="carer")


def _must_agree_with_other_children(link: FamilyLink, council: Agency | None) -> None:
    """One entry stands for a person with every child of theirs: nobody is a council for one and a parent of another."""
    others = link.parent.links.exclude(pk=link.pk).exclude(ground="")
    if any((other.ground in FamilyLink.COUNCIL) != bool(council) for other in others):
        raise Refusal(
            "This entry stands for another child too, where it would no longer fit: add the person anew instead",
            field="on_behalf_of",
        )


def _early_certificate_must_be_explained(standing: Standing, child: Child) -> None:
    certificate = standing.ground == FamilyLink.Ground.BIRTH_CERTIFICATE
    if certificate and child.date_of_birth < NAMED_SINCE and not standing.evidence:
        raise Refusal(
            "A father's name counts since 1 December 2003, and this child was born before. "
            "If the birth was registered again later, enter that certificate as evidence",
            field="evidence",
        )


def _evidence_must_be_whole(standing: Standing) -> None:
    words = {
        "evidence": "Say what you saw, for example the birth certificate",
        "evidence_seen_on": "Enter the day on which the evidence was seen",
        "evidence_seen_by": "Choose who saw the evidence",
    }
    missing = [name for name in words if not getattr(standing, name)]
    if missing and len(missing) < len(words):
        raise Refusal(words[missing[0]], field=missing[0])
    if standing.evidence_seen_on and standing.evidence_seen_on > timezone.localdate():
        raise Refusal("The evidence cannot have been seen in the future: check the date", field="evidence_seen_on")
