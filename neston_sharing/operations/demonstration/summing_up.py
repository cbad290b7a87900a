"""What mattered of Lily-Mae's file, chosen and summed up by the lead, for the core group."""

from collections.abc import Iterator
from datetime import timedelta

from neston_sharing.audit.context import acting
from neston_sharing.operations.demonstration.cast import Cast
from neston_sharing.operations.demonstration.clock import Ago, Story
from sharing.actions.chronology import choose_event, make_chronology

LILY_MAE = "Lily-Mae Carter"
WHAT_MATTERED = (
    (Ago(31, "12:00"), "Came without breakfast, in soiled leggings. Collected 40 minutes late.", ""),
    (
        Ago(28, "12:00"),
        "Hungry until she was sick; collected 55 minutes late. “Mummy sleeps in the day.”",
        "",
    ),
    (
        Ago(27, "12:00"),
        "Denise Achebe, her social worker, was told what we saw and came next day.",
        "Decision",
    ),
)


def summing_up(cast: Cast) -> Iterator[Story]:
    yield for_the_core_group(cast)


def for_the_core_group(cast: Cast) -> Story:
    moment = Ago(19, "15:00").on(cast.today)
    yield moment
    lead = cast.member("lead")
    with acting(lead):
        chosen = [
            choose_event(
                by=lead,
                child=cast.child(LILY_MAE),
                happened_on=day.on(cast.today).date(),
                summary=words,
                source=source,
            )
            for day, words, source in WHAT_MATTERED
        ]
    yield moment + timedelta(minutes=20)
    with acting(lead):
        make_chronology(
            by=lead,
            child=cast.child(LILY_MAE),
            occasion="conference",
            for_whom="The core group at the Civic Centre, tomorrow: a page for each of them",
            events=chosen,
        )
