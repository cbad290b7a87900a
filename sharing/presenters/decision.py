"""One decision as every reader meets it: its own page, the check page, the back-up page, the PDF and the JSON.

    decision = Decision.objects.visible_to(user).for_presenting(user).get(reference=reference)
    shown = present(decision)                     # everything in words, no further query
    shown = present(decision, changeable=True)    # with the addresses at which each answer can be changed

`shown.facts`, `.outcome`, `.family` and `.referral` are rows for {% summary_list %}; `.history` and `.back_up` are
entries for {% timeline %}; `.picture` is for components/path.svg and `.path_words` says the same beside it.
"""

from dataclasses import dataclass

from django.urls import reverse

from consent.models import Law, PolicyVersion
from neston_sharing.foundation.templatetags.neston import long_date
from sharing.checklist import Path
from sharing.models import Decision
from sharing.path_picture import Picture, picture
from sharing.path_picture import in_words as path_in_words
from sharing.presenters.answers import PresentedAnswer, answers_of
from sharing.presenters.disclosures import PresentedDisclosure, disclosures_of
from sharing.presenters.history import Event, PresentedAddendum, addenda_of, back_up_of, history_of
from sharing.presenters.items import PresentedItem, items_of
from sharing.presenters.not_shared import facts_of_telling, facts_that_opened_it
from sharing.presenters.words import Fact, StateWords, changed_at, in_words, listed, said, state_of, state_on

FAMILY_TOLD = "Was the family told?"
OF_DETAILS = ("Who asks", "Whom we would tell", "What information", "For what purpose", "Asked on", "Needed by")
OF_OUTCOME = (
    *("Outcome", "Departs from", "Reasons", "Legal advice", "Given by"),
    *("Lawful basis", "Condition for special-category data"),
)
OF_FAMILY = (FAMILY_TOLD, "Told on", "How", "Why not", "The reason in words")
"""What is answered on the page of the details, of the outcome and of the family, and can be changed there."""


@dataclass(frozen=True)
class PresentedDecision:
    """A decision in words. `path`, `path_words` and `picture` are empty where it closed without a question answered.

    `kind` is the state's code; `kept_from_family` where telling them would put someone at risk.
    """

    reference: str
    url: str
    state: StateWords
    child: str
    child_url: str
    recipient: str
    facts: tuple[Fact, ...]
    path: Path | None
    path_words: tuple[str, ...]
    picture: Picture | None
    questions: tuple[PresentedAnswer, ...]
    legal_adviser: str
    legal_url: str
    items: tuple[PresentedItem, ...]
    outcome: tuple[Fact, ...]
    family: tuple[Fact, ...]
    referral: tuple[Fact, ...]
    back_up: tuple[Event, ...]
    disclosures: tuple[PresentedDisclosure, ...]
    addenda: tuple[PresentedAddendum, ...]
    history: tuple[Event, ...]
    kind: str = ""
    kept_from_family: bool = False

    @property
    def included(self) -> tuple[PresentedItem, ...]:
        return tuple(item for item in self.items if item.included)

    @property
    def held_back(self) -> tuple[PresentedItem, ...]:
        """What is to be shared and may not go today: the agency that told us has not agreed (policy 1.3)."""
        return tuple(item for item in self.items if item.passing and item.passing.why)

    @property
    def left_out(self) -> tuple[PresentedItem, ...]:
        return tuple(item for item in self.items if not item.included)


def present(decision: Decision, *, changeable: bool = False) -> PresentedDecision:
    """Say everything of a decision that was fetched `for_presenting()`, without a query."""
    path = decision.path
    walked = bool(path.steps) or (decision.is_open and decision.origin == Decision.Origin.QUESTIONS)
    ended = _ended(decision, path)
    return PresentedDecision(
        reference=decision.reference,
        url=decision.get_absolute_url(),
        state=state_on(decision, path),
        child=decision.about.name,
        child_url=decision.about.get_absolute_url(),
        recipient=recipient_of(decision),
        facts=changed_at(_facts(decision), OF_DETAILS, _address(decision, "details", changeable)),
        path=path if walked else None,
        path_words=path_in_words(path, ended) if walked else (),
        picture=picture(path, ended) if walked else None,
        questions=answers_of(decision, path, changeable=changeable),
        items=items_of(decision),
        outcome=changed_at(_outcome(decision, path), OF_OUTCOME, _address(decision, "outcome", changeable)),
        family=changed_at(_family(decision), OF_FAMILY, _address(decision, "family", changeable)),
        referral=_referral(decision),
        legal_adviser=legal_adviser_of(decision),
        legal_url=reverse("sharing:legal-document", args=[decision.reference]) if decision.legal_document else "",
        back_up=back_up_of(decision),
        disclosures=disclosures_of(decision),
        addenda=addenda_of(decision),
        history=history_of(decision),
        kind=decision.state,
        kept_from_family=decision.family_not_told == Decision.Untold.UNSAFE,
    )


