from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from consent.actions.parents import add_parent, change_parent, link_parent
from consent.forms.parents import FindParent, ParentForm, StandingForm
from consent.models import Parent
from consent.views.of_child import OfChild, OfLink
from neston_sharing.foundation.views import EditingView, Page, RecordingView

MOST_FOUND = 20


class Parents(OfChild, Page):
    """A child's parents and carers, and where everybody lives."""

    template_name = "consent/parents.html"

    def get_context_data(self, **kwargs):
        addresses = self.found.addresses.select_related("parent")
        return super().get_context_data(addresses=addresses, **kwargs)


class FindParentOfSibling(OfChild, Page):
    """Somebody who is a parent or carer of another child whose file this person may open."""

    template_name = "consent/parent_find.html"
    back = "consent:parents"

    def post(self, request, *args, **kwargs):
        form = FindParent(request.POST)
        found = self.found_by(form.cleaned_data["name"]) if form.is_valid() else None
        context = self.get_context_data(form=form, parents=found)
        return self.render_to_response(context, status=422 if form.errors else 200)

    def found_by(self, name: str):
        parents = Parent.objects.visible_to(self.request.user).not_linked_to(self.found)
        return parents.named(name).with_children_visible_to(self.request.user)[:MOST_FOUND]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"form": FindParent(), **kwargs})


class AddParent(OfChild, RecordingView):
    """Somebody new, or with ?parent=REF somebody who is known from a sibling."""

    template_name = "consent/parent_new.html"
    back = "consent:parents"

    @cached_property
    def known(self) -> Parent | None:
        if "parent" not in self.request.GET:
            return None
        parents = Parent.objects.visible_to(self.request.user)
        return get_object_or_404(parents, reference=self.request.GET["parent"])

    def get_form_class(self):
        return StandingForm if self.known else ParentForm

    def get_form_kwargs(self):
        council = {"for_council": self.known.on_behalf_of_id is not None} if self.known else {}
        return super().get_form_kwargs() | council

    def get_context_data(self, **kwargs):
        return super().get_context_data(known=self.known, **kwargs)

    def record(self, form) -> str:
        shared = {"by": self.request.user, "child": self.found, "standing": form.standing()}
        if self.known:
            link_parent(parent=self.known, **shared)
        else:
            add_parent(person=form.person(), **shared)
        return self.back_url()


class EditParent(OfLink, EditingView):
    form_class = ParentForm
    template_name = "consent/parent_edit.html"

    def stands(self) -> dict:
        people = {"evidence_seen_by": self.link.evidence_seen_by, "on_behalf_of": self.link.parent.on_behalf_of}
        values = {**vars(self.link.parent), **vars(self.link), **people}
        return {name: values[name] for name in ParentForm.base_fields}

    def record(self, form) -> str:
        change_parent(by=self.request.user, link=self.link, person=form.person(), standing=form.standing())
        return self.back_url()
