"""What everyone who works on a child's record must see first: the flags that stand."""

from django.db.models import QuerySet

from consent.models import Child, Flag
from consent.models.sameness import stand_for
from neston_sharing.foundation.prepared import KEYS, Place, prepared, rows_of


def standing_flags(child: Child) -> list[Flag]:
    """Give the flags of the one child, whichever of her rows they were set at, with the people whom they name."""
    return rows_of(_standing(ones=[child.one_id]))


@prepared(ones=KEYS)
def _standing(ones: Place) -> QuerySet[Flag]:
    return Flag.objects.filter(child__in=Child.objects.filter(stand_for(ones))).standing().with_people()
