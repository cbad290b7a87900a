"""How a decision goes: the questions, the outcome, management, what went out; as far as its story has come."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from consent.models import Child
from neston_sharing.audit.context import acting
from neston_sharing.operations.demonstration import shapes
from neston_sharing.operations.demonstration.cast import Cast
from neston_sharing.operations.demonstration.clock import Ago, Story
from neston_sharing.staff.models import User
from sharing.actions.abandon import abandon_decision
from sharing.actions.add import add
from sharing.actions.answer import answer_question
from sharing.actions.back_up import agree, back, disagree, give_back
from sharing.actions.decide import decide_outcome
from sharing.actions.disclose import disclose, record_arrival
from sharing.actions.items import add_item
from sharing.actions.not_shared import tell_asker
from sharing.actions.refer import refer
from sharing.actions.send import send_to_management
from sharing.actions.start import start_decision
from sharing.actions.tell_family import tell_family
from sharing.checklist import Question
from sharing.copy_facts import check_of
from sharing.known_people import parents_of, siblings_of
from sharing.models import Decision, Disclosure, Verdict
from sharing.models.answer import SEVEN_TESTS

VERDICTS: dict[str, Callable[..., Verdict]] = {
    "backed": back,
    "returned": give_back,
    "agreed": agree,
    "disagreed": disagree,
}
A_PAGE = timedelta(minutes=3)


def deciding(data: shapes.Story, cast: Cast) -> Story:
    moment = data.started.on(cast.today)
    yield moment
    maker = cast.member(data.maker)
    with acting(maker):
        decision = start(data, cast)
    for number, (who, page) in enumerate(pages(data, decision, cast), start=1):
        yield moment + number * A_PAGE
        with acting(who):
            page()
    if data.abandoned:
        yield moment + timedelta(days=1)
        with acting(maker):
            abandon_decision(by=maker, decision=decision, why=data.abandoned)
    yield from backing(data.verdict, decision, cast)
    yield from telling(data.told, decision, maker, cast)
    yield from sharing(data, decision, cast)


def start(data: shapes.Story, cast: Cast) -> Decision:
    today = timezone.localdate()
    return start_decision(
        by=cast.member(data.maker),
        child=cast.child(data.child),
        initiative=data.initiative,
        agency=cast.agency(data.agency),
        professional=cast.professional(data.professional),
        information=data.information,
        purpose=data.purpose,
        asked_on=today if data.initiative == "asked" else None,
        needed_by=today + timedelta(days=data.needed_in) if data.needed_in else None,
        concern=cast.concerns[data.child] if data.from_concern else None,
    )


def pages(data: shapes.Story, decision: Decision, cast: Cast) -> Iterator[tuple]:
    """Who fills in which page, in the wizard's order: 1 to 6, outcome, items and 7, family, 8, send."""
    maker = cast.member(data.maker)
    said = {answer.question: answer for answer in data.answers}

    def answer(given: shapes.Said) -> tuple:
        by = cast.member(given.by or data.maker)
        return by, lambda: answer_question(by=by, decision=decision, **answered(given, data, cast))

    yield from (answer(given) for number, given in said.items() if number <= Question.PUBLIC_INTEREST)
    if data.outcome:
        yield maker, partial(decide, data.outcome, decision, maker, cast)
    if data.items:
        yield maker, lambda: put_in_items(data, decision, cast)
    if Question.RIGHT_WAY in said:
        yield answer(said[Question.RIGHT_WAY])
    if data.family:
        yield maker, lambda: tell_family(by=maker, decision=decision, **told(data.family))
    if Question.RECORDED in said:
        yield answer(said[Question.RECORDED])
    if data.note is not None:
        yield maker, lambda: send_to_management(by=maker, decision=decision, note=data.note, to_officer=data.to_officer)


def answered(given: shapes.Said, data: shapes.Story, cast: Cast) -> dict:
    facts = {"question": given.question, "answer": given.answer, "reason": given.reason}
    if given.question == Question.CONSENT:
        consent = cast.consent(data.child, data.agency, given.consent)
        facts |= {"at_risk": given.at_risk, "expected": given.expected, "consent": consent}
        facts |= {"share_anyway": False if given.answer == "not_yet_sought" else None}  # who would does not ask
    if given.duty:
        facts |= {"duty": cast.law(given.duty)}
    if given.grounds:
        facts |= {"grounds": [dict(zip(("kind", "evidence", "other_side"), g, strict=True)) for g in given.grounds]}
    if given.question == Question.RIGHT_WAY:
        met = SEVEN_TESTS if given.answer == "yes" else ()
        facts |= {"tests_met": met, "route": data.route, "identity_known_how": data.identity}
    return facts


def decide(outcome: shapes.Outcome, decision: Decision, maker: User, cast: Cast) -> Decision:
    return decide_outcome(
        by=maker,
        decision=decision,
        outcome="share" if outcome.share else "not_share",
        reason=outcome.reason,
        lawful_basis=cast.law(outcome.lawful_basis),
        condition=cast.law(outcome.condition),
    )


