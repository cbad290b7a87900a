"""Who has looked at a child's file (policy 2.6: shared only with those who need to have it)."""

from consent.models import Child
from neston_sharing.audit import subjects
from neston_sharing.audit.models import Entry
from neston_sharing.foundation.paging import key_page
from neston_sharing.foundation.views import Page
from sharing.presenters.looked import COLUMNS, looked_rows
from sharing.views.received import OfFile

SIZE = 50


class WhoLooked(OfFile, Page):
    """For the designated lead, who reads no other part of the log: opened, printed, exported, refused; newest first."""

    may = ("sharing.lead_safeguarding", "audit.view_log")
    template_name = "sharing/looked.html"

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        references = Child.objects.with_references([self.found.reference]).references()
        shut = subjects.shut_to(self.request.user)
        entries = Entry.objects.about_any(references).who_looked().told_to(self.request.user, shut).for_reading()
        page = key_page(entries, self.request.GET, SIZE)
        rows = looked_rows(page.rows, self.found, user=self.request.user, shut=shut)
        return context | {"columns": COLUMNS, "rows": rows, "page": page}
