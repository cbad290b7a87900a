from datetime import date, timedelta

from django.utils import timezone

from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.templatetags.neston import long_date
from neston_sharing.staff.models import Absence, AbsenceEnd, User
from neston_sharing.staff.table import BACKS, ENOUGH_BACKERS


@action
def record_absence(
    *, by: User, person: User, first_on: date, last_on: date, substitute: User | None = None, though_few: bool = False
) -> Absence:
    """Record that somebody who backs decisions is away, and who stands in: nobody named is everybody who can back.

    Refused where it leaves fewer than two who can back on one of the days, unless `though_few` says that it is known.
    """
    _refuse_strange(by, person, substitute)
    if last_on < max(first_on, timezone.localdate()):
        raise Refusal("The last day cannot be before the first, nor before today", field="last_on")
    if Absence.objects.of(person).between(first_on, last_on).exists():
        raise Refusal("An absence on these days is recorded already. End that one first", field="first_on")
    if substitute and not User.objects.filter(pk=substitute.pk).present(first_on, last_on).exists():
        raise Refusal(f"{substitute} is away on one of these days", field="substitute")
    if not though_few and (short := first_day_too_few(person, first_on, last_on)):
        words = f"{_left(short[1])} on {long_date(short[0])}. Nobody can back what they decided themselves"
        raise Refusal(words, field="though_few")
    return Absence.objects.create(
        person=person, first_on=first_on, last_on=last_on, substitute=substitute, recorded_by=by
    )


@action
def end_absence(*, by: User, absence: Absence) -> AbsenceEnd:
    """They are back before the last day, or do not go after all."""
    if AbsenceEnd.objects.filter(absence=absence).exists():
        raise Refusal("This absence has ended already")
    return AbsenceEnd.objects.create(absence=absence, recorded_by=by)


def first_day_too_few(person: User, first_on: date, last_on: date) -> tuple[date, list[User]] | None:
    """Give the first day on which this absence leaves fewer than two who can back, and those who are left."""
    others = User.objects.who_may(BACKS).able_to_sign_in().exclude(pk=person.pk).by_name()
    for day in _days_that_differ(first_on, last_on):
        left = list(others.present(day))
        if len(left) < ENOUGH_BACKERS:
            return day, left
    return None


def _days_that_differ(first_on: date, last_on: date) -> list[date]:
    """The first day, and each on which somebody else's absence begins or has ended: between them nothing changes."""
    days = {first_on}
    for absence in Absence.objects.between(first_on, last_on):
        days |= {absence.first_on, absence.last_on + timedelta(days=1)}
    return sorted(day for day in days if first_on <= day <= last_on)


def _left(people: list[User]) -> str:
    names = " and ".join(person.name for person in people)
    return f"Only {names} could back decisions" if people else "Nobody could back decisions"


def _refuse_strange(by: User, person: User, substitute: User | None) -> None:
    if person != by and not by.has_perm("staff.manage"):
        raise Refusal("Only a manager records the absence of somebody else")
    if not person.has_perm(BACKS):
        raise Refusal("They back no decisions, so nobody has to stand in for them")
    if substitute and (substitute == person or not substitute.is_active or not substitute.has_perm(BACKS)):
        raise Refusal("Choose somebody else who can back decisions", field="substitute")
