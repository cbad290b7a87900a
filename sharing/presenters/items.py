"""What is to be shared, item by item, and what is left out."""

from dataclasses import dataclass

from django.urls import reverse

from sharing.held_back import around_of
from sharing.models import Decision, Item
from sharing.presenters.passing_on import Passing, passing_of
from sharing.presenters.words import Fact, listed, said


@dataclass(frozen=True)
class PresentedItem:
    """One thing to be shared, or left out; `attachment` is the name of its file, if it is one.

    `passing` says how the agency that told us stands to it, if one did: third-party information (policy 1.3).
    """

    text: str
    attachment: str
    attachment_url: str
    nature: str
    source: str
    about: str
    told_by: str
    whom: str
    included: bool
    notes: tuple[Fact, ...]
    passing: Passing | None


def items_of(decision: Decision) -> tuple[PresentedItem, ...]:
    items = decision.items.all()
    around = around_of(decision) if any(item.is_third_party for item in items) else ()
    return tuple(_item(item, passing_of(item, decision, around)) for item in items)


def attachment_url(item: Item) -> str:
    return reverse("sharing:item-attachment", args=[item.decision.reference, item.pk])


def _item(item: Item, passing: Passing | None) -> PresentedItem:
    override = listed((item.get_override_display(), item.override_why)) if item.override else ""
    return PresentedItem(
        text=item.text,
        attachment=item.attachment_name,
        attachment_url=attachment_url(item) if item.attachment else "",
        nature=item.get_nature_display(),
        source=str(item.source_agency) if item.source_agency else item.get_source_display(),
        about=item.get_about_display(),
        told_by="" if item.source_agency else item.whose,
        whom=_whom(item),
        included=item.included,
        notes=said(
            ("Left out because", "" if item.included else item.left_out_why),
            ("That agency's consent", item.agency_consent or (passing.words if passing else "")),
            ("Shared without that agency's consent because", override),
        ),
        passing=passing,
    )


def _whom(item: Item) -> str:
    """By name; a sibling only where the item was fetched `named_to()` somebody to whom that child's record is open."""
    may_name = item.about_sibling is None or getattr(item, "names_sibling", False)
    return item.whom if may_name else ""
