"""Double clicks, stale tabs, going back, hostile and huge texts: a clear message or the first result, nothing lost."""

import re

import pytest

from agencies.models import Agency
from sharing.models import Decision
from tests.factories import AgencyFactory, ChildFactory
from tests.sharing.drafts import draft, to_share, whole

pytestmark = pytest.mark.browser

LONGEST = ("He said \"no\" & <b>walked</b> off; it's O'Neill's word. " * 200)[:10_000].strip()


def test_a_double_click_or_a_resend_leads_to_the_first_result(visitor, practitioner):
    visitor.sign_in(practitioner.email).go("/agencies/new/").fill(name="Health visitors")
    posted = visitor.choose(kind="Health visiting").filled_in()
    with visitor.page.expect_navigation():
        visitor.button("Add agency").dblclick()
    first = visitor.look().sees("Health visitors").page.url

    resent = visitor.page.request.post("/agencies/new/", form=posted)
    assert resent.url == first
    assert Agency.objects.count() == 1


def test_a_double_click_that_the_browser_does_not_stop_records_once(open_browser, practitioner):
    """Without JavaScript only the server stands between a double click and two rows."""
    plain = open_browser(java_script_enabled=False).sign_in(practitioner.email)
    plain.go("/agencies/new/").fill(name="Health visitors").choose(kind="Health visiting")
    plain.button("Add agency").dblclick()
    plain.page.wait_for_url(re.compile(r"/agencies/\d+/$"))
    assert Agency.objects.count() == 1


def test_going_back_to_what_was_sent_leads_to_the_decision(visitor):
    decision = whole(to_share())
    visitor.sign_in(decision.holder.email).go(f"/decisions/{decision.reference}/check/").press("Send to management")
    visitor.page.go_back()
    visitor.look().is_at(f"/decisions/{decision.reference}/").sees("With management")
    assert decision.submissions.count() == 1


def test_a_stale_tab_shows_both_texts(visitor, practitioner):
    decision = draft(child=ChildFactory(key_person=practitioner))
    question = f"/decisions/{decision.reference}/questions/1/"
    visitor.sign_in(practitioner.email).go(question)
    other = type(visitor)(visitor.page.context.new_page()).go(question)
    other.choose(answer="yes").fill(reason="What the first tab says").press("Save and continue")

    visitor.choose(answer="yes").fill(reason="What the second tab says").press("Save and continue")
    visitor.sees("What the first tab says")
    assert visitor.page.locator('[name="reason"]').input_value() == "What the second tab says"
    visitor.press("Save mine over theirs")
    assert Decision.objects.get().answers.get().reason == "What the second tab says"


def test_an_apostrophe_and_ten_thousand_characters_come_back_as_they_were_written(visitor, practitioner):
    AgencyFactory(name="The Children's & Families' <Service>")
    child = ChildFactory(given_names="D'Arcy", family_name="O'Neill-Hart", key_person=practitioner)
    visitor.sign_in(practitioner.email).go(f"/decisions/new/?child={child.reference}")
    visitor.choose(initiative="asked", agency="The Children's & Families' <Service>")
    visitor.fill(information=LONGEST, purpose="Help").press("Start the decision")
    visitor.sees("D'Arcy O'Neill-Hart").choose(answer="yes").fill(reason=LONGEST).press("Save and continue")
    visitor.go(f"{visitor.path[: visitor.path.index('questions')]}check/")
    visitor.sees(LONGEST, "The Children's & Families' <Service>").follow("Change the answer to question 1")
    assert visitor.page.locator('[name="reason"]').input_value() == LONGEST
    assert Decision.objects.get().answers.get().reason == LONGEST
