from neston_sharing.audit.models.entry import Entry
from neston_sharing.audit.models.review import Review
from neston_sharing.audit.models.seal import Seal

__all__ = ["Entry", "Review", "Seal"]
