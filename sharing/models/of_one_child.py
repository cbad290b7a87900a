from typing import Self

from django.db.models import Exists, OuterRef

from consent.models import Child
from neston_sharing.foundation.models.gates import gate
from neston_sharing.foundation.together import TogetherQuerySet


class OfOneChild(TogetherQuerySet):
    """Rows about a child, for those who may read the child's file (exclusion beats every role)."""

    to_child = "child"  # the path that leads there

    @gate
    def visible_to(self, user) -> Self:
        return self.filter(Exists(Child.objects.visible_to(user).filter(pk=OuterRef(self.to_child))))

    def about_child(self, child: Child) -> Self:
        """All rows of a child, also of one who was entered twice."""
        return self.filter(**{f"{self.to_child}__in": Child.objects.same_as(child)})
