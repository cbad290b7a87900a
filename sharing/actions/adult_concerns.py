"""A concern about an adult who works here: a record of its own, outside every child's file, closed to that person.

raise_adult_concern(by=, about=None, about_name="", post="staff", nature=, facts="", words="", whose_words="",
    opinion="", happened_at=None, place="", present="", children_safe="", not_to_be_told="") -> AdultConcern
record_step(by=, concern=, kind=, text=, happened_at=None, to_whom="", their_reference="", despite="")
    -> AdultConcernEntry

`despite` says why the person was told before the LADO advised, if they were.
"""

from datetime import datetime

from django.contrib.auth import get_user_model

from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.concerns import not_to_come, seen_or_said
from sharing.actions.requirements import said
from sharing.models import AdultConcern, AdultConcernEntry
from sharing.models.adult_concern_queries import READERS

TEXTS = ("facts", "words", "whose_words", "opinion", "place", "present", "children_safe", "not_to_be_told")
MAY = ("sharing.raise_concern", READERS[AdultConcern.Post.MANAGER][0])
Kind = AdultConcernEntry.Kind
NEEDS_A_NAME = {Kind.LADO_TOLD, Kind.LADO_ADVICE, Kind.OFSTED_TOLD, Kind.CHAIR_TOLD}


@action
def raise_adult_concern(
    *,
    by,
    nature: str,
    about=None,
    about_name: str = "",
    post: str = AdultConcern.Post.STAFF,
    happened_at: datetime | None = None,
    **texts: str,
) -> AdultConcern:
    """Record it. Whom it goes to follows from the post that the person's account has, or that was said."""
    if not any(map(by.has_perm, MAY)):
        raise Refusal("You cannot record this here. Tell the manager, or call the LADO's number on this page")
    if nature not in AdultConcern.Nature.values:
        raise Refusal("Say what kind of concern it is: if in doubt, an allegation", field="nature")
    clean = {name: texts.pop(name, "").strip() for name in TEXTS}
    if texts:
        raise TypeError(f"a concern about an adult has no {', '.join(sorted(texts))}")
    seen_or_said(clean["facts"], clean["words"], clean["whose_words"])
    about_name = about.name if about else _of_nobody_with_an_account(about_name)
    return AdultConcern.objects.create(
        about=about,
        about_name=about_name,
        post=_post_of(about, post),
        nature=nature,
        happened_at=not_to_come(happened_at, "happened_at"),
        recorded_by=by,
        **clean,
    )


@action
def record_step(
    *,
    by,
    concern: AdultConcern,
    kind: str,
    text: str,
    happened_at: datetime | None = None,
    to_whom: str = "",
    their_reference: str = "",
    despite: str = "",
) -> AdultConcernEntry:
    """Record one step: who was told or advised, what was decided, that it is closed. Its author may add a note."""
    record = _opened(by, concern, kind)
    text = said(text, "Say what was said and decided", "text")
    if kind in NEEDS_A_NAME and not to_whom.strip():
        raise Refusal("Say who was told, or who advised", field="to_whom")
    _must_be_allowed(record, kind, despite)
    if kind == Kind.PERSON_TOLD and despite.strip():
        text = f"{text}\n\nTold before the LADO advised, because: {despite.strip()}"
    return AdultConcernEntry.objects.create(
        concern=concern,
        kind=kind,
        text=text,
        happened_at=not_to_come(happened_at, "happened_at"),
        to_whom=to_whom.strip(),
        their_reference=their_reference.strip(),
        recorded_by=by,
    )


def _opened(by, concern: AdultConcern, kind: str) -> AdultConcern:
    seen = AdultConcern.objects.visible_to(by) if kind == Kind.NOTE else AdultConcern.objects.handled_by(by)
    record = seen.with_state_facts().filter(pk=concern.pk).first()
    if record is None:
        raise Refusal("Those to whom this concern goes record that. You can add a note.")
    if kind not in Kind.values:
        raise Refusal("Choose what happened", field="kind")
    return record


def _must_be_allowed(record: AdultConcern, kind: str, despite: str) -> None:
    if kind == Kind.PERSON_TOLD and not record.lado_advised and record.is_kept_from_the_person and not despite.strip():
        raise Refusal(
            "The LADO has not advised yet, and the person is not told before. If they know already, or it could not "
            "wait, say why",
            field="despite",
        )
    if kind == Kind.NOT_REPORTED and record.is_allegation and not record.lado_advised:
        raise Refusal("An allegation is reported, unless the LADO advises otherwise: record their advice", field="kind")
    if kind == Kind.CLOSED and record.was_closed:
        raise Refusal("This concern is closed already. Add a note.", field="kind")
    if kind == Kind.CLOSED and record.is_allegation and not record.lado_knows:
        raise Refusal("Tell the LADO first: an allegation is not closed without them", field="kind")


def _of_nobody_with_an_account(name: str) -> str:
    """A typed name; one that is a member of staff's must be chosen, for the record to be closed to that person."""
    name = " ".join(said(name, "Choose the person, or write their name", "about_name").split())
    if get_user_model().objects.filter(name__iexact=name).exists():
        raise Refusal(
            "This person has an account here: choose them in the list, so that it is closed to them", field="about"
        )
    return name


def _post_of(about, post: str) -> str:
    """What the account of the person says goes before what was said: it decides from whom the record is kept."""
    if post not in AdultConcern.Post.values:
        raise Refusal("Say what their post is", field="post")
    if about is not None:
        for kept in (AdultConcern.Post.CHAIR, AdultConcern.Post.MANAGER):
            if about.has_perm(READERS[kept][1]):
                return kept
    return post
