"""Who may see a concern about an adult who works here: never that person, whatever their roles."""

from typing import TYPE_CHECKING, Self

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Exists, OuterRef, Q

from neston_sharing.foundation.models.gates import gate
from neston_sharing.foundation.together import TogetherQuerySet

if TYPE_CHECKING:
    from sharing.models.adult_concern import AdultConcern

READERS = {
    "staff": ("sharing.read_concerns_about_staff", ""),
    "manager": ("sharing.read_concerns_about_managers", "staff.manage"),
    "chair": ("sharing.lead_safeguarding", "sharing.back_up_when_asked"),
}
"""Post → the permission that opens the record, and the one whose holders are the person's own circle: never them."""


class AdultConcernQuerySet(TogetherQuerySet["AdultConcern"]):
    @gate
    def visible_to(self, user) -> Self:
        """Not the person whom it is about; else its author, and those to whom it goes by that person's post."""
        return self.not_about(user).filter(Q(recorded_by=user.pk) | self._goes_to(user))

    @gate
    def handled_by(self, user) -> Self:
        """Those on which this person acts, beyond adding to what they wrote themselves."""
        return self.not_about(user).filter(self._goes_to(user))

    def hidden_from(self, user) -> Self:
        """All others: for the log, which must not name them to this person."""
        return self.exclude(pk__in=self.model.objects.visible_to(user).values("pk"))

    def not_about(self, user) -> Self:
        return self.filter(Q(about__isnull=True) | ~Q(about=user.pk))

    @staticmethod
    def _goes_to(user) -> Q:
        posts = [
            post for post, (may, own) in READERS.items() if user.has_perm(may) and not (own and user.has_perm(own))
        ]
        return Q(post__in=posts)

    def open(self) -> Self:
        return self.exclude(self._has("closed"))

    def closed(self) -> Self:
        return self.filter(self._has("closed"))

    @staticmethod
    def _has(*kinds: str) -> Exists:
        from sharing.models.adult_concern import AdultConcernEntry

        return Exists(AdultConcernEntry.objects.filter(concern=OuterRef("pk"), kind__in=kinds))

    def with_state_facts(self) -> Self:
        """Fetch with each row what its deadlines are derived from, without a query a row."""
        return self.annotate(
            lado_knows=self._has("lado_told", "lado_advice"),
            lado_advised=self._has("lado_advice"),
            ofsted_knows=self._has("ofsted_told"),
            is_not_reported=self._has("not_reported"),
            was_closed=self._has("closed"),
        )

    def with_people(self) -> Self:
        return self.select_related("about", "recorded_by")

    def with_entries(self) -> Self:
        from sharing.models.adult_concern import AdultConcernEntry

        entries = AdultConcernEntry.objects.select_related("recorded_by")
        return self.prefetch_related(models.Prefetch("entries", entries))

    def oldest_first(self) -> Self:
        return self.order_by("id")

    def newest_first(self) -> Self:
        return self.order_by("-id")


def readers_of(concern) -> models.QuerySet:
    """Those at work who see this record by their role, its author aside."""
    may, own = READERS[concern.post]
    readers = get_user_model().objects.who_may(may)
    if own:
        readers = readers.exclude(pk__in=get_user_model().objects.who_may(own))
    return readers.exclude(pk=concern.about_id).by_name() if concern.about_id else readers.by_name()
