"""All that one child's parents have said about sharing by one day, and what follows from it: who said what last.

The latest valid word of each parent on a matter counts. What a manager noted as recorded wrongly never did.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Self

from django.db.models import QuerySet
from django.utils import timezone

from consent.models import Child, ConsentStatement, DisputeResolution, FamilyLink
from consent.models.child import ChildQuerySet
from consent.models.leaving import last_day_before
from neston_sharing.foundation.together import fetch_each

Said = ConsentStatement.Statement
Matter = tuple[str, str]


class Words:
    """Four queries at most, however much was said; `links` and `said` are the child's, if they are at hand."""

    def __init__(
        self,
        child: Child,
        on: date | None = None,
        links: Iterable[FamilyLink] | None = None,
        said: Iterable[ConsentStatement] | None = None,
    ) -> None:
        self.child, self.on = child, on or timezone.localdate()
        spoken = ConsentStatement.objects.about_child(child).with_people()
        known = child.links.select_related("parent").prefetch_related("delegations")
        if said is None and links is None:
            said, links, self.judgements = fetch_each(spoken, known, self._judged())
        self.said = [word for word in (spoken if said is None else said) if word.stated_on <= self.on]
        self.links = list(known if links is None else links)

    @cached_property
    def absent_since(self) -> date | None:
        """The last day of a child who was away since."""
        return last_day_before(self.child, self.on)

    @classmethod
    def of_each(cls, children: ChildQuerySet) -> Iterator[Self]:
        """What several children's parents said by today, in as many queries as for one child."""
        return map(cls.at_hand, children.with_words())

    @classmethod
    def at_hand(cls, child: Child) -> Self:
        """What was said by today of a child fetched `with_words()` or `for_file()`, without a query."""
        words = cls(child, links=child.links.all(), said=child.consents.all())
        known = {word.pk: word for word in words.said}
        for word in words.said:
            word.about = known.get(word.about_id or 0)
        words.judgements = list(child.dispute_resolutions.all())
        return words

    @cached_property
    def judgements(self) -> list[DisputeResolution]:
        return list(self._judged())

    def _judged(self) -> QuerySet[DisputeResolution]:
        return DisputeResolution.objects.about_child(self.child).made_by_day(self.on).with_people()

    @cached_property
    def wrong(self) -> set[int]:
        """Statements that a manager's note calls recorded wrongly."""
        return {word.about_id for word in self.said if word.about_id and word.statement == Said.INVALIDATED}

    @cached_property
    def last(self) -> list[ConsentStatement]:
        """The last valid word of each parent on each matter, oldest first."""
        valid = (word for word in self.said if word.statement != Said.INVALIDATED and word.pk not in self.wrong)
        return sorted({word.subject: word for word in valid}.values(), key=lambda word: word.pk)

    @property
    def matters(self) -> list[Matter]:
        """What was spoken about, in the order in which it was first."""
        return list(dict.fromkeys(word.matter for word in self.said))

    def on_matter(self, matter: Matter) -> list[ConsentStatement]:
        return [word for word in self.last if word.matter == matter]

    def latest_on(self, matter: Matter) -> ConsentStatement | None:
        """The last that was recorded on a matter by anybody, a note that something was recorded wrongly included."""
        return max((word for word in self.said if word.matter == matter), key=lambda word: word.pk, default=None)

    def as_known(self, statement: ConsentStatement) -> ConsentStatement:
        """The same statement with all that was fetched with it here."""
        return next((word for word in self.said if word.pk == statement.pk), statement)

    def is_entitled(self, word: ConsentStatement) -> bool:
        """Whether who said it may consent to this for the child on the day."""
        return any(link.may_sign(word.purpose, self.on) for link in self._links_of(word))

    def is_responsible(self, word: ConsentStatement) -> bool:
        """Whether who said it has parental responsibility on the day."""
        return any(link.carries_responsibility(self.on) for link in self._links_of(word))

    def _links_of(self, word: ConsentStatement) -> list[FamilyLink]:
        """How who said it stands to the child: one link, or one of each row that was merged."""
        return [link for link in self.links if link.parent.one_id == word.parent.one_id]

    def judgement(self, matter: Matter) -> DisputeResolution | None:
        """A manager's judgement that stands: nothing was recorded on the matter since, by any parent or about any."""
        latest = self.latest_on(matter)
        made = [each for each in self.judgements if each.matter == matter]
        return made[-1] if made and latest and made[-1].last_word_id == latest.pk else None