def put_in_items(data: shapes.Story, decision: Decision, cast: Cast) -> None:
    for item in data.items:
        add_item(
            by=cast.member(data.maker),
            decision=decision,
            text=item.text,
            nature=item.nature,
            source=item.source,
            source_agency=cast.agency(item.source_agency) if item.source_agency else None,
            about=item.about,
            **_who(item, decision.about),
            included=not item.left_out_why,
            left_out_why=item.left_out_why,
            agency_consent=item.agency_consent,
        )


def _who(item: shapes.Item, child: Child) -> dict:
    """Who told us and whom it is about: chosen from the family, where they are on file, by name otherwise."""
    parents = {parent.name: parent for parent in parents_of(child)}
    siblings = {sibling.name: sibling for sibling in siblings_of(child)}
    return {
        "told_by_parent": parents.get(item.told_by),
        "told_by": item.told_by,
        "about_parent": parents.get(item.whom),
        "about_sibling": siblings.get(item.whom),
        "about_named": item.whom,
    }


def told(family: shapes.Family) -> dict:
    if family.told_how:
        return {"told": True, "told_on": timezone.localdate(), "told_how": family.told_how}
    return {"told": False, "not_told": family.not_told, "why": family.why}


def backing(verdict: shapes.Verdict | None, decision: Decision, cast: Cast) -> Story:
    if verdict is None:
        return
    yield verdict.when.on(cast.today)
    by = cast.member(verdict.by)
    decision.refresh_from_db()
    asked = decision.origin == Decision.Origin.QUESTIONS
    more = {"version": decision.version} if asked else {"late_why": verdict.late_why}
    with acting(by):
        VERDICTS[verdict.verdict](by=by, decision=decision, no_conflict=True, comment=verdict.comment, **more)


def telling(data: shapes.Told | None, decision: Decision, by: User, cast: Cast) -> Story:
    """It is not shared, and whoever asked is told so."""
    if data is None:
        return
    yield data.when.on(cast.today)
    said = {"to_whom": data.to_whom, "route": data.route, "text": data.text}
    with acting(by):
        tell_asker(by=by, decision=decision, told_at=timezone.now(), **said)


def sharing(data: shapes.Story, decision: Decision, cast: Cast) -> Story:
    """What went out, that it arrived, and what was added since."""
    maker = cast.member(data.maker)
    if data.disclosed:
        moment = data.disclosed.when.on(cast.today)
        yield moment
        with acting(maker):
            disclosure = send_out(data.disclosed, decision, maker, moment)
        yield from arriving(disclosure, data.disclosed.when, data.disclosed.arrived, maker, cast)
    if data.added:
        yield data.added.when.on(cast.today)
        by = cast.member(data.added.by)
        with acting(by):
            add(by=by, decision=decision, text=data.added.text, reason=data.added.reason)


def arriving(disclosure: Disclosure, shared: Ago, how: str, by: User, cast: Cast) -> Story:
    yield Ago(shared.working_days - 1, "12:10").on(cast.today)
    with acting(by):
        record_arrival(by=by, disclosure=disclosure, arrived_on=timezone.localdate(), known_how=how)


def send_out(sent: shapes.Disclosed, decision: Decision, maker: User, moment: datetime) -> Disclosure:
    why, items = dict(sent.accepted), decision.items.included()
    check = check_of(decision, items, route=sent.route, used=sent.address)
    return disclose(
        by=maker,
        decision=decision,
        professional=decision.professional,
        to_whom="" if decision.professional else sent.to_whom,
        route=sent.route,
        number_or_address=sent.address,
        identity_known_how=sent.identity,
        what=sent.what,
        items=items,
        shared_at=moment,
        reasons={finding.code: why.get(finding.kind, "") for finding in check.standing},
    )


def referring(data: shapes.Referred, cast: Cast) -> Story:
    """Somebody calls, and writes it down a quarter of an hour later."""
    moment = data.told.on(cast.today)
    yield moment + timedelta(minutes=15)
    by = cast.member(data.by)
    with acting(by):
        decision = refer(
            by=by,
            child=cast.child(data.child),
            agency=cast.agency(data.agency),
            to_whom=data.to_whom,
            number_or_address=data.number,
            what=data.information,
            why=data.why,
            shared_at=moment,
            verbal_backer=cast.member_or_nobody(data.verbal_backer),
            tried=data.tried,
            **{f"family_{name}": fact for name, fact in told_at_once(data.family).items()},
        )
    yield from backing(data.verdict, decision, cast)
    if data.arrived:
        yield from arriving(decision.disclosures.get(), data.told, data.arrived, by, cast)


def told_at_once(family: shapes.Family) -> dict:
    facts = told(family)
    return facts | {"not_told_why": facts.pop("why")} if "why" in facts else facts
