"""What is fetched with a decision so that saying all of it takes a constant number of queries."""

from django.db.models import Prefetch

from consent.models import ConsentRecipient, ConsentStatement
from sharing.models.answer import Answer
from sharing.models.back_up import Submission, Verdict
from sharing.models.breach import Breach
from sharing.models.copy import AcceptedFinding, CopyFinding
from sharing.models.decision import Addendum, Maker
from sharing.models.disclosure import DisclosedItem, Disclosure
from sharing.models.item import Item


def everything_said(reader=None) -> tuple[Prefetch | str, ...]:
    """Give the prefetches of a decision's answers, items, back-up, disclosures and addenda, with their people."""
    items = Item.objects.with_agreements()
    return (
        Prefetch("answers", _answers()),
        "grounds",
        Prefetch("items", items if reader is None else items.named_to(reader)),
        "child__around",
        Prefetch("makers", Maker.objects.select_related("recorded_by").order_by("id")),
        Prefetch("submissions", Submission.objects.select_related("recorded_by")),
        Prefetch("verdicts", Verdict.objects.select_related("recorded_by")),
        Prefetch("disclosures", _disclosures()),
        Prefetch("addenda", Addendum.objects.select_related("recorded_by")),
        Prefetch("accepted_findings", AcceptedFinding.objects.select_related("recorded_by")),
    )


def _answers():
    people = ("answered_by", "duty", "advice__colleague", "advice__professional", "advice__agency")
    return Answer.objects.select_related(*people).prefetch_related(_consents(), "advice__answers")


def _consents() -> Prefetch:
    recipients = Prefetch("recipients", ConsentRecipient.objects.select_related("agency"))
    return Prefetch("consent", ConsentStatement.objects.select_related("parent").prefetch_related(recipients))


def _disclosures():
    items = Prefetch("disclosed_items", DisclosedItem.objects.select_related("item__source_agency"))
    people = Disclosure.objects.select_related("agency", "professional", "shared_by", "arrival__recorded_by", "copy")
    found = Prefetch("copy__findings", CopyFinding.objects.select_related("accepted"))
    return people.prefetch_related(items, found, Prefetch("breaches", Breach.objects.select_related("recorded_by")))
