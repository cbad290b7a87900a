"""A leaflet of agencies for a parent, from the child's file: chosen, printed, and that it was given (policy 1.8)."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from agencies.forms import LeafletForm
from agencies.views.leaflet import ChooseForLeaflet, chosen
from neston_sharing.foundation.views import RecordingView
from sharing.actions.leaflet import MAY, record_leaflet
from sharing.forms.leaflet import LeafletGivenForm
from sharing.models import LeafletGiven
from sharing.presenters.child import present_flags
from sharing.presenters.leaflet import COLUMNS, leaflet_rows
from sharing.views.received import OfFile


class ChooseLeaflet(OfFile, ChooseForLeaflet):
    """Choose the agencies; below, what the family was given before."""

    may = MAY
    template_name = "sharing/leaflets/choose.html"

    def get_context_data(self, **kwargs) -> dict:
        given = LeafletGiven.objects.about_child(self.found).with_all().latest_first()
        return super().get_context_data(columns=COLUMNS, given=leaflet_rows(given), **kwargs)


class GiveLeaflet(OfFile, RecordingView):
    """The agencies stand in the address, as where they were chosen: they say nothing about the family."""

    may = MAY
    form_class = LeafletGivenForm
    template_name = "sharing/leaflets/give.html"
    success_message = "Recorded in the child's file."

    @cached_property
    def asked(self) -> LeafletForm:
        return LeafletForm(self.request.GET)

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if self.has_permission() and self.found and not self.asked.is_valid():
            return redirect(f"{reverse('sharing:leaflet-choose', args=[self.found.reference])}?none")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"child": self.found}

    def get_context_data(self, **kwargs) -> dict:
        agencies = self.asked.cleaned_data["agency"]
        flags = present_flags(self.found)
        return super().get_context_data(agencies=agencies, asked=chosen(self.asked), flags=flags, **kwargs)

    def record(self, form: LeafletGivenForm) -> str:
        agencies = self.asked.cleaned_data["agency"]
        record_leaflet(by=self.request.user, child=self.found, agencies=agencies, **form.cleaned_data)
        return self.found.get_absolute_url()
