"""What went wrong after it went out: one breach that was closed with its reason, and one whose hours still run."""

from collections.abc import Iterator

from django.utils import timezone

from neston_sharing.audit.context import acting
from neston_sharing.operations.demonstration.cast import Cast
from neston_sharing.operations.demonstration.clock import Ago, Story
from sharing.actions.breaches import note_breach, take_breach_step
from sharing.models import Breach, Disclosure


def going_wrong(cast: Cast) -> Iterator[Story]:
    yield a_page_too_many(cast)
    yield the_old_address(cast)


def a_page_too_many(cast: Cast) -> Story:
    """Back within the hour: nobody comes to harm, and the manager says why the regulator is not told."""
    yield Ago(42, "09:20").on(cast.today)
    breach = noticed(
        what_went_out_about("Daisy O'Connell", cast),
        kind="wrong_item",
        what="Behind the cutting was our snack rota, with the first names of four children",
        whose="Four children, by first name only",
        consequences="None that we can think of: Mr Pugh saw that they had bananas on Tuesday",
    )
    by, he = breach.recorded_by, "Gareth Pugh, business manager"
    step(by, breach, "recall", "I rang and asked him to put it aside, unread", who=he)
    yield Ago(42, "10:05").on(cast.today)
    step(by, breach, "recalled", "Fetched back in its envelope", who=he)
    yield Ago(42, "12:30").on(cast.today)
    manager = cast.member("manager")
    step(manager, breach, "regulator_not_told", "First names alone, back within the hour, read by one person")
    step(manager, breach, "measure", "Whoever seals an envelope has somebody else look into it first")


def the_old_address(cast: Cast) -> Story:
    """Known since yesterday afternoon: asked back, and the regulator not told yet."""
    yield Ago(1, "15:40").on(cast.today)
    breach = noticed(
        what_went_out_about("Ruby Sinclair", cast),
        kind="wrong_person",
        what="The school moved its post: until last week a parent helper read the office's address too",
        whose="Ruby's, and what it says of her parents",
        consequences="Somebody who knows the family may have read what unsettles Ruby",
    )
    asked = "Asked them to delete it there, and to say who opened it"
    step(breach.recorded_by, breach, "recall", asked, who="The school's office")


def what_went_out_about(name: str, cast: Cast) -> Disclosure:
    return cast.child(name).decisions.get().disclosures.get()


def noticed(disclosure: Disclosure, **facts: str) -> Breach:
    """Whoever shared it notices what went wrong."""
    with acting(disclosure.shared_by):
        return note_breach(by=disclosure.shared_by, disclosure=disclosure, known_at=timezone.now(), **facts)


def step(by, breach: Breach, kind: str, text: str, who: str = "") -> None:
    with acting(by):
        take_breach_step(by=by, breach=breach, kind=kind, happened_at=timezone.now(), who=who, text=text)
