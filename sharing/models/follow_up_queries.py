"""The vocabulary of questions one may ask about what came of a sharing: news, protocol steps, meetings and tasks."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q

from agencies.models import Protocol, ProtocolStep, ProtocolVersion
from consent.models import Child
from neston_sharing.foundation.models.gates import gate
from sharing.models.decision import Decision
from sharing.models.of_one_child import OfOneChild

ANSWERS = ("reference", "acknowledged", "outcome")
CHASES = ("chased", "escalated")


class OfDecision(models.QuerySet):
    """Rows that belong to a decision: for those who see the decision, in whose file it stands now."""

    @gate
    def visible_to(self, user) -> Self:
        return self.filter(decision__in=Decision.objects.visible_to(user))

    def about_child(self, child: Child) -> Self:
        return self.filter(decision__in=Decision.objects.about_child(child))


class ReferralNewsQuerySet(OfDecision):
    def answers(self) -> Self:
        """What says that they have it."""
        return self.filter(kind__in=ANSWERS)

    def chases(self) -> Self:
        """What we did where they did not answer."""
        return self.filter(kind__in=CHASES)

    def of(self, decision: Decision) -> Self:
        """All of one decision with who recorded it, as it happened."""
        return self.filter(decision=decision).select_related("recorded_by").order_by("happened_at", "id")


class ProtocolStepTakenQuerySet(OfDecision):
    def steps_of(self, decision: Decision) -> models.QuerySet[Any]:
        """Every step to be taken with the recipient of a decision, and every one that was taken of it, in order.

        A step that was taken under an earlier version stays beside those of the version that is followed now. Each
        has `taken_at`, `taken_by` (a name) and `taken_note`, empty until then, and `is_followed`. One query.
        """
        this = self.filter(decision=decision, step=OuterRef("pk"))
        later = ProtocolVersion.objects.adopted().filter(
            protocol=OuterRef("version__protocol"), number__gt=OuterRef("version__number")
        )
        theirs = Protocol.objects.in_force_for(decision.agency).values("pk")
        followed = Q(version__protocol__in=theirs, version__adopted_on__isnull=False) & ~Exists(later)
        steps = ProtocolStep.objects.filter(followed | Exists(this)).select_related("version__protocol")
        return steps.annotate(
            taken_at=models.Subquery(this.values("taken_at")[:1]),
            taken_by=models.Subquery(this.values("recorded_by__name")[:1]),
            taken_note=models.Subquery(this.values("note")[:1]),
            is_followed=models.ExpressionWrapper(followed, models.BooleanField()),
        ).order_by(
            models.F("version__protocol__agency").asc(nulls_last=True),
            "version__protocol__title",
            "version__protocol",
            "-version__number",
            "order",
        )


class MeetingQuerySet(OfOneChild):
    def with_people(self) -> Self:
        return self.select_related("child__merged_into", "agency", "decision", "recorded_by", "outcome__recorded_by")

    def with_tasks(self) -> Self:
        from sharing.models.follow_up import MeetingTask

        return self.prefetch_related(Prefetch("tasks", MeetingTask.objects.with_people()))

    def not_told(self) -> Self:
        """Of which nobody has recorded yet what they decided, or that they did not take place."""
        return self.filter(outcome__isnull=True)

    def before(self, moment: datetime) -> Self:
        return self.filter(held_at__lt=moment)

    def waiting(self) -> Self:
        """With something still to come: the meeting, what it decided, or a task; with how many, and the first day."""
        undone = Q(tasks__isnull=False, tasks__done__isnull=True)
        counted = self.annotate(undone=Count("tasks", filter=undone), first_due=Min("tasks__by_when", filter=undone))
        return counted.filter(Q(outcome__isnull=True) | Q(undone__gt=0)).by_time()

    def by_time(self) -> Self:
        return self.order_by("held_at", "id")

    def latest_first(self) -> Self:
        return self.order_by("-held_at", "-id")


class MeetingTaskQuerySet(OfOneChild):
    to_child = "meeting__child"

    @gate
    def visible_to(self, user) -> Self:
        """For whoever may read the file, and for the one who does it; exclusion beats both."""
        mine = Q(whose=user.pk) if user.has_perm("sharing.record_meetings") else Q(pk__in=[])
        not_excluded = Exists(Child.objects.all().open_to(user).filter(pk=OuterRef(self.to_child)))
        read = Exists(Child.objects.visible_to(user).filter(pk=OuterRef(self.to_child)))
        return self.filter(not_excluded).filter(Q(read) | mine)

    def with_people(self) -> Self:
        people = self.select_related("meeting__child__merged_into", "meeting__agency", "whose", "recorded_by")
        return people.select_related("done__recorded_by").soonest_first()

    def undone(self) -> Self:
        return self.filter(done__isnull=True)

    def waiting_for(self, user, stood_in_for=()) -> Self:
        """One's own, those of people who are away and stood in for, and for whoever leads on safeguarding all."""
        seen = self.visible_to(user).undone()
        return seen if user.has_perm("sharing.lead_safeguarding") else seen.filter(whose__in=[user, *stood_in_for])

    def soonest_first(self) -> Self:
        return self.order_by("by_when", "id")


class LeafletGivenQuerySet(OfOneChild):
    def with_all(self) -> Self:
        """With the parent, the agencies and who recorded it."""
        from sharing.models.leaflet import LeafletAgency

        agencies = LeafletAgency.objects.select_related("agency")
        people = self.select_related("child__merged_into", "parent__merged_into", "recorded_by")
        return people.prefetch_related(Prefetch("agencies", agencies))

    def latest_first(self) -> Self:
        return self.order_by("-given_on", "-id")
