"""The wizard in a browser's place: what its pages show, take and refuse."""

import html
import io
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from consent.actions.flags import set_flag
from consent.actions.statements import withdraw_consent
from sharing.actions.send import send_to_management
from sharing.actions.start import start_decision
from sharing.models import Answer, Decision
from tests.factories import AgencyFactory, ChildFactory, LawFactory, PolicyVersionFactory, UserFactory
from tests.factories.decisions import legal_advice_of, returned, send
from tests.sharing import drafts
from tests.sharing.drafts import draft

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(decision: Decision, page: str, *args) -> str:
    return reverse(f"sharing:{page}", args=[decision.reference, *args])


def post(decision: Decision, page: str, *args, by=None, **fields):
    version = Decision.objects.get(pk=decision.pk).version
    fields = {"key": str(uuid.uuid4()), "version": version, **fields}
    return signed_in(by or decision.holder).post(url(decision, page, *args), fields)


def get(decision: Decision, page: str, *args, by=None):
    return signed_in(by or decision.holder).get(url(decision, page, *args))


def letter() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(content, "PNG")
    return SimpleUploadedFile("Letter.png", content.getvalue())


def words(response) -> str:
    return " ".join(response.content.decode().split())


PAGES = [
    ("continue",),
    ("details",),
    ("question", 1),
    ("outcome",),
    ("item-new",),
    ("family",),
    ("check",),
    ("abandon",),
    ("hand-over",),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])
def test_anothers_draft_does_not_exist(page):
    decision, stranger = draft(), UserFactory(roles=["practitioner"])
    assert get(decision, *page, by=stranger).status_code == 404
    if page[0] != "continue":
        assert post(decision, *page, by=stranger).status_code == 404


# --- Starting ------------------------------------------------------------------------------------------------------


def test_without_a_child_one_is_chosen_among_those_whose_file_one_may_read():
    mine, other = ChildFactory(given_names="Niamh"), ChildFactory(given_names="Tariq")
    page = words(signed_in(mine.key_person).get(reverse("sharing:start")))
    assert mine.reference in page
    assert other.reference not in page
    assert reverse("sharing:refer") in page


def test_a_childs_name_is_posted_and_never_in_an_address():
    lead, child, other = UserFactory(roles=["lead"]), ChildFactory(given_names="Niamh"), ChildFactory()
    page = words(signed_in(lead).post(reverse("sharing:start"), {"name": "niam"}))
    assert child.reference in page
    assert other.reference not in page


def test_no_address_or_name_is_too_odd():
    client = signed_in(UserFactory(roles=["lead"]))
    assert client.get(f"{reverse('sharing:start')}?child=%00").status_code == 200
    assert client.get("/decisions/IS%00/questions/1/").status_code == 404
    assert client.post(reverse("sharing:start"), {"name": "\x00'%"}).status_code == 200


def start(child, by=None, **fields):
    fields = {"initiative": "asked", "agency": AgencyFactory().pk, "information": "Speech", "purpose": "Help", **fields}
    return signed_in(by or child.key_person).post(f"{reverse('sharing:start')}?child={child.reference}", fields)


def test_a_decision_is_started_and_leads_to_the_first_question():
    PolicyVersionFactory()
    response = start(child := ChildFactory())
    decision = child.decisions.get()
    assert response.url == url(decision, "continue")
    assert get(decision, "continue").url == url(decision, "question", 1)


def test_a_double_click_starts_one_decision():
    PolicyVersionFactory()
    child, key, agency = ChildFactory(), str(uuid.uuid4()), AgencyFactory()
    first, second = (start(child, key=key, agency=agency.pk) for _ in range(2))
    assert first.url == second.url
    assert child.decisions.count() == 1


def test_another_persons_child_cannot_be_started_on():
    assert start(ChildFactory(), by=UserFactory(roles=["practitioner"])).status_code == 404


def test_without_a_policy_managers_are_told_what_to_do():
    response = start(ChildFactory())
    assert response.status_code == 422
    assert "A manager can enter it under Policies" in words(response)


def test_flags_stand_on_top_of_every_page():
    decision = drafts.to_share()
    set_flag(by=decision.holder, child=decision.child, kind="court_order", detail="Never tell Mr B")
    for page in (("question", 1), ("outcome",), ("question", 7), ("check",)):
        assert "Never tell Mr B" in words(get(decision, *page))


