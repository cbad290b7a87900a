from django.urls import reverse

from consent.actions.children import change_child, register_child
from consent.forms.children import ChildDetails, ChildrenFilter, FindChild, NewChild
from consent.models import Child
from consent.presenters.children import listing
from consent.views.of_child import OfChild
from neston_sharing.foundation.views import Page, RecordingView


class Children(Page):
    """Every child whom this person can find by name; the file of those whom they may see.

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
        search = search or FindChild()
        return super().get_context_data(filter_form=filter_form, search=search, name=name, listing=page, **kwargs)

    def after(self) -> Child | None:
        """The child at the end of the page before; one whom this person cannot find is none."""
        reference = self.request.GET.get("after", "")
        return Child.objects.findable_by(self.request.user).referenced(reference.replace("\x00", ""))


class RegisterChild(RecordingView):
    may = "consent.register_child"
    form_class = NewChild
    template_name = "consent/child_new.html"

    def record(self, form) -> str:
        child = register_child(by=self.request.user, **form.cleaned_data)
        return reverse("consent:registration", args=[child.reference])


class EditChild(OfChild, RecordingView):
    form_class = ChildDetails
    template_name = "consent/child_edit.html"

    def get_initial(self):
        return {name: getattr(self.found, name) for name in ChildDetails.base_fields}

    def record(self, form) -> str:
        change_child(by=self.request.user, child=self.found, **form.cleaned_data)
        return self.back_url()
