"""The child's file: what everyone must see first, what waits, the timeline; and who may open it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consent.models import Address, Exclusion, Flag
from neston_sharing.audit.models import Entry
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    ConsentStatementFactory,
    DecisionFactory,
    FamilyLinkFactory,
    ParentFactory,
    ProfessionalFactory,
    SignatureFactory,
    UserFactory,
    decisions,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return UserFactory(name="Priya Lane", roles=["lead"])


@pytest.fixture
def child():
    return ChildFactory(given_names="Niamh", family_name="O'Brien")


@pytest.fixture
def opened(client, lead):
    """Open a child's file as the lead and give what is read."""

    def open_file(child, by=lead):
        client.force_login(by)
        return client.get(child.get_absolute_url())

    return open_file


def words(response) -> str:
    return " ".join(response.content.decode().split())


def flag(child, kind, **fields):
    return Flag.objects.create(child=child, kind=kind, set_by=child.key_person, **fields)


@pytest.mark.parametrize(
    ("roles", "status"),
    [(["lead"], 200), (["deputy"], 200), (["manager"], 200), (["practitioner"], 404), (["officer"], 403), ([], 403)],
)
def test_who_may_open_the_file_of_a_child_they_do_not_care_for(opened, child, roles, status):
    assert opened(child, by=UserFactory(roles=roles)).status_code == status


def test_key_person_and_cover_open_the_file(opened, child):
    child.cover = UserFactory(roles=["practitioner"])
    child.save()
    assert opened(child, by=child.key_person).status_code == 200
    assert opened(child, by=child.cover).status_code == 200


def test_a_person_excluded_from_the_record_finds_nothing(opened, child, lead):
    Exclusion.objects.create(child=child, user=lead, reason="A parent", set_by=UserFactory())
    assert opened(child).status_code == 404


def test_nobody_signed_in_is_sent_to_sign_in(client, child):
    assert client.get(child.get_absolute_url()).status_code == 302


def test_opening_is_on_the_record_once_a_visit(opened, child, lead):
    opened(child)
    opened(child)
    entries = Entry.objects.filter(event="file_opened", subject=child.reference, actor=lead)
    assert entries.count() == 1


def test_urgent_flags_come_before_the_rest_with_the_social_worker(opened, child):
    worker = ProfessionalFactory(name="Dana Whitfield", agency=AgencyFactory(name="Social care"))
    flag(child, "child_protection", social_worker=worker)
    flag(child, "do_not_discuss", detail="Nothing at the door")
    page = words(opened(child))
    assert page.index("Do not discuss with the family") < page.index("Child protection plan")
    assert "Dana Whitfield" in page
    assert "banner--danger" in page


def test_a_child_s_flags_are_the_same_on_every_page(client, lead, child):
    """One order and one colour for each, whatever the page is about."""
    for kind in ("child_protection", "court_order", "looked_after", "do_not_discuss"):
        flag(child, kind)
    client.force_login(lead)
    pages = [
        child.get_absolute_url(),
        f"{reverse('sharing:refer')}?child={child.reference}",
        f"{reverse('sharing:start')}?child={child.reference}",
        reverse("sharing:information-request-new", args=[child.reference]),
    ]
    for page in pages:
        assert banners(client.get(page)) == [
            ("danger", "Do not discuss with the family"),
            ("danger", "Court order"),
            ("warning", "Looked-after child"),
            ("warning", "Child protection plan"),
        ], page


def banners(response) -> list[tuple[str, str]]:
    return re.findall(r'<div class="banner banner--(\w+)"><h2>([^<]+)</h2>', response.content.decode())


def test_a_flag_that_has_ended_stands_in_the_timeline_alone(opened, child):
    ended = flag(child, "court_order")
    ended.ended_at, ended.ended_by, ended.ended_why = timezone.now(), child.key_person, "Discharged"
    ended.save()
    page = words(opened(child))
    assert "<h2>Court order" not in page
    assert "Flag taken down: Court order" in page[page.index("Timeline") :]


