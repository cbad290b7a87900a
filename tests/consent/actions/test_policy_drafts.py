"""Policy 1.2: a new version is drafted from the text in force, adopted with who and which minutes, or given up."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consent.actions.policies import adopt_policy, load_shipped_policies
from consent.actions.policy_drafts import adopt_draft, give_up_draft, save_draft, start_draft
from consent.models import PolicyDraft, PolicyVersion
from neston_sharing.audit.models import Entry
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.meanwhile import SavedMeanwhile
from tests.factories import PolicyVersionFactory, UserFactory

pytestmark = pytest.mark.django_db
SHARING = PolicyVersion.Policy.INFORMATION_SHARING


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


@pytest.fixture
def version():
    return load_shipped_policies()[0]


@pytest.fixture
def draft(manager, version):
    return start_draft(by=manager, policy=SHARING)


def adoption(**changes) -> dict:
    facts = {"adopted_by": "The management committee", "adopted_on": date(2026, 11, 2), "minutes_on": date(2026, 11, 2)}
    return facts | {"review_due": date(2027, 11, 2), "signatory": "Sharon O'People"} | changes


def test_a_draft_starts_with_the_text_in_force_and_there_is_one(draft, version, manager):
    assert (draft.title, draft.text, draft.legal_framework) == (version.title, version.text, version.legal_framework)
    assert start_draft(by=manager, policy=SHARING) == draft


def test_a_policy_without_a_version_starts_empty(manager):
    draft = start_draft(by=manager, policy="records")
    assert (draft.title, draft.text) == ("Children's Records Policy", "")


def test_a_draft_is_saved_as_often_as_wanted_and_changes_nothing_in_force(draft, version, manager):
    for text in ("1. One\r\n1.1 First", "1. One\n1.1 Second"):
        save_draft(by=manager, draft=draft, title="Title", text=text)
    assert draft.text == "1. One\n1.1 Second"
    assert PolicyVersion.objects.in_force(SHARING) == version


def test_the_second_of_two_writers_overwrites_nothing(draft, manager):
    seen = draft.mark
    save_draft(by=manager, draft=draft, title="Title", text="Theirs", seen=seen)
    with pytest.raises(SavedMeanwhile) as refusal:
        save_draft(by=manager, draft=draft, title="Title", text="Mine", seen=seen)
    draft.refresh_from_db()
    assert (draft.text, refusal.value.now) == ("Theirs", draft.mark)


def test_adopting_makes_the_version_in_force_and_says_by_whom(draft, version, manager):
    save_draft(by=manager, draft=draft, title="Title", text="1. One\n1.1 First", note="Look at 1.1")
    new = adopt_draft(by=manager, draft=draft, compared_with=version, **adoption())
    assert PolicyVersion.objects.in_force(SHARING) == new
    assert (new.adopted_by, new.minutes_on, new.entered_by) == ("The management committee", date(2026, 11, 2), manager)
    assert [clause.number for clause in new.clauses.all()] == ["1.1"]
    assert draft.adopted == new


def test_the_text_that_was_in_force_stays_to_the_letter(draft, version, manager):
    text = version.text
    adopt_draft(by=manager, draft=draft, compared_with=version, **adoption())
    version.refresh_from_db()
    assert version.text == text
    assert "Data Protection Act 2020" in version.text


TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("adopted_by", " "),
        ("adopted_on", TOMORROW),
        ("adopted_on", date(2016, 5, 15)),  # before the version in force
        ("minutes_on", TOMORROW),
        ("review_due", date(2026, 11, 1)),
    ],
)
def test_an_adoption_that_cannot_be_is_refused_next_to_its_field(draft, version, manager, field, value):
    with pytest.raises(Refusal) as refusal:
        adopt_draft(by=manager, draft=draft, compared_with=version, **adoption(**{field: value}))
    assert refusal.value.field == field
    assert PolicyVersion.objects.count() == 1


def test_a_draft_that_was_read_beside_another_version_is_not_adopted(draft, version, manager):
    adopt_policy(
        by=manager, policy=SHARING, title="T", text="Words", signatory="S", adopted_on=date(2026, 1, 1),
        review_due=date(2027, 1, 1),
    )  # fmt: skip
    assert draft.adopted_meanwhile().title == "T"
    with pytest.raises(Refusal, match="adopted meanwhile"):
        adopt_draft(by=manager, draft=draft, compared_with=version, **adoption())


def test_a_draft_that_changed_since_it_was_read_is_not_adopted(draft, version, manager):
    seen = draft.mark
    save_draft(by=manager, draft=draft, title="Title", text="Other words")
    with pytest.raises(SavedMeanwhile):
        adopt_draft(by=manager, draft=draft, compared_with=version, seen=seen, **adoption())


def test_given_up_with_a_reason_it_is_kept_and_another_begun(draft, manager):
    with pytest.raises(Refusal, match="Say why"):
        give_up_draft(by=manager, draft=draft, why=" ")
    give_up_draft(by=manager, draft=draft, why="The committee wants another")
    assert start_draft(by=manager, policy=SHARING) != draft
    assert PolicyDraft.objects.get(pk=draft.pk).given_up_why == "The committee wants another"


def test_a_closed_draft_refuses_every_change(draft, version, manager):
    adopt_draft(by=manager, draft=draft, compared_with=version, **adoption())
    with pytest.raises(Refusal, match="was adopted"):
        save_draft(by=manager, draft=draft, title="T", text="Words")
    draft.text = "Something else"
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()


def test_what_was_saved_and_adopted_is_in_the_audit_log(draft, version, manager):
    before = Entry.objects.count()
    save_draft(by=manager, draft=draft, title="Title", text="1. One\n1.1 First")
    adopt_draft(by=manager, draft=draft, compared_with=version, **adoption())
    named = set(Entry.objects.order_by("pk")[before:].values_list("content_type__model", flat=True))
    assert {"policydraft", "policyversion", "policyclause"} <= named


def test_of_two_versions_of_one_day_the_one_reviewed_later_is_in_force():
    reviewed = PolicyVersionFactory(reviewed_on=date(2021, 9, 1))
    PolicyVersionFactory()
    assert PolicyVersion.objects.in_force(SHARING) == reviewed
