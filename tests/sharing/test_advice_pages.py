"""The pages of advice: what was found in a text is marked and nothing typed is lost; a doubt shows who was asked."""

import pytest
from django.urls import reverse
from django.utils import timezone

from neston_sharing.audit.models import Entry
from sharing.models import Advice
from tests.factories import ChildFactory, UserFactory, concerns
from tests.factories.advice import AdviceAnswerFactory, AdviceFactory, advised
from tests.sharing.drafts import answer, draft

pytestmark = pytest.mark.django_db
NAMED = "Amelia has a bruise. Whom do we tell?"
CLEAN = "A two-year-old has a bruise. Whom do we tell?"


@pytest.fixture
def child(client):
    child = ChildFactory(given_names="Amelia", family_name="Quillfeather")
    client.force_login(child.key_person)
    return child


def now() -> str:
    return f"{timezone.localtime():%d/%m/%Y %H:%M}"


def typed(**fields) -> dict:
    said = {"whom": "helpline", "who": "The duty adviser", "sought_at": now(), "identity": "no", "asked": CLEAN}
    return said | fields


def of(child, page: str = "advice-new", query: str = "") -> str:
    return reverse(f"sharing:{page}", args=[child.reference]) + query


def test_what_names_the_child_is_marked_and_kept_only_with_a_reason(client, child):
    page = client.post(of(child), typed(asked=NAMED))
    assert (page.status_code, Advice.objects.exists()) == (422, False)
    assert "<mark>Amelia</mark>" in page.content.decode()
    assert f"{NAMED}</textarea>" in page.content.decode()
    assert "Or keep it as it is, because" in page.content.decode()
    assert client.post(of(child), typed(asked=NAMED, kept_why="They know her")).status_code == 302
    kept = Advice.objects.get()
    page = client.get(kept.get_absolute_url()).content.decode()
    for words in ("Identity disclosed", "<mark>Amelia</mark>", "They know her"):
        assert words in page


def test_the_reason_is_not_asked_for_before_anything_is_found(client, child):
    assert "keep it as it is" not in client.get(of(child)).content.decode()


def test_who_must_act_is_told_on_purpose(client, child):
    assert client.post(of(child), typed(whom="police", identity="yes", asked=NAMED)).status_code == 302
    assert "disclosed on purpose" in client.get(Advice.objects.get().get_absolute_url()).content.decode()


# --- While typing --------------------------------------------------------------------------------------------------
def test_the_field_says_where_it_is_checked_and_when_it_is_not(client, child):
    page = client.get(of(child)).content.decode()
    assert page.count(f'data-check-names="{of(child, "advice-check")}"') == 2
    assert page.count('data-check-names-unless="identity=yes"') == 2


def test_the_check_answers_with_a_piece_of_a_page_and_keeps_nothing(client, child):
    before = Entry.objects.count()
    found = client.post(of(child, "advice-check"), {"text": "O'Hara saw Amelia's arm <b>"})
    assert found.status_code == 200
    assert "<mark>Amelia" in found.content.decode()
    assert "<html" not in found.content.decode()
    assert client.post(of(child, "advice-check"), {"text": CLEAN}).content.strip() == b""
    assert Entry.objects.count() == before


def test_the_check_is_of_no_child_whose_file_one_may_not_read(client, child):
    client.force_login(UserFactory(roles=["practitioner"]))
    assert client.post(of(child, "advice-check"), {"text": "Amelia"}).status_code == 404
    client.force_login(UserFactory(roles=["auditor"]))
    assert client.post(of(child, "advice-check"), {"text": "Amelia"}).status_code == 403