def _ended(decision: Decision, path: Path) -> str:
    """What became of a decision that nobody answers the questions of any more, though they are not all answered."""
    if path.complete:
        return ""
    if decision.abandoned_at:
        return "Abandoned"
    return "Referred at once" if decision.origin == Decision.Origin.REFERRAL else ""


def recipient_of(decision: Decision) -> str:
    return listed((decision.professional, decision.agency))


def _address(decision: Decision, page: str, changeable: bool) -> str:
    return reverse(f"sharing:{page}", args=[decision.reference]) if changeable else ""


def _facts(decision: Decision) -> tuple[Fact, ...]:
    asked = decision.initiative == Decision.Initiative.ASKED
    return said(
        ("Whose information", decision.about.name),
        ("Moved between files", _moved(decision)),
        ("Who asks" if asked else "Whom we would tell", recipient_of(decision)),
        ("How their identity was checked", _identity(decision)),
        ("What information", decision.information),
        ("For what purpose", decision.purpose),
        ("Asked on", decision.asked_on),
        ("Needed by", decision.needed_by),
        ("Made by", listed(maker.recorded_by for maker in decision.makers.all())),
        ("Made under", _policy(decision.policy_version)),
        ("Decides again", decision.decides_again),
        ("New facts", facts_that_opened_it(decision)),
        ("Not disclosed", state_of(decision).next if decision.state == Decision.State.STOPPED else ""),
        ("Decided again in", decision.decided_again_in),
    )


def _moved(decision: Decision) -> str:
    """Say in the right child's file that it stood in another's; whose that was is not said."""
    first = ["First recorded under another child."] if decision.about != decision.child.one else []
    rows = decision.refilings.all()
    return "\n".join(
        first + [f"Moved on {in_words(row.recorded_at)} by {row.recorded_by}: {row.reason}" for row in rows]
    )


def _policy(version: PolicyVersion | None) -> str:
    return f"{version.title}, adopted {in_words(version.adopted_on)}" if version else ""


def _identity(decision: Decision) -> str:
    professional = decision.professional
    return (professional.identity_checked_how or "") if professional else ""


def _outcome(decision: Decision, path: Path) -> tuple[Fact, ...]:
    if decision.abandoned_at:
        return _abandoned(decision)
    if not decision.outcome:
        return ()
    facts = said(
        ("What the answers allow", path.conclusion.label if path.conclusion else ""),
        ("On the policy's basis of", path.basis.label if path.basis else ""),
        ("Outcome", decision.get_outcome_display()),
        ("Departs from", _departed_from(decision, path)),
        ("Reasons", decision.outcome_reason),
        ("Legal advice", decision.legal_advice),
        ("Given by", legal_adviser_of(decision)),
        ("Lawful basis", _law(decision.lawful_basis)),
        ("Condition for special-category data", _law(decision.condition)),
        ("Decided by", decision.decided_by),
        ("Decided on", decision.decided_at),
    )
    return (*facts, *facts_of_telling(decision))


def legal_adviser_of(decision: Decision) -> str:
    """Who gave the legal advice, when and how; nothing of what was recorded before that was asked."""
    if decision.legal_advised_on is None:
        return ""
    when = f"{decision.get_legal_how_display().lower()} on {long_date(decision.legal_advised_on)}"
    return listed(
        (decision.legal_adviser, decision.legal_post, decision.legal_firm, when, decision.legal_document_name)
    )


def _departed_from(decision: Decision, path: Path) -> str:
    """Name the duty or order that is not followed: the reasons are a manager's own."""
    return listed(row.duty for row in decision.answers.all()) if path.departs_from_duty else ""


def _abandoned(decision: Decision) -> tuple[Fact, ...]:
    return said(
        ("Outcome", "Abandoned"),
        ("Reasons", decision.abandoned_why),
        ("Abandoned by", decision.abandoned_by),
        ("Abandoned on", decision.abandoned_at),
    )


def _law(law: Law | None) -> str:
    return f"{law.name} ({law.citation})" if law else ""


def _family(decision: Decision) -> tuple[Fact, ...]:
    return said(
        (FAMILY_TOLD, decision.family_told),
        ("Told on", decision.family_told_on),
        ("How", decision.family_told_how),
        ("Why not", decision.get_family_not_told_display()),
        ("The reason in words", decision.family_not_told_why),
    )


def _referral(decision: Decision) -> tuple[Fact, ...]:
    referral = getattr(decision, "referral", None)
    if referral is None:
        return ()
    return said(
        ("Why it could not wait", referral.why),
        ("Backed verbally by", referral.verbal_backer),
        ("Who was tried and not reached", referral.tried),
        ("Referred by", referral.recorded_by),
        ("Recorded on", referral.recorded_at),
    )
