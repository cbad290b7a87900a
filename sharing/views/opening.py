"""That somebody opened a decision is on the record before anything of it is shown, whichever of its pages it is."""

from django.shortcuts import get_object_or_404

from neston_sharing.audit.events import record_access
from neston_sharing.foundation.views import Found
from sharing.models import Decision


class OpensDecision(Found):
    """Mixed into pages about one decision, or about something that stands on it, before what renders them."""

    @property
    def opens(self) -> Decision:
        """The decision of which the page shows something."""
        return self.found

    def get_context_data(self, **kwargs) -> dict:
        decision = self.opens
        record_access(self.request.user, decision.about.reference, "decision", decision.reference)
        return super().get_context_data(**kwargs)


class SeesDecision(OpensDecision):
    """The same for a page that whoever may see the decision may come to, and that tells all of it."""

    def find(self) -> Decision:
        seen = Decision.objects.visible_to(self.request.user).for_presenting(self.request.user)
        return get_object_or_404(seen, reference=self.kwargs["reference"])
