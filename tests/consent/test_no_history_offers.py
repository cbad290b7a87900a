"""No sequence of words offers a consent that its parent took back, or another with responsibility stands against.

Policy 2.4: consent can be refused and withdrawn; guidance: a dispute between parents is judged with reasons, never
settled in silence. An oracle remembers what a careful person would, and is asked after every history.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Agency
from consent.actions.disputes import resolve_dispute
from consent.actions.statements import invalidate_statement, record_consent, withdraw_consent
from consent.coverage import bearing
from consent.models import ConsentConfirmation, ConsentStatement
from neston_sharing.foundation.actions import Refusal
from tests.factories import AgencyFactory, ChildFactory, ConsentSignatureFactory, FamilyLinkFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CONFIRMED_WITHIN = 14 * DAY

TOLD = ["given", "given", "spoken", "excepting", "refused"]
AFTERWARDS = ["withdrawn", "invalidated", "confirmed", "rely", "rely", "treat as none", "responsibility"]
STEPS = st.lists(st.tuples(st.sampled_from(TOLD + AFTERWARDS), st.integers(0, 2), st.integers(0, 20)), max_size=8)
OPENINGS = st.sampled_from(
    [
        [],
        [("given", 0, 0), ("refused", 1, 0)],
        [("given", 0, 0), ("spoken", 1, 0), ("refused", 2, 0)],
        [("given", 0, 0), ("excepting", 1, 0)],
    ]
)
HISTORIES = st.builds(lambda opening, steps: opening + steps, OPENINGS, STEPS)


@dataclass
class Word:
    who: int
    kind: str  # "given", "refused" or "withdrawn"
    row: ConsentStatement
    spoken: bool = False
    spares: bool = False  # the therapists must not be told
    valid: bool = True


@dataclass
class Oracle:
    """What a careful person would remember: who said what, who is responsible, and what was judged when."""

    words: list[Word] = field(default_factory=list)
    responsible: set[int] = field(default_factory=lambda: {0, 1, 2})
    recorded: list[ConsentStatement] = field(default_factory=list)
    judged: tuple[int, int | None] = (0, None)  # how many rows were weighed, and the one to rely on

    def last(self, who: int) -> Word | None:
        return next((word for word in reversed(self.words) if word.who == who and word.valid), None)

    def stands_against(self, word: Word | None) -> bool:
        return word is not None and word.who in self.responsible and (word.kind != "given" or word.spares)

    def offered(self, late: bool) -> set[int]:
        return {who for who in range(3) if self.may_be_offered(who, late)}

    def may_be_offered(self, who: int, late: bool) -> bool:
        word = self.last(who)
        if not word or word.kind != "given" or word.spares or who not in self.responsible or (word.spoken and late):
            return False
        others = any(self.stands_against(self.last(other)) for other in range(3) if other != who)
        return not others or self.judged == (len(self.recorded), word.row.pk)


@dataclass
class Family:
    """Takes the steps of a history in the product, and tells the oracle of those that were not refused."""

    staff: object
    therapy: Agency
    oracle: Oracle = field(default_factory=Oracle)

    def __post_init__(self) -> None:
        self.child = ChildFactory(key_person=self.staff)
        self.links = [FamilyLinkFactory(child=self.child) for _ in range(3)]

    def take(self, step: str, who: int, which: int) -> None:
        if step in TOLD:
            return self.say(step, who)
        if step == "responsibility":
            return self.change_responsibility(who)
        if not self.oracle.words:
            return None
        if step in ("rely", "treat as none"):
            return self.judge(self.oracle.last(who) if step == "rely" else None)
        return getattr(self, step)(self.oracle.words[which % len(self.oracle.words)])

    def say(self, step: str, who: int) -> None:
        today, kind = timezone.localdate(), "refused" if step == "refused" else "given"
        people = {"child": self.child, "parent": self.links[who].parent}
        signed = {"how": "screen", "signature": None if step == "spoken" else self.sign(who)}
        spoken = {"how": "spoken", "confirm_by": today + CONFIRMED_WITHIN}
        said = {"purpose": "additional_needs", "scope": "Speech", "stated_on": today, "review_on": today + 365 * DAY}
        named = {"agencies": [self.therapy]}
        if step == "excepting":
            named = {"kinds": [self.therapy.kind], "except_agencies": [self.therapy]}
        written = spoken if step == "spoken" else signed
        row = record_consent(by=self.staff, statement=kind, **people, **said, **named, **written)
        self.hear(Word(who, kind, row, spoken=step == "spoken", spares=step == "excepting"))

    def sign(self, who: int):
        """No tablet is handed to somebody without responsibility, and the database takes no signature of theirs."""
        if who not in self.oracle.responsible:
            raise Refusal("They may not sign")
        return ConsentSignatureFactory(child=self.child, parent=self.links[who].parent)

    def hear(self, word: Word) -> None:
        self.oracle.words.append(word)
        self.oracle.recorded.append(word.row)

    def withdrawn(self, word: Word) -> None:
        self.hear(Word(word.who, "withdrawn", withdraw_consent(by=self.staff, statement=word.row)))

    def invalidated(self, word: Word) -> None:
        self.oracle.recorded.append(invalidate_statement(by=self.staff, statement=word.row, note="Wrong form"))
        word.valid = False

    def confirmed(self, word: Word) -> None:
        if word.spoken:
            signature = self.sign(word.who)
            ConsentConfirmation.objects.create(statement=word.row, signature=signature, recorded_by=self.staff)
            word.spoken = False

    def judge(self, relied_on: Word | None) -> None:
        oracle, row = self.oracle, relied_on.row if relied_on else None
        resolve_dispute(by=self.staff, last_word=oracle.recorded[-1], relies_on=row, reasons="As the court said")
        oracle.judged = (len(oracle.recorded), row.pk if row else None)

    def change_responsibility(self, who: int) -> None:
        link = self.links[who]
        link.until = None if link.until else timezone.localdate() - DAY
        link.save()
        self.oracle.responsible ^= {who}

    def offered(self, on: date) -> set[int]:
        found = {
            consent.statement.parent_id for consent in bearing(self.child, self.therapy, on) if consent.coverage.ok
        }
        return {who for who, link in enumerate(self.links) if link.parent_id in found}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORIES)
def test_no_history_offers_what_a_parent_took_back_or_another_stands_against(history, django_user_model):
    family = Family(UserFactory(roles=["manager"]), AgencyFactory(kind=Agency.Kind.SPEECH_THERAPY))
    for step in history:
        try:
            family.take(*step)
        except Refusal:
            continue
    today = timezone.localdate()
    assert family.offered(today) == family.oracle.offered(late=False)
    assert family.offered(today + CONFIRMED_WITHIN + DAY) == family.oracle.offered(late=True)
