"""Decisions that somebody is still writing who cannot go on: they left, or the child's record was closed to them."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from consent.models import Exclusion, Restriction, RestrictionReader
from consent.models.gate import ON_EVERY_LIST
from consent.models.sameness import one
from sharing.models.decision import Decision
from sharing.models.querysets import DecisionQuerySet


def stranded() -> DecisionQuerySet:
    """Drafts, and what was returned, whose holder has left or may not see it: nobody's home page has them as theirs."""
    written = Decision.objects.open().exclude(pk__in=Decision.objects.with_management().values("pk"))
    about = written.alias(about_one=Coalesce("child__merged_into", "child"))
    return about.filter(Q(holder__is_active=False) | _excluded() | _kept_out())


def _excluded() -> Q:
    standing = Exclusion.objects.standing().alias(of_one=one("child"))
    return Q(Exists(standing.filter(of_one=OuterRef("about_one"), user=OuterRef("holder"))))


def _kept_out() -> Q:
    """By a list on which they are not; the designated lead is on every one."""
    named = RestrictionReader.objects.filter(restriction=OuterRef("pk"), user=OuterRef(OuterRef("holder")))
    standing = Restriction.objects.standing().alias(of_one=one("child")).exclude(Exists(named))
    leads = get_user_model().objects.who_may(ON_EVERY_LIST).values("pk")
    return Q(Exists(standing.filter(of_one=OuterRef("about_one")))) & ~Q(holder__in=leads)
