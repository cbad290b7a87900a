"""Policy 3.2: a leaflet for the prospectus, in plain words, made from the policy in force, open to everybody."""

import io

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from consent.actions.policies import load_shipped_policies
from consent.presenters.leaflet import statement_of
from neston_sharing.foundation.models import Setting
from tests.consent.families import signed_in
from tests.factories import ChildFactory, PolicyVersionFactory
from tests.pdfs import words_of

pytestmark = pytest.mark.django_db
PARTS = (
    "What you tell us is private",
    "When we may share without asking you",
    "What you can ask of us",
    "Within 30 days we tell you that we have your complaint",
    "Information Commissioner: 0303 123 1113",
    "Who to ask",
    "0151 496 0100",
    "0151 496 0110",
    "We are obliged to share confidential information without authorisation",
    "Adopted on 16 May 2016, reviewed on 1 September 2021. Review due by 30 September 2022",
)


@pytest.fixture
def setting():
    return Setting.objects.create(
        pk=1, name="Dovecote Pre-school", telephone="0151 496 0100", social_care_phone="0151 496 0110"
    )


@pytest.fixture
def version(setting):
    return load_shipped_policies()[0]


def test_the_page_says_it_all_to_somebody_who_is_not_signed_in(version):
    page = Client().get(reverse("consent:leaflet")).content.decode()
    assert [part for part in PARTS if part not in page] == []


def test_the_pdf_says_the_same_on_one_tagged_sheet(version):
    answer = signed_in("practitioner").get(reverse("consent:leaflet-pdf"))
    words = words_of(answer.content)
    narrow = [part for part in PARTS if part.split()[0] not in words]  # two columns: lines of both stand side by side
    document = pikepdf.open(io.BytesIO(answer.content))
    assert (narrow, len(document.pages)) == ([], 1)
    assert document.Root.MarkInfo.Marked


def test_making_pdfs_is_for_those_who_are_signed_in(version):
    assert Client().get(reverse("consent:leaflet-pdf")).status_code == 302


def test_it_holds_nothing_of_any_child(version):
    child = ChildFactory(given_names="Quillon", family_name="Featherstone")
    page = signed_in("manager").get(reverse("consent:leaflet")).content.decode()
    assert not {child.given_names, child.family_name, child.reference} & set(page.split())


def test_it_is_made_from_the_version_in_force(version):
    PolicyVersionFactory(
        title="Our new policy", adopted_on="2026-11-02", review_due="2027-11-02", adopted_by="the committee"
    )
    page = Client().get(reverse("consent:leaflet")).content.decode()
    assert "Our new policy. Adopted on 2 November 2026 by the committee" in page
    assert "We are obliged to share" not in page


def test_the_statement_is_the_policys_own_to_its_next_heading(version):
    first, *_, last = statement_of(version)
    assert first.text.startswith("We recognise that parents have a right to know")
    assert last.text.startswith("3. To prevent significant harm")


def test_before_any_policy_is_entered_it_says_so(db):
    assert "Our policy is being prepared" in Client().get(reverse("consent:leaflet")).content.decode()


def test_and_may_read_policies(version):
    assert signed_in("helper").get(reverse("consent:leaflet-pdf")).status_code == 403
