"""Loads the demonstration: every story through the actions that people use, so that all of it is audited and sealed."""

from collections.abc import Iterator

from django.utils import timezone

from neston_sharing.foundation.actions import action
from neston_sharing.operations.demonstration.advising import advising
from neston_sharing.operations.demonstration.agencies import AGENCIES
from neston_sharing.operations.demonstration.asking_for_copies import asking_for_copies
from neston_sharing.operations.demonstration.cast import Cast
from neston_sharing.operations.demonstration.children import CHILDREN
from neston_sharing.operations.demonstration.clock import Story, tell
from neston_sharing.operations.demonstration.deciding import deciding, referring
from neston_sharing.operations.demonstration.decisions import REFERRALS, STORIES
from neston_sharing.operations.demonstration.following_up import following_up
from neston_sharing.operations.demonstration.going_wrong import going_wrong
from neston_sharing.operations.demonstration.joining import joining, leaving, withdrawing
from neston_sharing.operations.demonstration.opening import auditing_again, checking, opening
from neston_sharing.operations.demonstration.summing_up import summing_up
from neston_sharing.operations.demonstration.third_party import third_party
from neston_sharing.operations.demonstration.visiting import VISITS, visiting
from neston_sharing.operations.demonstration.worrying import worrying


@action
def load() -> None:
    """Tell all stories in one transaction: after a crash there is the whole demonstration or none of it."""
    cast = Cast(timezone.localdate())
    tell(stories(cast))


def stories(cast: Cast) -> Iterator[Story]:
    yield opening(cast)
    yield auditing_again(cast)
    yield from (checking(agency, cast) for agency in AGENCIES)
    for child in CHILDREN:
        yield joining(child, cast)
        if child.leaves:
            yield leaving(child.name, child.leaves, cast)
        for word in child.consents:
            if word.withdrawn:
                yield withdrawing(word, child.name, word.withdrawn, cast)
    yield from (deciding(story, cast) for story in STORIES)
    yield from (referring(story, cast) for story in REFERRALS)
    yield from third_party(cast)
    yield from advising(cast)
    yield from worrying(cast)
    yield from following_up(cast)
    yield from going_wrong(cast)
    yield from asking_for_copies(cast)
    yield from summing_up(cast)
    yield from (visiting(visit, cast) for visit in VISITS)
