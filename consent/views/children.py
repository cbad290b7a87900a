from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import View

from consent.actions.children import change_child, register_child
from consent.forms.children import ChildDetails, ChildrenFilter, FindChild, NewChild
from consent.models import Child
from consent.presenters.children import as_list, listed, listing
from consent.shown import children_shown
from consent.views.of_child import OfChild
from neston_sharing.audit.events import record_event
from neston_sharing.foundation.lists.sending import as_file
from neston_sharing.foundation.views import EditingView, May, Page, RecordingView

CHILDREN_CSV = "children.csv"


class Children(Page):
    """Every child whom lists show to this person by name; the file of those whom they may see.

    A search is posted, so that no name comes to stand in an address, a history or a log.
    """

    may = ("consent.find_child", "consent.view_own_children")
    template_name = "consent/children.html"

    def post(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(search=FindChild(request.POST)))

    def get_context_data(self, search=None, **kwargs):
        filter_form = ChildrenFilter(self.request.GET or None)
        name = search.cleaned_data["name"] if search and search.is_valid() else ""
        page = listing(self.request.user, show=filter_form.shown(), name=name, after=self.after())
        children_shown(self.request, (line.child for line in page.lines))
        search = search or FindChild()
        return super().get_context_data(filter_form=filter_form, search=search, name=name, listing=page, **kwargs)

    def after(self) -> Child | None:
        """The child at the end of the page before; one whom it does not show is none."""
        reference = self.request.GET.get("after", "")
        return Child.objects.listed_for(self.request.user).referenced(reference.replace("\x00", ""))


class ChildrenCsv(May, View):
    """The same list as a file, of the children whose files this person may read; that it was taken is in the log."""

    may = ("consent.view_every_child", "consent.view_own_children")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        found = list(listed(request.user, show=ChildrenFilter(request.GET or None).shown()))
        shown = {"children": [child.reference for child in found]}
        record_event("list_exported", by=request.user, about=CHILDREN_CSV, data=shown)
        return as_file(as_list(found), CHILDREN_CSV)


class RegisterChild(RecordingView):
    may = "consent.register_child"
    form_class = NewChild
    template_name = "consent/child_new.html"

    def record(self, form) -> str:
        child = register_child(by=self.request.user, **form.cleaned_data)
        return reverse("consent:registration", args=[child.reference])


class EditChild(OfChild, EditingView):
    form_class = ChildDetails
    template_name = "consent/child_edit.html"

    def stands(self) -> dict:
        return {name: getattr(self.found, name) for name in ChildDetails.base_fields}

    def record(self, form) -> str:
        change_child(by=self.request.user, child=self.found, **form.cleaned_data)
        return self.back_url()
