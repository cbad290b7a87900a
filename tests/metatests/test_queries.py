"""Queries per page do not grow with the number of rows, and no page needs more than 25."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.models import ContactRoute
from consent.models import Address, ConsentRequest, Flag
from neston_sharing.audit import events
from neston_sharing.foundation import pdf
from neston_sharing.staff import sitting
from sharing.models import RecordExport
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    ConsentStatementFactory,
    DecisionFactory,
    FamilyLinkFactory,
    LawFactory,
    PolicyVersionFactory,
    ProfessionalFactory,
    RegistrationFactory,
    SignatureFactory,
    SupervisionHandoverFactory,
    UserFactory,
    VisitFactory,
    chronologies,
    concerns,
    copies,
    follow_up,
)
from tests.factories import decisions as build
from tests.factories.advice import AdviceAnswerFactory, AdviceFactory
from tests.factories.received import (
    AroundChildFactory,
    InformationReceivedFactory,
    InformationRequestFactory,
    InformationRequestNewsFactory,
    PassingOnAnswerFactory,
    PassingOnRequestFactory,
)
from tests.metatests.test_access import ACCESS, NAMES
from tests.metatests.world import World

MOST = 25
SIZES = (8, 16)  # eight: one in each state that a decision may be in
THE_LOG = "audit:log"  # asks once for each kind of row that it names
LISTS = {
    "home",
    "consent:children",
    "sharing:decisions",
    "sharing:not-shared",
    "sharing:concerns",
    "sharing:visits",
    "agencies:list",
    "audit:log",
    "child-file",
}
SEARCHES = {
    "consent:children": {"name": "Hart"},
    "consent:parent-find": {"name": "Hart"},
    "sharing:decisions": {"about": "Hart"},
    "sharing:refer": {"find": "Find", "q": "Hart"},
    "sharing:concern-new": {"find": "Find", "q": "Hart"},
    "audit:log": {"child": "Hart"},
}
"""What is looked for by name is posted; each finds more as there is more."""
NOT_COUNTED = {
    "account_logout": "ends the session",
    "staff:shown-once": "shows what it shows once",
}
STATES = (
    DecisionFactory,
    build.with_management,
    build.returned,
    build.to_disclose,
    build.shared,
    build.not_shared,
    build.referred,
    build.abandoned,
)


@pytest.fixture
def world(db, settings, monkeypatch) -> World:
    settings.ACCOUNT_RATE_LIMITS = False
    monkeypatch.setattr(pdf, "typeset", lambda *args, **kwargs: b"%PDF-")
    monkeypatch.setattr(sitting, "NOTED_EVERY", sitting.IDLE)  # once a minute that somebody is there: by the clock
    return World()


def grow(world: World, number: int) -> None:
    """Add one of everything that a page may list."""
    practitioner = world.people["practitioner"]
    another = ChildFactory(key_person=practitioner)
    DecisionFactory(child=another, started_by=practitioner, holder=practitioner)
    about_family(world, practitioner)
    about_others(world)
    worries(world)
    in_decisions(world)
    from_agencies(world)
    comes_after(world)
    STATES[number % len(STATES)](child=world.child, agency=world.agency)
    RecordExport.objects.create(child=world.child, reason="A copy", recorded_by=world.people["manager"])
    copies.CopyRequestFactory(child=world.child, parent=world.link.parent)
    copies.read(world.copy_request)
    copies.ruling(world.copy_request)
    visitors(world)
    advice(world)
    chronology(world)


def advice(world: World) -> None:
    """One more at the decision's question, with an answer; one more answer to the one that has a page."""
    AdviceAnswerFactory(advice=AdviceFactory(child=world.child, decision=world.draft, question=1))
    AdviceAnswerFactory(advice=world.advice)


def chronology(world: World) -> None:
    """One more event in a chronology of its own, and what was not shared told or opened again."""
    chronologies.chronology_of(chronologies.SignificantEventFactory(child=world.child))
    chronologies.put_in(world.chronology, chronologies.SignificantEventFactory(child=world.child))
    build.tell_asker(build.not_shared(child=world.child))
    build.opened_again(build.not_shared(child=world.child))


def visitors(world: World) -> None:
    """One who is here, one who has left, one who was never signed out."""
    yesterday = timezone.now() - timedelta(days=1)
    for times in ({}, {"left_at": timezone.now()}, {"arrived_at": yesterday}):
        VisitFactory(child=world.child, signed_in_by=world.people["practitioner"], **times)
    SupervisionHandoverFactory(visit=world.visit, from_supervisor=world.visit.stays_now)


def ask(child, parent, practitioner) -> None:
    """A question to a parent, and a spoken word to be confirmed."""
    day = timezone.localdate() + timedelta(days=365)
    request = ConsentRequest.objects.create(
        child=child,
        parent=parent,
        purpose="particular",
        purpose_detail=str(parent),
        scope="Her speech",
        review_on=day,
        prepared_by=practitioner,
    )
    request.recipients.create(agency=AgencyFactory())
    ConsentStatementFactory(child=child, parent=parent, how="spoken", signature=None, confirm_by=day)


def about_family(world: World, practitioner) -> None:
    for child in (world.child, world.newcomer):
        parent = FamilyLinkFactory(child=child).parent
        Address.objects.create(child=child, parent=parent, lines="1 High Street")
    FamilyLinkFactory(child=ChildFactory(key_person=practitioner), parent=parent)
    ConsentStatementFactory(child=world.child, parent=world.link.parent)
    ask(world.child, FamilyLinkFactory(child=world.child).parent, practitioner)
    Flag.objects.create(child=world.child, kind="court_order", set_by=world.stranger)
    registration = RegistrationFactory(child=world.child, explained_by=practitioner)
    SignatureFactory(registration=registration, parent=world.link.parent)