def test_a_protected_address_is_marked(opened, child):
    Address.objects.create(child=child, lines="3 Hidden Row", protected=True)
    page = words(opened(child))
    assert "Protected: tell nobody this address" in page
    assert "3 Hidden Row" in page


def test_parental_responsibility_is_said_with_its_ground(opened, child):
    FamilyLinkFactory(child=child, parent=ParentFactory(given_names="Sarah"))
    FamilyLinkFactory(child=child, parent=ParentFactory(given_names="Tom"), has_responsibility=False)
    shown = opened(child).context["child"]
    assert [(parent.name, parent.responsible) for parent in shown.parents] == [
        ("Sarah Hart", True),
        ("Tom Hart", False),
    ]
    assert "Yes: Mother" in {fact.value for fact in shown.parents[0].facts}


def test_a_missing_registration_waits_until_it_is_signed(opened, child):
    assert "Registration" in {task.title for task in opened(child).context["tasks"]}
    SignatureFactory(registration__child=child)
    response = opened(child)
    assert "Registration" not in {task.title for task in response.context["tasks"]}
    assert response.context["child"].signed


def test_a_consent_whose_review_date_has_come_waits(opened, child):
    ConsentStatementFactory(child=child, review_on=timezone.localdate())
    assert "Due for review" in {task.status for task in opened(child).context["tasks"]}


def test_only_the_last_word_of_a_parent_counts(opened, child):
    first = ConsentStatementFactory(child=child)
    ConsentStatementFactory(
        child=child, parent=first.parent, statement="withdrawn", about=first, reason="Changed her mind", review_on=None
    )
    assert [consent.state.word for consent in opened(child).context["child"].consents] == ["Withdrawn"]


def test_what_is_unfinished_waits_on_top_and_what_is_recorded_stands_below(opened, child):
    unfinished = [
        decisions.with_management(child=child),
        decisions.to_disclose(child=child),
        DecisionFactory(child=child),
    ]
    decisions.not_shared(child=child)
    response = opened(child)
    waiting = {task.title for task in response.context["tasks"]}
    assert {f"Decision {decision.reference}" for decision in unfinished} <= waiting
    assert [e.status for e in response.context["timeline"].entries if e.title.startswith("Decision")] == [
        "Not shared",
        "Backed, to be shared",
    ]


def test_a_practitioner_does_not_see_anothers_draft_about_their_child(opened, child):
    draft = decisions.answered_with_consent(child=child, started_by=UserFactory(roles=["lead"]))
    assert draft.reference not in words(opened(child, by=child.key_person))
    assert draft.reference in words(opened(child))


def test_names_are_escaped(opened):
    child = ChildFactory(given_names="<b>Nia</b>", family_name="O'Brien")
    assert "&lt;b&gt;Nia&lt;/b&gt; O&#x27;Brien" in opened(child).content.decode()


def test_the_title_and_address_name_nobody(opened, child):
    response = opened(child)
    title = response.content.decode().split("<title>")[1].split("</title>")[0]
    assert "Niamh" not in title
    assert "Niamh" not in response.request["PATH_INFO"]


def test_buttons_are_those_that_the_reader_may_use(opened, child):
    copy = reverse("sharing:record", args=[child.reference])
    assert copy in words(opened(child))
    assert copy not in words(opened(child, by=child.key_person))


def queries_of(client, child) -> int:
    client.get(child.get_absolute_url())  # the visit is on the record from here on
    with CaptureQueriesContext(connection) as queries:
        client.get(child.get_absolute_url())
    return len(queries)


def test_a_long_file_takes_no_more_queries_than_a_short_one(client, lead, child):
    client.force_login(lead)
    decisions.add(decisions.shared(child=child))
    decisions.with_management(child=child)
    SignatureFactory(registration__child=child)
    short = queries_of(client, child)
    for _ in range(5):
        decisions.add(decisions.shared(child=child))
        decisions.with_management(child=child)
        flag(child, "in_need", social_worker=ProfessionalFactory())
        Address.objects.create(child=child, parent=FamilyLinkFactory(child=child).parent, lines="1 Row")
    assert queries_of(client, child) <= short <= 25
