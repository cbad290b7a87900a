"""The vocabulary of questions one may ask about visits."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from agencies.models import Professional
from consent.models import Child
from neston_sharing.foundation.models.gates import gate
from neston_sharing.foundation.together import TogetherQuerySet

if TYPE_CHECKING:
    from sharing.models.visit import Visit


def midnight(day: date) -> datetime:
    """Give the moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


class VisitQuerySet(TogetherQuerySet["Visit"]):
    # --- Who may see which -----------------------------------------------------------------------------------------
    def on_board_of(self, user) -> Self:
        """Who is in the building is for everyone who works with children, with `names_child`: may they know which?"""
        if not user.has_perm("sharing.view_visitors"):
            return self.none()
        nameable = Child.objects.all().nameable_by(user).filter(pk=OuterRef("child"))
        return self.annotate(names_child=Exists(nameable))

    @gate
    def visible_to(self, user) -> Self:
        """Visits of which this person may read all. Order: excluded person, role, relation.

        Whoever had a hand in a visit keeps sight of it; an inspection is about no one child.
        """
        if not user.has_perm("sharing.view_visitors"):
            return self.none()
        in_their_files = Exists(Child.objects.visible_to(user).filter(pk=OuterRef("child")))
        return self._open_to(user).filter(Q(in_their_files) | Q(child__isnull=True) | self._had_a_hand(user))

    @gate
    def handled_by(self, user) -> Self:
        """Visits of which this person may hand over the supervision, and which they may sign out: whoever is there."""
        return self._open_to(user) if user.has_perm("sharing.receive_visitors") else self.none()

    def in_figures_for(self, user) -> Self:
        """What is counted for this person, whether or not they may read it: nothing of a closed record."""
        return self._open_to(user)

    def _open_to(self, user) -> Self:
        not_excluded = Exists(Child.objects.all().open_to(user).filter(pk=OuterRef("child")))
        return self.filter(Q(child__isnull=True) | not_excluded)

    @staticmethod
    def _had_a_hand(user) -> Q:
        from sharing.models.visit import SupervisionHandover

        roles = ("signed_in_by", "identity_seen_by", "supervisor", "agreed_by", "left_by")
        took_over = Exists(SupervisionHandover.objects.filter(visit=OuterRef("pk"), to_supervisor=user.pk))
        return Q(*((role, user.pk) for role in roles), _connector=Q.OR) | Q(took_over)

    @gate
    def raised_with(self, user) -> Self:
        """Those left open overnight, for those who lead, and for whoever signed the visitor in."""
        left_open = self.handled_by(user).left_open()
        return left_open if user.has_perm("consent.view_every_child") else left_open.filter(signed_in_by=user.pk)

    # --- Which they are --------------------------------------------------------------------------------------------
    def about_child(self, child: Child) -> Self:
        return self.filter(child__in=Child.objects.same_as(child))

    def in_the_building(self) -> Self:
        return self.filter(left_at__isnull=True)

    def left_open(self, before: date | None = None) -> Self:
        """Visits that began before this day (today unless told) and that nobody has ended."""
        return self.in_the_building().filter(arrived_at__lt=midnight(before or timezone.localdate()))

    def on(self, day: date) -> Self:
        """Visits that took place on this day, in part at least."""
        ended = Q(left_at__isnull=True) | Q(left_at__gte=midnight(day))
        return self.filter(ended, arrived_at__lt=midnight(day + timedelta(days=1)))

    def to_count(self, first: date, until: date) -> models.QuerySet:
        """Give when each began from this day to the day before that one, and under which power, if any."""
        within = self.filter(arrived_at__gte=midnight(first), arrived_at__lt=midnight(until))
        return within.order_by("arrived_at", "id").values_list("arrived_at", "power")

    def ended(self) -> Self:
        return self.filter(left_at__isnull=False)

    def of_professional(self, professional: Professional) -> Self:
        return self.filter(professional=professional)

    def not_over_by(self, moment: datetime) -> Self:
        """Visits that ended after this moment, or have not ended."""
        return self.filter(Q(left_at__isnull=True) | Q(left_at__gt=moment))

    def supervised_now_by(self, person) -> Self:
        from sharing.models.visit import SupervisionHandover

        last = SupervisionHandover.objects.filter(visit=OuterRef("pk")).order_by("-id")
        stays = Coalesce(
            Subquery(last.values("to_supervisor")[:1]), F("supervisor"), output_field=models.BigIntegerField()
        )
        return self.in_the_building().alias(stays=stays).filter(stays=person.pk)

    def about_others_than(self, child: Child | None) -> Self:
        return self.exclude(child__in=Child.objects.same_as(child)) if child else self

    def numbered(self, text: str) -> "Visit | None":
        """Give the visit of this number, whatever an address holds."""
        known = text.isascii() and text.isdigit() and len(text) < 19
        return self.filter(pk=text).first() if known else None

    # --- How they are listed ---------------------------------------------------------------------------------------
    def with_visitor(self) -> Self:
        return self.select_related("professional__agency")

    def with_people(self) -> Self:
        """Fetch all that is said of visits and of their supervision, in two queries for any number of them."""
        from sharing.models.visit import SupervisionHandover

        handovers = SupervisionHandover.objects.select_related("from_supervisor", "to_supervisor", "recorded_by")
        return self.select_related(
            "professional__agency",
            "child__merged_into",
            "supervisor",
            "identity_seen_by",
            "agreed_by",
            "signed_in_by",
            "left_by",
        ).prefetch_related(Prefetch("handovers", handovers))

    def by_arrival(self) -> Self:
        return self.order_by("arrived_at", "id")

    def latest_first(self) -> Self:
        return self.order_by("-arrived_at", "-id")