# --- Questions -----------------------------------------------------------------------------------------------------


def test_a_question_shows_its_own_rule_progress_and_what_to_do_in_danger():
    page = words(get(draft((1, "yes")), "question", 2))
    assert "Question 2 of 8" in page
    assert "Golden rule 3" in page
    assert "Child in danger now?" in page
    assert "record a sharing that has already happened" in page


def test_a_page_says_the_number_of_its_question_and_which_were_not_asked():
    decision = drafts.to_share(draft(*drafts.NOT_IDENTIFIABLE))
    assert "Question 2 of 8</p>" in words(get(decision, "question", 2))
    page = words(get(decision, "question", 7))
    assert "Question 7 of 8 · 3 to 6 not asked" in page
    assert page.count('<span class="done">') == 3  # 1, 2 and 7 itself


def test_an_answer_leads_to_the_open_page():
    decision = draft((1, "yes"))
    assert post(decision, "question", 2, answer="no", reason="No names").url == url(decision, "outcome")


def test_a_page_off_the_path_leads_to_the_open_one():
    decision = draft((1, "yes"))
    assert get(decision, "question", 6).url == url(decision, "question", 2)
    assert get(decision, "family").url == url(decision, "question", 2)
    assert get(decision, "question", 9).status_code == 404


def test_nothing_chosen_is_said_and_nothing_typed_is_lost():
    response = post(draft(), "question", 1, reason="O'Hara asks " * 500)
    assert response.status_code == 422
    assert "Choose an answer" in words(response)
    assert response.content.decode().count("O&#x27;Hara") == 500


def test_ten_thousand_characters_are_kept():
    decision = draft()
    post(decision, "question", 1, answer="yes", reason="x" * 10_000)
    assert len(decision.answers.get().reason) == 10_000


@pytest.mark.parametrize("forged", ["in_force", "maybe", "1"])
def test_a_forged_answer_is_refused(forged):
    decision = draft()
    assert post(decision, "question", 1, answer=forged, reason="x").status_code == 422
    assert not decision.answers.exists()


def test_a_hold_says_what_to_do_next():
    decision = draft()
    assert post(decision, "question", 1, answer="not_sure", reason="Who asks?").url == url(decision, "question", 1)
    assert "On hold: seek advice first" in words(get(decision, "question", 1))


def test_the_second_of_two_writers_sees_both_texts():
    decision = draft((1, "yes"))
    seen = decision.version
    drafts.answer(decision, 1, "yes", reason="Theirs")
    response = post(decision, "question", 1, answer="yes", reason="Mine", version=seen)
    page = words(response)
    assert response.status_code == 422
    assert "Theirs" in page
    assert "Mine" in page
    again = {"answer": "yes", "reason": "Mine", "version": response.context["form"]["version"].value()}
    assert post(decision, "question", 1, **again).status_code == 302
    assert decision.answers.get().reason == "Mine"


def test_what_would_fall_away_is_shown_before_it_does():
    decision = draft(*drafts.TO_CONSENT)
    response = post(decision, "question", 1, answer="no", reason="None")
    assert "Question 3: Is the information confidential?" in words(response)
    assert Answer.objects.filter(decision=decision).count() == 3
    confirm = response.context["form"]["confirm"].value()
    assert post(decision, "question", 1, answer="no", reason="None", confirm=confirm).status_code == 302
    assert Answer.objects.filter(decision=decision).count() == 1


def test_a_confirmation_holds_for_what_was_shown_only():
    decision = draft(*drafts.TO_CONSENT)
    assert post(decision, "question", 1, answer="no", reason="None", confirm="2").status_code == 422
    assert decision.answers.count() == 3


def test_a_double_click_answers_once():
    decision, key = draft(), str(uuid.uuid4())
    seen = {"answer": "yes", "reason": "Help", "key": key, "version": decision.version}
    first, second = (post(decision, "question", 1, **seen) for _ in range(2))
    assert first.url == second.url
    assert Decision.objects.get(pk=decision.pk).version == decision.version + 1


# --- Question 4 ----------------------------------------------------------------------------------------------------


