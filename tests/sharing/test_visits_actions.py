"""Signing in, handing over, signing out: what is refused, and in which words (policy 1.4, 1.6)."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from agencies.models import Agency, Professional
from consent.actions.restrictions import restrict
from consent.models import Exclusion
from neston_sharing.staff.actions import deactivate
from sharing.actions.visits import hand_over_supervision, sign_in, sign_out
from sharing.models import Visit
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    ProfessionalFactory,
    SupervisionHandoverFactory,
    UserFactory,
    VisitFactory,
)
from tests.factories.visits import ago
from tests.refusals import refused

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(datetime(2026, 11, 24, 12, 0, 30))


@pytest.fixture(autouse=True)
def it_is_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def person():
    return UserFactory(name="Priya Nair", roles=["practitioner"])


@pytest.fixture
def colleague():
    return UserFactory(name="Siobhan Kelly", roles=["lead"])


@pytest.fixture
def visitor():
    return ProfessionalFactory(name="Jo Bell", agency__kind="social_care")


def facts(person, visitor, **more) -> dict:
    return {
        "by": person,
        "professional": visitor,
        "child": more.pop("child", None) or ChildFactory(),
        "purpose": "The two-year review",
        "place": "The quiet room",
        "identity_seen": "Badge",
        "identity_seen_by": person,
        "supervisor": person,
        "agreed_to_rule": True,
        **more,
    }


def alone(person, visitor, power: str, **more) -> dict:
    said = {"power": power, "power_named": "Section 47", "agreed_by": person, "supervisor": None}
    return facts(person, visitor, **said | more)


# --- Signing in ----------------------------------------------------------------------------------------------------
def test_a_visit_is_recorded_to_the_minute(person, visitor):
    visit = sign_in(**facts(person, visitor))
    assert visit.arrived_at == NOON.replace(second=0)
    assert (visit.supervisor, visit.signed_in_by, visit.power) == (person, person, "")


def test_what_was_seen_of_an_unknown_identity_stands_in_the_directory_too(person, visitor):
    sign_in(**facts(person, visitor, identity_seen="Badge, and her office called back"))
    visitor.refresh_from_db()
    assert visitor.identity_checked_how == "Badge, and her office called back"
    assert (visitor.identity_checked_by, visitor.identity_checked_on) == (person, timezone.localdate())


def test_an_identity_that_is_known_stays_as_it_was_checked(person, colleague):
    checked = {"identity_checked_how": "Called back", "identity_checked_on": timezone.localdate() - timedelta(days=9)}
    visitor = ProfessionalFactory(identity_checked_by=colleague, **checked)
    sign_in(**facts(person, visitor))
    visitor.refresh_from_db()
    assert visitor.identity_checked_how == "Called back"


def test_a_newcomer_comes_into_the_directory_at_once(person):
    agency = AgencyFactory()
    visit = sign_in(**facts(person, None, newcomer={"agency": agency, "name": "Ana Ruiz", "post": "Nurse"}))
    assert str(visit.professional) == "Ana Ruiz, Nurse"
    assert visit.professional.identity_checked_how == "Badge"


def test_a_newcomer_who_is_in_the_directory_is_chosen_there(person, visitor):
    newcomer = {"agency": visitor.agency, "name": "jo bell", "post": ""}
    with refused("in the directory already", "professional"):
        sign_in(**facts(person, None, newcomer=newcomer))


def test_a_refused_visit_leaves_no_newcomer_behind(person):
    newcomer = {"agency": AgencyFactory(), "name": "Ana Ruiz", "post": ""}
    with refused(field="supervisor"):
        sign_in(**facts(person, None, newcomer=newcomer, supervisor=None))
    assert not Professional.objects.filter(name="Ana Ruiz").exists()


def test_who_is_in_already_is_signed_out_first(person, visitor):
    sign_in(**facts(person, visitor))
    with refused("in the building already: The quiet room, since 24 November 2026, 12:00", "professional"):
        sign_in(**facts(person, visitor))


def test_who_was_in_at_that_time_comes_later(person, visitor):
    VisitFactory(professional=visitor, arrived_at=ago(hours=2), left_at=ago(hours=1))
    with refused("was here until 24 November 2026, 11:00", "arrived_at"):
        sign_in(**facts(person, visitor, arrived_at=ago(minutes=90)))
    assert sign_in(**facts(person, visitor, arrived_at=ago(hours=1)))


@pytest.mark.parametrize(
    ("when", "match"), [(timedelta(minutes=1), "not in the future"), (timedelta(days=-1), "a time of today")]
)
def test_they_arrived_now_or_earlier_today(person, visitor, when, match):
    with refused(match, "arrived_at"):
        sign_in(**facts(person, visitor, arrived_at=NOON + when))


def test_somebody_stays_with_them(person, visitor):
    with refused("who stays with them throughout", "supervisor"):
        sign_in(**facts(person, visitor, supervisor=None))


def test_nobody_comes_in_who_does_not_agree_to_the_rule(person, visitor):
    with refused("welcome sheet", "agreed_to_rule"):
        sign_in(**facts(person, visitor, agreed_to_rule=False))


def test_whoever_is_excluded_from_the_childs_record_stays_with_nobody_about_it(person, colleague, visitor):
    child = ChildFactory()
    Exclusion.objects.create(child=child, user=colleague, reason="Family", set_by=person)
    with refused("Choose somebody else", "supervisor"):
        sign_in(**facts(person, visitor, child=child, supervisor=colleague))
    with refused("Choose somebody else", "agreed_by"):
        sign_in(**alone(person, visitor, "social_work", child=child, agreed_by=colleague))
    with refused("Ask the manager", "child"):
        sign_in(**facts(colleague, visitor, child=child, supervisor=person))


def test_whoever_a_childs_record_is_restricted_from_stays_with_nobody_about_it(person, colleague, visitor):
    """The lead is on every list of readers; of others only those named may stay, from the first or later."""
    child, other = ChildFactory(), UserFactory(roles=["practitioner"])
    visit = VisitFactory(child=child, professional=visitor, supervisor=person, arrived_at=ago(hours=2))
    restrict(by=colleague, child=child, readers=[person], reason="Her mother works here")
    with refused("Choose somebody else", "to"):
        hand_over_supervision(by=person, visit=visit, to=other)
    with refused("Choose somebody else", "supervisor"):
        sign_in(**facts(person, ProfessionalFactory(), child=child, supervisor=other))
    assert hand_over_supervision(by=person, visit=visit, to=colleague)


def test_whoever_has_left_stays_with_nobody(person, colleague, visitor):
    deactivate(by=UserFactory(roles=["manager"]), user=colleague)
    colleague.refresh_from_db()
    with refused("Siobhan Kelly has left", "supervisor"):
        sign_in(**facts(person, visitor, supervisor=colleague))


def test_whoever_does_not_work_with_children_stays_with_nobody(person, visitor):
    with refused(field="supervisor"):
        sign_in(**facts(person, visitor, supervisor=UserFactory(roles=["auditor"])))


def test_nobody_stays_with_two_visitors_about_two_children(person, visitor):
    child = ChildFactory()
    sign_in(**facts(person, visitor, child=child))
    with refused("Priya Nair stays with Jo Bell now, about another child", "supervisor"):
        sign_in(**facts(person, ProfessionalFactory()))
    assert sign_in(**facts(person, ProfessionalFactory(), child=child))


def test_a_visit_is_about_a_child(person, visitor):
    with refused("only an inspection", "child"):
        sign_in(**facts(person, visitor) | {"child": None})


# --- Under their own powers ----------------------------------------------------------------------------------------
def test_a_power_says_which_and_who_of_us_agreed(person, visitor):
    visit = sign_in(**alone(person, visitor, "social_work"))
    assert (visit.supervisor, visit.agreed_by, visit.power_named) == (None, person, "Section 47")
    with refused(field="power_named"):
        sign_in(**alone(person, ProfessionalFactory(agency__kind="police"), "police", power_named=" "))
    with refused(field="agreed_by"):
        sign_in(**alone(person, ProfessionalFactory(agency__kind="police"), "police", agreed_by=None))


@pytest.mark.parametrize("power", Visit.Power.values)
def test_a_power_belongs_to_those_who_have_it(person, power):
    with refused("choose who stays with them", "power"):
        sign_in(**alone(person, ProfessionalFactory(agency__kind=Agency.Kind.HEALTH_VISITING), power))


def test_an_inspection_needs_no_child(person):
    inspector = ProfessionalFactory(agency__kind="ofsted")
    assert sign_in(**alone(person, inspector, "inspection") | {"child": None}).about is None


# --- Handing over --------------------------------------------------------------------------------------------------
@pytest.fixture
def visit(person, visitor):
    return VisitFactory(professional=visitor, signed_in_by=person, arrived_at=ago(hours=2))


def test_supervision_goes_from_one_to_the_next_without_a_gap(person, colleague, visit):
    hand_over_supervision(by=person, visit=visit, to=colleague, at=ago(hours=1))
    hand_over_supervision(by=colleague, visit=visit, to=person)
    found = Visit.objects.with_people().get()
    chain = [(each.from_supervisor, each.to_supervisor) for each in found.handovers.all()]
    assert chain == [(person, colleague), (colleague, person)]
    assert (found.stays_now, found.stays_since) == (person, NOON.replace(second=0))


def test_a_hand_over_that_somebody_else_was_faster_with_is_asked_again(person, colleague, visit):
    seen = str(person.pk)
    hand_over_supervision(by=person, visit=visit, to=colleague, seen=seen)
    with refused("Siobhan Kelly stays with them since 24 November 2026, 12:00", None):
        hand_over_supervision(by=person, visit=visit, to=UserFactory(roles=["practitioner"]), seen=seen)


@pytest.mark.parametrize(
    ("when", "match"), [({"hours": 3}, "took over at 24 November 2026, 10:00"), ({"hours": -1}, "not in the future")]
)
def test_a_hand_over_is_during_the_visit(person, colleague, visit, when, match):
    with refused(match, "at"):
        hand_over_supervision(by=person, visit=visit, to=colleague, at=ago(**when))


def test_a_hand_over_is_to_another_of_us_who_may(person, colleague, visit):
    Exclusion.objects.create(child=visit.child, user=colleague, reason="Family", set_by=person)
    for to, match in ((person, "already"), (colleague, "somebody else"), (UserFactory(), "somebody else")):
        with refused(match, "to"):
            hand_over_supervision(by=person, visit=visit, to=to)


def test_nothing_is_handed_over_of_a_visit_that_nobody_of_us_stays_with(person, colleague):
    with refused("own powers", None):
        hand_over_supervision(by=person, visit=VisitFactory(power="police"), to=colleague)


# --- Signing out ---------------------------------------------------------------------------------------------------
def test_a_visit_ends_once(person, visit):
    over = sign_out(by=person, visit=visit, note=" She took the form ")
    assert (over.left_at, over.left_by, over.left_note) == (NOON.replace(second=0), person, "She took the form")
    with refused("They were signed out: they left at 24 November 2026, 12:00", None):
        sign_out(by=person, visit=visit)


def test_whoever_came_and_went_within_a_minute_is_recorded(person, visitor):
    visit = VisitFactory(professional=visitor, arrived_at=timezone.now())
    assert sign_out(by=person, visit=visit).left_at == visit.arrived_at


def test_a_visit_ends_after_the_last_hand_over_and_not_in_the_future(person, visit):
    SupervisionHandoverFactory(visit=visit, at=ago(hours=1))
    with refused("They were here at 24 November 2026, 11:00", "left_at"):
        sign_out(by=person, visit=visit, left_at=ago(minutes=90))
    with refused("not in the future", "left_at"):
        sign_out(by=person, visit=visit, left_at=ago(hours=-1))


def test_one_left_open_overnight_says_when_it_really_ended_and_how_that_is_known(person):
    visit = VisitFactory(arrived_at=ago(hours=20))
    with refused("Enter when they left", "left_at"):
        sign_out(by=person, visit=visit, note="Siobhan saw her go")
    with refused("how you know", "note"):
        sign_out(by=person, visit=visit, left_at=ago(hours=18))
    assert sign_out(by=person, visit=visit, left_at=ago(hours=18), note="Siobhan saw her go").is_over


def test_whoever_is_excluded_from_the_childs_record_ends_nothing(person, visit):
    Exclusion.objects.create(child=visit.child, user=person, reason="Family", set_by=person)
    with refused("You cannot change this visit", None):
        sign_out(by=person, visit=visit)
