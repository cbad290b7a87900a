from collections.abc import Collection

from neston_sharing.audit.events import record_event
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.staff.models import User
from neston_sharing.staff.sessions import mark_of, sessions_of


@action
def end_my_sessions(*, by: User, marks: Collection[str]) -> int:
    """Sign oneself out in these browsers, and give how many they were. One that is over already is no error."""
    ended = _end(by, marks)
    if ended:
        record_event("sessions_ended", by=by, about=by)
    return ended


@action
def end_sessions_of(*, by: User, user: User) -> int:
    """Sign somebody out everywhere, as when their telephone is lost. They can sign in again with what they know."""
    ended = end_all(user)
    if not ended:
        raise Refusal("They are not signed in anywhere")
    record_event("sessions_ended", by=by, about=user)
    return ended


def end_all(user: User) -> int:
    return _end(user, None)


def end_others(user: User, here: str | None) -> int:
    """Sign them out everywhere but in the session with this key."""
    return _end(user, {mark_of(each.session_key) for each, _ in sessions_of(user) if each.session_key != here})


def _end(user: User, marks: Collection[str] | None) -> int:
    chosen = [each for each, _ in sessions_of(user) if marks is None or mark_of(each.session_key) in marks]
    for session in chosen:
        session.delete()
    return len(chosen)
