from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from agencies.models import Agency
from consent.models.child import Child
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import one_of
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record


class LeavingQuerySet(models.QuerySet["Leaving"]):
    def about_child(self, child: Child) -> "LeavingQuerySet":
        return self.filter(child__in=Child.objects.same_as(child))

    def returns(self) -> "LeavingQuerySet":
        return self.filter(event=Leaving.Event.RETURNS)

    def with_people(self) -> "LeavingQuerySet":
        return self.select_related("next_provider", "recorded_by")

    def newest_first(self) -> "LeavingQuerySet":
        return self.order_by("-id")


class Leaving(Record):
    """That a child leaves the setting, for where; later, that they stay after all, or come back. The last row counts.

    `Child.leaves_on` holds the last day itself: the action that writes a row here sets it.
    """

    class Event(models.TextChoices):
        LEAVES = "leaves", "Leaves"
        STAYS = "stays", "Stays after all"
        RETURNS = "returns", "Comes back"

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="leavings")
    event = models.CharField("what happens", max_length=10, choices=Event)
    day = models.DateField("day", null=True)  # the last day, or the first day back
    next_provider = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="next provider or school"
    )
    note = models.TextField("note", blank=True)

    objects = LeavingQuerySet.as_manager()

    guards = append_only("That a child leaves")

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("event", ["leaves", "stays", "returns"], name="leaving_is_an_event"),
            models.CheckConstraint(
                condition=Q(event="stays", day__isnull=True) | (~Q(event="stays") & Q(day__isnull=False)),
                name="leaving_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(event="leaves") | Q(next_provider__isnull=True), name="only_who_leaves_goes_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return "leaving"

    @property
    def audit_subject(self) -> str:
        return self.child.reference


def last_day_before(child: Child, on: date) -> date | None:
    """Give the last day after which the child was away, before this day: consents for our work ended with it.

    That is so of a child who has left, and still of one who has come back since.
    """
    if child.one.leaves_on and child.one.leaves_on < on:
        return child.one.leaves_on
    if not getattr(child, "has_returned", True):  # told by `for_file()`
        return None
    left = None
    for row in reversed(child.leavings.all()):
        if row.event == Leaving.Event.RETURNS and left is None and row.day and row.day <= on:
            left = row.day - timedelta(days=1)
        elif row.event == Leaving.Event.LEAVES and left is not None:
            return row.day
    return left
