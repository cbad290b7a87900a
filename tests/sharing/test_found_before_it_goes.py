"""What the check of a copy finds stands before whoever can still put it right: makers, then backers (policy 2.6)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sharing.models import Decision, Submission
from tests.factories import ChildFactory, DecisionFactory, UserFactory, decisions
from tests.factories import back_up as factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Decision:
    """Whole, with another child's name in what is to go."""
    ChildFactory(given_names="Jaden", family_name="Brown")
    decision = factory.whole()
    decision.items.filter(included=True).update(text="She plays with Jaden Brown")
    return decision


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


def shown(client, by, address: str) -> str:
    client.force_login(by)
    return client.get(address).content.decode()


def of(decision: Decision, page: str) -> str:
    return reverse(f"sharing:{page}", args=[decision.reference])


def test_its_makers_read_it_before_they_send_it_and_where_to_change_it(client, draft):
    page = shown(client, draft.holder, of(draft, "check"))
    assert "Look at the copy before anything goes" in page
    assert "“Jaden Brown”" in page
    for where in (
        reverse("sharing:item", args=[draft.reference, draft.items.get(included=True).pk]),
        of(draft, "copy"),
    ):
        assert f'href="{where}"' in page.partition("What is asked")[0]


def test_a_backer_reads_it_and_can_return_it(client, manager, draft):
    page = shown(client, manager, of(decisions.send(draft), "back-up"))
    assert "Look at the copy before anything goes" in page
    assert "“Jaden Brown”" in page
    assert "return it to its makers" in page


def test_the_officer_reads_it_and_is_not_asked_for_what_they_cannot_do(client, draft):
    officer = UserFactory(roles=["officer"])
    Submission.objects.create(decision=draft, to_officer=True, recorded_by=draft.holder)
    decisions.declare(draft, by=officer)
    page = shown(client, officer, of(draft, "back-up"))
    assert "“Jaden Brown”" in page
    assert "say why it may go" not in page


def test_the_decision_says_how_much_was_found_until_it_has_gone(client, manager, draft):
    for move_on in (lambda same: same, decisions.send, decisions.back):
        page = shown(client, manager, move_on(draft).get_absolute_url())
        found = client.get(of(draft, "copy")).context["findings"]
        assert f"{len(found)} findings in the copy, before anything goes" in page
    decisions.disclose(draft)
    assert "in the copy, before anything goes" not in shown(client, manager, draft.get_absolute_url())


def test_what_was_accepted_with_a_reason_is_said_no_more(client, manager, draft):
    client.force_login(manager)
    for finding in client.get(of(draft, "copy")).context["findings"]:
        client.post(finding.accept_url, {"reason": "His mother agreed"})
    for page in (of(decisions.send(draft), "back-up"), draft.get_absolute_url()):
        assert "before anything goes" not in shown(client, manager, page)


def test_nothing_is_checked_where_nothing_leaves(client, manager):
    decision = decisions.send(decisions.decide_not_to_share(DecisionFactory()))
    with CaptureQueriesContext(connection) as asked:
        page = shown(client, manager, of(decision, "back-up"))
    assert "before anything goes" not in page
    assert not any("consent_address" in query["sql"] for query in asked.captured_queries)
