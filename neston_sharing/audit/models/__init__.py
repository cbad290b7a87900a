from neston_sharing.audit.models.disposal import Disposal, DueLine, DueList, NamedRow
from neston_sharing.audit.models.entry import Entry
from neston_sharing.audit.models.hold import Hold
from neston_sharing.audit.models.review import Review
from neston_sharing.audit.models.seal import Seal

__all__ = ["Disposal", "DueLine", "DueList", "Entry", "Hold", "NamedRow", "Review", "Seal"]
