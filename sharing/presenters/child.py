"""A child as the head of the file and the PDF say it: who, flags, family, addresses, registration, consents.

child = Child.objects.visible_to(user).for_file().get(reference=reference)
shown = present_child(child, last_words(child))
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from consent.carers import carers_of
from consent.cautions import standing_flags
from consent.coverage import BearingConsent
from consent.models import Address, Child, FamilyLink, Flag, Registration
from consent.models.statement import SOON
from consent.presenters.care import when_of
from consent.presenters.entitlement import entitlement
from consent.retention import rules_for
from sharing.presenters.entries import CONSENT_KINDS, details_of_consent
from sharing.presenters.words import Fact, StateWords, in_words, listed, said

FIRST = (Flag.Kind.DO_NOT_DISCUSS, Flag.Kind.COURT_ORDER)
"""Flags that are said before all others: what could put someone in danger today."""


@dataclass(frozen=True)
class PresentedFlag:
    """A flag, loud if `urgent`; `limits` is what a court order limits, and `over` when it ended."""

    title: str
    detail: str
    social_worker: str
    since: str
    urgent: bool
    limits: str = ""
    until: str = ""
    over: str = ""
    not_for_family: bool = False


@dataclass(frozen=True)
class PresentedParent:
    """One parent or carer of this child; `responsible` says whether they have parental responsibility today."""

    name: str
    responsible: bool
    facts: tuple[Fact, ...]
    reference: str = ""


@dataclass(frozen=True)
class PresentedAddress:
    whose: str
    lines: str
    protected: bool
    parent: str = ""  # the reference of the parent whose it is


@dataclass(frozen=True)
class PresentedConsent:
    """One parent's last word on one matter; `due` says that the parent is to be asked again.

    `withdraw` is the address at which a consent is taken back.
    """

    matter: str
    parent: str
    state: StateWords
    details: str
    due: bool
    withdraw: str = ""


@dataclass(frozen=True)
class PresentedChild:
    CONSENT_COLUMNS = ("What about, and who", "Says", "Details")

    reference: str
    url: str
    name: str
    facts: tuple[Fact, ...]
    flags: tuple[PresentedFlag, ...]
    parents: tuple[PresentedParent, ...]
    addresses: tuple[PresentedAddress, ...]
    registration: tuple[Fact, ...]
    registered: bool
    consents: tuple[PresentedConsent, ...]
    restricted: bool = False

    @property
    def signed(self) -> str:
        """Who signed the registration and when, in one line; nothing while it is not signed."""
        return next((fact.value for fact in self.registration if fact.key == "Signed by"), "")

    @property
    def consent_rows(self) -> list[tuple]:
        """Cells for {% data_table %}: the matter with who said it, its state, and what was said."""
        return [
            (
                f"{row.matter}: {row.parent}",
                {"text": row.state.word, "kind": row.state.kind},
                " · ".join(row.details.split("\n")),
            )
            for row in self.consents
        ]

    @property
    def open_addresses(self) -> tuple[PresentedAddress, ...]:
        """Those that may stand in a copy: a protected one is left out unless someone takes it in by name."""
        return tuple(address for address in self.addresses if not address.protected)

    @property
    def has_protected_address(self) -> bool:
        return len(self.open_addresses) < len(self.addresses)


def present_child(child: Child, consents: Iterable[BearingConsent]) -> PresentedChild:
    """Say everything of a child that was fetched `for_file()`, without a query but that of the consents given."""
    signed = [row for row in child.registrations.all() if row.stands]
    return PresentedChild(
        reference=child.reference,
        url=child.get_absolute_url(),
        name=child.name,
        facts=_facts(child),
        flags=_in_order(child.flags.all()),
        parents=_parents(child),
        addresses=_addresses(child),
        registration=tuple(fact for row in signed for fact in _registration(row)),
        registered=bool(signed),
        consents=tuple(map(_consent, consents)),
        restricted=getattr(child, "is_restricted", False),  # told by `for_file()`
    )


def _facts(child: Child) -> tuple[Fact, ...]:
    carers, to_come = carers_of(child), [row for row in child.care.all() if row.is_to_come]
    return said(
        ("Known as", child.known_as),
        ("Date of birth", child.date_of_birth),
        ("Started on" if child.starts_on <= timezone.localdate() else "Starts on", child.starts_on),
        ("Left on" if child.has_left else "Leaves on", child.leaves_on),
        ("Key person", carers.key_person),
        ("Cover", listed(carers.covers)),
        ("To come", "\n".join(f"{row.person}: {row.get_role_display()}, {when_of(row)}" for row in to_come)),
        *((rule.what, rule.in_words) for rule in rules_for(child) if child.leaves_on),
        ("Reference", child.reference),
    )


def present_flags(child: Child) -> tuple[PresentedFlag, ...]:
    """Say what everyone who works on the record of this child must see first, as the head of the file says it."""
    return _in_order(standing_flags(child))


def _in_order(flags: Iterable[Flag]) -> tuple[PresentedFlag, ...]:
    return tuple(_flag(flag) for flag in sorted(flags, key=lambda flag: (not _is_urgent(flag), -flag.pk)))


def _is_urgent(flag: Flag) -> bool:
    return flag.kind in FIRST and not flag.is_over


def _flag(flag: Flag) -> PresentedFlag:
    worker = flag.social_worker
    named = listed((worker, worker.agency)) if worker else ""
    about = f" about {flag.about_parent.name}" if flag.about_parent else ""
    ends = in_words(flag.ends_on) if flag.ends_on else ""
    return PresentedFlag(
        title=f"{flag.get_kind_display()}{about}",
        detail=flag.detail,
        social_worker=named,
        since=in_words(flag.set_at.date()),
        urgent=_is_urgent(flag),
        limits="" if flag.is_over else flag.limits,
        until="" if flag.is_over else ends,
        over=ends if flag.is_over else "",
        not_for_family=flag.kind == Flag.Kind.DO_NOT_DISCUSS,
    )


def _parent(link: FamilyLink) -> PresentedParent:
    parent, responsible = link.parent, link.carries_responsibility()
    return PresentedParent(
        name=parent.name,
        responsible=responsible,
        facts=said(
            ("Relationship", listed((link.relationship, _home(link)))),
            ("Signs for", parent.on_behalf_of),
            ("Parental responsibility", _responsibility(link) if responsible else "No"),
            ("What they may sign", "" if responsible else entitlement(link).in_words),
            ("Evidence seen", listed((link.evidence, _seen(link)))),
            ("Safe way to reach them", parent.safe_contact),
            ("Telephone and e-mail", listed((parent.telephone, parent.email))),
        ),
        reference=parent.one.reference,
    )


def _responsibility(link: FamilyLink) -> str:
    return f"Yes: {link.get_ground_display()}" + (f", until {in_words(link.until)}" if link.until else "")


def _home(link: FamilyLink) -> str:
    return "lives with the child" if link.lives_with_child else "does not live with the child"


def _seen(link: FamilyLink) -> str:
    return f"on {in_words(link.evidence_seen_on)} by {link.evidence_seen_by}" if link.evidence_seen_on else ""


def _parents(child: Child) -> tuple[PresentedParent, ...]:
    """One entry a person, those with parental responsibility first; of merged rows, the one that says most."""
    person: dict[int, FamilyLink] = {}
    for link in sorted(child.links.all(), key=lambda link: not link.carries_responsibility()):
        person.setdefault(link.parent.one_id, link)
    return tuple(map(_parent, person.values()))


def _addresses(child: Child) -> tuple[PresentedAddress, ...]:
    """Where a child was entered twice, an address that is protected at one row is protected at the other."""
    rows = list(child.addresses.all())
    protected = {_where(row) for row in rows if row.protected}
    return tuple(_address(row, row.protected or _where(row) in protected) for row in rows)


def _where(address: Address) -> str:
    return "".join(filter(str.isalnum, f"{address.lines}{address.postcode}".casefold()))


def _address(address: Address, protected: bool) -> PresentedAddress:
    whose = address.parent.name if address.parent else "The child"
    lines = "\n".join(line for line in (address.lines, address.postcode) if line)
    return PresentedAddress(whose, lines, protected, address.parent.one.reference if address.parent else "")


def _registration(row: Registration) -> Iterator[Fact]:
    signature = row.signature
    policies = (
        f"{given.version.title}, adopted {in_words(given.version.adopted_on)}" for given in row.policies_given.all()
    )
    yield from said(
        ("Signed by", f"{signature.parent.name}, on {in_words(signature.signed_on)}"),
        ("How", signature.get_how_display()),
        ("Seen signed by", signature.witness),
        ("Explained", f"{row.get_explained_how_display()}, by {row.explained_by}, on {in_words(row.explained_on)}"),
        ("Note", row.explained_note),
        ("Acknowledged", _acknowledged(signature)),
        ("Policies given", "\n".join(policies)),
    )


def _acknowledged(signature) -> str:
    names = ("has_policy", "understands_sharing", "has_safeguarding", "has_other_circumstances")
    said_yes = (signature._meta.get_field(name).verbose_name for name in names if getattr(signature, name))
    return "\n".join(f"The parent {words}" for words in said_yes)


def _consent(last: BearingConsent) -> PresentedConsent:
    row = last.statement
    given = row.statement == row.Statement.GIVEN
    review = f"\nLook at it again on {in_words(row.review_on)}" if row.review_on else ""
    return PresentedConsent(
        matter=row.matter_in_words,
        parent=row.parent.name,
        state=_consent_today(last),
        details=details_of_consent(row) + review,
        due=given and row.is_due_for_review(timezone.localdate()),
        withdraw=reverse("consent:statement-withdraw", args=[row.pk]) if given else "",
    )


def _consent_today(last: BearingConsent) -> StateWords:
    """Say how it stands for those whom it names, the dates of the next thirty days included."""
    row, soon = last.statement, timezone.localdate() + SOON
    if row.statement != row.Statement.GIVEN:
        return StateWords(row.get_statement_display(), CONSENT_KINDS[row.statement], "")
    if row.is_due_for_review(timezone.localdate()):
        return StateWords("Due for review", "amber", "Ask the parent again.")
    if not last.coverage.ok:
        return StateWords(last.coverage.standing, "amber", last.coverage.why)
    word = "Given, ends soon" if row.has_ended(soon) else "Given"
    word = "Given, look at it soon" if row.is_due_for_review(soon) else word
    return StateWords(word, "green" if word == "Given" else "amber", "")
