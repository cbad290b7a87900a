"""About whom one may seek advice, and which colleagues one may ask (policy 1.7, 2.3)."""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from consent.models import Child
from consent.models.child import ChildQuerySet
from consent.models.sameness import one, stand_for
from consent.opening import able_to_open
from sharing.models import Decision
from sharing.models.filing import filed_under

SEEK = "sharing.seek_advice"


def children_to_ask_about(user) -> ChildQuerySet:
    """Those whose file this person may read, and those of the drafts that they work on; exclusion beats both."""
    if not user.has_perm(SEEK):
        return Child.objects.none()
    readable = Child.objects.visible_to(user)
    if user.has_perm("consent.view_every_child"):
        return readable
    drafts = Decision.objects.editable_by(user).annotate(file=filed_under()).values("file")
    persons = Child.objects.filter(pk__in=drafts).annotate(person=one()).values("person")
    return Child.objects.filter(Q(pk__in=readable.values("pk")) | stand_for(persons))


def colleagues_to_ask(child: Child, user) -> QuerySet:
    """Those at work to whom the child's record is open, but for who asks."""
    return able_to_open(get_user_model().objects.active(), child).exclude(pk=user.pk)
