"""What somebody may sign for a child, in words: for the parents' page, the child's file, and pages that stop.

for member in family_of(child):
    member.entitlement.in_words    # "May sign everything: mother"
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.text import get_text_list

from consent.models import Child, Delegation, FamilyLink, Signable
from neston_sharing.foundation.templatetags.neston import long_date

IN_SHORT = {
    Signable.REGISTRATION: "the registration",
    Signable.ADDITIONAL_NEEDS: "consent about additional needs",
    Signable.DEVELOPMENT_SUMMARIES: "consent to pass on development summaries",
    Signable.PARTICULAR: "consent to a particular sharing",
}


@dataclass(frozen=True)
class Entitlement:
    """`may` is what they may sign, `why` on what ground or why not; `kind` is that of a status tag."""

    may: str
    why: str
    kind: str
    until: date | None = None

    @property
    def in_words(self) -> str:
        """For example "May sign everything: mother", or "May sign …, until 3 March 2027"."""
        until = f", until {long_date(self.until)}" if self.until else ""
        return f"{self.may}: {self.why}{until}"


@dataclass(frozen=True)
class Member:
    """A parent or carer as the parents' page shows them: how they stand to the child, and what they may sign."""

    link: FamilyLink
    entitlement: Entitlement

    @property
    def fosters(self) -> bool:
        return self.link.carer == FamilyLink.Carer.FOSTER

    @property
    def delegations(self) -> list[tuple[str, Delegation]]:
        """What was ever delegated to them, each with what it is in short; what stands or will stand comes first."""
        rows = sorted(self.link.delegations.all(), key=lambda row: row.is_over())
        return [(IN_SHORT[Signable(row.what)], row) for row in rows]


def family_of(child: Child) -> list[Member]:
    return [Member(link, entitlement(link)) for link in child.links.with_people().with_delegations()]


def entitlement(link: FamilyLink, on: date | None = None) -> Entitlement:
    """Say what this link lets somebody sign on this day (today unless told). Reads `delegations`: fetch them."""
    day = on or timezone.localdate()
    if not link.stands(day):
        return _not_on(link, day)
    if link.has_responsibility:
        return Entitlement("May sign everything", _in_a_sentence(link.get_ground_display()), "green", link.until)
    if link.carer == link.Carer.KINSHIP:
        return Entitlement("May sign the registration, not consents", "family or friend carer", "amber", link.until)
    if link.carer == link.Carer.FOSTER:
        return _fostering(link, day)
    return Entitlement("May sign nothing", _why_nothing(link), "grey")


def _not_on(link: FamilyLink, day: date) -> Entitlement:
    if link.since and link.since > day:
        return Entitlement("May sign nothing yet", f"from {long_date(link.since)}", "grey")
    what = "parental responsibility" if link.has_responsibility else "caring for the child"
    return Entitlement("May sign nothing", f"{what} ended on {long_date(link.until)}", "grey")


def _fostering(link: FamilyLink, day: date) -> Entitlement:
    delegated = [IN_SHORT[what] for what in Signable if link.may_sign(what, day)]
    if not delegated:
        return Entitlement("May sign nothing", "foster carer, to whom nothing is delegated", "grey")
    return Entitlement(
        f"May sign {get_text_list(delegated, 'and')}", "delegated to them as foster carer", "amber", link.until
    )


def _why_nothing(link: FamilyLink) -> str:
    if link.parent.on_behalf_of_id:
        return "a council without an order (section 20 gives it no parental responsibility)"
    return "without parental responsibility"


def _in_a_sentence(label: str) -> str:
    return label[:1].lower() + label[1:]
