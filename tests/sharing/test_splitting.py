"""One report, several copies: each for one recipient and about one family (policy 2.6, 1.3)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from consent.models import Child
from neston_sharing.foundation.actions import Refusal
from sharing.actions.splitting import copy_for, split_off
from sharing.copy_facts import check_of
from sharing.models import Answer, Decision, OtherCopy, Submission
from sharing.models.answer import SEVEN_TESTS
from tests.factories import AgencyFactory, ChildFactory, UserFactory, decisions

pytestmark = pytest.mark.django_db

BOTH = "Amelia was pushed by Jaden Okonkwo, whose mother shouted at him"


@pytest.fixture
def lead():
    return UserFactory(roles=["lead"])


@pytest.fixture
def jaden():
    return ChildFactory(given_names="Jaden", family_name="Okonkwo")


@pytest.fixture
def item(lead):
    draft = decisions.answered_with_consent(started_by=lead, holder=lead)
    return draft.items.create(text=BOTH, nature="fact", source="own", about="child", included=True)


def split(item, lead, jaden, **facts) -> Decision:
    said = {"stays": "Amelia was pushed", "goes": "Jaden pushed a child", "purpose": "To support him"}
    return split_off(by=lead, item=item, child=jaden, **said | facts)


def found(decision, *kinds) -> list:
    return [
        each for each in check_of(Decision.objects.with_people().get(pk=decision.pk)).standing if each.kind in kinds
    ]


def test_a_report_about_two_families_is_split_into_two_copies_each_checked(item, lead, jaden):
    assert [each.what for each in found(item.decision, "other_family")] == ["Jaden Okonkwo"]
    copy = split(item, lead, jaden)
    item.refresh_from_db()
    assert (item.text, copy.child, copy.agency) == ("Amelia was pushed", jaden, item.decision.agency)
    assert copy.items.get().text == "Jaden pushed a child"
    assert found(item.decision, "other_family") == found(copy, "other_family") == []


def test_neither_copy_says_the_other_familys_words(item, lead, jaden):
    copy = split(item, lead, jaden)
    assert item.decision.information not in (copy.information, copy.purpose)
    assert not item.decision.items.filter(text__contains="Jaden").exists()


def test_where_nothing_stays_the_item_goes_and_a_second_joins_the_copy_that_was_begun(item, lead, jaden):
    more = item.decision.items.create(text="And again", nature="fact", source="own", about="other_child", included=True)
    first = split(item, lead, jaden, stays="")
    assert split(more, lead, jaden) == first
    assert first.items.count() == 2
    assert [each.about for each in item.decision.items.all()] == ["child"]


def test_what_joins_a_copy_is_asked_about_anew(item, lead, jaden):
    more = item.decision.items.create(text="And again", nature="fact", source="own", about="other_child", included=True)
    first = split(item, lead, jaden)
    Answer.objects.create(decision=first, question=7, answer="yes", tests_met=SEVEN_TESTS, answered_by=lead)
    split(more, lead, jaden)
    assert not first.answers.filter(question=7).exists()
    assert Decision.objects.get(pk=first.pk).version > first.version


def test_nothing_joins_a_copy_that_is_with_management(item, lead, jaden):
    """What they read is what was sent to them."""
    more = item.decision.items.create(text="And again", nature="fact", source="own", about="other_child", included=True)
    first = split(item, lead, jaden)
    Submission.objects.create(decision=first, recorded_by=lead)
    assert split(more, lead, jaden) != first
    assert first.items.count() == 1


def test_it_is_split_off_for_another_child_whose_file_one_may_read(item, lead, jaden):
    with pytest.raises(Refusal, match="about that child already"):
        split(item, lead, item.decision.child)
    practitioner = UserFactory(roles=["practitioner"])
    item.decision.holder = practitioner
    item.decision.save()
    with pytest.raises(Refusal, match="whose file you may read"):
        split(item, practitioner, jaden)


def test_a_decision_for_two_recipients_makes_two_copies_each_asked_about_by_itself(item, lead, jaden):
    school = AgencyFactory(name="Parkfield School")
    copy = copy_for(by=lead, decision=item.decision, agency=school)
    assert (copy.child, copy.agency, copy.purpose) == (item.decision.child, school, item.decision.purpose)
    assert [each.text for each in copy.items.all()] == [BOTH]
    assert sorted(copy.given) == [1, 2, 3]
    assert found(copy, "other_family")
    with pytest.raises(Refusal, match="for them already"):
        copy_for(by=lead, decision=item.decision, agency=item.decision.agency, professional=item.decision.professional)


def test_what_an_agency_agreed_to_for_one_recipient_is_left_out_for_another(item, lead):
    source = AgencyFactory()
    told = {"source": "agency", "source_agency": source, "agency_consent": "Yes, Jo Bell"}
    item.decision.items.create(text="Its report", nature="fact", about="child", included=True, **told)
    copied = copy_for(by=lead, decision=item.decision, agency=AgencyFactory()).items.get(source="agency")
    assert (copied.included, copied.agency_consent) == (False, "")
    back = copy_for(by=lead, decision=item.decision, agency=source).items.get(source="agency")
    assert back.included


def test_a_copy_is_of_something_that_is_to_be_shared(lead):
    for state in ("not_shared", "abandoned"):
        with pytest.raises(Refusal, match="cannot make a copy"):
            copy_for(by=lead, decision=getattr(decisions, state)(), agency=AgencyFactory())


def test_no_decision_is_a_copy_of_itself(item, lead):
    with pytest.raises(IntegrityError), transaction.atomic():
        OtherCopy.objects.create(first=item.decision, made=item.decision, why="family", recorded_by=lead)


def test_the_pages_lead_from_what_was_found_to_two_copies(client, item, lead, jaden):
    client.force_login(lead)
    page = reverse("sharing:copy", args=[item.decision.reference])
    address = next(each.split_url for each in client.get(page).context["findings"] if each.split_url)
    said = {"stays": "Amelia was pushed", "goes": "Jaden pushed", "purpose": "To support him", "child": jaden.reference}
    assert client.post(address, said | {"version": item.decision.version}).url == page
    assert f"about {jaden.name}" in client.get(page).content.decode()
    another = reverse("sharing:copy-another", args=[item.decision.reference])
    client.post(another, {"agency": AgencyFactory().pk})
    assert len(client.get(page).context["beside"]) == 2
    assert Child.objects.count() == 2
