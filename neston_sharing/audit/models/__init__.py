from neston_sharing.audit.models.entry import Entry
from neston_sharing.audit.models.seal import Seal

__all__ = ["Entry", "Seal"]
