"""A disposal: the same words for its pages and its certificate."""

from dataclasses import dataclass, replace

from django.urls import reverse

from neston_sharing.audit.models import Disposal, DueLine
from neston_sharing.audit.stored import left_of
from sharing.presenters.words import Fact, in_words, said

COLOURS = {"proposed": "amber", "approved": "blue", "refused": "grey", "carried out": "green"}


def counts(records: int, files: int) -> str:
    """Say how many records, and how many files if there are any."""
    said = f"{records} record{'' if records == 1 else 's'}"
    return f"{said}, {files} file{'' if files == 1 else 's'}" if files else said


@dataclass(frozen=True)
class PresentedDisposal:
    number: int
    url: str
    state: str
    kind: str
    when: str
    facts: tuple[Fact, ...] = ()


def present_disposal(disposal: Disposal, user) -> PresentedDisposal:
    """Say what came of it. What people wrote is for its author, and for those from whom nothing of it is hidden."""
    whole = disposal.is_open_to(user)
    note = disposal.note if whole or disposal.proposed_by == user else ""
    refused_why = disposal.refused_why if whole or disposal.refused_by == user else ""
    return replace(in_a_line(disposal), facts=_facts_of(disposal, note, refused_why))


def in_a_line(disposal: Disposal) -> PresentedDisposal:
    """A disposal for a list of them, without its facts."""
    return PresentedDisposal(
        number=disposal.pk,
        url=reverse("sharing:disposal", args=[disposal.pk]),
        state=disposal.state,
        kind=COLOURS[disposal.state],
        when=in_words(disposal.proposed_at),
    )


def _facts_of(disposal: Disposal, note: str, refused_why: str | None) -> tuple[Fact, ...]:
    return said(
        ("From the list of", disposal.due_list.on),
        ("Proposed by", _by(disposal.proposed_by, disposal.proposed_at)),
        ("What they said", note),
        ("Approved by", _by(disposal.approved_by, disposal.approved_at)),
        ("Refused by", _by(disposal.refused_by, disposal.refused_at)),
        ("Why it was refused", refused_why),
        ("Carried out by", _by(disposal.carried_out_by, disposal.carried_out_at)),
    )


def _by(person, moment) -> str:
    return f"{person}, {in_words(moment)}" if person else ""


@dataclass(frozen=True)
class CertifiedLine:
    """One line of a certificate: by reference alone, with what went and the hash of its list."""

    reference: str
    title: str
    rule: str
    due: str
    counts: str
    entries: int
    sha256: str
    left: int

    @property
    def not_erased(self) -> str:
        files = f"{self.left} file{'' if self.left == 1 else 's'}"
        return f"{files} could not be erased, and {'is' if self.left == 1 else 'are'} still there"


def certified_lines(disposal: Disposal, user) -> list[CertifiedLine]:
    """Give the lines of a certificate, as far as this person may know of whom they are about.

    What the disk refused to let go of is not counted among what went, for as long as it is there.
    """
    lines = list(disposal.lines.visible_to(user).order_by("id"))
    left = left_of(lines) if disposal.carried_out_at else {}
    return [_certified(line, len(left.get(line.pk, ()))) for line in lines]


def _certified(line: DueLine, left: int) -> CertifiedLine:
    rule, went = f"{line.rule}. {line.reason}", counts(line.records, line.files - left)
    due = in_words(line.due_on)
    return CertifiedLine(line.subject, line.title, rule, due, went, line.entries, line.named, left)
