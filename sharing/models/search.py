"""The words in which decisions are searched: whose, in which state, made by whom, when, and what waits for whom."""

import re
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from consent.models import Child
from neston_sharing.foundation.models.gates import gate
from neston_sharing.foundation.references import is_child_reference
from neston_sharing.foundation.together import TogetherQuerySet
from sharing.checklist import QUESTIONS, Hold
from sharing.models.filing import ever_under, filed_under

WHOLE = re.compile(r"IS-\d{4}-\d{4,}")  # all of a decision's reference, and not part of one

if TYPE_CHECKING:
    from sharing.models.decision import Decision


def _is_whole(reference: str) -> bool:
    return is_child_reference(reference) or WHOLE.fullmatch(reference) is not None


def waits(*holds: Hold) -> Q:
    """Give the answers that lead to one of these holds (any, if none is named)."""
    waits_for = (
        Q(question=question.number, answer=choice.answer.value)
        for question, entry in QUESTIONS.items()
        for choice in entry.choices
        if isinstance(choice.to, Hold) and choice.to in (holds or Hold)
    )
    return reduce(or_, waits_for)


class DecisionSearch(TogetherQuerySet["Decision"]):
    STATES = {
        "draft": "drafts",
        "with_management": "with_management",
        "returned": "returned",
        "referred": "referred_unbacked",
        "to_disclose": "awaiting_disclosure",
        "stopped": "stopped",
        "shared": "shared",
        "not_shared": "not_shared",
        "abandoned": "abandoned",
    }
    """State → the method that knows which decisions are in it."""
    OF_ITSELF = ("draft", "returned", "shared", "not_shared", "abandoned")
    """States whose method only narrows, so that a page of them is read along an index, and not all of them for it."""

    def open(self) -> Self:
        return self.filter(recorded_at__isnull=True, abandoned_at__isnull=True)

    def drafts(self) -> Self:
        from sharing.models.back_up import Submission

        return self.open().exclude(Exists(Submission.objects.filter(decision=OuterRef("pk"))))

    def recorded(self) -> Self:
        return self.filter(recorded_at__isnull=False)

    def recorded_within(self, since: datetime | None, until: datetime) -> Self:
        """Those recorded after one moment (ever, if there is none), up to another."""
        found = self.filter(recorded_at__lte=until)
        return found.filter(recorded_at__gt=since) if since else found

    def shared(self) -> Self:
        """Recorded and gone out; a referral counts once somebody answered it in person."""
        gone = Exists(self._disclosures())
        return self.recorded().filter(gone, outcome="share").exclude(pk__in=self.model.objects.referred_unbacked())

    def to_count(self, first: date, until: date) -> Self:
        """Those recorded from this day to the day before that one, with what they are counted by: two queries."""
        from sharing.models.visiting import midnight

        within = self.recorded().filter(recorded_at__gte=midnight(first), recorded_at__lt=midnight(until))
        return within.select_related("agency").prefetch_related("answers").order_by("id")

    def not_shared(self) -> Self:
        return self.recorded().filter(outcome="not_share")

    def abandoned(self) -> Self:
        return self.filter(abandoned_at__isnull=False)

    def closed(self) -> Self:
        """Recorded or abandoned: what stands in the child's file."""
        return self.filter(Q(recorded_at__isnull=False) | Q(abandoned_at__isnull=False))

    def unfinished(self) -> Self:
        """What somebody still has to do something about: open, to be backed in person, or to be shared."""
        of_all = self.model.objects.all()
        referred, to_share = of_all.referred_unbacked(), of_all.not_disclosed().not_decided_again()
        return self.filter(Q(pk__in=of_all.open()) | Q(pk__in=referred) | Q(pk__in=to_share))

    def held_up_since(self, moment: datetime, *holds: Hold) -> Self:
        """Drafts of which one of these holds (any, if none is named) was met before this moment and still stands."""
        from sharing.models.answer import Answer

        waiting = Answer.objects.filter(waits(*holds), decision=OuterRef("pk"), answered_at__lt=moment)
        return self.drafts().filter(Exists(waiting))

    def about_child(self, child: Child) -> Self:
        """Those that stand in this child's file: what was moved to it, and not what was moved away.

        Those that were ever filed under the child are found along an index; each of these few says where it is now.
        """
        return self.about_any(Child.objects.same_as(child))

    def about_any(self, rows: QuerySet[Child]) -> Self:
        """The same of several children, of whom these are all rows."""
        return self.alias(file=filed_under()).filter(pk__in=ever_under(rows), file__in=rows)

    def in_state(self, state: str) -> Self:
        if state in self.OF_ITSELF:
            return getattr(self, self.STATES[state])()
        return self.filter(pk__in=getattr(self.model.objects.all(), self.STATES[state])())

    def about(self, text: str) -> Self:
        """Decisions with one of these references, or about a child with one; part of a decision's reference will do.

        Those that may be meant are found by their references and their children alone; where each stands is asked of
        these few.
        """
        references = text.upper().split()
        children = Child.objects.with_references(references)
        named = Q(reference__in=references)
        if not all(map(_is_whole, references)):  # part of one is looked for in the numbers of all
            named |= Q(reference__icontains=text.strip())
        meant = self.model.objects.filter(named).order_by().values("pk").union(ever_under(children), all=True)
        return self.alias(file=filed_under()).filter(named | Q(file__in=children), pk__in=meant)

    def started_from(self, day: date) -> Self:
        return self.filter(started_at__date__gte=day)

    def started_until(self, day: date) -> Self:
        return self.filter(started_at__date__lte=day)

    @gate
    def waiting_for(self, user) -> Self:
        """What this person is to do something about: back, go on with, answer a comment on, share, or decide again."""
        mine = self.model.objects.all().visible_to(user)
        to_work_on = Q(pk__in=mine.open().filter(holder=user.pk).exclude(pk__in=mine.with_management()))
        to_share = Q(pk__in=mine.not_disclosed().not_decided_again().filter(self.made_by(user)))
        return self.filter(Q(pk__in=mine.backable_by(user)) | to_work_on | to_share)

    @staticmethod
    def made_by(user) -> Exists:
        from sharing.models.decision import Maker

        return Exists(Maker.objects.filter(decision=OuterRef("pk"), recorded_by=user.pk))

    @staticmethod
    def _disclosures():
        from sharing.models.disclosure import Disclosure

        return Disclosure.objects.filter(decision=OuterRef("pk"))
