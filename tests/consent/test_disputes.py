"""Guidance: where two parents disagree a manager judges, with reasons, and says so ever after; never silently."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from consent.actions.disputes import resolve_dispute
from consent.actions.statements import invalidate_statement, record_consent, withdraw_consent
from consent.coverage import covers, proposed_state
from consent.models import DisputeResolution
from neston_sharing.foundation.actions import Refusal
from sharing.models import RecordExport
from sharing.presenters.record import present_record
from sharing.timeline import timeline_of
from tests.factories import AgencyFactory, ChildFactory, ConsentSignatureFactory, FamilyLinkFactory, UserFactory

pytestmark = pytest.mark.django_db
REASONS = "Liam asked only that it waits for the report, which has come"


@pytest.fixture
def manager(client):
    user = UserFactory(roles=["manager"], name="Orla Byrne")
    client.force_login(user)
    return user


@pytest.fixture
def therapy():
    return AgencyFactory(name="Wirral Speech Therapy", kind="speech_therapy")


@pytest.fixture
def says(manager, therapy):
    """Record a signed word of a parent about the therapists."""

    def record(link, statement, **changes):
        today, people = timezone.localdate(), {"child": link.child, "parent": link.parent}
        said = {"purpose": "additional_needs", "scope": "Speech", "agencies": [therapy], "how": "screen"}
        said |= {"stated_on": today, "review_on": today + timedelta(days=300)} | changes
        signature = ConsentSignatureFactory(**people)
        return record_consent(by=manager, statement=statement, signature=signature, **people, **said)

    return record


@pytest.fixture
def given(says):
    return says(FamilyLinkFactory(parent__given_names="Sarah"), "given")


@pytest.fixture
def father(given):
    facts = {"relationship": "Father", "ground": "birth_certificate"}
    return FamilyLinkFactory(child=given.child, parent__given_names="Liam", **facts)


@pytest.fixture
def refused(father, says):
    return says(father, "refused")


def judge(manager, last_word, relies_on, reasons=REASONS):
    return resolve_dispute(by=manager, last_word=last_word, relies_on=relies_on, reasons=reasons)


def page_of(child) -> str:
    return reverse("consent:dispute-resolve", args=[child.reference])


def test_a_judgement_lets_one_rely_on_the_one_and_says_so(manager, given, refused, therapy):
    judge(manager, refused, given)
    coverage = covers(given, therapy)
    assert coverage.ok
    assert f"The parents disagree. Orla Byrne decided on {timezone.localdate():%-d %B %Y}" in coverage.why
    assert f"to rely on Sarah Hart: {REASONS}" in coverage.why


def test_treated_as_no_consent_it_stays_uncovered_and_says_so(manager, given, refused, therapy):
    judge(manager, refused, None)
    assert "to treat it as no consent" in covers(given, therapy).why
    assert proposed_state(given.child, therapy) == "parents_disagree"


def test_relying_on_one_is_not_relying_on_another_who_agrees(manager, given, refused, says, therapy):
    guardian = FamilyLinkFactory(child=given.child, relationship="Guardian", ground="guardian")
    theirs = says(guardian, "given")
    judge(manager, theirs, given)
    assert not covers(theirs, therapy).ok


def test_any_later_word_reopens_the_dispute(manager, given, refused, father, says, therapy):
    judge(manager, refused, given)
    says(father, "refused", reason="I have thought about it again")
    assert covers(given, therapy).why.startswith("The parents disagree: Liam Hart refused on")


def test_a_word_that_was_weighed_and_is_noted_as_wrong_reopens_the_dispute(manager, given, father, says, therapy):
    earlier, refused = says(father, "refused"), says(father, "refused")
    judge(manager, refused, given)
    invalidate_statement(by=manager, statement=earlier, note="Wrong form")
    assert not covers(given, therapy).ok


def test_a_word_on_another_matter_leaves_the_judgement_standing(manager, given, refused, father, says, therapy):
    judge(manager, refused, given)
    says(father, "refused", purpose="development_summaries")
    assert covers(given, therapy).ok


def test_a_judgement_needs_reasons(manager, given, refused):
    with pytest.raises(Refusal) as refusal:
        judge(manager, refused, given, reasons=" ")
    assert refusal.value.field == "reasons"


def test_only_a_manager_judges(given, refused):
    with pytest.raises(Refusal, match="Only a manager"):
        judge(UserFactory(roles=["lead"]), refused, given)


def test_where_nobody_disagrees_there_is_nothing_to_judge(manager, given):
    with pytest.raises(Refusal, match="nothing to judge"):
        judge(manager, given, given)


def test_one_judges_only_what_one_has_read(manager, given, refused, father, says):
    says(father, "refused", reason="More of it")
    with pytest.raises(Refusal, match="More was said"):
        judge(manager, refused, given)


def test_one_relies_only_on_a_consent_that_counts(manager, given, refused, father):
    with pytest.raises(Refusal) as refusal:
        judge(manager, refused, refused)
    assert refusal.value.field == "relies_on"


def test_the_database_refuses_a_judgement_that_relies_on_a_refusal_or_on_another_matter(manager, given, refused, says):
    elsewhere = says(FamilyLinkFactory(), "given")
    facts = {"child": given.child, "purpose": given.purpose, "reasons": REASONS, "recorded_by": manager}
    for words in ({"last_word": refused, "relies_on": refused}, {"last_word": elsewhere, "relies_on": None}):
        with pytest.raises(IntegrityError, match="words on its matter"), transaction.atomic():
            DisputeResolution.objects.create(**facts, **words)


def test_a_manager_judges_in_the_browser_from_the_banner(client, manager, given, refused):
    consents = reverse("consent:statements", args=[given.child.reference])
    address = f"{page_of(given.child)}?about={refused.pk}"
    assert address in client.get(consents).content.decode()
    form = client.get(address).context["form"]
    posted = {"key": form.key, "last_word": refused.pk, "relies_on": given.pk, "reasons": REASONS}
    assert client.post(address, posted).url == consents
    shown = client.get(consents).content.decode()
    assert "Orla Byrne decided on" in shown
    assert REASONS in shown
    assert "is not relied on by itself" not in shown


def test_a_judgement_that_no_longer_stands_is_shown_as_such(client, manager, given, refused):
    judge(manager, refused, given)
    withdraw_consent(by=manager, statement=given, reason="Changed her mind")
    shown = client.get(reverse("consent:statements", args=[given.child.reference])).content.decode()
    assert "No longer stands" in shown
    assert REASONS in shown


def test_who_is_no_manager_sees_the_dispute_and_no_way_to_judge_it(client, given, refused):
    client.force_login(UserFactory(roles=["lead"]))
    shown = client.get(reverse("consent:statements", args=[given.child.reference])).content.decode()
    assert "The parents disagree" in shown
    assert page_of(given.child) not in shown


def test_what_was_typed_stays_where_a_parent_spoke_meanwhile(client, manager, given, refused, father, says):
    says(father, "refused", reason="More of it")
    posted = {"last_word": refused.pk, "relies_on": given.pk, "reasons": REASONS}
    answer = client.post(page_of(given.child), posted)
    assert answer.status_code == 422
    assert REASONS in answer.content.decode()


def test_without_a_dispute_the_page_says_so_and_records_nothing(client, manager):
    child = ChildFactory()
    assert "There is nothing to judge" in client.get(page_of(child)).content.decode()
    assert client.post(page_of(child), {"relies_on": "none", "reasons": REASONS}).status_code == 422


def test_a_judgement_stands_in_the_timeline_and_in_the_record(manager, given, refused):
    judge(manager, refused, given)
    title = "The parents disagree. Information about additional needs"
    assert title in [entry.title for entry in timeline_of(given.child, user=manager, asked={}).entries]
    export = RecordExport.objects.create(child=given.child, reason="A copy", recorded_by=manager)
    assert [event.title for event in present_record(export, user=manager).consents][-1] == title


def test_the_childs_file_calls_no_disputed_consent_given(client, manager, given, refused):
    shown = client.get(given.child.get_absolute_url()).context["child"].consents
    assert [consent.state.word for consent in shown] == ["Parents disagree", "Refused"]
    assert "Not to Wirral Speech Therapy" in shown[1].details
