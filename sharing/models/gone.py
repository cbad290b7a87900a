"""Which consents, relied on at question 4, do not stand any more: for lists, states and the home page, in one query.

`sharing.rests_on` is the judge: it asks `consent.coverage`, which knows more (that the child left, say).
What is found here is found there too, never the other way round, so no list calls off what may be shared.
"""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from consent.models import ConsentConfirmation, ConsentRecipient, ConsentStatement, DisputeResolution, FamilyLink
from consent.models.sameness import one, outer_one
from sharing.models.answer import Answer

TAKEN_BACK = (ConsentStatement.Statement.REFUSED, ConsentStatement.Statement.WITHDRAWN)
WRONG = ConsentStatement.Statement.INVALIDATED


def gone_consent(on: date | None = None) -> Subquery:
    """Give, for each decision, the consent that it relies on and that does not stand on this day (today unless told).

    What was referred at once rests on safeguarding, whatever its draft had said of consent.
    """
    day = on or timezone.localdate()
    relied = Answer.objects.filter(decision=OuterRef("pk"), question=4, answer="in_force", decision__origin="questions")
    ended = Q(consent__review_on__lte=day) | Q(consent__valid_until__lt=day) | _never_confirmed(day)
    taken_back = _noted_wrong() | _said_since() | _refused_by_another(day)
    return Subquery(relied.filter(ended | taken_back | _may_not_consent_now(day)).values("consent"))


def withdrawn_on() -> Subquery:
    """Give, for each decision, the first day on which the parent took back the consent that it relies on."""
    words = ConsentStatement.objects.valid().filter(statement__in=TAKEN_BACK)
    relied = Answer.objects.alias(child=one("consent__child"), parent=one("consent__parent")).filter(
        decision=OuterRef(OuterRef("pk")),
        question=4,
        child=outer_one("child"),
        parent=outer_one("parent"),
        consent__purpose=OuterRef("purpose"),
        consent__purpose_detail=OuterRef("purpose_detail"),
        consent__lt=OuterRef("pk"),
    )
    return Subquery(words.filter(Exists(relied)).order_by("pk").values("stated_on")[:1])


def _never_confirmed(day: date) -> Q:
    """Whether it was spoken, and the day by which it was to be confirmed in writing has passed."""
    confirmed = ConsentConfirmation.objects.filter(statement=OuterRef("consent"), signature__signed_on__lte=day)
    spoken = Q(consent__how=ConsentStatement.How.SPOKEN, consent__confirm_by__lt=day)
    return spoken & ~Q(Exists(confirmed))


def _may_not_consent_now(day: date) -> Q:
    """Whether who gave it has no responsibility for the child any more, and it is not delegated to them either."""
    return reduce(
        or_,
        (Q(consent__purpose=each) & ~Q(Exists(_entitled_to(each, day))) for each in ConsentStatement.Purpose),
    )


def _entitled_to(purpose: str, day: date) -> QuerySet:
    links = FamilyLink.objects.entitled_to(purpose, day).alias(of_child=one("child"), of_parent=one("parent"))
    return links.filter(of_child=outer_one("consent__child"), of_parent=outer_one("consent__parent"))


def _noted_wrong() -> Exists:
    return Exists(ConsentStatement.objects.filter(statement=WRONG, about=OuterRef("consent")))


def _on_the_same_matter(words: QuerySet) -> QuerySet:
    return words.alias(of_child=one("child"), of_parent=one("parent")).filter(
        of_child=outer_one("consent__child"),
        purpose=OuterRef("consent__purpose"),
        purpose_detail=OuterRef("consent__purpose_detail"),
    )


def _said_since() -> Exists:
    later = _on_the_same_matter(ConsentStatement.objects.valid())
    return Exists(later.filter(of_parent=outer_one("consent__parent"), pk__gt=OuterRef("consent")))


def _refused_by_another(day: date) -> Exists:
    """Whether another parent with responsibility last said no to this agency, and no manager judged that since."""
    words = _on_the_same_matter(ConsentStatement.objects.latest_of_each_parent()).filter(statement__in=TAKEN_BACK)
    links = FamilyLink.objects.with_responsibility(day).alias(of_child=one("child"), of_parent=one("parent"))
    links = links.filter(of_child=outer_one("child"), of_parent=outer_one("parent"))
    judged = DisputeResolution.objects.filter(
        relies_on=OuterRef(OuterRef("consent")), last_word__pk__gte=OuterRef("pk")
    )
    of_another = words.exclude(of_parent=outer_one("consent__parent")).filter(_speaks_of_the_agency())
    return Exists(of_another.filter(Exists(links)).exclude(Exists(judged)))


def _speaks_of_the_agency() -> Q:
    """A word that names nobody speaks of all; one that takes another back, of those whom that one named."""
    named = ConsentRecipient.objects.filter(
        Q(statement=OuterRef("pk")) | Q(statement=OuterRef("about")), excluded=False
    )
    agency = Q(agency=OuterRef(OuterRef("decision__agency")))
    kind = Q(agency__isnull=True, kind=OuterRef(OuterRef("decision__agency__kind")))
    return ~Exists(named) | Q(Exists(named.filter(agency | kind)))
