"""To whom of the staff a child's record is open, before any role is asked: not excluded, and on any standing list."""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from consent.models import Child
from consent.models.gate import ON_EVERY_LIST


def able_to_open(people: QuerySet, child: Child) -> QuerySet:
    """Give those of `people` to whom this child's record is open, by name: `ChildQuerySet.open_to` asks the same of
    many children and one person."""
    found = people.exclude(pk__in=child.exclusions.standing().values("user"))
    for restriction in child.restrictions.standing():
        on_every_list = people.model.objects.who_may(ON_EVERY_LIST).values("pk")
        found = found.filter(Q(pk__in=restriction.readers.values("user")) | Q(pk__in=on_every_list))
    return found.order_by("name", "id")


def who_may(permission: str, child: Child):
    """Those at work who may do this, of those to whom the child's record is open."""
    return able_to_open(get_user_model().objects.who_may(permission), child)


def who_may_be_named(child: Child) -> QuerySet:
    """Those at work who can be put on the list of a restricted record: nobody whom it excludes."""
    excluded = child.exclusions.standing().values("user")
    return get_user_model().objects.active().exclude(pk__in=excluded).by_name()
