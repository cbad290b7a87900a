"""Who is designated for this child's concerns: those who read them, but for whoever may not see the record."""

from django.contrib.auth import get_user_model

from consent.models import Child
from consent.opening import able_to_open, who_may

BACKS = "sharing.back_up"
READS, OFFICER = "sharing.read_concerns", "sharing.back_up_when_asked"


def designated_for(child: Child, *, beside):
    """Those who read concerns about this child, `beside` one; where it is nobody, the LADO is to be told."""
    return who_may(READS, child).exclude(pk=beside.pk)


def to_discuss_with(child: Child, user):
    """Those designated and the committee's officers, but for the person who asks."""
    everyone = get_user_model().objects.all()
    either = everyone.who_may(READS).values("pk").union(everyone.who_may(OFFICER).values("pk"))
    return able_to_open(everyone.filter(pk__in=either), child).exclude(pk=user.pk)


def who_else_backs(decision, *, beside) -> str:
    """Say who of the management team can answer this decision; where it is nobody, the LADO is asked."""
    makers = {maker.recorded_by_id for maker in decision.makers.all()}
    conflicts = decision.declarations.filter(has_conflict=True).values("recorded_by")
    people = who_may(BACKS, decision.about).exclude(pk__in={*makers, beside.pk}).exclude(pk__in=conflicts)
    names = ", ".join(person.name for person in people)
    return f"It waits for: {names}." if names else "Nobody else here can answer it: ask the LADO whom to turn to."
