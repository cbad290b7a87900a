"""What everyone who opens a child's page must see first: set, and ended with a reason."""

from datetime import date

from django.utils import timezone

from agencies.models import Professional
from consent.models import Child, Flag, Parent
from neston_sharing.foundation.actions import Refusal, action


@action
def set_flag(
    *,
    by,
    child: Child,
    kind: str,
    detail: str = "",
    social_worker: Professional | None = None,
    about_parent: Parent | None = None,
    limits_contact: bool = False,
    limits_information: bool = False,
    ends_on: date | None = None,
) -> Flag:
    """Put up a flag; a court order may limit one parent's contact, or what they may be told, until its last day."""
    flag = Flag(
        child=child,
        kind=kind,
        detail=detail,
        social_worker=social_worker,
        about_parent=about_parent,
        limits_contact=limits_contact,
        limits_information=limits_information,
        ends_on=ends_on,
        set_by=by,
    )
    _order_must_be_sound(flag)
    _must_not_stand_already(flag)
    flag.save()
    return flag


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


def _order_must_be_sound(flag: Flag) -> None:
    if flag.kind != Flag.Kind.COURT_ORDER:
        if flag.about_parent or flag.limits or flag.ends_on:
            raise Refusal("Only a court order limits somebody: choose “Court order”", field="kind")
        return
    if not flag.detail:
        raise Refusal("Say what the order is and what staff must do or not do", field="detail")
    if flag.limits and not flag.about_parent:
        raise Refusal("Choose whom the order limits", field="about_parent")
    if flag.about_parent and not flag.limits:
        raise Refusal("Say what the order limits: contact, information, or both", field="limits")
    if flag.about_parent and not Parent.objects.of_child(flag.child).filter(pk=flag.about_parent.one_id).exists():
        raise Refusal("Choose one of this child's parents and carers", field="about_parent")
    if flag.is_over:
        raise Refusal("The order has ended already: check the date", field="ends_on")


def _must_not_stand_already(flag: Flag) -> None:
    same = {name: getattr(flag, name) for name in ("kind", "detail", "social_worker", "about_parent")}
    if flag.child.flags.standing().filter(**same).exists():
        raise Refusal("This flag stands already", field="kind")
