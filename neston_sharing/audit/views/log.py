from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from neston_sharing.audit import canonical, subjects
from neston_sharing.audit.erased import of_entries
from neston_sharing.audit.forms import LogFilter, LogSearch
from neston_sharing.audit.models import Entry
from neston_sharing.audit.reading import read
from neston_sharing.foundation.paging import key_page
from neston_sharing.foundation.views import Found, Page

SIZE = 50


class Log(Page):
    """The audit log, newest first. A search is posted, then shown at an address that can be shared: it holds a
    reference where a name was typed."""

    may = "audit.view_log"
    template_name = "audit/log.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        form = kwargs.pop("filter_form", None) or LogFilter(self.request.GET, user=user)
        shut = subjects.shut_to(user)
        entries = form.narrow(Entry.objects.visible_to(user, shut).for_reading())
        page = key_page(entries, self.request.GET, SIZE)
        lines = read(page.rows, user, shut)
        return super().get_context_data(filter_form=form, page=page, lines=lines, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = LogSearch(request.POST, user=request.user)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(filter_form=form), status=422)
        return HttpResponseRedirect(f"{request.path}{form.address()}")


class EntryPage(Found, Page):
    """Everything about one entry, its seal included."""

    may = "audit.view_log"
    template_name = "audit/entry.html"

    def find(self) -> Entry:
        seen = Entry.objects.visible_to(self.request.user).select_related("seal")
        return get_object_or_404(seen, pk=self.kwargs["number"])

    def get_context_data(self, **kwargs):
        (line,) = read([self.found], self.request.user)
        erased = of_entries([self.found]).get(self.found.pk, "")
        seal = getattr(self.found, "seal", None)
        code = canonical.code(seal.hash) if seal else ""
        return super().get_context_data(entry=self.found, line=line, seal=seal, code=code, erased=erased, **kwargs)
