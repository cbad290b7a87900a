"""A parent's copy in words: what it says, whether that still holds, how it can be given, and the paper itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format

from consent.coverage import Reliance
from consent.models import Child, ConsentStatement, Receipt, Registration
from consent.models.signing import MOVED_AWAY
from consent.presenters.registration import copy_of
from consent.presenters.statements import COLOURS, TAKEN_BACK
from consent.receipts.codes import in_groups
from consent.receipts.facts import ANSWERS, SIGNED_ON, answered_by, given_with
from consent.receipts.sending import why_not
from consent.said import Said
from neston_sharing.foundation.models import Setting


@dataclass(frozen=True)
class Line:
    """One receipt in a child's list; `why_not` says why e-mail is not offered, and is empty where it is."""

    receipt: Receipt
    why_not: str

    @property
    def answers(self) -> list[str]:
        return [f"{ANSWERS[label]}: {words}" for label, words in self.receipt.facts if label in ANSWERS]


@dataclass(frozen=True)
class Standing:
    """How one thing that a receipt tells of stands today: the colour and the words of its tag, and why."""

    matter: str
    kind: str
    status: str
    why: str = ""


@dataclass(frozen=True)
class Paper:
    """What the PDF is made from; title and file name hold a reference and no name."""

    template: str
    context: dict
    kind: str
    reference: str
    images: dict[str, bytes]

    @property
    def title(self) -> str:
        return f"{self.kind.capitalize()} {self.reference}"

    @property
    def filename(self) -> str:
        return f"{self.kind}-{self.reference}.pdf"


def receipts_of(child: Child) -> list[Line]:
    """Give a child's receipts, newest first, each with the ways in which it can be given: one query."""
    return [Line(receipt, why_not(receipt)) for receipt in Receipt.objects.of_child(child).whole().newest_first()]


def receipt_page(receipt: Receipt) -> dict:
    """Give what the page about one receipt (from `whole()`) says."""
    return {
        "receipt": receipt,
        "code": in_groups(receipt.code),
        "standings": list(standings(receipt)),
        "copies": receipt.copies.with_failures().newest_first(),
        "why_not": why_not(receipt),
    }


def standings(receipt: Receipt) -> Iterator[Standing]:
    """Say of each thing on a receipt whether it is still in force today."""
    if signature := receipt.registration_signature:
        yield _registered(signature.registration)
    words = Reliance(receipt.child)
    for said in _statements(receipt):
        yield _today(words, said)


def _statements(receipt: Receipt) -> list[ConsentStatement]:
    registered = receipt.registration_signature
    if signature := receipt.consent_signature or (given_with(registered) if registered else None):
        return list(ConsentStatement.objects.filter(answered_by(signature)))
    return [receipt.withdrawal] if receipt.withdrawal else []


def _registered(registration: Registration) -> Standing:
    if registration.signature.is_misfiled:
        return Standing("Registration", "grey", "Recorded wrongly", MOVED_AWAY)
    last = registration.child.registrations.standing().newest_first().select_related("signature").first()
    if last is None or last == registration:
        return Standing("Registration", "green", "The last one signed")
    return Standing("Registration", "grey", f"Signed again on {date_format(last.signature.signed_on)}")


def _today(words: Reliance, said: ConsentStatement) -> Standing:
    matter, last = said.matter_in_words, next((word for word in words.last if word.subject == said.subject), None)
    if last is None or last.pk == said.pk or said.pk in words.wrong:
        covered = words.coverage(said)
        kind = "red" if covered.standing in TAKEN_BACK else COLOURS.get(covered.standing, "grey")
        return Standing(matter, kind, covered.standing, covered.why)
    on = date_format(last.stated_on)
    if last.statement == Said.WITHDRAWN:
        return Standing(matter, "red", f"Withdrawn on {on}")
    return Standing(matter, "grey", f"Replaced by a later word on {on}: {last.get_statement_display().lower()}")


def paper_of(receipt: Receipt) -> Paper:
    """Set out the one paper that the parent gets; that of a registration has the receipt as its last page."""
    context = {"receipt": receipt, "code": in_groups(receipt.code), "parts": parts(receipt.facts), "answers": ANSWERS}
    context |= {"setting": Setting.objects.current(), "child": receipt.child}
    if not receipt.registration_signature:
        return Paper("pdf/receipt.html", context, "copy", receipt.child.reference, {})
    registration = Registration.objects.whole().get(pk=receipt.registration_signature.registration_id)
    copy, images = copy_of(registration)
    return Paper("pdf/registration.html", copy | context, "registration", receipt.child.reference, images)


def parts(facts: list[list[str]]) -> list[list[list[str]]]:
    """Set facts out in parts: each answer begins one, and so does the signature."""
    whole: list[list[list[str]]] = [[]]
    for label, words in facts:
        if label in (*ANSWERS, SIGNED_ON):
            whole.append([])
        whole[-1].append([label, words])
    return whole
