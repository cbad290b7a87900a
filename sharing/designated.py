"""Who is designated for this child's concerns: those who read them, but for whoever is excluded from the child."""

from django.contrib.auth import get_user_model

from consent.models import Child

READS, OFFICER = "sharing.read_concerns", "sharing.back_up_when_asked"


def designated_for(child: Child, *, beside):
    """Those who read concerns about this child, `beside` one; where it is nobody, the LADO is to be told."""
    return _but_the_excluded(get_user_model().objects.who_may(READS), child).exclude(pk=beside.pk)


def to_discuss_with(child: Child, user):
    """Those designated and the committee's officers, but for the person who asks."""
    everyone = get_user_model().objects.all()
    either = everyone.who_may(READS).values("pk").union(everyone.who_may(OFFICER).values("pk"))
    return _but_the_excluded(everyone.filter(pk__in=either), child).exclude(pk=user.pk)


def who_may_do(permission: str, child: Child):
    """Whoever may do this, but for whoever is excluded from the child."""
    return _but_the_excluded(get_user_model().objects.who_may(permission), child)


def _but_the_excluded(people, child: Child):
    return people.exclude(pk__in=child.exclusions.standing().values("user")).by_name()
