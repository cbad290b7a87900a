from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.details import change_setting
from neston_sharing.staff.actions.inviting import Invitation, invite
from neston_sharing.staff.models import User
from neston_sharing.staff.table import MANAGER


@action
def set_up(*, setting_name: str, manager_name: str, manager_email: str) -> Invitation:
    """Open an empty installation: the setting's name, and the first manager, invited by nobody."""
    if User.objects.exists():
        raise Refusal("This installation has been set up already. A manager invites further staff")
    change_setting(by=None, name=setting_name)
    return invite(by=None, name=manager_name, email=manager_email, roles={MANAGER})
