"""What other agencies told the setting: one thing that may not go on, one that may; and a request without an answer."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from consent.models import Law
from neston_sharing.audit.context import acting
from neston_sharing.operations.demonstration.agencies import HEALTH_VISITING, POLICE, SOCIAL_CARE, SPEECH
from neston_sharing.operations.demonstration.cast import Cast
from neston_sharing.operations.demonstration.clock import Ago, Story
from sharing.actions.information_request import ask_for_information, tell_news
from sharing.actions.passing_on import ask_to_pass_on, record_answer
from sharing.actions.received import put_around, receive_information


def third_party(cast: Cast) -> Iterator[Story]:
    yield the_police_refuse(cast)
    yield the_health_visitor_agrees(cast)
    yield nobody_answers(cast)


def the_police_refuse(cast: Cast) -> Story:
    yield Ago(12, "08:50").on(cast.today)
    lead, child, told = cast.member("lead"), cast.child("Ellis Marsh"), timezone.now() - timedelta(minutes=20)
    with acting(lead):
        received = receive_information(
            by=lead,
            child=child,
            agency=cast.agency(POLICE),
            professional=cast.professional("Ruth Pemberton"),
            from_whom="Ruth Pemberton, detective constable",
            received_at=told,
            route="telephone",
            what="Officers were called to the home on Saturday night. Ellis was in the next room. Nobody was hurt.",
            terms="For the staff who look after Ellis this week, so that he is met kindly",
            not_to_parents=True,
        )
        put_around(
            by=lead,
            child=child,
            agency=cast.agency(SOCIAL_CARE),
            professional=cast.professional("Denise Achebe"),
            group="Strategy meeting of the Front Door",
            since=timezone.localdate(),
        )
    yield Ago(11, "10:15").on(cast.today)
    who = "Ruth Pemberton, detective constable"
    with acting(lead):
        request = ask_to_pass_on(
            by=lead,
            received=received,
            to_agency=cast.agency(HEALTH_VISITING),
            asked_of=who,
            asked_on=timezone.localdate(),
            route="telephone",
            purpose="Joanne Tully sees Ellis's mother on Thursday and asks whether anything has happened",
        )
        record_answer(
            by=lead,
            request=request,
            answer="refused",
            answered_by=who,
            answered_on=timezone.localdate(),
            words="Not while it is being looked into. She will tell the health visitor herself",
        )


def the_health_visitor_agrees(cast: Cast) -> Story:
    yield Ago(7, "13:30").on(cast.today)
    by, who = cast.member("practitioner"), "Joanne Tully, health visitor"
    with acting(by):
        received = receive_information(
            by=by,
            child=cast.child("Ravi Patel"),
            agency=cast.agency(HEALTH_VISITING),
            professional=cast.professional("Joanne Tully"),
            from_whom=who,
            received_at=timezone.now() - timedelta(hours=1),
            route="secure_email",
            what="Ravi's hearing was tested in September: mild loss on the left, to be looked at again in March.",
            terms="For those who help him with his speech",
        )
        request = ask_to_pass_on(
            by=by,
            received=received,
            to_agency=cast.agency(SPEECH),
            asked_of=who,
            asked_on=timezone.localdate(),
            route="secure_email",
            purpose="Ceri Morgan reviews his plan and does not know of the hearing test",
        )
    yield Ago(6, "09:05").on(cast.today)
    with acting(by):
        record_answer(
            by=by,
            request=request,
            answer="given",
            answered_by=who,
            answered_on=timezone.localdate(),
            words="Yes, the result and the date; not the letter itself",
        )


def nobody_answers(cast: Cast) -> Story:
    yield Ago(9, "11:40").on(cast.today)
    by = cast.member("practitioner")
    with acting(by):
        request = ask_for_information(
            by=by,
            child=cast.child("Noah Bennett"),
            agency=cast.agency(HEALTH_VISITING),
            professional=cast.professional("Bola Adeyemi"),
            asked_of="Bola Adeyemi, health visitor",
            asked_at=timezone.now(),
            route="secure_email",
            what="What the two-year review found about how Noah eats and sleeps",
            why="He has been tired since half-term, and we want to help him without asking his mother everything twice",
            lawful_basis=Law.objects.coded("public-task"),
            basis_why="We look after his welfare under the early years framework",
            answer_by=Ago(3, "12:00").on(cast.today).date(),
            family_told=True,
            family_told_how="Laura, by Priya, at drop-off; she is glad that we ask",
        )
    yield Ago(4, "15:20").on(cast.today)
    with acting(by):
        tell_news(
            by=by,
            request=request,
            kind="chased",
            happened_at=timezone.now(),
            who="The duty desk",
            text="Bola is on leave until Thursday; they will pass it on",
        )