def test_consents_on_file_say_whether_they_cover_this():
    decision = draft(*drafts.TO_CONSENT)
    drafts.consent_for(decision.child, decision.agency)
    drafts.consent_for(decision.child, AgencyFactory(name="Elsewhere"), purpose="development_summaries")
    page = words(get(decision, "question", 4))
    assert "Covers this" in page
    assert "Cannot be relied on" in page
    assert "It was given for Elsewhere" in page


def test_a_withdrawn_consent_is_not_offered_even_when_forged():
    decision = draft(*drafts.TO_CONSENT)
    consent = drafts.consent_for(decision.child, decision.agency)
    withdraw_consent(by=decision.holder, statement=consent, reason="Changed her mind")
    fields = {"at_risk": "no", "answer": "in_force", "consent": consent.pk, "expected": "Yes"}
    response = post(decision, "question", 4, **fields)
    assert response.status_code == 422
    assert "Choose a consent that covers this sharing" in words(response)


def test_not_yet_sought_says_how_to_ask_and_whether_to():
    decision = draft(*drafts.TO_CONSENT)
    asked = {"at_risk": "no", "answer": "not_yet_sought", "reason": "Jo asks tomorrow"}
    assert "Say whether you would share anyway" in words(post(decision, "question", 4, **asked))
    assert post(decision, "question", 4, **asked, share_anyway="no").status_code == 302
    page = words(get(decision, "question", 4))
    assert "If they refuse, would you share anyway?" in page
    new = reverse("consent:statement-new", args=[decision.child.reference])
    (address,) = re.findall(f'"({new}[^"]*)"', page)
    told = signed_in(decision.holder).get(html.unescape(address)).context["form"].initial
    assert (told["purpose"], told["agencies"]) == ("particular", [str(decision.agency_id)])


def test_a_reason_written_for_another_answer_is_left_behind():
    decision = draft(*drafts.TO_CONSENT)
    consent = drafts.consent_for(decision.child, decision.agency)
    fields = {"at_risk": "no", "answer": "in_force", "consent": consent.pk, "expected": "Yes", "reason": "She refused"}
    assert post(decision, "question", 4, **fields).status_code == 302
    assert decision.answers.get(question=4).reason == ""


# --- From question 6 to sending ------------------------------------------------------------------------------------


def test_public_interest_keeps_each_ground_with_its_evidence():
    decision = draft(*drafts.TO_DUTY, (5, "no"))
    fields = {
        "answer": "yes",
        "reason": "He is not safe",
        "grounds": ["criterion_1", "worse"],
        "evidence_criterion_1": "Bruises",
        "evidence_worse": "He is hurt again",
        "other_side": "They are angry",
    }
    assert post(decision, "question", 6, **fields).status_code == 302
    assert list(decision.grounds.values_list("kind", flat=True)) == ["criterion_1", "worse"]


def test_do_not_share_still_offers_to_refer():
    decision = draft(*drafts.NO_PURPOSE)
    for page in (("question", 1), ("outcome",), ("check",)):
        assert "Still worried about this child?" in words(get(decision, *page))


def test_the_outcome_offers_only_what_the_answers_allow():
    decision = draft(*drafts.NO_PURPOSE)
    assert post(decision, "outcome", outcome="share", outcome_reason="Yes").status_code == 422
    assert "lawful_basis" not in words(get(decision, "outcome"))


def test_only_the_management_team_is_offered_to_depart_from_a_duty():
    decision, lead = drafts.by_duty(code="court-order"), UserFactory(roles=["lead"])
    no = {"outcome": "not_share", "outcome_reason": "It has lapsed", "departs": "on"}
    assert url(decision, "hand-over") in words(get(decision, "outcome"))
    assert post(decision, "outcome", **no).status_code == 422
    assert "Record the legal advice" in words(post(decision, "outcome", by=lead, **no))
    advice = legal_advice_of("27/11/2026") | {"legal_document": letter()}
    assert post(decision, "outcome", by=lead, **advice, **no).status_code == 302
    shown = words(signed_in(lead).get(url(decision, "check")))
    assert "Ruth Amadi, solicitor, Deeside Borough Council, by telephone on 27 November 2026, Letter.png" in shown
    document = signed_in(lead).get(f"/decisions/{decision.reference}/legal-advice/")
    assert document.status_code == 200


