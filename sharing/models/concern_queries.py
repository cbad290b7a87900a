"""The vocabulary of questions one may ask about concerns. Exclusion and restriction beat every role."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.utils import timezone

from consent.models import Child
from neston_sharing.foundation.models.gates import gate
from neston_sharing.foundation.together import TogetherQuerySet

if TYPE_CHECKING:
    from sharing.models.concern import Concern, LinkedChild

A_DAY = timedelta(days=1)


def _of_open_children(user) -> Exists:
    return Exists(Child.objects.all().open_to(user).filter(pk=OuterRef("child")))


class ConcernQuerySet(TogetherQuerySet["Concern"]):
    # --- Who may see which -----------------------------------------------------------------------------------------
    @gate
    def visible_to(self, user) -> Self:
        """Concerns whose text this person may read: all by role, their own by relation."""
        if user.has_perm("sharing.read_concerns"):
            return self.filter(_of_open_children(user))
        return (
            self.raised_by(user).filter(_of_open_children(user))
            if user.has_perm("sharing.raise_concern")
            else self.none()
        )

    def confirmed_to(self, user) -> Self:
        """Those, and for a day what this person has just reported: of a child whose record is restricted they see
        that it was reported, and no more."""
        found = Exists(Child.objects.all().not_excluding(user).filter(pk=OuterRef("child")))
        just_now = Q(recorded_by=user.pk, recorded_at__gte=timezone.now() - A_DAY)
        return self.filter(Q(pk__in=self.visible_to(user).values("pk")) | (just_now & Q(found)))

    @gate
    def handled_by(self, user) -> Self:
        """Concerns that this person reads, discusses and closes: those designated."""
        return self.visible_to(user) if user.has_perm("sharing.read_concerns") else self.none()

    @gate
    def readable_by(self, user) -> Self:
        """Concerns of which it counts that this person read them: not what they noticed themselves."""
        return self.handled_by(user).exclude(Q(recorded_by=user.pk, keyed_for=""))

    def raised_by(self, user) -> Self:
        return self.filter(recorded_by=user.pk)

    def not_raised_by(self, user) -> Self:
        return self.exclude(recorded_by=user.pk)

    def about_child(self, child: Child) -> Self:
        """Those in this child's file, under whichever of its rows."""
        return self.filter(child__in=Child.objects.same_as(child))

    def touching(self, child: Child) -> Self:
        """Those in this child's file, and those to which this child is linked."""
        rows = Child.objects.same_as(child)
        return self.filter(Q(child__in=rows) | Q(pk__in=self._linked_to(rows)))

    @staticmethod
    def _linked_to(rows: models.QuerySet) -> models.QuerySet:
        from sharing.models.concern import LinkedChild

        return LinkedChild.objects.filter(child__in=rows).values("concern")

    # --- What state they are in ------------------------------------------------------------------------------------
    def unread(self) -> Self:
        """What nobody designated has seen."""
        return self.filter(reads__isnull=True)

    def open(self) -> Self:
        return self.filter(closure__isnull=True)

    def closed(self) -> Self:
        return self.filter(closure__isnull=False)

    def with_state_facts(self) -> Self:
        """Fetch with each row the few facts from which its state is derived, without a query a row."""
        from sharing.models.concern import ConcernClosure, ConcernDiscussion, ConcernRead
        from sharing.models.decision import Decision

        of_this = {"concern": OuterRef("pk")}
        return self.annotate(
            was_read=Exists(ConcernRead.objects.filter(**of_this)),
            was_discussed=Exists(ConcernDiscussion.objects.filter(**of_this)),
            was_decided_on=Exists(Decision.objects.filter(**of_this, abandoned_at__isnull=True)),
            was_closed=Exists(ConcernClosure.objects.filter(**of_this)),
        )

    def waiting_for(self, user) -> Self:
        """What this person has to read (`is_unread`), and what is to be done next (`next_step`, `next_by`).

        The next step is that of the last discussion of an open concern: a later one says that it was done.
        """
        from sharing.models.concern import ConcernDiscussion

        unread = Q(pk__in=self.model.objects.readable_by(user).unread().values("pk"))
        last = ConcernDiscussion.objects.filter(concern=OuterRef("pk"), concern__closure__isnull=True).order_by("-id")
        rows = self.handled_by(user).annotate(
            is_unread=ExpressionWrapper(unread, models.BooleanField()),
            next_step=Subquery(last.values("next_step")[:1]),
            next_by=Subquery(last.values("next_by")[:1]),
        )
        return rows.filter(Q(is_unread=True) | Q(next_by__isnull=False))

    # --- How they are listed ---------------------------------------------------------------------------------------
    def with_people(self) -> Self:
        return self.select_related("child__merged_into", "recorded_by")

    def for_listing(self) -> Self:
        return self.with_people().with_state_facts()

    def for_presenting(self) -> Self:
        """Fetch all that a page says of one concern, but for other children's views: those have a gate of their own."""
        from sharing.models.concern import ConcernAddendum, ConcernDiscussion, ConcernRead

        said = self.for_listing().select_related("closure__recorded_by")
        return said.prefetch_related(
            models.Prefetch("reads", ConcernRead.objects.select_related("recorded_by")),
            models.Prefetch("discussions", ConcernDiscussion.objects.select_related("recorded_by", "colleague")),
            models.Prefetch("addenda", ConcernAddendum.objects.select_related("recorded_by")),
        )

    def referenced(self, reference: str):
        """Give the concern of this reference, or None, whatever an address holds (PostgreSQL refuses NUL)."""
        return self.filter(reference=reference.replace("\x00", "")).first()

    def that_started(self, decision):
        """Give the concern from which this decision was started, or None."""
        return self.filter(pk=decision.concern_id).first() if decision.concern_id else None

    def oldest_first(self) -> Self:
        return self.order_by("id")

    def newest_first(self) -> Self:
        return self.order_by("-id")


class LinkedChildQuerySet(models.QuerySet["LinkedChild"]):
    """Other children's views: each in its own child's file, behind that child's gate."""

    @gate
    def visible_to(self, user) -> Self:
        if user.has_perm("sharing.read_concerns"):
            return self.filter(_of_open_children(user))
        own = self.filter(recorded_by=user.pk)
        return own.filter(_of_open_children(user)) if user.has_perm("sharing.raise_concern") else self.none()

    def about_child(self, child: Child) -> Self:
        return self.filter(child__in=Child.objects.same_as(child))

    def not_raised_by(self, user) -> Self:
        return self.exclude(recorded_by=user.pk)

    def of_concern(self, concern) -> Self:
        return self.filter(concern=concern)

    def with_people(self) -> Self:
        return self.select_related("child__merged_into", "recorded_by", "concern")

    def newest_first(self) -> Self:
        return self.order_by("-id")
