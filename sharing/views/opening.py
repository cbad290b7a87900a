"""That somebody opened a decision is on the record before anything of it is shown, whichever of its pages it is."""

from django.views.generic.base import ContextMixin

from neston_sharing.audit.events import record_access


class OpensDecision(ContextMixin):
    """Mixed into pages about one decision, before what finds it."""

    def get_context_data(self, **kwargs) -> dict:
        decision = self.found  # type: ignore[attr-defined]
        record_access(self.request.user, decision.about.reference, "decision", decision.reference)  # type: ignore[attr-defined]
        return super().get_context_data(**kwargs)
