"""Seeking advice about a child, without saying who it is where possible (policy 1.7, 2.3).

record_advice(by=, child=, whom=, asked=, sought_at=, identity=, colleague=None, agency=None, professional=None, who="",
    said="", kept_why="", decision=None, question=None, concern=None) -> Advice
    `identity` says that whoever asked said who it is; `said` is the answer, if it is known already.
record_advice_answer(by=, advice=, said=, answered_at=, who="", kept_why="") -> AdviceAnswer
Both raise Identifies where a text says who the child is, and nothing says why it stays (`kept_why`).
"""

from collections.abc import Iterable
from datetime import datetime

from agencies.models import Agency, Professional
from consent.models import Child
from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.requirements import must_work_there, past
from sharing.actions.requirements import said as must_say
from sharing.advising import children_to_ask_about, colleagues_to_ask
from sharing.known_people import found_in
from sharing.models import Advice, AdviceAnswer, Concern, Decision
from sharing.naming import Found


class Identifies(Refusal):
    """`texts` and what was `found` in them, by the field's name: change them, or give a reason."""

    def __init__(self, texts: dict[str, str], found: dict[str, tuple[Found, ...]]) -> None:
        first = next(iter(found))
        super().__init__("This says who it is about. Change it, or say why it stays as it is", field=first)
        self.texts, self.found = texts, found


@action
def record_advice(
    *,
    by,
    child: Child,
    whom: str,
    asked: str,
    sought_at: datetime,
    identity: bool,
    colleague=None,
    agency: Agency | None = None,
    professional: Professional | None = None,
    who: str = "",
    said: str = "",
    kept_why: str = "",
    decision: Decision | None = None,
    question: int | None = None,
    concern: Concern | None = None,
) -> Advice:
    """Record whom somebody asked, and what. What identifies and is kept with a reason counts as disclosed."""
    if not children_to_ask_about(by).filter(pk=child.pk).exists():
        raise Refusal("You can record advice only about a child whose file you may read, or whose decision you hold.")
    _must_belong(by, child, decision, concern)
    on_purpose = identity and whom in Advice.ON_PURPOSE
    texts = {"asked": must_say(asked, "Write what you asked", "asked"), "said": said.strip()}
    found = {} if on_purpose else _kept(child, texts, kept_why)
    advice = Advice(
        child=child,
        decision=decision,
        question=question if decision else None,
        concern=concern,
        **_somebody(by, child, whom, colleague, agency, professional, who),
        sought_at=past(sought_at, "Enter when you asked: now or earlier", "sought_at"),
        asked=texts["asked"],
        identity_disclosed=identity or bool(found),
        on_purpose=on_purpose,
        recorded_by=by,
        **_why(found.get("asked", ()), kept_why),
    )
    advice.save()
    if texts["said"]:
        _answered(advice, texts["said"], advice.sought_at, advice.who, found, kept_why, by)
    return advice


@action
def record_advice_answer(
    *, by, advice: Advice, said: str, answered_at: datetime, who: str = "", kept_why: str = ""
) -> AdviceAnswer:
    """Record what they said later. They may say more than once."""
    if not by.has_perm("sharing.seek_advice") or not Advice.objects.visible_to(by).filter(pk=advice.pk).exists():
        raise Refusal("You can add only to advice about a child whose file you may read, or whose decision you hold.")
    said = must_say(said, "Write what they said", "said")
    past(answered_at, "Enter when they answered: now or earlier", "answered_at")
    if answered_at < advice.sought_at.replace(second=0, microsecond=0):
        raise Refusal("Enter when they answered: not before they were asked", field="answered_at")
    found = {} if advice.on_purpose else _kept(advice.child.one, {"said": said}, kept_why)
    return _answered(advice, said, answered_at, who.strip(), found, kept_why, by)


def _answered(advice: Advice, said: str, answered_at: datetime, who: str, found: dict, kept_why: str, by):
    why = _why(found.get("said", ()), kept_why)
    return AdviceAnswer.objects.create(
        advice=advice, said=said, answered_at=answered_at, who=who, recorded_by=by, **why
    )


def _kept(child: Child, texts: dict[str, str], kept_why: str) -> dict[str, tuple[Found, ...]]:
    """Give what is found in the texts and stays with a reason."""
    found = found_in(child, texts)
    if found and not kept_why.strip():
        raise Identifies(texts, found)
    return found


def _why(found: Iterable[Found], kept_why: str) -> dict:
    rows = [[one.start, one.end, one.what] for one in found]
    return {"found": rows, "kept_why": kept_why.strip() if rows else ""}


def _somebody(by, child: Child, whom: str, colleague, agency, professional, who: str) -> dict:
    """Who exactly was asked: a colleague, or somebody of an agency, or a name."""
    if whom not in Advice.Whom.values:
        raise Refusal("Choose whom you asked", field="whom")
    inside = whom in Advice.COLLEAGUES
    colleague, agency, professional = (colleague, None, None) if inside else (None, agency, professional)
    if colleague and not colleagues_to_ask(child, by).filter(pk=colleague.pk).exists():
        raise Refusal("Choose a colleague from the list, not yourself", field="colleague")
    agency = agency or (professional.agency if professional else None)
    if agency:
        must_work_there(professional, agency)
    if not (colleague or agency or who.strip()):
        raise Refusal("Say who exactly: choose them, or write name and post", field="colleague" if inside else "who")
    return {"whom": whom, "colleague": colleague, "agency": agency, "professional": professional, "who": who.strip()}


def _must_belong(by, child: Child, decision: Decision | None, concern: Concern | None) -> None:
    mine = Decision.objects.editable_by(by).about_child(child)
    if decision and not mine.filter(pk=decision.pk).exists():
        raise Refusal("This decision is closed, or not yours to work on. Record the advice from the child's file.")
    if concern and not Concern.objects.visible_to(by).touching(child).filter(pk=concern.pk).exists():
        raise Refusal("You can record advice only at a concern that you may read. Record it from the child's file.")