# --- Where it was sought -------------------------------------------------------------------------------------------
def test_from_a_doubt_it_leads_back_to_the_question_which_lists_who_was_asked(client):
    decision = draft((1, "not_sure"))
    client.force_login(decision.holder)
    question = reverse("sharing:question", args=[decision.reference, 1])
    new = of(decision.child, query=f"?decision={decision.reference}&question=1")
    assert new.replace("&", "&amp;") in client.get(question).content.decode()
    assert client.post(new, typed()).url == question
    advice = Advice.objects.get()
    assert (advice.decision, advice.question) == (decision, 1)
    page = client.get(question).content.decode()
    assert "No answer yet" in page
    assert reverse("sharing:advice-answer", args=[advice.reference]) in page


def test_the_question_offers_what_was_advised_and_records_which_settled_it(client):
    decision = draft((1, "not_sure"))
    advice = advised(decision, 1)
    client.force_login(decision.holder)
    question = reverse("sharing:question", args=[decision.reference, 1])
    posted = {"answer": "yes", "reason": "They say so", "version": decision.version}
    refused = client.post(question, posted)
    assert refused.status_code == 422
    assert "choose the advice that settles it" in refused.content.decode()
    assert client.post(question, posted | {"advice": advice.pk}).status_code == 302
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "Advice that settled it" in page
    assert "Tell children&#x27;s social care today" in page


def test_without_advice_that_was_answered_the_question_says_what_to_do_first(client):
    decision = draft((1, "not_sure"))
    client.force_login(decision.holder)
    question = reverse("sharing:question", args=[decision.reference, 1])
    page = client.post(question, {"answer": "yes", "reason": "I see now", "version": decision.version})
    assert "record the advice with what they said" in page.content.decode()


def test_a_question_without_doubt_offers_nothing(client):
    decision = draft((1, "yes"))
    advised(decision, 1)
    client.force_login(decision.holder)
    page = client.get(reverse("sharing:question", args=[decision.reference, 1]))
    assert "Which advice settles it" not in page.content.decode()


def test_from_a_concern_it_stands_at_the_concern(client, child):
    concern = concerns.ConcernFactory(child=child, recorded_by=child.key_person)
    assert of(child, query=f"?concern={concern.reference}") in client.get(concern.get_absolute_url()).content.decode()
    client.post(of(child, query=f"?concern={concern.reference}"), typed())
    assert Advice.objects.get().concern == concern
    assert "A helpline (The duty adviser)" in client.get(concern.get_absolute_url()).content.decode()


def test_the_childs_file_leads_to_all_advice_about_the_child(client, child):
    AdviceAnswerFactory(advice=AdviceFactory(child=child))
    assert of(child, "advice-list") in client.get(child.get_absolute_url()).content.decode()
    page = client.get(of(child, "advice-list")).content.decode()
    for words in ("A helpline (The duty adviser)", "Identity not disclosed", "Answered"):
        assert words in page


def test_what_they_say_later_is_added_and_checked(client, child):
    advice = AdviceFactory(child=child)
    address = reverse("sharing:advice-answer", args=[advice.reference])
    page = client.post(address, {"said": "Ring Amelia's mother", "answered_at": now()})
    assert page.status_code == 422
    assert "<mark>Amelia" in page.content.decode()
    said = {"said": "Ring her mother", "answered_at": now(), "who": "Her colleague"}
    assert client.post(address, said).url == advice.get_absolute_url()
    page = client.get(advice.get_absolute_url()).content.decode()
    assert "Ring her mother" in page
    assert "Record what else they said" in page


def test_opening_it_is_on_the_record_of_the_childs_file(client, child):
    client.get(AdviceFactory(child=child).get_absolute_url())
    assert Entry.objects.filter(event="file_opened", subject=child.reference).count() == 1


def test_a_cited_advice_stays_chosen_when_the_answer_is_looked_at_again(client):
    decision = draft((1, "not_sure"))
    advice = advised(decision, 1)
    answer(decision, 1, "yes", advice=advice)
    client.force_login(decision.holder)
    form = client.get(reverse("sharing:question", args=[decision.reference, 1])).context["form"]
    assert form["advice"].value() == advice.pk
