"""What a parent's word on a sharing must hold before it is recorded (policy 2.4, 3.4)."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format

from agencies.models import Agency
from consent.models import Child, ConsentRecipient, ConsentSignature, ConsentStatement, Parent
from neston_sharing.foundation.actions import Refusal, refuse_all

Purpose, Said, How = ConsentStatement.Purpose, ConsentStatement.Statement, ConsentStatement.How
LONGEST_UNCONFIRMED = timedelta(days=60)


def recipients(agencies: Iterable[Agency], kinds: Iterable[str], *, excluded: bool = False) -> list[ConsentRecipient]:
    """Make the rows that name who may be told or, if excluded, who must not be; they are not saved yet."""
    return [
        *(ConsentRecipient(agency=agency, excluded=excluded) for agency in agencies),
        *(ConsentRecipient(kind=kind, excluded=excluded) for kind in kinds),
    ]


def must_be_whole(word: ConsentStatement, named: list[ConsentRecipient]) -> None:
    """Refuse a word that could not count: not theirs to say, vague, against itself, or older than their last."""
    must_be_said_by_today(word)
    must_be_entitled(word)
    refuse_all(unspecific(word, named) if word.statement == Said.GIVEN else _of_nothing(word))
    if word.statement == Said.GIVEN:
        _must_not_contradict_itself(named)
    _must_be_in_writing_or_become_so(word)
    _must_be_later_than_the_last(word)


def must_be_askable(word: ConsentStatement, named: list[ConsentRecipient]) -> None:
    """Hold a question to what its answer will be held to; `word` is what a yes would say."""
    must_be_entitled(word)
    refuse_all(unspecific(word, named))


def unspecific(word: ConsentStatement, named: list[ConsentRecipient]) -> Iterator[Refusal]:
    """Give all in which a yes would be vague: of what, to whom, until when (policy 3.4)."""
    yield from _of_nothing(word)
    if not word.scope.strip():
        yield Refusal("Say what information may be shared", field="scope")
    if all(recipient.excluded for recipient in named):
        yield Refusal("Choose who may be told: consent is for somebody, never for anybody", field="agencies")
    today = timezone.localdate()
    if word.valid_until and word.valid_until < today:
        yield Refusal("Enter the last day on which it holds: today or later", field="valid_until")
    if word.review_on is None or word.review_on <= today:
        yield Refusal("Enter a day in the future on which to look at it again", field="review_on")


def _of_nothing(word: ConsentStatement) -> Iterator[Refusal]:
    if word.purpose == Purpose.PARTICULAR and not word.purpose_detail:
        yield Refusal("Name the sharing that this is about", field="purpose_detail")


def must_be_entitled(word: ConsentStatement) -> None:
    entitled = Parent.objects.entitled_to(word.child, word.purpose, word.stated_on)
    if not entitled.filter(pk=word.parent.one_id).exists():
        raise Refusal(
            "This person has no parental responsibility for the child, nor is this delegated to them: ask one who has",
            field="parent",
        )


def must_be_said_by_today(word: ConsentStatement) -> None:
    if word.stated_on > timezone.localdate():
        raise Refusal("Enter the day on which they said it: today or before", field="stated_on")


def as_named_before(child: Child, purpose: str, detail: str) -> str:
    """Spell a particular sharing as it was spelt first, so that a later word on it takes the earlier one's place."""
    if purpose != Purpose.PARTICULAR:
        return ""
    typed = " ".join(detail.split())
    known = ConsentStatement.objects.particular_sharings_of(child)
    return next((name for name in known if name.casefold() == typed.casefold()), typed)


def as_written(
    *, purpose: str, statement: str, purpose_detail: str = "", scope: str = "", conditions: str = "", **said
) -> list[dict]:
    """Give the words that a parent signed, as whoever records them read them: for keeping with the signature.

    They are a list of {"heading", "paragraphs", "points"}, as a page that is signed on the tablet keeps them.
    """
    told = [str(recipient) for recipient in recipients(said.get("agencies", ()), said.get("kinds", ()))]
    spared = [str(each) for each in recipients(said.get("except_agencies", ()), said.get("except_kinds", ()))]
    sections = [
        (purpose_detail or Purpose(purpose).label, [Said(statement).label, scope], []),
        ("Who may be told" if statement == Said.GIVEN else "Who may not be told", [], told),
        ("Who must not be told", [said.get("exceptions", "")], spared),
        ("Conditions", [conditions], []),
    ]
    whole = [(heading, [each for each in paragraphs if each], points) for heading, paragraphs, points in sections]
    return [
        {"heading": str(heading), "paragraphs": list(map(str, paragraphs)), "points": points}
        for heading, paragraphs, points in whole
        if paragraphs or points
    ]


def _must_not_contradict_itself(named: list[ConsentRecipient]) -> None:
    """An exception takes somebody out of those who may be told; it cannot take out one who is named."""
    kept_out = [recipient for recipient in named if recipient.excluded]
    for recipient in named:
        if not recipient.excluded and any(exception.takes_out(recipient) for exception in kept_out):
            raise Refusal(
                f"{recipient} is among those who may be told and those who must not: choose one",
                field="except_agencies",
            )


def _must_be_in_writing_or_become_so(word: ConsentStatement) -> None:
    if word.how != How.SPOKEN:
        _must_be_signed_by_them(word, word.signature)
    elif word.statement == Said.GIVEN:
        _must_be_confirmed_soon(word)


def _must_be_signed_by_them(word: ConsentStatement, signature: ConsentSignature | None) -> None:
    if signature is None:
        raise Refusal("What is given on the screen or on paper is signed: add the signature", field="how")
    if (signature.child_id, signature.parent_id) != (word.child_id, word.parent_id):
        raise Refusal("The signature is another person's, or for another child: add theirs", field="how")


def _must_be_confirmed_soon(word: ConsentStatement) -> None:
    """Consent is in writing (3.4): a spoken one counts for sixty days at most, until it is signed."""
    today = timezone.localdate()
    last = today + LONGEST_UNCONFIRMED
    if word.confirm_by is None or not today <= word.confirm_by <= last:
        raise Refusal(
            f"Enter by when they will confirm it in writing: from today to {date_format(last)}", field="confirm_by"
        )


def _must_be_later_than_the_last(word: ConsentStatement) -> None:
    """What counts is what was said last, and that must be what is recorded last."""
    last = ConsentStatement.objects.last_word_on(word)
    if last and word.stated_on < last.stated_on:
        raise Refusal(
            f"They said something later, on {date_format(last.stated_on)}, and that counts. "
            "If it was recorded wrongly, have a manager note that first.",
            field="stated_on",
        )
