"""The ways to reach an agency: added and taken out of use, never rewritten."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from agencies.actions.directory import add_route, change_route, retire_route
from agencies.forms import RouteChangeForm, RouteForm
from agencies.models import ContactRoute
from agencies.views.base import AboutAgency, Confirm
from neston_sharing.foundation.views import EditingView, RecordingView


class NewRoute(AboutAgency, RecordingView):
    may = "agencies.change_agency"
    form_class = RouteForm
    template_name = "agencies/route.html"
    success_message = "The way to reach them is added."

    def record(self, form) -> str:
        add_route(by=self.request.user, agency=self.found, **form.cleaned_data)
        return self.found.get_absolute_url()


class AboutRoute(AboutAgency):
    @cached_property
    def route(self) -> ContactRoute:
        return get_object_or_404(self.found.routes, pk=self.kwargs["route"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(route=self.route, **kwargs)


class ChangeRoute(AboutRoute, EditingView):
    form_class = RouteChangeForm
    template_name = "agencies/route_edit.html"
    may = "agencies.change_agency"
    success_message = "It is changed."

    def stands(self) -> dict:
        return {name: getattr(self.route, name) for name in self.form_class.base_fields}

    def record(self, form) -> str:
        change_route(by=self.request.user, route=self.route, **form.cleaned_data)
        return self.found.get_absolute_url()


class RetireRoute(AboutRoute, Confirm):
    title = "Take this number or address out of use"
    button, kind = "Take out of use", "warning"
    success_message = "It is out of use."

    def explain(self) -> str:
        return f"{self.route}. It stays on every record that names it. If it changed, add the new one too."

    def record(self, form) -> str:
        retire_route(by=self.request.user, route=self.route)
        return self.found.get_absolute_url()
