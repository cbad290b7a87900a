from neston_sharing.foundation.models.key import OneTimeKey
from neston_sharing.foundation.models.record import Audited, Record
from neston_sharing.foundation.models.setting import Setting

__all__ = ["Audited", "OneTimeKey", "Record", "Setting"]
