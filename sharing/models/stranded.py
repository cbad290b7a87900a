"""Whether somebody cannot go on with what they write: they left, or the child's record was closed to them."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q

from consent.models import Exclusion, Restriction, RestrictionReader
from consent.models.gate import ON_EVERY_LIST
from consent.models.sameness import one


def holder_cannot_go_on() -> Q:
    """Of decisions with `about_one`, the key of the one child that they are about: their holder has left, or may not
    see them."""
    return Q(holder__is_active=False) | _excluded() | _kept_out()


def _excluded() -> Q:
    standing = Exclusion.objects.standing().alias(of_one=one("child"))
    return Q(Exists(standing.filter(of_one=OuterRef("about_one"), user=OuterRef("holder"))))


def _kept_out() -> Q:
    """By a list on which they are not; the designated lead is on every one."""
    named = RestrictionReader.objects.filter(restriction=OuterRef("pk"), user=OuterRef(OuterRef("holder")))
    standing = Restriction.objects.standing().alias(of_one=one("child")).exclude(Exists(named))
    leads = get_user_model().objects.who_may(ON_EVERY_LIST).values("pk")
    return Q(Exists(standing.filter(of_one=OuterRef("about_one")))) & ~Q(holder__in=leads)
