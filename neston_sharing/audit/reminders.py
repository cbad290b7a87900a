"""What is to be done about the log and has not been, for somebody to be reminded of.

Each is a queryset of the one setting: it has a row where it is time. So all of them are counted with other things in
one statement.
"""

from datetime import timedelta

from django.db.models import Exists, Q
from django.utils import timezone

from neston_sharing.audit.checkpoints import EXPORTED, TAKEN
from neston_sharing.audit.models import Entry, Review
from neston_sharing.audit.verifying import VERIFIED
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.models.setting import SettingQuerySet

WITNESS = timedelta(days=30)
BACKUP = timedelta(days=7)
BACKED_UP = ("backup_made",)


def to_review() -> SettingQuerySet:
    """The log has not been reviewed for the weeks that the setting goes by."""
    due = Q(pk__in=[])
    for weeks in Setting.ReviewWeeks.values:
        began = timezone.now() - timedelta(weeks=weeks)
        reviewed = Exists(Review.objects.filter(recorded_at__gt=began))
        due |= Q(_has_run_since(began), review_weeks=weeks) & ~Q(reviewed)
    return Setting.objects.filter(due)


def to_verify() -> SettingQuerySet:
    """The log has not been found whole: a verification that found it changed is none that was well."""
    return _not_done((VERIFIED,), WITNESS)


def to_take_out() -> SettingQuerySet:
    """No copy of where the log ends has left this computer."""
    return _not_done((TAKEN, EXPORTED), WITNESS)


def to_back_up() -> SettingQuerySet:
    """Backups are made with this product, and the last is old. Where none ever was, others may be made elsewhere."""
    ever = Exists(Entry.objects.filter(event__in=BACKED_UP))
    return _not_done(BACKED_UP, BACKUP).filter(ever)


def _not_done(events: tuple[str, ...], within: timedelta) -> SettingQuerySet:
    began = timezone.now() - within
    done = Exists(Entry.objects.since(began).filter(event__in=events))
    return Setting.objects.filter(_has_run_since(began)).exclude(done)


def _has_run_since(moment) -> Exists:
    return Exists(Entry.objects.filter(timestamp__lt=moment))
