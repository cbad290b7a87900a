from consent.attention import KINDS, SOON
from neston_sharing.audit.events import record_list
from neston_sharing.foundation.views import Page

SHOWN = 50
"""Lines of one kind on the page."""


class Attention(Page):
    """Everything of the families' papers that waits for somebody, kind by kind."""

    may = ("consent.view_every_child", "consent.view_own_children")
    template_name = "consent/attention.html"

    def get_context_data(self, **kwargs) -> dict:
        found = ((kind, *kind.lines(self.request.user, SHOWN)) for kind in KINDS)
        seen = [(kind, lines, more) for kind, lines, more in found if lines]
        parts = [{"kind": kind, "lines": lines, "more": more} for kind, lines, more in seen]
        record_list(self.request.user, "consent:attention", {each.child for _, lines, _ in seen for each in lines})
        return super().get_context_data(parts=parts, days=SOON.days, **kwargs)