def test_the_outcome_asks_for_basis_and_condition():
    decision, basis = drafts.with_consent(), LawFactory()
    fields = {"outcome": "share", "outcome_reason": "It helps"}
    assert "no special-category information" in words(post(decision, "outcome", **fields))
    fields |= {"lawful_basis": basis.pk, "condition": "none"}
    assert post(decision, "outcome", **fields).url == url(decision, "question", 7)


def test_an_item_is_added_changed_and_removed():
    decision = drafts.to_share()
    fields = {"text": "Two words", "nature": "fact", "source": "own", "about": "child", "included": "yes"}
    assert post(decision, "item-new", **fields).url == url(decision, "question", 7)
    item = decision.items.get()
    post(decision, "item", item.pk, **(fields | {"included": "no", "left_out_why": "Not needed"}))
    assert "Not needed" in words(get(decision, "question", 7))
    post(decision, "item-remove", item.pk)
    assert not decision.items.exists()


@pytest.mark.parametrize(
    ("first", "leads_to"), [("item", "item-new"), ("change", "item"), ("remove", "item-remove"), ("copy", "copy")]
)
def test_what_is_done_first_at_question_7_keeps_what_was_ticked_and_typed(first, leads_to):
    item = drafts.add_item(by=(decision := drafts.to_share()).holder, decision=decision, **drafts.OWN_ITEM)
    client, page = signed_in(decision.holder), url(decision, "question", 7)
    ticked = {"tests_met": ["necessary", "timely"], "route": "telephone", "identity_known_how": "I called O'Neill back"}
    of_one = [item.pk] if first in ("change", "remove") else []
    button = " ".join(map(str, [first, *of_one]))
    assert f'form="answers" name="first" value="{button}"' in words(client.get(page))
    assert client.post(page, {**ticked, "first": button}).url == url(decision, leads_to, *of_one)
    form = client.get(page).context["form"]
    assert {name: form[name].value() for name in ticked} == ticked
    assert not decision.answers.filter(question=7).exists()


def test_enter_in_a_field_at_question_7_saves_and_changes_no_item():
    """A browser presses the first button that posts the form."""
    drafts.add_item(by=(decision := drafts.to_share()).holder, decision=decision, **drafts.OWN_ITEM)
    page = words(get(decision, "question", 7))
    buttons = re.findall(r'<button[^>]*form="answers"[^>]*>', page)
    assert len(buttons) > 3
    assert "name=" not in buttons[0]


def test_another_decisions_item_does_not_exist():
    decision, other = drafts.to_share(), drafts.whole()
    assert get(decision, "item", other.items.get().pk).status_code == 404


def test_question_8_lists_what_is_missing():
    decision = drafts.whole()
    withdraw_consent(by=decision.holder, statement=decision.answers.get(question=4).consent, reason="Changed her mind")
    assert "A consent that can be relied on" in words(get(decision, "question", 8))


@pytest.mark.parametrize(
    ("decision", "title"), [(drafts.whole, "Check your answers, IS-"), (draft, "Your answers so far, IS-")]
)
def test_the_check_page_is_called_what_it_is(decision, title):
    assert title in get(decision(), "check").content.decode()


def test_every_answer_can_be_changed_from_the_check_page():
    decision = drafts.whole()
    page = words(get(decision, "check"))
    for question in (1, 2, 3, 4, 7, 8):
        assert url(decision, "question", question) in page
    for other in ("details", "outcome", "family"):
        assert url(decision, other) in page


def test_a_changed_reason_comes_back_to_the_check_page():
    decision = drafts.whole()
    assert post(decision, "question", 1, answer="yes", reason="Better").url == url(decision, "check")


def test_the_decision_is_sent_once_and_then_closed_to_writing():
    decision, key = drafts.whole(), str(uuid.uuid4())
    seen = {"note": "Soon", "key": key, "version": decision.version}
    first, second = (post(decision, "check", **seen) for _ in range(2))
    assert first.url == second.url == decision.get_absolute_url()
    assert decision.submissions.count() == 1
    assert get(decision, "question", 1).url == decision.get_absolute_url()
    response = post(decision, "question", 1, answer="yes", reason="Late")
    assert response.status_code == 422
    assert "with management" in words(response)


def test_a_returned_decision_can_be_changed_and_sent_again():
    from tests.factories.decisions import give_back

    decision = drafts.not_shared()
    send_to_management(by=decision.holder, decision=decision)
    give_back(decision)
    assert post(decision, "question", 1, answer="no", reason="Said better").status_code == 302
    assert post(decision, "check", note="").status_code == 422
    assert post(decision, "check", note="It is said better now").status_code == 302
    assert decision.submissions.count() == 2


