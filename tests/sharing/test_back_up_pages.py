"""The backer's page: everything it rests on, an answer of one's own, and never a maker's."""

import pytest
from django.urls import reverse

from consent.models import Exclusion
from sharing.models import Decision, Item, Verdict
from tests.factories import ConsentStatementFactory, UserFactory, decisions
from tests.factories import back_up as factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    manager = UserFactory(roles=["manager"])
    client.force_login(manager)
    return manager


@pytest.fixture
def sent():
    return factory.sent()


def page(decision) -> str:
    return reverse("sharing:back-up", args=[decision.reference])


def answer(decision, verdict="backed", **more) -> dict:
    return {"verdict": verdict, "no_conflict": "on", "version": decision.version, "comment": "", **more}


def test_the_page_shows_what_it_rests_on(client, manager, sent):
    shown = client.get(page(sent)).content.decode()
    for words in (
        "Her speech is clear to us",  # what leaves
        str(sent.agency),
        "It serves the child best",
        "Public task",
        "Spoken at collection",
        "Given by",  # the consent relied on
        "Left out because",
        "Do we have consent",
        "For today if possible",
    ):
        assert words.lower() in shown.lower(), words


def test_the_answer_is_one_step_from_the_heading(client, manager, sent):
    above, below = client.get(page(sent)).content.decode().split('href="#your-answer"')
    assert above.index("<h1>") > 0
    assert "What leaves" not in above
    assert 'id="your-answer" tabindex="-1" aria-label="Your answer"' in below
    assert "Record your answer" in below.partition('id="your-answer"')[2].partition("</aside>")[0]


def test_it_is_backed_and_the_decision_says_so(client, manager, sent):
    response = client.post(page(sent), answer(sent), follow=True)
    assert response.redirect_chain == [(sent.get_absolute_url(), 302)]
    assert "Backed and recorded." in response.content.decode()
    assert Decision.objects.recorded().get().verdicts.get().recorded_by == manager


def test_a_double_click_backs_once_and_leads_to_the_first_answer(client, manager, sent):
    key = {"key": "6f1f0f6a-8e2f-4f0e-9a51-0d1c0b6c7e11"}
    first, second = (client.post(page(sent), answer(sent) | key) for _ in range(2))
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert Verdict.objects.count() == 1


def test_returned_without_a_comment_says_what_to_do_and_keeps_the_rest(client, manager, sent):
    response = client.post(page(sent), answer(sent, "returned"))
    assert response.status_code == 422
    assert "Say what has to change" in response.content.decode()
    assert not Verdict.objects.exists()


def test_nothing_posted_is_a_clear_message(client, manager, sent):
    response = client.post(page(sent), {})
    assert response.status_code == 422
    assert "Choose what you say of it" in response.content.decode()


def test_a_forged_answer_and_too_long_a_comment_are_refused(client, manager, sent):
    for forged in ({"verdict": "agreed"}, {"comment": "x" * 20_001}, {"version": "soon"}):
        assert client.post(page(sent), answer(sent) | forged).status_code == 422
    assert not Verdict.objects.exists()


def test_a_stale_page_records_nothing_and_keeps_the_comment(client, manager, sent):
    stale = answer(sent, comment="I read every word of it")
    Decision.objects.filter(pk=sent.pk).update(version=sent.version + 1)
    response = client.post(page(sent), stale)
    assert response.status_code == 422
    assert "has changed since you opened this page" in response.content.decode()
    assert "I read every word of it" in response.content.decode()


def test_the_second_of_two_backers_is_told(client, manager, sent):
    decisions.back(sent)
    assert client.get(page(sent)).url == sent.get_absolute_url()
    assert "somebody has answered it" in client.post(page(sent), answer(sent)).content.decode()


def test_a_maker_is_told_that_somebody_else_must_back_it(client, manager):
    sent = factory.sent(started_by=manager)
    for response in (client.get(page(sent)), client.post(page(sent), answer(sent))):
        assert response.status_code == 403
        assert "Somebody else must back this decision" in response.content.decode()
    assert not Verdict.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"), [("practitioner", 404), ("officer", 404), ("auditor", 403), ("helper", 403), ("lead", 200)]
)
def test_who_may_open_it(client, sent, role, status):
    client.force_login(UserFactory(roles=[role]))
    assert client.get(page(sent)).status_code == status


def test_the_officer_opens_what_was_sent_to_them(client):
    officer, asked = UserFactory(roles=["officer"]), factory.sent_to_officer()
    decisions.declare(asked, by=officer)
    client.force_login(officer)
    assert client.get(page(asked)).status_code == 200


def test_an_excluded_manager_finds_nothing(client, manager, sent):
    Exclusion.objects.create(child=sent.child, user=manager, reason="Her uncle", set_by=sent.started_by)
    assert client.get(page(sent)).status_code == 404


def test_a_consent_withdrawn_since_is_said_and_not_backed(client, manager, sent):
    consent = sent.answers.get(question=4).consent
    ConsentStatementFactory(
        child=sent.child, parent=consent.parent, statement="withdrawn", about=consent, reason="Changed her mind"
    )
    assert "cannot be relied on now" in client.get(page(sent)).content.decode()
    assert client.post(page(sent), answer(sent)).status_code == 422


def test_a_referral_is_agreed_or_disagreed_with(client, manager):
    referral = decisions.referred()
    assert "Do you agree with this referral?" in client.get(page(referral)).content.decode()
    assert client.post(page(referral), {"verdict": "disagreed", "no_conflict": "on"}).status_code == 422
    said = {"verdict": "disagreed", "no_conflict": "on", "comment": "A call home was enough"}
    assert client.post(page(referral), said).url == referral.get_absolute_url()
    assert Verdict.objects.get().verdict == "disagreed"


def test_what_is_written_is_shown_as_text(client, manager, sent):
    decision = factory.whole()
    Item.objects.create(
        decision=decision, text="<b>O'Neill</b>", nature="fact", source="own", about="child", included=True
    )
    shown = client.get(page(decisions.send(decision))).content.decode()
    assert "&lt;b&gt;O&#x27;Neill&lt;/b&gt;" in shown


def test_the_page_takes_few_queries_however_many_items(client, manager, django_assert_max_num_queries):
    decision = factory.whole()
    for n in range(10):
        Item.objects.create(decision=decision, text=f"{n}", nature="fact", source="own", about="child", included=True)
    decisions.send(decision)
    client.get(page(decision))
    with django_assert_max_num_queries(25):
        client.get(page(decision))
