"""A leaflet of agencies for a parent (policy 1.8). That one was given is recorded in the child's file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import View

from agencies.forms import LeafletFilter, LeafletForm
from agencies.leaflet import FILENAME, TITLE, leaflet, leaflet_pdf
from agencies.models import Agency
from neston_sharing.foundation import pdf
from neston_sharing.foundation.views import May, Page

MAY = "agencies.view_agency"


class ChooseForLeaflet(Page):
    """Filters and cards in one form: narrowing the list keeps what is chosen."""

    may = MAY
    template_name = "agencies/leaflet_choose.html"

    def get_context_data(self, **kwargs) -> dict:
        filter_form = LeafletFilter(self.request.GET)
        asked = filter_form.cleaned_data if filter_form.is_valid() else {}
        form = LeafletForm()
        form.only(Agency.objects.narrowed(**asked), self.request.GET.getlist("agency"))
        missing = "none" in self.request.GET
        return super().get_context_data(filter_form=filter_form, form=form, missing=missing, **kwargs)


class ShowLeaflet(Page):
    may = MAY
    template_name = "agencies/leaflet.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = LeafletForm(request.GET)
        if not form.is_valid():
            return redirect(f"{reverse('agencies:leaflet')}?none")
        entries = leaflet(form.cleaned_data["agency"])
        return self.render_to_response(self.get_context_data(entries=entries, title=TITLE, asked=chosen(form)))


class LeafletPdf(May, pdf.ProducesPdf, View):
    may = MAY

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = LeafletForm(request.GET)
        if not form.is_valid():
            return redirect(f"{reverse('agencies:leaflet')}?none")
        return pdf.download(leaflet_pdf(form.cleaned_data["agency"], by=request.user), FILENAME)


def chosen(form: LeafletForm) -> str:
    return "&".join(f"agency={agency.pk}" for agency in form.cleaned_data["agency"])
