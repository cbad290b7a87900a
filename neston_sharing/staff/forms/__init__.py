from neston_sharing.staff.forms.absences import AbsenceForm
from neston_sharing.staff.forms.passwords import (
    AskForReset,
    ChangePassword,
    CodeForm,
    NewPasswordForm,
    ResetPassword,
    SignIn,
    Unlock,
)
from neston_sharing.staff.forms.people import EndSessions, InviteForm, RolesForm

__all__ = [
    "AbsenceForm",
    "AskForReset",
    "ChangePassword",
    "CodeForm",
    "EndSessions",
    "InviteForm",
    "NewPasswordForm",
    "ResetPassword",
    "RolesForm",
    "SignIn",
    "Unlock",
]
