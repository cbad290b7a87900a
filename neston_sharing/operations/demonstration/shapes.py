"""The shapes of the demonstration's data: what is told of each person, child and decision, without a word of code."""

from dataclasses import dataclass

from neston_sharing.operations.demonstration.clock import Ago

LAST_CHECK, THIS_TERM = Ago(30, "16:20"), Ago(50, "09:15")


@dataclass(frozen=True)
class Member:
    """A person who can sign in; `does` is said when the demonstration starts."""

    key: str
    email: str
    name: str
    post: str
    roles: tuple[str, ...]
    does: str


@dataclass(frozen=True)
class Route:
    kind: str
    value: str
    note: str = ""
    approved: bool = False
    out_of_hours: bool = False


@dataclass(frozen=True)
class Protocol:
    """What is agreed with every agency of a kind; a step may end with its time."""

    kind: str
    title: str
    thresholds: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Agency:
    name: str
    kind: str
    what_it_does: str
    routes: tuple[Route, ...]
    professionals: tuple[tuple[str, str, str], ...] = ()  # name, post, how identity was checked (or not)
    reach: str = "local"
    supports_families: bool = False
    hours: str = ""
    checked: Ago = LAST_CHECK


@dataclass(frozen=True)
class Parent:
    """Stands once in the data, however many of the children are theirs."""

    name: str
    telephone: str
    safe_contact: str = "Call or text the mobile, any time"
    email: str = ""
    council: str = ""  # the agency for which they sign
    signs_as: str = ""  # as they type their name, where they sign for a council


@dataclass(frozen=True)
class Link:
    """How a parent stands to a child; no ground means no parental responsibility.

    `ends_in` are the days from today to the last day of an order; `delegated` is what a foster carer may sign.
    """

    parent: Parent
    relationship: str
    ground: str = ""
    lives_with: bool = True
    evidence: str = ""
    ends_in: int = 0
    carer: str = ""
    delegated: tuple[str, ...] = ()
    delegated_by: str = ""


@dataclass(frozen=True)
class Flag:
    """What staff must see first; a court order may limit one parent, and end so many days from today."""

    kind: str
    detail: str
    social_worker: str = ""
    about: Parent | None = None
    limits: tuple[str, ...] = ()  # contact, information
    ends_in: int = 0


@dataclass(frozen=True)
class Consent:
    """One parent's word on a purpose; `then` is a later word that took it back, and why."""

    parent: Parent
    purpose: str
    statement: str = "given"
    scope: str = ""
    kinds: tuple[str, ...] = ()
    reason: str = ""
    withdrawn: Ago | None = None
    withdrawn_why: str = ""


@dataclass(frozen=True)
class Child:
    given_names: str
    family_name: str
    months: int  # old, about
    day: int  # of the month, of birth
    key_person: str
    links: tuple[Link, ...]
    address: str
    postcode: str = "DX4 7QA"
    joined: Ago = THIS_TERM
    known_as: str = ""
    cover: str = ""
    protected: bool = False
    signed: bool = True
    drawn: bool = True  # or the name typed
    explained_note: str = ""
    leaves: Ago | None = None
    flags: tuple[Flag, ...] = ()
    consents: tuple[Consent, ...] = ()
    excluded: tuple[str, str] | None = None  # (who of the staff, why)
    restricted: tuple[str, str] | None = None  # (who of the staff sees the record besides the lead, why)

    @property
    def name(self) -> str:
        return f"{self.given_names} {self.family_name}"


@dataclass(frozen=True)
class Said:
    """The answer to one of the eight questions, with its reason and what that answer takes besides."""

    question: int
    answer: str
    reason: str = ""
    at_risk: bool | None = None
    consent: str = ""  # the purpose of the consent relied on
    expected: str = ""
    duty: str = ""  # a law's code
    grounds: tuple[tuple[str, str, str], ...] = ()  # (kind, evidence, other side)
    by: str = ""  # another maker than the one who started


@dataclass(frozen=True)
class Item:
    text: str
    nature: str = "fact"
    source: str = "own"
    source_agency: str = ""
    told_by: str = ""  # a parent by name, or whoever is on no file
    about: str = "child"
    whom: str = ""  # a parent or a sibling by name, or whoever is on no file
    left_out_why: str = ""
    agency_consent: str = ""


@dataclass(frozen=True)
class Outcome:
    """Whether to share, why, and on which basis and condition in law (codes of the law list)."""

    share: bool
    reason: str
    lawful_basis: str = ""
    condition: str = ""


@dataclass(frozen=True)
class Family:
    """Told how; or not told, on which ground and why."""

    told_how: str = ""
    not_told: str = ""
    why: str = ""


@dataclass(frozen=True)
class Verdict:
    when: Ago
    by: str
    verdict: str
    comment: str = ""
    late_why: str = ""  # of a referral that was not answered by the end of the next working day


@dataclass(frozen=True)
class Disclosed:
    when: Ago
    to_whom: str
    route: str
    address: str
    identity: str
    what: str
    arrived: str = ""  # how we know; it is recorded the working day after
    accepted: tuple[tuple[str, str], ...] = ()  # what kind of thing the check of the copy found, and why it went


@dataclass(frozen=True)
class Added:
    when: Ago
    by: str
    text: str
    reason: str


@dataclass(frozen=True)
class Told:
    """Whoever asked was told that it is not shared."""

    when: Ago
    to_whom: str
    route: str
    text: str


@dataclass(frozen=True)
class Story:
    """One decision, from the first question to what came of it, as far as it has come."""

    started: Ago
    maker: str
    child: str
    agency: str
    information: str
    purpose: str
    professional: str = ""
    initiative: str = "asked"
    needed_in: int | None = None  # days
    answers: tuple[Said, ...] = ()
    outcome: Outcome | None = None
    items: tuple[Item, ...] = ()
    route: str = ""
    identity: str = ""
    family: Family | None = None
    note: str | None = None  # to management; none means not sent
    to_officer: bool = False
    verdict: Verdict | None = None
    disclosed: Disclosed | None = None
    added: Added | None = None
    told: Told | None = None
    abandoned: str = ""
    from_concern: bool = False


@dataclass(frozen=True)
class Referred:
    """One child who could not wait: told at once, backed after."""

    told: Ago
    by: str
    child: str
    agency: str
    to_whom: str
    number: str
    information: str
    why: str
    family: Family
    verbal_backer: str = ""
    tried: str = ""
    arrived: str = ""  # how we know; it is recorded the working day after
    verdict: Verdict | None = None
