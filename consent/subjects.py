"""Tells the audit log, which knows only opaque references, whom an entry concerns, as far as its reader may know."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model, Q, QuerySet

from consent.models import (
    AcknowledgementRequest,
    BrokenGlass,
    CareAssignment,
    Child,
    ChildMerge,
    ConsentConfirmation,
    ConsentRecipient,
    ConsentRequest,
    ConsentSignature,
    ConsentStatement,
    FamilyLink,
    Misfiling,
    Parent,
    ParentMerge,
    Receipt,
    ReceiptCopy,
    Signature,
)
from consent.models.sameness import one, persons_of, stand_for
from neston_sharing.audit.oddities import Circle
from neston_sharing.audit.shut import Elsewhere, joined
from neston_sharing.audit.subjects import Found
from neston_sharing.foundation.prepared import KEYS, TEXTS, Place, prepared, rows_of
from neston_sharing.foundation.references import is_child_reference
from neston_sharing.foundation.together import fetch_each

MEANT_AT_MOST = 10

# Pages whose address names by number a record that belongs to a child.
BY_NUMBER: dict[str, type[Model]] = {
    "consent:glass-end": BrokenGlass,
    "consent:glass-acknowledge": BrokenGlass,
    "consent:request-give-up": ConsentRequest,
    "consent:statement-confirm": ConsentStatement,
    "consent:statement-withdraw": ConsentStatement,
    "consent:statement-invalidate": ConsentStatement,
    "consent:statement-misfiled": ConsentStatement,
    "consent:consent-signature": ConsentSignature,
    "consent:consent-signature-scan": ConsentSignature,
    "consent:acknowledgement-stop": AcknowledgementRequest,
}


def labels(references: Iterable[str], user) -> dict[str, str]:
    """Name the children whom this person may find. Parents are named by nobody's log: their reference leads to them."""
    return {row.reference: row.one.name for row in rows_of(_named(user, references=references))}


@prepared(references=TEXTS)
def _named(user, references: Place) -> QuerySet[Child]:
    return Child.objects.all().nameable_by(user).filter(reference__in=references).select_related("merged_into")


def find(text: str, user) -> dict[str, str]:
    """Give reference and name of the children whom this person means by a name or a reference, ten at most.

    Of a child who was merged, every row: what was done before is in the log under the reference of its time.
    """
    ones = persons_of(Child.objects.with_names_like(text), "").values_list("person", flat=True)
    return {row.reference: row.one.name for row in rows_of(_meant(user, ones=set(ones)))}


@prepared(ones=KEYS)
def _meant(user, ones: Place) -> QuerySet[Child]:
    known = Child.objects.all().nameable_by(user).filter(stand_for(ones))
    return known.select_related("merged_into").by_name()[:MEANT_AT_MOST]


def hidden_from(user) -> list[str]:
    """Give the references of the children whose record is shut to this person (they are excluded from it, or it is
    restricted to others), and of their parents.

    Of whoever was merged, every row: what is shut at one is shut at all.
    """
    children, parents = fetch_each(_shut_children(user), _their_parents(user))
    return [*children, *parents]


@prepared()
def _shut_children(user) -> QuerySet:
    return Child.objects.all().shut_to(user).values_list("reference", flat=True)


@prepared()
def _their_parents(user) -> QuerySet:
    shut = FamilyLink.objects.filter(child__in=Child.objects.all().shut_to(user))
    theirs = shut.annotate(person=one("parent")).values("person")
    return Parent.objects.filter(stand_for(theirs)).values_list("reference", flat=True)


def elsewhere(references: Iterable[str]) -> Elsewhere:
    """Give what was recorded under another child or parent and belongs to one of these: merges, which name both, and
    what was said or signed in the wrong file, with what hangs on it."""
    children = list(filter(is_child_reference, references))
    if not children:
        return Elsewhere()
    meant = Child.objects.filter(reference__in=children)
    parents = FamilyLink.objects.filter(child__in=meant).values("parent")
    noted = Misfiling.objects.filter(child__in=meant).values_list("statement", "signature")
    merges = (ChildMerge.objects.filter(merged__in=meant), ParentMerge.objects.filter(merged__in=parents))
    return joined([_rows(*merges), *_misfiled(list(noted))])


def _misfiled(noted: list[tuple]) -> Iterable[Elsewhere]:
    if noted:
        words, signed = ([each for each in column if each] for column in zip(*noted, strict=True))
        yield from (_of_words(words), _of_signatures(signed))


def _of_words(words: list[int]) -> Elsewhere:
    said = Q(statements__in=words) | Q(confirms__statement__in=words)
    papers = ConsentSignature.objects.filter(said).values("pk")
    receipts = Receipt.objects.filter(Q(consent_signature__in=papers) | Q(withdrawal__in=words))
    statements = ConsentStatement.objects.filter(Q(pk__in=words) | Q(about__in=words))
    of_words = (ConsentRecipient.objects, ConsentConfirmation.objects)
    return _rows(
        *(statements, ConsentSignature.objects.filter(said), *(each.filter(statement__in=words) for each in of_words)),
        *(receipts, ReceiptCopy.objects.filter(receipt__in=receipts)),
    )


def _of_signatures(signed: list[int]) -> Elsewhere:
    receipts = Receipt.objects.filter(registration_signature__in=signed)
    of_receipts = ReceiptCopy.objects.filter(receipt__in=receipts)
    return _rows(Signature.objects.filter(pk__in=signed), receipts, of_receipts)


# What events call what a parent signed.
CALLED = {ConsentSignature: ("consent signature {}", "consent scan {}")}


def _rows(*asked: QuerySet) -> Elsewhere:
    fetched = fetch_each(*(rows.order_by().values_list("pk", flat=True) for rows in asked))
    found = {rows.model: frozenset(keys) for rows, keys in zip(asked, fetched, strict=True)}
    called = (words.format(key) for model, every in CALLED.items() for key in found.get(model, ()) for words in every)
    return Elsewhere({model._meta.label_lower: keys for model, keys in found.items()}, frozenset(called))


def found_at(page: str, named: Mapping[str, str]) -> Found | None:
    """Find a parent by reference, or what a page names by its number."""
    row: Any = None
    if named.get("reference", "").startswith("P-"):
        row = Parent.objects.filter(reference=named["reference"]).first()
    elif page in BY_NUMBER and "pk" in named:
        row = BY_NUMBER[page]._base_manager.filter(pk=named["pk"]).first()
    return Found(row.audit_subject, row) if row else None


def circles(references: Iterable[str]) -> dict[str, Circle]:
    """Say who is, or ever was, key person or cover of these children, and the family's names; in three statements."""
    rows = list(Child.objects.with_references(references))
    carers: dict[int, set[int]] = defaultdict(set)
    names: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        carers[row.one_id] |= {row.key_person_id, row.cover_id or row.key_person_id}
        names[row.one_id].add(row.family_name.casefold())
    ones = {row.pk: row.one_id for row in rows}
    for child, person in CareAssignment.objects.entered().filter(child__in=rows).values_list("child", "person"):
        carers[ones[child]].add(person)
    for child, name in FamilyLink.objects.filter(child__in=rows).values_list("child", "parent__family_name"):
        names[ones[child]].add(name.casefold())
    return {row.reference: Circle(frozenset(carers[row.one_id]), frozenset(names[row.one_id])) for row in rows}


def names_of_children() -> Iterable[str]:
    """Every name of every child, for what may not be made of them: nobody is shown any."""
    rows = Child.objects.values_list("given_names", "family_name", "known_as")
    return (name for row in rows for name in row if name)
