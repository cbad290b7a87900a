"""The people of an agency, and how their identity was checked (policy 1.4, 1.6)."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from agencies.actions.professionals import add_professional, change_professional
from agencies.forms import ProfessionalEditForm, ProfessionalForm
from agencies.models import Professional
from agencies.views.base import AboutAgency
from neston_sharing.foundation.views import EditingView, RecordingView


class NewProfessional(AboutAgency, RecordingView):
    may = "agencies.add_agency"
    form_class = ProfessionalForm
    template_name = "agencies/professional.html"
    success_message = "They are added."
    extra_context = {"title": "Add a professional", "submit": "Add professional"}

    def record(self, form) -> str:
        add_professional(by=self.request.user, agency=self.found, **form.cleaned_data)
        return self.found.get_absolute_url()


class EditProfessional(AboutAgency, EditingView):
    may = "agencies.change_agency"
    form_class = ProfessionalEditForm
    template_name = "agencies/professional.html"
    success_message = "Their details are changed."
    extra_context = {"title": "Change a professional's details", "submit": "Save changes"}

    @cached_property
    def person(self) -> Professional:
        return get_object_or_404(self.found.professionals, pk=self.kwargs["person"])

    def stands(self) -> dict:
        return {
            "name": self.person.name,
            "post": self.person.post,
            "identity_checked_how": self.person.identity_checked_how,
            "identity_checked_on": self.person.identity_checked_on,
            "in_post": self.person.is_active,
        }

    def record(self, form) -> str:
        change_professional(by=self.request.user, professional=self.person, **form.cleaned_data)
        return self.found.get_absolute_url()
