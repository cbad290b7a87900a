"""Whether a consent on file may be relied on for one recipient, and if not, why not (policy 2.4, 3.4).

A consent covers a sharing when it is the parent's last valid word on that purpose, names this recipient or its kind,
is not due to be looked at again, comes from somebody who has parental responsibility on the day, and is not
contradicted by another parent who has it too. One parent can usually consent alone; where two disagree this says so,
and people judge. A consent whose review date has come is not relied on until the parent has been asked again.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list

from agencies.models import Agency
from consent.models import Child, ConsentStatement, FamilyLink
from neston_sharing.foundation.templatetags.neston import long_date

Said = ConsentStatement.Statement


@dataclass(frozen=True)
class Coverage:
    """`why` says in words what it rests on, or what stands in its way."""

    ok: bool
    why: str


@dataclass(frozen=True)
class BearingConsent:
    statement: ConsentStatement
    coverage: Coverage


def covers(
    statement: ConsentStatement, recipient: Agency, purpose: str | None = None, on: date | None = None
) -> Coverage:
    """Say whether this statement lets us share with this agency, for this purpose if one is named, on this day."""
    return Words(statement.child, on).coverage(statement, recipient, purpose)


def bearing(child: Child, agency: Agency, on: date | None = None) -> list[BearingConsent]:
    """Give the last word of each parent on each purpose, those that may be relied on first."""
    words = Words(child, on)
    found = [BearingConsent(statement, words.coverage(statement, agency)) for statement in words.last]
    return sorted(found, key=lambda consent: not consent.coverage.ok)


def proposed_state(child: Child, agency: Agency, on: date | None = None) -> str:
    """Propose the answer to "do we have consent to share?" (3.5) from what is on file; people decide.

    One of "in_force", "parents_disagree", "refused", "withdrawn", "not_yet_sought".
    """
    return Words(child, on).state(agency)


class Words:
    """All that one child's parents have said by one day, and who has responsibility on it: four queries at most."""

    def __init__(self, child: Child, on: date | None = None) -> None:
        self.on = on or timezone.localdate()
        self.said = list(ConsentStatement.objects.about_child(child).said_by_day(self.on).with_people())
        links = FamilyLink.objects.with_responsibility(self.on).filter(child=child)
        self.responsible = set(links.values_list("parent_id", flat=True))

    @cached_property
    def wrong(self) -> set[int]:
        """Statements that a manager's note calls recorded wrongly."""
        return {word.about_id for word in self.said if word.about_id and word.statement == Said.INVALIDATED}

    @cached_property
    def last(self) -> list[ConsentStatement]:
        """The last valid word of each parent on each purpose, oldest first."""
        valid = (word for word in self.said if word.statement != Said.INVALIDATED and word.pk not in self.wrong)
        return sorted({word.subject: word for word in valid}.values(), key=lambda word: word.pk)

    def coverage(self, statement: ConsentStatement, agency: Agency, purpose: str | None = None) -> Coverage:
        objections = (
            self._recorded_wrongly(statement),
            self._not_given(statement),
            self._said_otherwise_since(statement),
            self._for_another_purpose(statement, purpose),
            self._without_responsibility(statement),
            self._for_others(statement, agency),
            self._to_be_looked_at_again(statement),
            self._disputed(statement, agency),
        )
        why_not = next((objection for objection in objections if objection), "")
        return Coverage(not why_not, why_not or _given(statement))

    def state(self, agency: Agency) -> str:
        if any(self.coverage(word, agency).ok for word in self.last):
            return "in_force"
        bearing = [word for word in self.last if word.concerns(agency) and word.parent_id in self.responsible]
        if any(word.statement == Said.GIVEN and self._disputed(word, agency) for word in bearing):
            return "parents_disagree"
        said = {word.statement for word in bearing}
        return next((str(state) for state in (Said.REFUSED, Said.WITHDRAWN) if state in said), "not_yet_sought")

    def against(self, statement: ConsentStatement, agency: Agency | None = None) -> list[ConsentStatement]:
        """Find what other parents with responsibility refused or withdrew on the same purpose (for this agency)."""
        return [
            word
            for word in self.last
            if word.parent_id != statement.parent_id
            and word.matter == statement.matter
            and word.statement in (Said.REFUSED, Said.WITHDRAWN)
            and word.parent_id in self.responsible
            and (agency is None or word.concerns(agency))
        ]

    def _recorded_wrongly(self, statement: ConsentStatement) -> str:
        noted = statement.statement == Said.INVALIDATED or statement.pk in self.wrong
        return "Recorded wrongly, as a manager noted." if noted else ""

    def _not_given(self, statement: ConsentStatement) -> str:
        if statement.statement == Said.GIVEN:
            return ""
        return f"{statement.parent.name} {_did(statement)} on {date_format(statement.stated_on)}."

    def _said_otherwise_since(self, statement: ConsentStatement) -> str:
        last = next((word for word in self.last if word.subject == statement.subject), None)
        if last is None or last.pk == statement.pk:
            return "" if last else "Not said by this day."
        return f"{last.parent.name} {_did(last)} on {date_format(last.stated_on)}: that counts now."

    def _for_another_purpose(self, statement: ConsentStatement, purpose: str | None) -> str:
        if purpose in (None, statement.purpose):
            return ""
        return f"It was given for: {statement.matter_in_words}; not for: {ConsentStatement.Purpose(purpose).label}."

    def _without_responsibility(self, statement: ConsentStatement) -> str:
        if statement.parent_id in self.responsible:
            return ""
        return f"{statement.parent.name} does not have parental responsibility for this child now."

    def _for_others(self, statement: ConsentStatement, agency: Agency) -> str:
        if statement.names(agency):
            return ""
        named = [str(recipient) for recipient in statement.named]
        return f"It was given for {get_text_list(named, 'and') or 'nobody by name'}, not for {agency}."

    def _to_be_looked_at_again(self, statement: ConsentStatement) -> str:
        if not statement.is_due_for_review(self.on):
            return ""
        return f"It was to be looked at again on {long_date(statement.review_on)}: ask {statement.parent.name} again."

    def _disputed(self, statement: ConsentStatement, agency: Agency) -> str:
        others = self.against(statement, agency)
        said = [f"{word.parent.name} {_did(word)} on {date_format(word.stated_on)}" for word in others]
        return f"The parents disagree: {get_text_list(said, 'and')}." if said else ""


def _did(statement: ConsentStatement) -> str:
    done = {Said.GIVEN: "agreed", Said.REFUSED: "refused", Said.WITHDRAWN: "withdrew their consent"}
    return done[Said(statement.statement)]


def _given(statement: ConsentStatement) -> str:
    given, review = date_format(statement.stated_on), long_date(statement.review_on)
    spoken = " It was spoken: have it confirmed in writing." if statement.how == ConsentStatement.How.SPOKEN else ""
    return f"Given by {statement.parent.name} on {given}, to be looked at again on {review}.{spoken}"
