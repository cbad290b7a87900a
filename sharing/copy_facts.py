"""What the check of a recipient's copy is asked about: the facts of one decision, by a constant number of queries.

check = check_of(decision)                                    # as it was decided
check = check_of(decision, items, route="telephone", used="0151 496 0200")    # as it goes out
check = check_before_it_goes(decision)                        # for the pages on which it can still be put right
check.found; check.standing; check.accepted[finding.code].reason
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

from agencies.models import Agency, ContactRoute, Professional
from consent.models import Address, Child, FamilyLink, Flag, Parent
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.together import fetch_each
from sharing.copy_check import Facts, Finding, Piece, Recipient, Route, findings, standing
from sharing.held_back import held_back
from sharing.known_people import Family, family_of, known_around
from sharing.models import AcceptedFinding, Decision, Item
from sharing.naming import Known, Person
from sharing.naming.folding import Text

State = Decision.State
SAME_NAME, SAME_BIRTH_DATE = "same name", "same birth date"


@dataclass(frozen=True)
class CopyCheck:
    """What was found in one copy, and what somebody has accepted of it, by code."""

    found: tuple[Finding, ...]
    accepted: dict[str, AcceptedFinding]

    @property
    def standing(self) -> tuple[Finding, ...]:
        return standing(self.found, self.accepted)

    @property
    def settled(self) -> tuple[tuple[Finding, AcceptedFinding], ...]:
        waiting = self.standing
        return tuple((each, self.accepted[each.code]) for each in self.found if each not in waiting)


NOTHING = CopyCheck((), {})
STILL_TO_GO = (State.DRAFT, State.RETURNED, State.WITH_MANAGEMENT, State.TO_DISCLOSE)


def check_before_it_goes(decision: Decision) -> CopyCheck:
    """Check the copy of what is still to go; nothing is asked or found where nothing leaves, or where it has left."""
    shares = decision.state in STILL_TO_GO and decision.outcome == Decision.Outcome.SHARE
    return check_of(decision) if shares and any(item.included for item in decision.items.all()) else NOTHING


def check_of(decision: Decision, items: Iterable[Item] | None = None, **going) -> CopyCheck:
    """Check a copy: of these items (all that are to go, unless told), going as `facts_of` says."""
    accepted = {row.code: row for row in _accepted(decision)}
    return CopyCheck(findings(facts_of(decision, items, **going)), accepted)


def facts_of(
    decision: Decision,
    items: Iterable[Item] | None = None,
    *,
    route: str = "",
    used: str | None = None,
    professional: Professional | None = None,
    identity: str | None = None,
) -> Facts:
    """`route`, `professional` and `identity` (how it is known) are as decided unless told; `used` is the number or
    address, None while nobody has chosen it."""
    child, agency = decision.about, decision.agency
    professional = professional or decision.professional
    identity = decision.identity_known_how if identity is None else identity
    checked = professional.identity_checked_on is not None if professional else bool(identity)
    family = family_of(child)
    around = _Around.of(child, family, agency, kind := route or decision.route or "in_person")
    own = {row.pk for row in family.rows}
    return Facts(
        pieces=_pieces(decision, items),
        recipient=Recipient(
            agency.name,
            professional.name if professional else "",
            person_checked=checked,
            agency_checked=not agency.is_unchecked(),
            passes_on=agency.kind == Agency.Kind.COURT,
        ),
        route=Route(kind, used, tuple(route.value for route in around.routes)),
        family=known_around(child, family),
        others=_others(around),
        protected=Known(
            addresses=tuple({address.lines for address in around.protected}),
            postcodes=tuple({address.postcode for address in around.protected} - {""}),
        ),
        danger=_danger(child, family.links, around) if any(each.child_id in own for each in around.protected) else (),
        namesakes=tuple(_namesakes(child, [*around.children, *family.siblings])),
        familiar=_familiar(around),
    )


class _Around(NamedTuple):
    """What else the check is asked about, by one query: of the register, the directory and the orders."""

    protected: list[Address]
    orders: list[Flag]
    children: list[Child]
    adults: list[Parent]
    routes: list[ContactRoute]
    agencies: list[Agency]
    professionals: list[Professional]
    setting: list[Setting]

    @classmethod
    def of(cls, child: Child, family: Family, agency: Agency, route: str) -> Self:
        """A number in the directory is one to call back on; all else must be approved for confidential information."""
        children = Child.objects.exclude(pk__in=[row.pk for row in (*family.rows, *family.siblings)])
        adults = Parent.objects.filter(links__child__in=children, on_behalf_of=None).distinct()
        found = fetch_each(
            Address.objects.filter(protected=True),
            Flag.objects.about_child(child).limiting(),
            children,
            adults.exclude(pk__in=[parent.pk for parent in family.parents]),
            agency.routes.in_use().verified_as(route),
            Agency.objects.only("name"),
            Professional.objects.only("name"),
            Setting.objects.all()[:1],
        )
        return cls(*found)


def _pieces(decision: Decision, items: Iterable[Item] | None) -> tuple[Piece, ...]:
    chosen = [item for item in _items(decision) if item.included]
    going = chosen if items is None else [item for item in chosen if item in set(items)]
    waiting = {held.item.pk: held.why for held in held_back(decision, items=going)}
    return tuple(
        Piece(
            item.pk,
            item.text,
            item.about,
            item.source,
            item.attachment_sha256,
            waiting.get(item.pk, ""),
            told_by=item.told_by,
            about_named=item.about_named,
            sibling=_person(item.about_sibling),
        )
        for item in going
    )


def _person(child: Child | None) -> Person | None:
    return Person(child.given_names, child.family_name, child.known_as, "a sibling") if child else None


def _items(decision: Decision) -> Iterable[Item]:
    """With what agencies say to passing them on; no query for a decision fetched `for_presenting()`."""
    return decision.items.all() if _at_hand(decision, "items") else decision.items.with_agreements()


def _accepted(decision: Decision) -> Iterable[AcceptedFinding]:
    """No query for a decision fetched `for_presenting()`."""
    accepted = decision.accepted_findings
    return accepted.all() if _at_hand(decision, "accepted_findings") else accepted.select_related("recorded_by")


def _at_hand(decision: Decision, name: str) -> bool:
    return name in getattr(decision, "_prefetched_objects_cache", {})


def _others(around: _Around) -> Known:
    """Everybody of the other families on the register, by name."""
    return Known(
        people=(
            *(Person(each.given_names, each.family_name, each.known_as, "another child") for each in around.children),
            *(Person(each.given_names, each.family_name, role="a parent of another child") for each in around.adults),
        )
    )


def _danger(child: Child, links: Iterable[FamilyLink], around: _Around) -> tuple[str, ...]:
    """Whoever of the family does not live with the child, and whoever an order keeps away or uninformed."""
    kept_away = [flag.about_parent for flag in around.orders if flag.about_parent]
    own = [link for link in links if link.child.one_id == child.one_id]
    elsewhere = [link.parent for link in own if not link.lives_with_child and link.parent.on_behalf_of_id is None]
    return tuple(dict.fromkeys(parent.name for parent in (*kept_away, *elsewhere)))


def _namesakes(child: Child, others: Iterable[Child]) -> Iterator[str]:
    shown = [other for other in others if other.merged_into_id is None]
    if any(_full_name(other) == _full_name(child.one) for other in shown):
        yield SAME_NAME
    if any(other.date_of_birth == child.date_of_birth for other in shown):
        yield SAME_BIRTH_DATE


def _full_name(child: Child) -> tuple[str, str]:
    return child.given_names.casefold(), child.family_name.casefold()


def _familiar(around: _Around) -> frozenset[str]:
    """Words of the names that stand in any copy: of agencies, of those who work there, and of the setting."""
    names = [agency.name for agency in around.agencies] + [person.name for person in around.professionals]
    for setting in around.setting:
        names += [setting.name, setting.address, setting.local_authority]
    return frozenset(token.key for token in Text("\n".join(names)).tokens)
