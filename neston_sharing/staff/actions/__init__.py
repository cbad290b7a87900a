"""How the staff list changes: one verb, one function."""

from neston_sharing.staff.actions.absences import end_absence, record_absence
from neston_sharing.staff.actions.ending_sessions import end_my_sessions, end_sessions_of
from neston_sharing.staff.actions.inviting import Invitation, accept_invitation, invite, invite_again
from neston_sharing.staff.actions.leaving import deactivate, reactivate
from neston_sharing.staff.actions.resetting import give_reset_code, set_password_with_code
from neston_sharing.staff.actions.roles import change_roles
from neston_sharing.staff.actions.second_factor import take_away_second_factor
from neston_sharing.staff.actions.setting_up import set_up
from neston_sharing.staff.actions.unlocking import unlock

__all__ = [
    "Invitation",
    "accept_invitation",
    "change_roles",
    "deactivate",
    "end_absence",
    "end_my_sessions",
    "end_sessions_of",
    "give_reset_code",
    "invite",
    "invite_again",
    "reactivate",
    "record_absence",
    "set_password_with_code",
    "set_up",
    "take_away_second_factor",
    "unlock",
]
