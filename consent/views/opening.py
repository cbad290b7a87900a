"""That somebody opened a child's file is on the record before anything of it is shown, whichever page shows it."""

from collections.abc import Iterable

from consent.models import Child
from neston_sharing.audit.events import record_access
from neston_sharing.foundation.views import Found


class OpensFile(Found):
    """Mixed into pages about something that stands in a child's file, before what renders them.

    A form that comes back with its errors shows as much as the form did, so that a page's `get` is no place for this.
    """

    def whose(self) -> Iterable[Child]:
        """The child, or all children, of whom the page shows something."""
        return [self.found.child.one]

    def get_context_data(self, **kwargs) -> dict:
        for child in self.whose():
            record_access(self.request.user, child.reference, "file", child.reference)
        return super().get_context_data(**kwargs)
