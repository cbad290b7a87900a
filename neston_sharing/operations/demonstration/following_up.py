"""What came of it: news of the referrals, steps of the protocol ticked off, a core group with two tasks, a leaflet."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from consent.models import Parent
from neston_sharing.audit.context import acting
from neston_sharing.operations.demonstration.agencies import FAMILY_HUB, SOCIAL_CARE, WELCOME
from neston_sharing.operations.demonstration.cast import Cast
from neston_sharing.operations.demonstration.clock import Ago, Story
from sharing.actions.follow_up import take_step, tell_what_came
from sharing.actions.leaflet import record_leaflet
from sharing.actions.meeting import add_task, enter_meeting, finish_task, tell_outcome
from sharing.models import Decision, Meeting, MeetingTask, ProtocolStepTaken

FRONT_DOOR, FORM = 2, 4
"""Steps of the protocol with children's social care: telephone them, send them the form."""


def following_up(cast: Cast) -> Iterator[Story]:
    yield the_crime_number(cast)
    yield no_further_action(cast)
    yield the_front_door_was_called(cast)
    yield the_core_group(cast)
    yield a_leaflet(cast)


def decision_about(name: str, cast: Cast) -> Decision:
    return cast.child(name).decisions.get()


def the_crime_number(cast: Cast) -> Story:
    yield Ago(57, "12:30").on(cast.today)
    by = cast.member("practitioner")
    with acting(by):
        tell_what_came(
            by=by,
            decision=decision_about("Chloe Fitzgerald", cast),
            kind="reference",
            happened_at=timezone.now(),
            who="Ruth Pemberton, detective constable",
            their_reference="DX 4471/26",
        )


def no_further_action(cast: Cast) -> Story:
    """Nobody answers at first: chased on the next working day."""
    arlo, who = "Arlo Jenkins", "Mark Lowry, duty social worker"
    yield Ago(22, "10:40").on(cast.today)
    by = cast.member("practitioner")
    with acting(by):
        words = "His line was busy; the desk wrote my call down"
        decision, now = decision_about(arlo, cast), timezone.now()
        tell_what_came(by=by, decision=decision, kind="chased", happened_at=now, who="The Front Door", text=words)
    yield Ago(21, "14:05").on(cast.today)
    with acting(by):
        words = "No further action. He wrote to Bethan about guards for oven doors, kindly."
        tell_what_came(by=by, decision=decision, kind="outcome", happened_at=timezone.now(), who=who, text=words)


def the_front_door_was_called(cast: Cast) -> Story:
    """No answer has come yet: it is to be chased today."""
    moment = Ago(1, "16:20").on(cast.today)
    yield moment
    tick("Ellis Marsh", FRONT_DOOR, "Mr Lowry, at ten to four", cast)
    yield moment + timedelta(minutes=45)
    tick("Ellis Marsh", FORM, "By the portal; the receipt is in the office", cast)


def tick(name: str, order: int, note: str, cast: Cast) -> None:
    by, decision = cast.member("practitioner"), decision_about(name, cast)
    step = ProtocolStepTaken.objects.steps_of(decision).get(order=order)
    with acting(by):
        take_step(by=by, decision=decision, step=step, taken_at=timezone.now(), note=note)


def the_core_group(cast: Cast) -> Story:
    held = Ago(18, "13:30").on(cast.today)
    yield Ago(24, "10:00").on(cast.today)
    lead, practitioner = cast.member("lead"), cast.member("practitioner")
    with acting(lead):
        meeting = core_group(held, "How the plan for Lily-Mae goes", cast)
    yield held + timedelta(hours=2)
    with acting(lead):
        decided = "The plan goes on. Stacey has a worker of the Family Hub beside her in the mornings, from Monday."
        tell_outcome(by=lead, meeting=meeting, took_place=True, attended="Siobhan, Priya", decided=decided)
        chart = asked(meeting, "A chart of when Lily-Mae comes and what she has eaten", Ago(13, "12:00"), cast)
        asked(meeting, "A page for the next one: how she plays, eats and sleeps here", Ago(1, "12:00"), cast)
    yield Ago(14, "16:10").on(cast.today)
    with acting(practitioner):
        finish_task(by=practitioner, task=chart, how="The first one went to Denise; every Friday from now")
    yield Ago(3, "11:15").on(cast.today)
    with acting(lead):
        core_group(Ago(18, "13:30").on(cast.today) + timedelta(weeks=4), "The next one, four weeks on", cast)


def asked(meeting: Meeting, what: str, by_when: Ago, cast: Cast) -> MeetingTask:
    lead, day = cast.member("lead"), by_when.on(cast.today).date()
    return add_task(by=lead, meeting=meeting, what=what, by_when=day, whose=cast.member("practitioner"))


def core_group(held_at: datetime, about: str, cast: Cast) -> Meeting:
    return enter_meeting(
        by=cast.member("lead"),
        child=cast.child("Lily-Mae Carter"),
        kind="core_group",
        held_at=held_at,
        place="Civic Centre, room 4",
        agency=cast.agency(SOCIAL_CARE),
        decision=decision_about("Lily-Mae Carter", cast),
        about=about,
    )


def a_leaflet(cast: Cast) -> Story:
    yield Ago(8, "15:45").on(cast.today)
    lead, child = cast.member("lead"), cast.child("Samuel Tesfaye")
    with acting(lead):
        record_leaflet(
            by=lead,
            child=child,
            parent=Parent.objects.of_child(child).first(),
            agencies=[cast.agency(FAMILY_HUB), cast.agency(WELCOME)],
            given_on=timezone.localdate(),
            note="On paper, and I read it with her through the interpreter",
        )
