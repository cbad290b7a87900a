"""A list of agencies: brought in, looked through, entered or put aside; and taken out.

No address names a list: everybody has one at a time, and sees their own.
"""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View

from agencies.actions.directory_import import bring_in, enter, look_through
from agencies.forms.directory_import import BringList
from agencies.importing.columns import COLUMNS
from agencies.importing.writing import export, template
from agencies.models import Agency, DirectoryImport
from agencies.presenters.directory_import import preview
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.lists.entering import GONE, put_aside
from neston_sharing.foundation.lists.forms import EnterList
from neston_sharing.foundation.lists.presenting import entered_in_words
from neston_sharing.foundation.lists.sending import as_file
from neston_sharing.foundation.views import May, RecordingView

MAY = "agencies.import_directory"


class OfMyList(May):
    """About the list that this person has brought in."""

    may = MAY

    @cached_property
    def waiting(self) -> DirectoryImport | None:
        return DirectoryImport.objects.waiting_for(self.request.user)


class BringIn(OfMyList, RecordingView):
    form_class = BringList
    template_name = "agencies/import_new.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(waiting=self.waiting, columns=COLUMNS, **kwargs)

    def record(self, form) -> str:
        bring_in(by=self.request.user, content=form.cleaned_data["file"])
        return reverse("agencies:import-check")


class LookThrough(OfMyList, RecordingView):
    """Every row with what entering it would do; and the button that enters them all."""

    form_class = EnterList
    template_name = "agencies/import_check.html"

    def dispatch(self, request, *args, **kwargs):
        if self.has_permission() and request.method == "GET" and self.waiting is None:
            return redirect("agencies:import")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        """Look through the list afresh each time: the directory may have changed since."""
        context = super().get_context_data(**kwargs)
        try:
            if self.waiting is None:
                raise Refusal(GONE)
            plan = look_through(self.waiting)
        except Refusal as refusal:
            return context | {"gone": refusal.message}
        return context | {"preview": preview(plan), "seen": plan.fingerprint}

    def record(self, form) -> str:
        if self.waiting is None:
            raise Refusal(GONE)
        done = enter(by=self.request.user, waiting=self.waiting, seen=form.cleaned_data["seen"])
        messages.success(self.request, entered_in_words(done.entered or {}))
        return reverse("agencies:list")


class PutAside(OfMyList, View):
    def post(self, request, *args, **kwargs) -> HttpResponse:
        if self.waiting:
            put_aside(by=request.user, waiting=self.waiting)
        messages.success(request, "The list is put aside, and its file deleted. Nothing was entered.")
        return HttpResponseRedirect(reverse("agencies:import"))


class Template(May, View):
    """The list to fill in."""

    may = MAY

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return as_file(template(), "agencies-to-fill-in.csv")


class Export(May, View):
    """The directory as it stands, for whoever may look into it: it can be brought in again."""

    may = "agencies.view_agency"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        agencies = Agency.objects.visible_to(request.user).in_use().with_routes().by_name()
        return as_file(export(agencies), "agencies.csv")
