"""May this item go to this agency on this day? The pure function and the database say the same (policy 1.3)."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection

from sharing.models.passing_on_sql import may_go
from sharing.passing_on import Around, Request, Stand, Told, Way, Word, stand, way_out
from tests.factories import AgencyFactory, ChildFactory
from tests.factories.received import (
    AroundChildFactory,
    InformationReceivedFactory,
    PassingOnAnswerFactory,
    PassingOnRequestFactory,
)

DAY = date(2026, 11, 20)
THEM, ANYBODY, OTHERS = "them", "anybody", "others"

# What was asked, for whom, and what was answered how many days before (or, below nought, after) the day.
ASKED = {
    "nobody": (),
    "no answer": ((THEM, ()),),
    "given": ((THEM, (("given", 1),)),),
    "given on the day": ((THEM, (("given", 0),)),),
    "given later": ((THEM, (("given", -1),)),),
    "refused": ((THEM, (("refused", 1),)),),
    "refused, then given": ((THEM, (("refused", 2), ("given", 1))),),
    "withdrawn": ((THEM, (("given", 2), ("withdrawn", 1))),),
    "withdrawn on that very day": ((THEM, (("given", 0), ("withdrawn", 0))),),
    "withdrawn later": ((THEM, (("given", 1), ("withdrawn", -1))),),
    "given to anybody": ((ANYBODY, (("given", 1),)),),
    "given to others": ((OTHERS, (("given", 1),)),),
    "refused to others": ((ANYBODY, (("given", 2),)), (OTHERS, (("refused", 1),))),
    "refused here after anybody": ((ANYBODY, (("given", 2),)), (THEM, (("refused", 1),))),
    "anybody after refused here": ((THEM, (("refused", 2),)), (ANYBODY, (("given", 1),))),
    "recorded late": ((ANYBODY, (("refused", 1),)), (THEM, (("given", 2),))),
}
# Since and until when which agency is around the child, in days before the day.
AROUND = {
    "nobody": (),
    "they are": ((THEM, 5, None),),
    "from the day until the day": ((THEM, 0, 0),),
    "no longer": ((THEM, 5, 1),),
    "not yet": ((THEM, -1, None),),
    "others are": ((OTHERS, 5, None),),
}


def before(days: int | None) -> date | None:
    return None if days is None else DAY - timedelta(days=days)


@pytest.fixture
def agencies(db) -> dict:
    return {THEM: AgencyFactory().pk, OTHERS: AgencyFactory().pk, ANYBODY: None, "source": AgencyFactory().pk}


@pytest.fixture
def received(agencies) -> dict:
    """The key of one thing received for each way of asking."""
    rows = {name: InformationReceivedFactory(agency_id=agencies["source"]) for name in ASKED}
    for name, requests in ASKED.items():
        for to, answers in requests:
            request = PassingOnRequestFactory(
                received=rows[name], to_agency_id=agencies[to], asked_on=before(9), recorded_by=rows[name].recorded_by
            )
            for answer, days in answers:
                PassingOnAnswerFactory(request=request, answer=answer, answered_on=before(days))
    return rows


@pytest.fixture
def children(agencies) -> dict:
    """A child for each way in which agencies can be around it."""
    children = {name: ChildFactory() for name in AROUND}
    for name, rows in AROUND.items():
        for agency, since, until in rows:
            ended = {"ended_on": before(until), "ended_by": children[name].key_person} if until is not None else {}
            AroundChildFactory(child=children[name], agency_id=agencies[agency], since=before(since), **ended)
    return children


def combinations():
    """Every source, way of asking, text of consent, ground and agency around: 432 of them."""
    for back, overridden, around in product((True, False), (True, False), AROUND):
        for asked in ASKED:
            yield back, overridden, around, asked, False
        for in_words in (True, False):
            yield back, overridden, around, None, in_words


def test_the_pure_function_and_the_guards_agree_over_every_combination(agencies, received, children):
    wrong = []
    for case in combinations():
        back, overridden, around, asked, in_words = case
        source = agencies[THEM if back else "source"]
        told = Told(
            source=source,
            received=asked is not None,
            requests=received[asked].asked if asked else (),
            around=tuple(row.as_asked for row in children[around].around.all()),
            said_to_consent=in_words,
            overridden=overridden,
        )
        key = received[asked].pk if asked else "CAST(NULL AS bigint)"
        if bool(way_out(told, agencies[THEM], DAY)) != by_the_database(
            source, key, children[around].pk, agencies[THEM], overridden, in_words
        ):
            wrong.append(case)
    assert wrong == []


def by_the_database(source, received, child, to, overridden, in_words) -> bool:
    item = (
        f"SELECT 'agency' AS source, {source} AS source_agency_id, {received} AS received_id, "
        f"'{'paramount' if overridden else ''}' AS override, '{'Yes' if in_words else ''}' AS agency_consent"
    )
    asked = may_go("i", child=str(child), to=str(to), day=f"'{DAY}'")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked} FROM ({item}) i")
        return bool(cursor.fetchone()[0])


US, THERE, ELSEWHERE = 1, 2, 3


def told(**facts) -> Told:
    return Told(source=US, received=True, **facts)


@pytest.mark.parametrize(
    ("item", "way"),
    [
        (told(), None),
        (Told(source=THERE), Way.BACK),
        (told(around=(Around(THERE, DAY),)), Way.AROUND),
        (told(requests=(Request(None, (Word(None, DAY, 1, "given"),)),)), Way.CONSENT),
        (told(said_to_consent=True), None),
        (Told(source=US, said_to_consent=True), Way.CONSENT),
        (told(overridden=True), Way.OVERRIDE),
        (told(overridden=True, requests=(Request(THERE, (Word(THERE, DAY, 1, "given"),)),)), Way.CONSENT),
    ],
)
def test_it_goes_back_to_those_around_the_child_with_consent_or_on_a_ground(item, way):
    assert way_out(item, THERE, DAY) == way


def test_what_was_agreed_for_one_is_not_agreed_for_anybody():
    requests = (Request(THERE, (Word(THERE, DAY, 1, "given"),)),)
    assert stand(requests, THERE, DAY) is Stand.GIVEN
    assert stand(requests, ELSEWHERE, DAY) is stand(requests, None, DAY) is Stand.NOT_ASKED
