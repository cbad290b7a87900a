"""What was not shared, in words: whether whoever asked was told, how and when, and what opened it again."""

from collections.abc import Iterable

from neston_sharing.foundation.templatetags.neston import long_date
from sharing.models import AskerTold, Decision
from sharing.presenters.words import Fact, in_words, said

COLUMNS = ("Decision", "Child", "Who asked", "Why not", "Told", "Since then")


def not_shared_rows(decisions: Iterable[Decision]) -> list[tuple]:
    """Give a row of cells for each decision fetched `for_not_shared()`, in the order of COLUMNS."""
    return [_row(decision) for decision in decisions]


def _row(decision: Decision) -> tuple:
    asked = decision.initiative == Decision.Initiative.ASKED
    return (
        {"text": decision.reference, "url": decision.get_absolute_url()},
        decision.about.name,
        str(decision.agency) if asked else f"Nobody: we would have told {decision.agency}",
        decision.outcome_reason or "",
        _told(decision),
        f"Opened again in {decision.decided_again_in}" if decision.decided_again_in else "",
    )


def _told(decision: Decision) -> dict | str:
    told = told_of(decision)
    if told is not None:
        words = f"{long_date(told.told_at)}, {told.get_route_display().lower()}"
        return {"text": words, "kind": "green"}
    return {"text": "Not told yet", "kind": "amber"} if may_be_told(decision) else ""


def told_of(decision: Decision) -> AskerTold | None:
    """What is recorded of whoever asked having been told, if anything."""
    return getattr(decision, "asker_told", None)


def may_be_told(decision: Decision) -> bool:
    """Whether somebody asked for what was decided against, and nobody has told them."""
    declined = decision.recorded_at and decision.outcome == Decision.Outcome.NOT_SHARE
    return bool(declined) and decision.initiative == Decision.Initiative.ASKED and told_of(decision) is None


def facts_of_telling(decision: Decision) -> tuple[Fact, ...]:
    """Say it on the decision's page and in the copy of the record; nothing of what was shared, or only offered."""
    told = told_of(decision)
    if told is None:
        return (Fact("Who asked was told", "Not yet"),) if may_be_told(decision) else ()
    how = f"{told.to_whom}, on {in_words(told.told_at)}, {told.get_route_display().lower()}"
    return said(("Who asked was told", how), ("What was said to them", told.text), ("Told by", told.recorded_by))


def facts_that_opened_it(decision: Decision) -> str:
    news = getattr(decision, "new_facts", None)
    return f"{news.text}\nBrought by {news.brought_by} on {in_words(news.brought_on)}" if news else ""
