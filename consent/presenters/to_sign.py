"""Who could take the tablet for a child today, and what would wait for them on it."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from consent.models import Child, FamilyLink
from consent.presenters.entitlement import Entitlement, entitlement
from consent.to_sign import ToSign, each_to_sign


@dataclass(frozen=True)
class Signer:
    """One parent or carer, and what they would sign."""

    link: FamilyLink
    asked: ToSign

    @property
    def entitlement(self) -> Entitlement:
        return entitlement(self.link)

    @property
    def in_words(self) -> str:
        """For example "The registration; 2 questions about consent"."""
        count = len(self.asked.questions)
        parts = ["the registration"] if self.asked.registration else []
        if count:
            parts.append("1 question about consent" if count == 1 else f"{count} questions about consent")
        words = "; ".join(parts)
        return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Signers:
    """All of a child's people: those for whom something waits, and the others."""

    all: list[Signer]

    @cached_property
    def ready(self) -> list[Signer]:
        return [signer for signer in self.all if signer.asked]

    @cached_property
    def others(self) -> list[Signer]:
        return [signer for signer in self.all if not signer.asked]


def signers(child: Child) -> Signers:
    return Signers([Signer(link, asked) for link, asked in each_to_sign(child)])
