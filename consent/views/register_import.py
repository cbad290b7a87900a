"""A setting's own list of children and parents: brought in, looked through, entered or put aside.

No address names a list: everybody has one at a time, and sees their own.
"""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View

from consent.actions.register_import import bring_in, enter, look_through
from consent.forms.register_import import BringList
from consent.importing.columns import CHILD, PARENT
from consent.importing.plan import Plan
from consent.importing.template import template
from consent.models import RegisterImport
from consent.presenters.register_import import preview
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.lists.entering import GONE, put_aside
from neston_sharing.foundation.lists.forms import EnterList
from neston_sharing.foundation.lists.presenting import entered_in_words
from neston_sharing.foundation.lists.sending import as_file
from neston_sharing.foundation.views import May, RecordingView

MAY = "consent.import_register"


class OfMyList(May):
    """About the list that this person has brought in; without one, the page where it begins."""

    may = MAY

    @cached_property
    def waiting(self) -> RegisterImport | None:
        return RegisterImport.objects.waiting_for(self.request.user)


class BringIn(OfMyList, RecordingView):
    form_class = BringList
    template_name = "consent/import_new.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(waiting=self.waiting, columns=CHILD, of_parents=PARENT, **kwargs)

    def record(self, form) -> str:
        bring_in(by=self.request.user, content=form.cleaned_data["file"])
        return reverse("consent:import-check")


class LookThrough(OfMyList, RecordingView):
    """Every row with what entering it would do; and the button that enters them all."""

    form_class = EnterList
    template_name = "consent/import_check.html"

    def dispatch(self, request, *args, **kwargs):
        if self.has_permission() and request.method == "GET" and self.waiting is None:
            return redirect("consent:import")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        """Look through the list afresh each time: the register may have changed since."""
        context = super().get_context_data(**kwargs)
        try:
            plan = self.plan()
        except Refusal as refusal:
            return context | {"gone": refusal.message}
        asked = self.request.GET
        shown = preview(plan, show=asked.get("show", ""), after=asked.get("after", ""))
        return context | {"preview": shown, "seen": plan.fingerprint}

    def plan(self) -> Plan:
        if self.waiting is None:
            raise Refusal(GONE)
        return look_through(self.waiting, self.request.user)

    def record(self, form) -> str:
        if self.waiting is None:
            raise Refusal(GONE)
        done = enter(by=self.request.user, waiting=self.waiting, seen=form.cleaned_data["seen"])
        messages.success(self.request, entered_in_words(done.entered or {}))
        return reverse("consent:children")


class PutAside(OfMyList, View):
    def post(self, request, *args, **kwargs) -> HttpResponse:
        if self.waiting:
            put_aside(by=request.user, waiting=self.waiting)
        messages.success(request, "The list is put aside, and its file deleted. Nothing was entered.")
        return HttpResponseRedirect(reverse("consent:import"))


class Template(May, View):
    """The list to fill in."""

    may = MAY

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return as_file(template(), "children.csv")
