"""Whether a consent on file may be relied on for one recipient, and if not, why not (policy 2.4, 3.4).

A consent covers a sharing when it is the parent's last valid word on that matter, comes from somebody who may consent
on the day, names this recipient or its kind and leaves it out by no exception, has not ended, is in writing or will be
soon, is not due to be looked at again, and is not contradicted by another parent with parental responsibility. One
parent can usually consent alone; where two disagree this says so, and a manager judges, with reasons.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import get_text_list

from agencies.models import Agency
from consent.models import Child, ConsentStatement
from consent.said import Matter, Said, Words
from neston_sharing.foundation.templatetags.neston import long_date

IN_FORCE, DISAGREE = "In force", "Parents disagree"


@dataclass(frozen=True)
class Coverage:
    """`why` says in words what it rests on, or what stands in its way; `standing` says it in a word or three."""

    ok: bool
    why: str
    standing: str = ""


@dataclass(frozen=True)
class BearingConsent:
    statement: ConsentStatement
    coverage: Coverage


def covers(
    statement: ConsentStatement, recipient: Agency, purpose: str | None = None, on: date | None = None
) -> Coverage:
    """Say whether this statement lets us share with this agency, for this purpose if one is named, on this day."""
    return Reliance(statement.child, on).coverage(statement, recipient, purpose)


def bearing(child: Child, agency: Agency, on: date | None = None) -> list[BearingConsent]:
    """Give the last word of each parent on each matter, those that may be relied on first."""
    return Reliance(child, on).bearing(agency)


def last_words(child: Child) -> list[BearingConsent]:
    """Give the last word of each parent on each matter, and how it stands today for whoever it names.

    Of a child fetched `for_file()`, without a query.
    """
    words = Reliance.at_hand(child)
    return [BearingConsent(statement, words.coverage(statement)) for statement in words.last]


def proposed_state(child: Child, agency: Agency, on: date | None = None) -> str:
    """Propose the answer to "do we have consent to share?" (3.5) from what is on file; people decide.

    One of "in_force", "parents_disagree", "refused", "withdrawn", "not_yet_sought".
    """
    return Reliance(child, on).state(agency)


class Reliance(Words):
    """What of all that was said may be relied on; without an agency, for any recipient that it names."""

    def coverage(
        self, statement: ConsentStatement, agency: Agency | None = None, purpose: str | None = None
    ) -> Coverage:
        word = self.as_known(statement)
        for standing, why in (*self._hindrances(word, agency, purpose), (DISAGREE, self._disputed(word, agency))):
            if why:
                return Coverage(False, why, standing)
        return Coverage(True, self._given(word, agency), IN_FORCE)

    def bearing(self, agency: Agency) -> list[BearingConsent]:
        found = [BearingConsent(statement, self.coverage(statement, agency)) for statement in self.last]
        return sorted(found, key=lambda consent: not consent.coverage.ok)

    def state(self, agency: Agency) -> str:
        standings = {self.coverage(word, agency).standing for word in self.last}
        if IN_FORCE in standings:
            return "in_force"
        if DISAGREE in standings:
            return "parents_disagree"
        said = {refusal(word, agency) for word in self.last if self.is_entitled(word)}
        return next((str(state) for state in (Said.REFUSED, Said.WITHDRAWN) if state in said), "not_yet_sought")

    def disputed(self, matter: Matter) -> list[ConsentStatement]:
        """The consents on a matter that a manager could judge: nothing but another parent's word is against them."""
        given = (word for word in self.on_matter(matter) if not any(why for _, why in self._hindrances(word)))
        return [word for word in given if self.against(word)]

    def against(self, statement: ConsentStatement, agency: Agency | None = None) -> list[ConsentStatement]:
        """Find what other parents with responsibility said against it: refused, withdrew, or made an exception of."""
        return [
            word
            for word in self.on_matter(statement.matter)
            if word.parent.one_id != statement.parent.one_id
            and self.is_responsible(word)
            and (refusal(word, agency) if agency else word.contradicts(statement))
        ]

    def _hindrances(
        self, word: ConsentStatement, agency: Agency | None = None, purpose: str | None = None
    ) -> Iterator[tuple[str, str]]:
        """Give what could stand in its way but a disagreement: (a word or three, the reason or "")."""
        yield "Recorded wrongly", self._recorded_wrongly(word)
        yield word.get_statement_display(), "" if word.statement == Said.GIVEN else f"{said(word)}."
        yield "Said otherwise since", self._said_otherwise_since(word)
        yield "For another purpose", _for_another_purpose(word, purpose)
        yield "May not consent now", self._without_entitlement(word)
        if agency:
            yield "Not to be told", _left_out(word, agency)
            yield "Outside this consent", _for_others(word, agency)
        yield "Ended", _ended(word, self.on)
        yield "The child left", self._left(word)
        yield "Never confirmed", _never_confirmed(word, self.on)
        yield "Ask again", _to_be_looked_at_again(word, self.on)

    def _recorded_wrongly(self, word: ConsentStatement) -> str:
        noted = word.statement == Said.INVALIDATED or word.pk in self.wrong
        return "Recorded wrongly, as a manager noted." if noted else ""

    def _said_otherwise_since(self, word: ConsentStatement) -> str:
        last = next((other for other in self.last if other.subject == word.subject), None)
        if last is None or last.pk == word.pk:
            return "" if last else "Not said by this day."
        return f"{said(last)}: that counts now."

    def _without_entitlement(self, word: ConsentStatement) -> str:
        if self.is_entitled(word):
            return ""
        return f"{word.parent.name} does not have parental responsibility for this child now, nor is this delegated."

    def _left(self, word: ConsentStatement) -> str:
        """A summary for the next setting may still go there; what was for our work here ends with the last day."""
        lasting = word.purpose == ConsentStatement.Purpose.DEVELOPMENT_SUMMARIES
        if lasting or self.absent_since is None or word.stated_on > self.absent_since:
            return ""
        return f"{word.child.name} left on {long_date(self.absent_since)}: ask again if they come back."

    def _disputed(self, word: ConsentStatement, agency: Agency | None) -> str:
        others = self.against(word, agency)
        judged = self.judgement(word.matter)
        if not others or (judged and judged.relies_on_id == word.pk):
            return ""
        if judged:
            return f"The parents disagree. {judged.in_words}"
        return f"The parents disagree: {get_text_list([objected(other, agency) for other in others], 'and')}."

    def _given(self, word: ConsentStatement, agency: Agency | None) -> str:
        judged = self.judgement(word.matter) if self.against(word, agency) else None
        sentences = (
            f"Given by {word.parent.name} on {date_format(word.stated_on)},"
            f" to be looked at again on {long_date(word.review_on)}.",
            f"It ends on {long_date(word.valid_until)}." if word.valid_until else "",
            _in_writing(word, self.on),
            f"Not to be told: {get_text_list([str(each) for each in word.left_out], 'and')}." if word.left_out else "",
            f"Exceptions: {word.exceptions}" if word.exceptions else "",
            f"Conditions: {word.conditions}" if word.conditions else "",
            f"The parents disagree. {judged.in_words}" if judged else "",
        )
        return " ".join(sentence for sentence in sentences if sentence)


