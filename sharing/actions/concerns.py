"""Raising a concern about a child: what was seen or said, in whose words, is home safe (policy 2.5).

raise_concern(by=, child=, facts="", words="", whose_words="", opinion="", happened_at=None, place="", present="",
    injury="none", body_map=(), body_map_said="", safe_to_go_home=, keyed_for="", linked=()) -> Concern
link_child(by=, concern=, child=, view=) -> LinkedChild

`body_map` are the marks of sharing.body_map; `linked` pairs of another child and what it means for that child, and
nothing of the first. Little is needed, so that nothing keeps a worried person from writing it down.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from consent.models import Child
from neston_sharing.foundation.actions import Refusal, action
from sharing import body_map as outlines
from sharing.actions.requirements import past, said
from sharing.models import Concern, ConcernRead, LinkedChild

TEXTS = ("facts", "words", "whose_words", "opinion", "place", "present", "body_map_said", "keyed_for")


@action
def raise_concern(
    *,
    by,
    child: Child,
    safe_to_go_home: str,
    happened_at: datetime | None = None,
    injury: str = Concern.Injury.NONE,
    body_map: Iterable = (),
    linked: Iterable[tuple[Child, str]] = (),
    **texts: str,
) -> Concern:
    """Record a concern as it was written: it never changes, and somebody designated sees it first on their page."""
    _must_find(by, child, "child")
    if safe_to_go_home not in Concern.Safe.values:
        raise Refusal(
            "Say whether the child is safe to go home: if you are not sure, say that", field="safe_to_go_home"
        )
    concern = Concern(
        child=child,
        safe_to_go_home=safe_to_go_home,
        happened_at=not_to_come(happened_at, "happened_at"),
        recorded_by=by,
        **_said(texts),
        **_injury(injury, list(body_map), texts.get("body_map_said", "")),
    )
    concern.save()
    for other, view in linked:
        _link(by, concern, other, view)
    if concern.keyed_for and by.has_perm("sharing.read_concerns"):  # somebody designated wrote down what another saw
        ConcernRead.objects.create(concern=concern, recorded_by=by)
    return concern


@action
def link_child(*, by, concern: Concern, child: Child, view: str) -> LinkedChild:
    """Say what a concern means for another child; it stands in that child's file."""
    if not Concern.objects.visible_to(by).filter(pk=concern.pk).exists():
        raise Refusal("You can link a child only to a concern that you may read.")
    return _link(by, concern, child, view)


def not_to_come(moment: datetime | None, field: str) -> datetime:
    """Give the moment, or now; refused if it lies ahead."""
    return past(moment or timezone.now(), "Enter a date and time that is now or earlier", field)


def seen_or_said(facts: str, words: str, whose_words: str) -> None:
    """Refuse a concern that tells neither what was seen nor what was said, and by whom."""
    if not facts and not words:
        raise Refusal("Say what was seen or what was said", field="facts")
    if words and not whose_words:
        raise Refusal("Say whose words these are", field="whose_words")


def _said(texts: dict[str, str]) -> dict[str, str]:
    if unknown := set(texts) - set(TEXTS):
        raise TypeError(f"a concern has no {', '.join(sorted(unknown))}")
    clean = {name: texts.get(name, "").strip() for name in TEXTS if name != "body_map_said"}
    seen_or_said(clean["facts"], clean["words"], clean["whose_words"])
    return clean


def _injury(injury: str, marks: list, in_words: str) -> dict:
    """What there is to say of an injury: nothing where none is known, whatever was drawn before that was said."""
    if injury not in Concern.Injury.values:
        raise Refusal("Say whether you saw an injury", field="injury")
    if injury in (Concern.Injury.NONE, Concern.Injury.UNHURT):
        return {"injury": injury}
    if not outlines.is_body_map(marks):
        raise Refusal(outlines.NOT_OURS, field="body_map")
    return {"injury": injury, "body_map": marks, "body_map_said": in_words.strip() or outlines.said(marks)}


def _link(by, concern: Concern, child: Child, view: str) -> LinkedChild:
    _must_find(by, child, "linked_child")
    view = said(view, "Say what it means for this child, without naming the other", "linked_view")
    if child.one_id == concern.child.one_id:
        raise Refusal("The concern is about this child already: link another", field="linked_child")
    if LinkedChild.objects.of_concern(concern).about_child(child).exists():
        raise Refusal("This child is linked already: add to the concern what is new", field="linked_child")
    return LinkedChild.objects.create(concern=concern, child=child, view=view, recorded_by=by)


def _must_find(by, child: Child, field: str) -> None:
    may = by.has_perm("sharing.raise_concern") and Child.objects.findable_by(by).filter(pk=child.pk).exists()
    if not may:
        raise Refusal("You cannot record this here. Tell the designated safeguarding lead or a manager", field=field)
