from neston_sharing.staff.models.absence import Absence, AbsenceEnd
from neston_sharing.staff.models.code import OneTimeCode
from neston_sharing.staff.models.holding import RoleHolding
from neston_sharing.staff.models.tries import SignInTries
from neston_sharing.staff.models.user import User

__all__ = ["Absence", "AbsenceEnd", "OneTimeCode", "RoleHolding", "SignInTries", "User"]
