"""A manager drafts, reads beside the old, adopts or gives up, in the browser (policy 1.2)."""

import pytest
from django.urls import reverse

from consent.actions.policies import load_shipped_policies
from consent.actions.policy_drafts import save_draft, start_draft
from consent.models import PolicyDraft, PolicyVersion
from tests.consent.families import signed_in
from tests.factories import PolicyVersionFactory

pytestmark = pytest.mark.django_db
SHARING = "information_sharing"


@pytest.fixture
def manager():
    return signed_in("manager")


@pytest.fixture
def version():
    return load_shipped_policies()[0]


@pytest.fixture
def draft(manager, version):
    return start_draft(by=manager.user, policy=SHARING)


def at(name: str, draft) -> str:
    return reverse(f"consent:{name}", args=[draft.pk])


def written(draft, **changes) -> dict:
    return {"title": draft.title, "text": draft.text, "seen": draft.mark} | changes


def adoption(draft, version, **changes) -> dict:
    read = {"seen": draft.mark, "compared_with": version.pk if version else ""}
    said = {"adopted_by": "The committee", "adopted_on": "2/11/2026", "minutes_on": "2/11/2026"}
    return read | said | {"review_due": "2 November 2027", "signatory": "Sharon O'People"} | changes


def test_from_the_text_in_force_to_the_new_version_in_force(manager, version):
    answer = manager.post(reverse("consent:policy-new"), {"policy": SHARING})
    draft = PolicyDraft.objects.get()
    assert answer.url == at("policy-draft-edit", draft)
    text = draft.text.replace("Act 2020", "Act 2018")
    assert manager.post(at("policy-draft-edit", draft), written(draft, text=text)).url == at("policy-draft", draft)
    draft.refresh_from_db()
    answer = manager.post(at("policy-draft-adopt", draft), adoption(draft, version))
    assert answer.url == PolicyVersion.objects.in_force(SHARING).get_absolute_url()
    assert "Minutes of" in manager.get(answer.url).content.decode()


def test_the_preview_says_to_eyes_and_ears_what_changes(manager, draft):
    save_draft(by=manager.user, draft=draft, title=draft.title, text=draft.text.replace("Act 2020", "Act 2018"))
    page = manager.get(at("policy-draft", draft)).content.decode()
    assert '<del><span class="visually-hidden">[taken out: </span>2020' in page
    assert '<ins><span class="visually-hidden">[added: </span>2018' in page
    assert "1 line changed" in page


def test_the_preview_of_a_first_version_shows_all_of_it_as_new(manager):
    draft = start_draft(by=manager.user, policy="sen")
    save_draft(by=manager.user, draft=draft, title=draft.title, text="1.1 <b>We help</b> O'Brien")
    page = manager.get(at("policy-draft", draft)).content.decode()
    assert "No version is in force yet" in page
    assert "&lt;b&gt;We help&lt;/b&gt; O&#x27;Brien" in page


def test_a_stale_draft_is_said(manager, draft):
    PolicyVersionFactory(adopted_on="2026-11-01", review_due="2027-11-01")
    assert "Another version was adopted meanwhile" in manager.get(at("policy-draft", draft)).content.decode()


def test_what_somebody_saved_meanwhile_is_shown_beside_what_was_written(manager, draft):
    posted = written(draft, text="1.1 What I wrote")
    save_draft(by=manager.user, draft=draft, title=draft.title, text="1.1 What they wrote")
    answer = manager.post(at("policy-draft-edit", draft), posted)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody saved this draft while you were writing" in page
    assert "[taken out: </span>they" in page
    assert ">\n1.1 What I wrote</textarea>" in page
    again = posted | {"seen": answer.context["form"]["seen"].value()}
    assert manager.post(at("policy-draft-edit", draft), again).status_code == 302


def test_an_empty_adoption_says_what_is_missing(manager, draft):
    answer = manager.post(at("policy-draft-adopt", draft), {"seen": draft.mark})
    assert answer.status_code == 422
    for words in ("Enter who adopted it", "Enter the day of the meeting", "due for review"):
        assert words in answer.content.decode()


def test_a_double_click_adopts_once(manager, draft, version):
    posted = adoption(draft, version, key="132a0866-d765-4797-9afa-c76b42063899")
    assert manager.post(at("policy-draft-adopt", draft), posted).url == (
        manager.post(at("policy-draft-adopt", draft), posted).url
    )
    assert PolicyVersion.objects.count() == 2


def test_given_up_it_leads_nowhere_but_to_the_policies(manager, draft):
    manager.post(at("policy-draft-give-up", draft), {"why": "Not now"})
    assert manager.get(at("policy-draft", draft)).url == reverse("consent:policies")
    assert manager.post(at("policy-draft-edit", draft), written(draft)).status_code == 422


def test_the_list_leads_to_the_draft(manager, draft):
    assert at("policy-draft", draft) in manager.get(reverse("consent:policies")).content.decode()


def test_a_long_text_is_previewed(manager, draft):
    save_draft(by=manager.user, draft=draft, title="T", text="word " * 19_000 + "\n" * 2_000)
    assert manager.get(at("policy-draft", draft)).status_code == 200