def test_an_abandoned_draft_answers_a_double_click():
    decision, key = draft(), str(uuid.uuid4())
    first, second = (post(decision, "abandon", why="Enough", key=key) for _ in range(2))
    assert first.url == second.url == decision.get_absolute_url()


def test_a_lead_hands_over():
    decision, lead, other = draft(), UserFactory(roles=["lead"]), UserFactory(roles=["practitioner"])
    assert post(decision, "hand-over", by=lead, to=other.pk).status_code == 302
    assert get(decision, "continue", by=other).url == url(decision, "question", 1)


def test_an_apostrophe_in_a_name_is_itself():
    PolicyVersionFactory()
    child = ChildFactory(given_names="Niamh", family_name="O'Hara")
    decision = start_decision(
        by=child.key_person, child=child, initiative="asked", agency=AgencyFactory(), information="x", purpose="y"
    )
    assert "Niamh O&#x27;Hara" in get(decision, "question", 1).content.decode()


@pytest.mark.parametrize(
    ("page", "most"), [(("question", 4), 25), (("question", 7), 25), (("outcome",), 25), (("check",), 30)], ids=str
)
def test_queries_do_not_grow_with_rows(page, most, django_assert_max_num_queries):
    decision = drafts.whole()
    client = signed_in(decision.holder)
    for number in range(6):
        drafts.add_item(by=decision.holder, decision=decision, **drafts.OWN_ITEM)
        drafts.consent_for(
            decision.child, AgencyFactory(), purpose="particular", purpose_detail=f"Sharing {number}", scope="x"
        )
    with django_assert_max_num_queries(most):
        client.get(url(decision, *page))


def test_what_management_asks_for_stands_where_its_makers_put_it_right():
    decision = returned()
    for page in (("question", 1), ("outcome",), ("family",), ("check",), ("decision",)):
        assert "Say who checked the number" in words(get(decision, *page))


def test_what_was_put_right_and_sent_again_asks_for_nothing():
    decision = send(returned())
    assert "Returned by management" not in words(get(decision, "decision"))


# --- All errors at once --------------------------------------------------------------------------------------------


def wrong(response) -> set[str]:
    """At which fields something is said, each at the top of the page and beside its field."""
    assert response.status_code == 422
    page, errors = words(response), response.context["form"].errors
    for field in errors:
        assert page.count(errors[field][0].replace("'", "&#x27;")) >= 2, field
    return set(errors)


PUBLIC_INTEREST = (*drafts.TO_DUTY, (5, "no"))


@pytest.mark.parametrize(
    ("given", "question", "said", "fields"),
    [
        (drafts.TO_CONSENT, 4, {}, {"answer", "at_risk"}),
        (drafts.TO_CONSENT, 4, {"answer": "refused"}, {"at_risk", "reason"}),
        (drafts.TO_CONSENT, 4, {"answer": "not_yet_sought", "at_risk": "no"}, {"share_anyway", "reason"}),
        (drafts.TO_DUTY, 5, {"answer": "yes"}, {"duty", "reason"}),
        (PUBLIC_INTEREST, 6, {"answer": "yes"}, {"grounds", "reason"}),
        (
            PUBLIC_INTEREST,
            6,
            {"answer": "yes", "grounds": ["worse"]},
            {"evidence_worse", "other_side", "reason"},
        ),
    ],
)
def test_an_answer_is_told_all_that_it_lacks_at_once(given, question, said, fields):
    assert wrong(post(draft(*given), "question", question, **said)) == fields


def test_an_item_is_told_all_that_it_lacks_at_once():
    decision = drafts.to_share()
    assert wrong(post(decision, "item-new")) == {"text", "nature", "source", "about", "included"}
    said = {"source": "agency", "about": "parent", "included": "no", "override": "danger"}
    lacks = {"text", "nature", "source_agency", "override", "about_parent", "left_out_why"}
    assert wrong(post(decision, "item-new", **said)) == lacks


def test_no_question_on_the_check_page_is_followed_by_a_colon():
    page = get(drafts.whole(), "check").content.decode()
    assert '<span class="quiet">Might a child be at risk of harm?</span> No' in page
    assert "?:" not in page
