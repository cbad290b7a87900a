"""In whose file a decision stands: the child's under whom it was recorded, unless it was moved since (see Refiling)."""

from django.db.models import BigIntegerField, F, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce


def filed_under() -> Coalesce:
    """The key of the child in whose file a decision stands now."""
    from sharing.models.refiling import Refiling

    moved = Refiling.objects.filter(decision=OuterRef("pk")).order_by("-id")
    return Coalesce(Subquery(moved.values("child")[:1]), F("child"), output_field=BigIntegerField())


def with_files(path: str = "") -> Prefetch:
    """Fetch what `Decision.about` reads, in one query; `path` leads to the decision."""
    from sharing.models.refiling import Refiling

    return Prefetch(f"{path}__refilings" if path else "refilings", Refiling.objects.with_people())