def worries(world: World) -> None:
    """A concern in each state, all that one can hold, and one about an adult."""
    practitioner = world.people["practitioner"]
    for by in (practitioner, world.stranger):
        concerns.ConcernFactory(child=world.child, recorded_by=by)
    concerns.close(concerns.ConcernFactory(child=world.child, recorded_by=practitioner))
    concerns.link(concerns.ConcernFactory(recorded_by=practitioner), child=world.child)
    for add in (concerns.read, concerns.discuss, concerns.add, concerns.link):
        add(world.concern)
    concerns.discuss(concerns.ConcernFactory(), next_step="Call", next_by=timezone.localdate())
    concerns.step(world.adult_concern)
    concerns.AdultConcernFactory(recorded_by=practitioner)


def about_others(world: World) -> None:
    UserFactory(roles=["practitioner", "manager"])
    PolicyVersionFactory()
    LawFactory()
    AgencyFactory()
    ProfessionalFactory(agency=world.agency)
    ContactRoute.objects.create(agency=world.agency, kind="telephone", value="0151 496 0200")


def in_decisions(world: World) -> None:
    build.about_breach(build.went_wrong(build.disclose(world.recorded)))
    build.add(world.recorded)
    world.draft.items.create(
        attachment=ContentFile(b"%PDF-1.4", name="item.pdf"),
        attachment_name="Report.pdf",
        attachment_sha256="0" * 64,
        nature="fact",
        source="agency",
        source_agency=AgencyFactory(),
        agency_consent="They agreed",
        about="child",
        included=True,
    )


def from_agencies(world: World) -> None:
    """Something more that an agency told us, in the draft and asked about, and something more that we asked."""
    received = InformationReceivedFactory(child=world.child)
    for request in (PassingOnRequestFactory(received=each) for each in (received, world.received)):
        PassingOnAnswerFactory(request=request)
    common = {"nature": "fact", "source": "agency", "about": "child", "included": True}
    world.draft.items.create(text="What they said", source_agency=received.agency, received=received, **common)
    AroundChildFactory(child=world.child)
    InformationRequestNewsFactory(request=InformationRequestFactory(child=world.child))
    InformationRequestNewsFactory(request=world.information_request)


def comes_after(world: World) -> None:
    """More news and one more step taken of what was shared, a meeting with tasks, a leaflet."""
    for kind in ("acknowledged", "chased"):
        follow_up.news(world.disclosure.decision, kind)
    follow_up.taken(world.recorded, follow_up.protocol_step(world.recorded.agency))
    follow_up.protocol_step(world.draft.agency)
    for meeting in (world.meeting, follow_up.MeetingFactory(child=world.child)):
        follow_up.MeetingTaskFactory(meeting=meeting)
        follow_up.done(follow_up.MeetingTaskFactory(meeting=meeting))
    follow_up.on_leaflet(follow_up.LeafletGivenFactory(child=world.child))


def pages(world: World):
    """Give every page with each reader to count it for: whoever leads, and for the lists everybody."""
    for name in sorted(set(NAMES) & set(ACCESS) - set(NOT_COUNTED)):
        readers = sorted(ACCESS[name]) if name in LISTS else [pick(ACCESS[name])]
        for role in readers:
            yield (name, role), reverse(name, kwargs=world.kwargs(name))
    for name in SEARCHES:
        yield (name, "search"), reverse(name, kwargs=world.kwargs(name))


def pick(roles: set[str]) -> str:
    return next((role for role in ("lead", "manager") if role in roles), min(roles))


THE_TESTS_OWN = ("SAVEPOINT", "RELEASE SAVEPOINT")  # in place of what begins and ends a transaction outside a test


def statements(clients: dict[str, Client], name: str, role: str, path: str) -> int:
    """Count what was asked of the database, locks included."""
    reset_queries()  # the log keeps the last 9,000 only
    with CaptureQueriesContext(connection) as counted:
        if role == "search":
            clients["manager"].post(path, SEARCHES[name])
        else:
            clients[role].get(path)
    return sum(not query["sql"].startswith(THE_TESTS_OWN) for query in counted.captured_queries)


def visit(world: World, addresses: dict) -> dict[tuple[str, str], int]:
    """Count every page once, for everybody who is to read it."""
    clients = {role: Client() for role in world.people}
    for role, client in clients.items():
        client.force_login(world.people[role])
    return {key: statements(clients, *key, path) for key, path in addresses.items()}


@pytest.mark.only_on("sqlite")  # Django asks as often of either
def test_queries_do_not_grow_with_rows_and_no_page_needs_more_than_25(world, monkeypatch):
    """Each visit writes that a record was opened, as the first one within a quarter of an hour does: the most it takes.

    What is kept once it was asked is kept after the first visit; the log is counted before all visits, which stand in
    it then.
    """
    monkeypatch.setattr(events, "ONE_VISIT", timedelta())
    for model in apps.get_models():
        ContentType.objects.get_for_model(model)  # known once a process
    addresses = dict(pages(world))
    few, many = SIZES
    for number in range(few):
        grow(world, number)
    first, of_few = visit(world, addresses), visit(world, addresses)
    for number in range(few, many):
        grow(world, number)
    of_many = visit(world, addresses)
    of_few |= {key: count for key, count in first.items() if key[0] == THE_LOG}
    most = {key: count for key, count in (*first.items(), *of_many.items()) if count > MOST}
    grown = {key: (count, of_many[key]) for key, count in of_few.items() if count != of_many[key]}
    assert (grown, most) == ({}, {})
