"""What a parent said was recorded under the wrong child: noted there, and recorded anew for the right one (policy 2.7).

misfile_statement(by=, statement=, child=, reason=, about_right_child=) -> ConsentStatement | None
What was said or signed about the right child, and stands in the wrong file by our mistake, is carried over: a spoken
word, a paper with its pages. What the parent said about the wrong child is no consent for another (2.4: specific), and
neither is what they signed on the screen, which named that child: they are to be asked, and their answer points back.
"""

from contextlib import nullcontext
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list

from consent.actions.confirmations import confirm_statement
from consent.actions.receipts import issue_receipt
from consent.actions.signing import paper_signature
from consent.actions.statements import invalidate_statement, saved
from consent.actions.stating import as_named_before
from consent.models import Child, ConsentRecipient, ConsentSignature, ConsentStatement, Misfiling, Parent
from consent.models.signing import MOVED_AWAY, Signed
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.uploads import Upload, as_stored, removed_unless_recorded

MAY = "consent.manage_policies"
Said = ConsentStatement.Statement
AS_FIRST = (
    *("purpose", "statement", "scope", "how", "stated_on", "review_on", "reason"),
    *("exceptions", "conditions", "valid_until", "confirm_by", "wording_version"),
)
ON_SCREEN = (
    "This was signed on the screen, which named this child: it says nothing about another. "
    "Ask the parent for the right child"
)
ALTERED = "The pages that were kept are no longer the file that was stored: ask the parent for the right child"


@action
def misfile_statement(
    *, by, statement: ConsentStatement, child: Child, reason: str, about_right_child: bool
) -> ConsentStatement | None:
    """Note it as recorded wrongly, and carry it over to the right child, or leave it to be asked for there (None).

    A withdrawal of it goes with it, so that nothing is in force anywhere that was taken back.
    """
    if statement.statement not in (Said.GIVEN, Said.REFUSED):
        raise Refusal("Choose what the parent gave or refused: what was said about that later goes with it")
    if about_right_child and statement.was_on_screen:
        raise Refusal(ON_SCREEN, field="about_right_child")
    moved = [statement, *statement.later_words.valid()]
    for word in moved:
        invalidate_statement(by=by, statement=word, note=MOVED_AWAY)
        right = noted(by=by, wrong=word.child, right=child, reason=reason, statement=word).child
    if about_right_child:
        return _carried_over(moved, right, by=by)
    must_be_entitled_there(statement.parent, right, statement.purpose, timezone.localdate())
    return None


def noted(*, by, wrong: Child, right: Child, reason: str, **what) -> Misfiling:
    """Write down that a `statement` or a `signature` belongs to another child, whose file the manager may read."""
    if not by.has_perm(MAY):
        raise Refusal("Only a manager can note that something was recorded under the wrong child.")
    there = Child.objects.visible_to(by).filter(pk=right.one_id).first()
    if there is None:
        raise Refusal("Choose a child whose file you may read", field="child")
    if there.pk == wrong.one_id:
        raise Refusal("It stands in this child's file already", field="child")
    if not reason.strip():
        raise Refusal("Say how you know that it belongs to this child", field="reason")
    return Misfiling.objects.create(child=there, reason=reason.strip(), recorded_by=by, **what)


def must_be_entitled_there(parent: Parent, child: Child, what: str, on: date) -> None:
    """Stop where this parent may not sign for the right child, and say who may."""
    if on < child.date_of_birth:
        raise Refusal(f"That child was not born on {date_format(on)}", field="child")
    entitled = Parent.objects.entitled_to(child, what, on)
    if entitled.filter(pk=parent.one_id).exists():
        return
    names = get_text_list([each.name for each in entitled], "and")
    who = f"{names} may: ask there" if names else "Nobody is entered there who may"
    raise Refusal(
        f"{parent.name} may not sign this for that child, as of {date_format(on)}. {who}. "
        "If it belongs to neither, note that it was recorded wrongly",
        field="child",
    )


def _carried_over(moved: list[ConsentStatement], right: Child, *, by) -> ConsentStatement:
    first, *later = moved
    word = _as_first(first, right, by=by)
    _must_be_the_last_word_there(word)
    paper = _paper_under(first, right, by=by)
    with removed_unless_recorded(paper.scan) if paper else nullcontext():
        word.signature = paper if first.signature_id else None
        saved(word, _recipients(first))
        if paper and not first.signature_id:
            confirm_statement(by=by, statement=word, signature=paper)
        withdrawn = [saved(_as_first(each, right, by=by, about=word)) for each in later]
        if paper:
            issue_receipt(by=by, consent_signature=paper)
        for each in withdrawn:
            issue_receipt(by=by, withdrawal=each)
    return word


def _as_first(first: ConsentStatement, right: Child, *, by, about: ConsentStatement | None = None) -> ConsentStatement:
    """Make the word as it was recorded first, of the same parent for the right child."""
    must_be_entitled_there(first.parent, right, first.purpose, first.stated_on)
    return ConsentStatement(
        child=right,
        parent=first.parent.one,
        purpose_detail=as_named_before(right, first.purpose, first.purpose_detail),
        about=about,
        moved_from=first,
        recorded_by=by,
        **{name: getattr(first, name) for name in AS_FIRST},
    )


def _recipients(first: ConsentStatement) -> list[ConsentRecipient]:
    return [
        ConsentRecipient(agency=each.agency, kind=each.kind, excluded=each.excluded) for each in first.recipients.all()
    ]


def _must_be_the_last_word_there(word: ConsentStatement) -> None:
    """What counts is what is recorded last: a word from before must not come back over a later one."""
    last = ConsentStatement.objects.last_word_on(word)
    if last and last.stated_on >= word.stated_on:
        raise Refusal(
            f"{word.parent.name} said something about this for that child on {date_format(last.stated_on)}, and that "
            "counts. Note only that this was recorded wrongly",
            field="child",
        )


def _paper_under(first: ConsentStatement, right: Child, *, by) -> ConsentSignature | None:
    """Copy the paper that was signed under it, or that confirms it; what confirmed it on the screen stays behind."""
    confirmation = getattr(first, "confirmation", None)
    signature = first.signature or (confirmation.signature if confirmation else None)
    if signature is None or not signature.is_on_paper:
        return None
    signed: dict = {"signed_on": signature.signed_on, "witness": signature.witness, "shown": signature.shown}
    return paper_signature(by=by, child=right, parent=first.parent.one, scan=kept_pages(signature), **signed)


def kept_pages(signature: Signed) -> Upload:
    """Read the pages of a paper, to be kept once more: each file has the term of its own child's record."""
    content = as_stored(signature.scan, signature.scan_sha256)
    if content is None:
        raise Refusal(ALTERED, field="about_right_child")
    return Upload(content, f".{str(signature.scan).rpartition('.')[2]}", signature.pages or 1)
