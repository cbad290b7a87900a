"""Who works with a child on a day: the key person, the cover, and whom dated assignments name."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from consent.models import CareAssignment, Child


@dataclass(frozen=True)
class Carers:
    """Of one day. `everyone` are those who can open the file as their own."""

    key_person: AbstractBaseUser
    covers: list = field(default_factory=list)

    @property
    def everyone(self) -> set:
        return {self.key_person, *self.covers}


def carers_of(child: Child, on: date | None = None) -> Carers:
    """Say who works with a child on a day (today unless told). `ChildQuerySet.cared_for_by` asks the same of many."""
    day = on or timezone.localdate()
    now = [each for each in child.one.care.all() if each.child_id == child.one_id and each.stands(day)]
    key_people = [each.person for each in now if each.role == CareAssignment.Role.KEY_PERSON]
    covers = [child.one.cover] if child.one.cover else []
    covers += [each.person for each in now if each.role == CareAssignment.Role.COVER and each.person not in covers]
    return Carers(key_people[0] if key_people else child.one.key_person, covers)
