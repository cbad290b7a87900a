"""What staff worried about: one concern that nobody has read yet, one that became a decision, one closed; and
about adults a low-level one, and an allegation of which Ofsted is still to be told."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from neston_sharing.audit.context import acting
from neston_sharing.operations.demonstration.cast import Cast
from neston_sharing.operations.demonstration.clock import Ago, Story
from sharing.actions.adult_concerns import raise_adult_concern, record_step
from sharing.actions.concern_handling import close_concern, discuss, mark_read
from sharing.actions.concerns import raise_concern
from sharing.models import AdultConcern, Concern

ON_HER_ARM = [[[52, 138], [50, 146], [56, 150], [60, 143], [54, 138]], [[46, 150]]]
AN_HOUR = timedelta(hours=1)


def worrying(cast: Cast) -> Iterator[Story]:
    yield hungry(cast)
    yield the_man_in_his_room(cast)
    yield a_bruise(cast)
    yield a_telephone(cast)
    yield a_wrist(cast)


def hungry(cast: Cast) -> Story:
    """It was discussed the same day, and a decision to tell her social worker was started from it."""
    moment = Ago(28, "15:40").on(cast.today)
    yield moment
    concern = cast.concerns["Lily-Mae Carter"] = written_down(
        cast,
        child=cast.child("Lily-Mae Carter"),
        facts="Hungry every morning since Monday; on Tuesday she ate until she was sick. The same soiled leggings "
        "four days running. Collected 40 minutes late on Monday and 55 today.",
        words="Mummy sleeps in the day",
        whose_words="Lily-Mae's, at lunch",
        opinion="It is worse than a month ago, not better",
        happened_at=moment - AN_HOUR,
        place="Lunch table, and the door",
        present="Siobhan, at the door",
        safe_to_go_home=Concern.Safe.NOT_SURE,
    )
    yield moment + AN_HOUR / 2
    lead = cast.member("lead")
    with acting(lead):
        discuss(
            by=lead,
            concern=concern,
            colleague=cast.member("manager"),
            outcome="A neighbour whom we know has taken her home today and stays with Stacey. Denise Achebe must know "
            "what we saw before the core group: Priya decides about it with us tomorrow morning.",
            next_step="Start a decision to tell Denise Achebe",
            for_author="You were right to write it down. Let us do the decision together tomorrow.",
        )


def the_man_in_his_room(cast: Cast) -> Story:
    moment = Ago(13, "11:10").on(cast.today)
    yield moment
    concern = written_down(
        cast,
        child=cast.child("Samuel Tesfaye"),
        facts="He would not sleep after lunch and held on to me",
        words="There is a bad man in my room",
        whose_words="Samuel's, to me",
        happened_at=moment - AN_HOUR,
        place="The quiet room",
        safe_to_go_home=Concern.Safe.YES,
    )
    yield moment + AN_HOUR
    lead = cast.member("lead")
    with acting(lead):
        mark_read(by=lead, concern=concern)
    yield moment + 5 * AN_HOUR
    with acting(lead):
        close_concern(
            by=lead,
            concern=concern,
            reasons="His mother told me at the door, before I asked: a film at his cousin's on Sunday, and the coat on "
            "the back of his door since. He showed me the coat in a drawing. Nothing else of him worries anybody.",
            for_author="It was a film, and a coat on a door. Thank you for asking nothing more and writing his words.",
        )


def a_bruise(cast: Cast) -> Story:
    """Nobody has read it yet."""
    moment = Ago(1, "16:35").on(cast.today)
    yield moment
    written_down(
        cast,
        child=cast.child("Poppy Whitaker"),
        facts="A bruise the size of a 2p coin and a small one beside it, when she changed for the water play",
        words="It's a secret bump",
        whose_words="Poppy's, to me",
        happened_at=moment - 2 * AN_HOUR,
        place="Changing room",
        present="Bea, bank staff, who noticed it first",
        injury=Concern.Injury.LATER,
        body_map=ON_HER_ARM,
        body_map_said="Blue and yellow, not swollen; she let me look and said that it does not hurt",
        safe_to_go_home=Concern.Safe.YES,
        opinion="It could be from the climbing frame. I have not heard her say secret before.",
    )


def a_telephone(cast: Cast) -> Story:
    moment = Ago(6, "13:15").on(cast.today)
    yield moment
    concern = told_of_an_adult(
        cast,
        about_name="Kelly Marsden, bank staff",
        nature="low_level",
        facts="She photographed the children's tower with her own telephone. Two children stood beside it.",
        happened_at=moment - AN_HOUR,
        place="Garden room",
        children_safe="I asked her to delete it and saw her do so",
    )
    yield moment + 3 * AN_HOUR
    by_the_manager(
        cast,
        concern,
        kind="note",
        happened_at=timezone.now() - AN_HOUR,
        text="I spoke with Kelly. She had read the code of conduct in August and forgot that it covers models too. "
        "Telephones stay in the office: she has the key to a locker now. I look at it again in a month.",
    )


def a_wrist(cast: Cast) -> Story:
    """The LADO was told within the hour; until Ofsted is told, the days are counted down."""
    moment = Ago(2, "10:20").on(cast.today)
    yield moment
    concern = told_of_an_adult(
        cast,
        about_name="Damian Cole, student on placement",
        nature="allegation",
        facts="He pulled a boy off the climbing frame by his wrist. The wrist was red at lunch.",
        words="Damian hurt my arm",
        whose_words="The boy's, to me",
        happened_at=moment - AN_HOUR / 2,
        place="Garden",
        children_safe="I took the group in, and Damian to the office",
        not_to_be_told="His tutor at the college, until the LADO has advised",
    )
    yield moment + AN_HOUR
    by_the_manager(
        cast,
        concern,
        kind="lado_told",
        happened_at=timezone.now(),
        to_whom="Rashida Khan, designated officer",
        their_reference="L-2291",
        text="She calls back tomorrow. Until then he is not at work, and we ask him nothing.",
    )


def written_down(cast: Cast, **facts) -> Concern:
    by = cast.member("practitioner")
    with acting(by):
        return raise_concern(by=by, **facts)


def told_of_an_adult(cast: Cast, **facts) -> AdultConcern:
    by = cast.member("practitioner")
    with acting(by):
        return raise_adult_concern(by=by, **facts)


def by_the_manager(cast: Cast, concern: AdultConcern, **facts) -> None:
    by = cast.member("manager")
    with acting(by):
        record_step(by=by, concern=concern, **facts)