def refusal(word: ConsentStatement, agency: Agency) -> str:
    """Give how a word keeps this agency from being told: refused (or left out by an exception), withdrawn, or ""."""
    if word.statement == Said.GIVEN:
        return str(Said.REFUSED) if word.leaves_out(agency) else ""
    return str(word.statement) if word.concerns(agency) else ""


def said(word: ConsentStatement) -> str:
    done = {Said.GIVEN: "agreed", Said.REFUSED: "refused", Said.WITHDRAWN: "withdrew their consent"}
    return f"{word.parent.name} {done[Said(word.statement)]} on {date_format(word.stated_on)}"


def objected(word: ConsentStatement, agency: Agency | None = None) -> str:
    """Say what one parent's word has against another's: a refusal, a withdrawal, or an exception."""
    if word.statement != Said.GIVEN:
        return said(word)
    spared = str(agency) if agency else get_text_list([str(each) for each in word.left_out], "and")
    return f"{word.parent.name} asked on {date_format(word.stated_on)} not to tell {spared}"


def _for_another_purpose(word: ConsentStatement, purpose: str | None) -> str:
    if purpose in (None, word.purpose):
        return ""
    return f"It was given for: {word.matter_in_words}; not for: {ConsentStatement.Purpose(purpose).label}."


def _left_out(word: ConsentStatement, agency: Agency) -> str:
    if not word.leaves_out(agency):
        return ""
    return f"{word.parent.name} asked on {date_format(word.stated_on)} that {agency} is not told."


def _for_others(word: ConsentStatement, agency: Agency) -> str:
    if word.names(agency):
        return ""
    named = get_text_list([str(recipient) for recipient in word.named], "and") or "nobody by name"
    return f"It was given for {named}: {agency} is outside this consent. Ask again before they are told."


def _ended(word: ConsentStatement, on: date) -> str:
    return f"It ended on {long_date(word.valid_until)}." if word.has_ended(on) else ""


def _never_confirmed(word: ConsentStatement, on: date) -> str:
    if not word.was_never_confirmed(on):
        return ""
    return (
        f"It was spoken and never confirmed in writing, which was due by {long_date(word.confirm_by)}: "
        f"ask {word.parent.name} again."
    )


def _to_be_looked_at_again(word: ConsentStatement, on: date) -> str:
    if not word.is_due_for_review(on):
        return ""
    return f"It was to be looked at again on {long_date(word.review_on)}: ask {word.parent.name} again."


def _in_writing(word: ConsentStatement, on: date) -> str:
    if word.is_unconfirmed(on):
        return f"It was spoken: to be confirmed in writing by {long_date(word.confirm_by)}."
    if word.how == ConsentStatement.How.SPOKEN:
        return f"It was spoken, and confirmed in writing on {long_date(word.confirmation.signature.signed_on)}."
    return ""
