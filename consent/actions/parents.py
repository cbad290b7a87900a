"""Who a child's parents and carers are, and who of them has parental responsibility, on what ground."""

from dataclasses import asdict, dataclass
from datetime import date

from django.utils import timezone

from consent.models import Child, FamilyLink, Parent
from neston_sharing.foundation.actions import Refusal, action


@dataclass(frozen=True)
class Person:
    """A parent or carer, the same for every child of theirs."""

    given_names: str
    family_name: str
    safe_contact: str
    telephone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Standing:
    """How a parent or carer stands to one child. Evidence has a day and somebody who saw it, or is absent."""

    relationship: str
    has_responsibility: bool
    ground: str = ""
    lives_with_child: bool = True
    since: date | None = None
    until: date | None = None
    evidence: str | None = None
    evidence_seen_on: date | None = None
    evidence_seen_by: object | None = None


@action
def add_parent(*, by, child: Child, person: Person, standing: Standing) -> FamilyLink:
    """Add somebody who is not known here yet."""
    _must_be_sound(standing)
    return FamilyLink.objects.create(child=child, parent=Parent.objects.create(**asdict(person)), **vars(standing))


@action
def link_parent(*, by, child: Child, parent: Parent, standing: Standing) -> FamilyLink:
    """Add somebody who is a parent or carer of another child here: siblings share one entry."""
    _must_be_sound(standing)
    if not Parent.objects.visible_to(by).filter(pk=parent.pk).exists():
        raise Refusal("Choose a parent of a child whose file you may open, or add the person anew")
    if child.links.filter(parent=parent).exists():
        raise Refusal("This person is already a parent or carer of this child: change their entry instead")
    return FamilyLink.objects.create(child=child, parent=parent, **vars(standing))


@action
def change_parent(*, by, link: FamilyLink, person: Person, standing: Standing) -> FamilyLink:
    """Change a person's details (for every child of theirs) and how they stand to this child."""
    _must_be_sound(standing)
    _fill(link.parent, asdict(person))
    _fill(link, vars(standing))
    return link


def _fill(row, values: dict) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _must_be_sound(standing: Standing) -> None:
    if standing.has_responsibility and standing.ground not in FamilyLink.Ground.values:
        raise Refusal("Choose the ground on which this person has parental responsibility", field="ground")
    if standing.ground and not standing.has_responsibility:
        raise Refusal("A ground goes with parental responsibility: choose “Yes” above, or no ground", field="ground")
    if standing.since and standing.until and standing.until < standing.since:
        raise Refusal("Parental responsibility cannot end before it begins: check both dates", field="until")
    _evidence_must_be_whole(standing)


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
