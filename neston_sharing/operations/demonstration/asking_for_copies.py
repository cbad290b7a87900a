"""A father asks for his daughter's record: the month runs, and half of it is read."""

from collections.abc import Iterator

from neston_sharing.audit.context import acting
from neston_sharing.operations.demonstration.cast import Cast
from neston_sharing.operations.demonstration.clock import Ago, Story
from sharing.actions.record_copies import ask_for_copy, read_section, rule, take_step
from sharing.copying import review_of
from sharing.models import CopyRequest


def asking_for_copies(cast: Cast) -> Iterator[Story]:
    yield a_father_asks(cast)


def a_father_asks(cast: Cast) -> Story:
    """He is known a few days later; we asked which years he means, and he answered; half of it is read."""
    when = Ago(16, "09:00").on(cast.today)
    yield when
    lead, child = cast.member("lead"), cast.child("Amara Okafor")
    father = child.links.get(parent__given_names="Chidi").parent
    with acting(lead):
        asked = ask_for_copy(
            by=lead,
            child=child,
            kind=CopyRequest.Kind.FAMILY,
            parent=father,
            received_on=when.date(),
            asked="All that you have written about Amara, and whom you told.",
        )
    for kind, ago, text in (
        ("identity", 14, "His driving licence, shown at the door to the lead."),
        ("responsibility", 14, "Married to her mother: the certificate was seen at registration."),
        ("paused", 11, "Asked whether he means the time before she started too."),
        ("resumed", 8, "He means everything."),
    ):
        when = Ago(ago, "10:00").on(cast.today)
        yield when
        with acting(lead):
            take_step(by=lead, request=asked, kind=kind, on=when.date(), text=text)
    yield Ago(3, "15:00").on(cast.today)
    with acting(lead):
        _read(asked, lead)


def _read(asked: CopyRequest, lead) -> None:
    """Rule that her mother's mobile stays hers, and read what is about the child herself."""
    review = review_of(asked, user=lead)
    pieces = (piece for section in review.sections for piece in section.pieces)
    mother = next(piece for piece in pieces if piece.key.startswith("child.parent"))
    why = "How her mother is reached is hers to say."
    rule(by=lead, review=review, key=mother.key, treatment="withhold", ground="other_person", why=why)
    asked = CopyRequest.objects.with_people().get(pk=asked.pk)
    review = review_of(asked, user=lead)
    for section in ("child", "registration"):
        read_section(by=lead, review=review, key=section)
