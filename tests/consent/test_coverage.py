"""Policy 2.4: consent is specific, can be refused and withdrawn; a refused or withdrawn one is never offered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.models import Agency
from consent.actions.statements import invalidate_statement, record_consent, withdraw_consent
from consent.coverage import bearing, covers, proposed_state
from consent.models import ConsentConfirmation, ConsentStatement, Delegation
from tests.factories import AgencyFactory, ConsentSignatureFactory, FamilyLinkFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NEEDS = ConsentStatement.Purpose.ADDITIONAL_NEEDS


@pytest.fixture
def staff():
    return UserFactory(roles=["manager"])


@pytest.fixture
def therapy():
    return AgencyFactory(name="Wirral Speech Therapy", kind=Agency.Kind.SPEECH_THERAPY)


@pytest.fixture
def mother():
    return FamilyLinkFactory(parent__given_names="Sarah")


@pytest.fixture
def father(mother):
    return FamilyLinkFactory(
        child=mother.child, parent__given_names="Liam", relationship="Father", ground="birth_certificate"
    )


@pytest.fixture
def says(staff, therapy):
    """Record what a parent says: given for the therapists for a year, unless told otherwise."""

    def record(link, statement="given", **changes):
        said = {"purpose": NEEDS, "how": "screen", "scope": "Speech", "agencies": [therapy], "kinds": []}
        if changes.get("how") != "spoken":
            said["signature"] = ConsentSignatureFactory(child=link.child, parent=link.parent)
        said |= {"stated_on": timezone.localdate(), "review_on": timezone.localdate() + timedelta(days=365)}
        return record_consent(by=staff, child=link.child, parent=link.parent, statement=statement, **said | changes)

    return record


def test_a_consent_covers_the_agency_that_it_names(says, mother, therapy):
    coverage = covers(says(mother), therapy)
    assert coverage.ok
    assert coverage.why.startswith("Given by Sarah Hart on ")
    assert proposed_state(mother.child, therapy) == "in_force"


def test_a_consent_covers_every_agency_of_a_kind_that_it_names(says, mother):
    consent = says(mother, agencies=[], kinds=["school"])
    assert covers(consent, AgencyFactory(kind="school")).ok
    assert not covers(consent, AgencyFactory(kind="police")).ok


def test_a_consent_does_not_cover_another_recipient(says, mother, therapy):
    police = AgencyFactory(name="Cheshire Police", kind="police")
    assert covers(says(mother), police).why.startswith(
        "It was given for Wirral Speech Therapy: Cheshire Police is outside this consent."
    )
    assert proposed_state(mother.child, police) == "not_yet_sought"


def test_a_consent_does_not_cover_another_purpose(says, mother, therapy):
    coverage = covers(says(mother), therapy, purpose="development_summaries")
    assert not coverage.ok
    assert "not for: Development summaries" in coverage.why


def test_nothing_on_file_is_not_yet_sought(mother, therapy):
    assert bearing(mother.child, therapy) == []
    assert proposed_state(mother.child, therapy) == "not_yet_sought"


def test_a_refusal_is_no_consent(says, mother, therapy):
    assert covers(says(mother, "refused"), therapy).why.startswith("Sarah Hart refused on ")
    assert proposed_state(mother.child, therapy) == "refused"


def test_a_refusal_that_names_nobody_speaks_of_everybody(says, mother):
    says(mother, "refused", agencies=[])
    assert proposed_state(mother.child, AgencyFactory()) == "refused"


def test_a_withdrawn_consent_is_not_covered_by_what_was_given_before(says, mother, therapy, staff):
    consent = says(mother)
    withdraw_consent(by=staff, statement=consent, reason="Changed her mind")
    assert "withdrew their consent" in covers(consent, therapy).why
    assert proposed_state(mother.child, therapy) == "withdrawn"


def test_a_consent_recorded_wrongly_is_not_relied_on(says, mother, therapy, staff):
    consent = says(mother)
    invalidate_statement(by=staff, statement=consent, note="Wrong child's form")
    assert covers(consent, therapy).why == "Recorded wrongly, as a manager noted."
    assert proposed_state(mother.child, therapy) == "not_yet_sought"


def test_a_consent_is_not_relied_on_from_the_day_it_was_to_be_looked_at_again(says, mother, therapy):
    consent = says(mother)
    assert covers(consent, therapy, on=consent.review_on - timedelta(days=1)).ok
    assert "to be looked at again on" in covers(consent, therapy, on=consent.review_on).why
    assert proposed_state(mother.child, therapy, on=consent.review_on) == "not_yet_sought"


def test_a_parent_who_lost_responsibility_consents_no_longer(says, mother, therapy):
    consent = says(mother)
    mother.until = timezone.localdate() - timedelta(days=1)
    mother.save()
    assert "does not have parental responsibility" in covers(consent, therapy).why
    assert proposed_state(mother.child, therapy) == "not_yet_sought"


@pytest.mark.parametrize("taken_back", [False, True])
def test_two_parents_who_disagree_are_no_consent(says, mother, father, therapy, staff, taken_back):
    consent, others = says(mother), says(father, "given" if taken_back else "refused")
    if taken_back:
        withdraw_consent(by=staff, statement=others, reason="Changed his mind")
    assert covers(consent, therapy).why.startswith("The parents disagree: Liam Hart ")
    assert proposed_state(mother.child, therapy) == "parents_disagree"


def test_a_parent_who_refuses_another_recipient_does_not_disagree(says, mother, father, therapy):
    says(father, "refused", agencies=[AgencyFactory()])
    assert covers(says(mother), therapy).ok


def test_the_refusal_of_one_without_responsibility_is_no_disagreement(says, mother, father, therapy):
    says(father, "refused")
    father.until = timezone.localdate() - timedelta(days=1)
    father.save()
    assert covers(says(mother), therapy).ok


def test_a_particular_sharing_is_the_same_however_it_is_spelt(says, mother, therapy):
    consent = says(mother, purpose="particular", purpose_detail="Report to the clinic")
    says(mother, "refused", purpose="particular", purpose_detail=" report  to the CLINIC ")
    assert not covers(consent, therapy).ok


def test_those_that_may_be_relied_on_come_first(says, mother, father, therapy):
    says(mother, "refused", purpose="development_summaries")
    says(father)
    assert [consent.coverage.ok for consent in bearing(mother.child, therapy)] == [True, False]


def test_what_was_said_later_does_not_count_earlier(says, mother, therapy):
    consent = says(mother)
    assert not covers(consent, therapy, on=consent.stated_on - timedelta(days=1)).ok


def test_an_agency_that_joins_later_is_outside_an_older_consent(says, mother):
    consent = says(mother, agencies=[AgencyFactory(name="First Steps Therapy")])
    newcomer = AgencyFactory(name="Second Steps Therapy")
    assert "Second Steps Therapy is outside this consent. Ask again" in covers(consent, newcomer).why


@pytest.mark.parametrize("named", ["agencies", "kinds"])
def test_those_whom_the_parent_leaves_out_are_not_covered(says, mother, therapy, named):
    practice = AgencyFactory(name="Parkgate Surgery", kind="gp")
    left_out = {"except_agencies": [practice]} if named == "agencies" else {"except_kinds": ["gp"]}
    consent = says(mother, kinds=["gp"] if named == "agencies" else [], **left_out)
    assert covers(consent, practice).why.endswith("that Parkgate Surgery is not told.")
    assert proposed_state(mother.child, practice) == "refused"


def test_an_exception_of_one_parent_is_held_against_the_consent_of_another(says, mother, father):
    practice = AgencyFactory(name="Parkgate Surgery", kind="gp")
    consent = says(mother, kinds=["gp"])
    says(father, kinds=["school"], except_agencies=[practice])
    assert "The parents disagree: Liam Hart asked on" in covers(consent, practice).why
    assert covers(consent, AgencyFactory(kind="gp")).ok


def test_a_consent_does_not_outlast_its_last_day(says, mother, therapy):
    consent = says(mother, valid_until=timezone.localdate() + 3 * DAY)
    assert covers(consent, therapy, on=consent.valid_until).ok
    assert covers(consent, therapy, on=consent.valid_until + DAY).why.startswith("It ended on ")


def test_free_exceptions_conditions_and_the_last_day_are_shown_where_it_is_relied_on(says, mother, therapy):
    terms = {"exceptions": "Not to my mother's GP", "conditions": "Show me the report first"}
    why = covers(says(mother, valid_until=timezone.localdate() + DAY, **terms), therapy).why
    assert "It ends on " in why
    assert all(each in why for each in terms.values())


def test_a_spoken_consent_counts_until_the_day_on_which_it_was_to_be_confirmed(says, mother, therapy):
    consent = says(mother, how="spoken", confirm_by=timezone.localdate() + 3 * DAY)
    assert "to be confirmed in writing by" in covers(consent, therapy, on=consent.confirm_by).why
    lapsed = covers(consent, therapy, on=consent.confirm_by + DAY)
    assert (lapsed.ok, lapsed.standing) == (False, "Never confirmed")
    assert "spoken and never confirmed in writing" in lapsed.why


def test_a_spoken_consent_that_was_confirmed_goes_on_counting(says, mother, therapy, staff):
    consent = says(mother, how="spoken", confirm_by=timezone.localdate() + 3 * DAY)
    signature = ConsentSignatureFactory(child=mother.child, parent=mother.parent)
    ConsentConfirmation.objects.create(statement=consent, signature=signature, recorded_by=staff)
    later = covers(consent, therapy, on=consent.confirm_by + DAY)
    assert later.ok
    assert "confirmed in writing on" in later.why


def test_a_foster_carer_is_relied_on_for_what_is_delegated_while_it_is(says, mother, therapy, staff):
    carer = FamilyLinkFactory(child=mother.child, has_responsibility=False, carer="foster_carer")
    today = timezone.localdate()
    facts = {"delegated_by": "Placement plan", "since": today, "seen_on": today, "seen_by": staff}
    delegation = Delegation.objects.create(link=carer, what=NEEDS, **facts)
    consent = says(carer)
    assert covers(consent, therapy).ok
    delegation.until = today
    delegation.save()
    assert "nor is this delegated" in covers(consent, therapy, on=today + DAY).why


def test_the_queries_do_not_grow_with_the_statements(says, mother, father, therapy, django_assert_max_num_queries):
    for link in (mother, father, mother, father, mother):
        says(link)
    with django_assert_max_num_queries(7):
        bearing(mother.child, therapy)
