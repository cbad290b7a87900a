"""Two rows side by side before they are merged: what differs, what will be seen together, and by whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from consent.carers import Carers, carers_of
from consent.models import Child, Exclusion, Parent
from neston_sharing.foundation.counting import count_each
from sharing.models import Decision
from sharing.presenters.words import in_words, listed

NOTHING = "Nothing"
DIFFERS = {"text": "Differs", "kind": "amber"}


@dataclass(frozen=True)
class Line:
    """One thing about both."""

    what: str
    kept: str
    merged: str

    @property
    def differs(self) -> bool:
        return self.kept != self.merged


@dataclass(frozen=True)
class MergePreview:
    """`details` differ or not; `together` are counts that add up; then warnings, a sentence each; and of parents, the
    children who are `named`.
    """

    COLUMNS = ("What", "Kept", "Merged into it", "Look")
    COUNTED = ("What", "Kept", "Merged into it")

    details: tuple[Line, ...]
    together: tuple[Line, ...]
    warnings: tuple[str, ...]
    named: tuple[Child, ...] = ()

    @property
    def rows(self) -> list[tuple]:
        return [
            (line.what, line.kept or NOTHING, line.merged or NOTHING, DIFFERS if line.differs else "Same")
            for line in self.details
        ]

    @property
    def counts(self) -> list[tuple]:
        return [(line.what, line.kept, line.merged) for line in self.together]


def preview_children(kept: Child, merged: Child, *, user) -> MergePreview:
    work_with = {row: carers_of(row) for row in (kept, merged)}
    details = (
        _line("Name", kept, merged, lambda row: row.own_name),
        _line("Known as", kept, merged, lambda row: row.known_as),
        _line("Date of birth", kept, merged, lambda row: in_words(row.date_of_birth)),
        _line("Starts on", kept, merged, lambda row: in_words(row.starts_on)),
        _line("Leaves on", kept, merged, lambda row: in_words(row.leaves_on) if row.leaves_on else ""),
        _line("Key person", kept, merged, lambda row: str(work_with[row].key_person)),
        _line("Cover", kept, merged, lambda row: listed(work_with[row].covers)),
    )
    return MergePreview(details, _together(kept, merged, user), tuple(_of_children(kept, merged, work_with)))


def _together(kept: Child, merged: Child, user) -> tuple[Line, ...]:
    """Count what will be seen together, in one query a child."""
    counts = {row: {what: str(n) for what, n in count_each(_counted(row, user)).items()} for row in (kept, merged)}
    return tuple(Line(what, counts[kept][what], counts[merged][what]) for what in counts[kept])


def _counted(child: Child, user) -> dict[str, QuerySet]:
    return {
        "Parents and carers": child.links.all(),
        "Registrations": child.registrations.all(),
        "Consents given, refused or withdrawn": child.consents.all(),
        "Decisions": Decision.objects.visible_to(user).about_child(child),
        "Flags": child.flags.standing(),
        "Addresses": child.addresses.standing(),
    }


def _of_children(kept: Child, merged: Child, work_with: dict[Child, Carers]) -> Iterable[str]:
    """Say who will see more, who less, and what must not be overlooked."""
    theirs, others = work_with[kept].everyone, work_with[merged].everyone
    if gained := sorted(map(str, theirs - others)):
        yield f"{_and(gained)} will see what is recorded under {merged.own_name}, which they could not see before."
    if lost := sorted(map(str, others - theirs)):
        yield f"{_and(lost)} will no longer open the file: make them cover if they should."
    out = {row: _kept_out(row) for row in (kept, merged)}
    for row, other in ((kept, merged), (merged, kept)):
        if newly := sorted(map(str, out[other] - out[row])):
            yield f"{_and(newly)} must not see {other.own_name}, and will see nothing of {row.own_name} either."
    if kept.date_of_birth != merged.date_of_birth:
        yield "The birth dates differ. Look at the birth certificate before you merge: these may be two children."


def _kept_out(child: Child) -> set:
    return {row.user for row in Exclusion.objects.standing().filter(child=child).with_people()}


def preview_parents(kept: Parent, merged: Parent, *, user) -> MergePreview:
    """Say what merging these would do; children whose record is closed to the reader are not there."""
    stands = {row: _stands(row, user) for row in (kept, merged)}
    children = tuple({**stands[kept], **stands[merged]})
    details = (
        _line("Name", kept, merged, lambda row: row.own_name),
        _line("Telephone", kept, merged, lambda row: row.telephone),
        _line("E-mail", kept, merged, lambda row: row.email),
        _line("Only they read it", kept, merged, lambda row: "Yes" if row.email_is_private else "No"),
        _line("Safe way to reach them", kept, merged, lambda row: row.safe_contact),
        *(Line(child.name, stands[kept].get(child, ""), stands[merged].get(child, "")) for child in children),
    )
    together = (
        _line("Consents given, refused or withdrawn", kept, merged, lambda row: str(row.consents.count())),
        _line("Signed registrations", kept, merged, lambda row: str(row.signatures.count())),
    )
    return MergePreview(details, together, tuple(_of_parents(kept, merged, user)), children)


def _stands(parent: Parent, user) -> dict[Child, str]:
    """How a parent stands to each of their children, as far as the reader may know of these."""
    links = parent.links.filter(child__in=Child.objects.nameable_by(user)).select_related("child__merged_into")
    return {link.child.one: _standing(link) for link in links}


def _standing(link) -> str:
    ground = link.get_ground_display() if link.carries_responsibility() else "no parental responsibility"
    return f"{link.relationship}: {ground}"


def _of_parents(kept: Parent, merged: Parent, user) -> Iterable[str]:
    yield "They will count as one voice: of all that either has said about a child, the last word counts."
    named = Child.objects.nameable_by(user)
    may = {
        row: {link.child.one for link in row.links.with_responsibility().filter(child__in=named)}
        for row in (kept, merged)
    }
    for child in sorted(may[kept] ^ may[merged], key=lambda child: child.name):
        yield f"{kept.own_name} will be able to sign everything for {child.name}: one of the two rows says so."


def _line(what: str, kept, merged, say: Callable[..., str]) -> Line:
    return Line(what, say(kept), say(merged))


def _and(names: list[str]) -> str:
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"
