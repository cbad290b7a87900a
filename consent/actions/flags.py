"""What everyone who opens a child's page must see first: set, and ended with a reason."""

from django.utils import timezone

from agencies.models import Professional
from consent.models import Child, Flag
from neston_sharing.foundation.actions import Refusal, action


@action
def set_flag(*, by, child: Child, kind: str, detail: str = "", social_worker: Professional | None = None) -> Flag:
    if kind == Flag.Kind.COURT_ORDER and not detail:
        raise Refusal("Say what the order is and what staff must do or not do", field="detail")
    if child.flags.standing().filter(kind=kind, detail=detail, social_worker=social_worker).exists():
        raise Refusal("This flag stands already", field="kind")
    return Flag.objects.create(child=child, kind=kind, detail=detail, social_worker=social_worker, set_by=by)


@action
def end_flag(*, by, flag: Flag, why: str) -> Flag:
    """Take a flag down. It stays in the record, with who took it down and why."""
    if Flag.objects.get(pk=flag.pk).ended_at:
        raise Refusal("This flag was taken down already")
    if not why:
        raise Refusal("Say why the flag no longer stands", field="why")
    flag.ended_at, flag.ended_by, flag.ended_why = timezone.now(), by, why
    flag.save()
    return flag
