"""The words with which parents are asked for a consent: drafted, adopted, and from then on never changed.

What was signed under earlier words keeps them: a signature holds the words that were shown.
"""

from datetime import date

from django.utils import timezone

from consent import wording
from consent.models import ConsentStatement, ConsentWording
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.meanwhile import must_be_as_seen, plain

DRAFT = "draft"
"""The version of words that are not adopted; adopting gives them that of the day."""


@action
def save_words(*, by, purpose: str, text: str, seen: str | None = None) -> ConsentWording:
    """Save the draft of the words for a consent, or begin it. `seen` is its mark when the writer opened it, or ""."""
    text = plain(text).strip()
    if not any(section.paragraphs for section in wording.sections_of(text)):
        raise Refusal("Say what is asked, in a sentence at least: a heading or points alone do not", field="text")
    draft = ConsentWording.objects.draft_of(purpose)
    must_be_as_seen(seen, draft.mark if draft else "")
    draft = draft or ConsentWording(purpose=purpose, version=DRAFT, started_by=by)
    draft.text = text
    draft.save()
    return draft


@action
def discard_words(*, by, purpose: str, seen: str | None = None) -> None:
    """Throw away the draft for a consent, as it was `seen`; the audit log keeps what it said."""
    draft = _the_draft(purpose)
    must_be_as_seen(seen, draft.mark)
    draft.delete()


@action
def adopt_words(*, by, purpose: str, adopted_by: str, minutes_on: date, seen: str | None = None) -> ConsentWording:
    """Let the draft be the words that parents see from now on."""
    draft = _the_draft(purpose)
    must_be_as_seen(seen, draft.mark)
    if draft.text == wording.for_consent(purpose).text.strip():
        raise Refusal("The draft says the same as the words in force: change it first, or throw it away")
    if not adopted_by.strip():
        raise Refusal("Say who adopted it", field="adopted_by")
    if minutes_on > timezone.localdate():
        raise Refusal("Enter the day of the meeting whose minutes say so: today or before", field="minutes_on")
    draft.version = _version(purpose)
    draft.adopted_at, draft.adopted_by, draft.minutes_on = timezone.now(), adopted_by.strip(), minutes_on
    draft.save()
    return draft


def _the_draft(purpose: str) -> ConsentWording:
    draft = ConsentWording.objects.draft_of(purpose)
    if draft is None:
        name = ConsentStatement.Purpose(purpose).label
        raise Refusal(f"There is no draft of the words for “{name}” any more. Start another one.")
    return draft


def _version(purpose: str) -> str:
    """Name words after the day of their adoption; a second wording of one day is counted."""
    today = timezone.localdate().isoformat()
    earlier = ConsentWording.objects.adopted_for(purpose).versioned(today).count()
    return f"{today}.{earlier + 1}" if earlier else today
