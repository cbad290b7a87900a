"""What pages say about the policies, the clauses of one, and the law list."""

from dataclasses import dataclass, field
from itertools import groupby

from consent.models import Law, PolicyClause, PolicyDraft, PolicyVersion

# Lines of a policy's text that head what follows them.
HEADINGS = {"policy statement", "procedures", "signed on behalf of the management committee:"}


@dataclass
class Passage:
    """A clause with the points under it, or a line without a number."""

    number: str
    text: str
    heading: bool = False
    points: list[str] = field(default_factory=list)


def parts(version: PolicyVersion) -> list[tuple[str, list[Passage]]]:
    """Set a policy's text out by parts, each with its passages in order."""
    return [(part, _passages(clauses)) for part, clauses in groupby(version.clauses.all(), lambda clause: clause.part)]


def _passages(clauses) -> list[Passage]:
    passages: list[Passage] = []
    for clause in clauses:
        if clause.text.startswith("- ") and passages:
            passages[-1].points.append(clause.text.removeprefix("- "))
        else:
            passages.append(_passage(clause))
    return passages


def _passage(clause: PolicyClause) -> Passage:
    return Passage(clause.number, clause.text, heading=clause.text.lower() in HEADINGS)


def four_policies() -> list[dict]:
    """Give each of the policies of clause 1.2 with the version in force and the open draft, as far as it has them."""
    in_force = {version.policy: version for version in PolicyVersion.objects.each_in_force()}
    drafts = {draft.policy: draft for draft in PolicyDraft.objects.open()}
    return [
        {
            "code": policy.value,
            "title": policy.label,
            "version": in_force.get(policy.value),
            "draft": drafts.get(policy.value),
        }
        for policy in PolicyVersion.Policy
    ]


def laws_by_kind() -> list[tuple[str, list[Law]]]:
    """Give every kind of row of the law list with its rows, those no longer in force last."""
    rows = sorted(Law.objects.with_successors(), key=lambda law: (law.has_ended(), law.order, law.pk))
    return [(kind.label, [law for law in rows if law.kind == kind]) for kind in Law.Kind]
