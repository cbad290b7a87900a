"""The setting's own details: its name, address and the numbers on every page."""

from django.db import transaction

from neston_sharing.foundation import numbers
from neston_sharing.foundation.actions import action
from neston_sharing.foundation.models import Setting


@action
def change_setting(*, by, **details) -> Setting:
    """Change what is given (name, address, numbers) and leave the rest; the first call makes the one setting."""
    setting = Setting.objects.current() or Setting(pk=1)
    for field, value in details.items():
        setattr(setting, field, value)
    setting.full_clean()
    setting.save()
    transaction.on_commit(lambda: numbers.keep(setting))
    return setting
