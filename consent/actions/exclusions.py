"""Who must never see a child's record, whatever their role: its parent among the staff, the subject of a concern."""

from django.utils import timezone

from consent.models import Child, Exclusion
from consent.models.gate import seen_through_glass
from neston_sharing.foundation.actions import Refusal, action


def not_through_glass(by, child: Child) -> None:
    """Refuse whoever sees the record for a quarter of an hour only: who may see it for good is not theirs to change."""
    if child.one_id in seen_through_glass(by):
        raise Refusal("You see this record for fifteen minutes. Ask those named to change who may see it")


@action
def exclude(*, by, child: Child, user, reason: str) -> Exclusion:
    """Keep somebody out of a child's record from this moment on. One may exclude oneself."""
    not_through_glass(by, child)
    if not reason:
        raise Refusal("Say why this person must not see the record", field="reason")
    if child.exclusions.standing().filter(user=user).exists():
        raise Refusal("This person is kept out of the record already", field="user")
    return Exclusion.objects.create(child=child, user=user, reason=reason, set_by=by)


@action
def lift_exclusion(*, by, exclusion: Exclusion, why: str) -> Exclusion:
    """Let somebody back in. Nobody lets themselves back in: the database refuses it too."""
    not_through_glass(by, exclusion.child)
    if exclusion.user == by:
        raise Refusal("Nobody can lift their own exclusion: ask another manager")
    if Exclusion.objects.get(pk=exclusion.pk).lifted_at:
        raise Refusal("This exclusion was lifted already")
    if not why:
        raise Refusal("Say why this person may see the record again", field="why")
    exclusion.lifted_at, exclusion.lifted_by, exclusion.lifted_why = timezone.now(), by, why
    exclusion.save()
    return exclusion
