"""In whose file a decision stands: the child's under whom it was recorded, unless it was moved since (see Refiling)."""

from django.db.models import BigIntegerField, F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce


def filed_under() -> Coalesce:
    """The key of the child in whose file a decision stands now."""
    return Coalesce(moved_to(), F("child"), output_field=BigIntegerField())


def ever_under(children: QuerySet) -> QuerySet:
    """The keys of the decisions that were recorded under one of these children, or moved to one."""
    from sharing.models.decision import Decision
    from sharing.models.refiling import Refiling

    recorded = Decision.objects.filter(child__in=children).order_by().values("pk")
    return recorded.union(Refiling.objects.filter(child__in=children).order_by().values("decision"), all=True)


def moved_to(decision: str = "pk") -> Subquery:
    """The key of the child to whose file a decision was moved; nothing of most, which saves asking for their moves."""
    from sharing.models.refiling import Refiling

    moves = Refiling.objects.filter(decision=OuterRef(decision)).order_by("-id")
    return Subquery(moves.values("child")[:1])


def with_moves() -> Prefetch:
    """Fetch the moves of decisions, with what `Decision.about` reads of them, in one query."""
    from sharing.models.refiling import Refiling

    return Prefetch("refilings", Refiling.objects.with_people())
