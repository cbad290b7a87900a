"""The directory of agencies (policy 1.1, 1.8)."""

from django.urls import reverse

from agencies.actions.directory import add_agency, bring_back_agency, change_agency, confirm_details, retire_agency
from agencies.forms import AgencyForm, ConfirmForm, DirectoryFilter, NewAgencyForm
from agencies.models import Agency, Protocol
from agencies.presenters.directory import directory_rows, found_words
from agencies.views.base import AboutAgency, Confirm
from neston_sharing.foundation.views import EditingView, Page, RecordingView

MOST_SHOWN = 200


class Directory(Page):
    may = "agencies.view_agency"
    template_name = "agencies/directory.html"

    def get_context_data(self, **kwargs) -> dict:
        filter_form = DirectoryFilter(self.request.GET)
        asked = filter_form.cleaned_data if filter_form.is_valid() else {}
        agencies = Agency.objects.visible_to(self.request.user).narrowed(**asked).with_routes().by_name()
        found = list(agencies[: MOST_SHOWN + 1])
        more, shown = len(found) > MOST_SHOWN, directory_rows(found[:MOST_SHOWN])
        said = {"rows": shown, "more": more, "most": MOST_SHOWN, "found": found_words(len(shown), more)}
        return super().get_context_data(filter_form=filter_form, narrowed=any(asked.values()), **said, **kwargs)


class NewAgency(RecordingView):
    may = "agencies.add_agency"
    form_class = NewAgencyForm
    template_name = "agencies/new.html"
    success_message = "The agency is in the directory."

    def record(self, form) -> str:
        return add_agency(by=self.request.user, **form.cleaned_data).get_absolute_url()


class AgencyPage(AboutAgency, Page):
    may = "agencies.view_agency"
    template_name = "agencies/agency.html"

    def get_context_data(self, **kwargs) -> dict:
        protocols = Protocol.objects.visible_to(self.request.user).in_force_for(self.found)
        shown = {"people": self.found.people(), "protocols": protocols, "checked_form": ConfirmForm()}
        return super().get_context_data(**shown, **kwargs)


class EditAgency(AboutAgency, EditingView):
    may = "agencies.change_agency"
    form_class = AgencyForm
    template_name = "agencies/edit.html"
    success_message = "The agency's details are changed."

    def stands(self) -> dict:
        return {name: getattr(self.found, name) for name in self.form_class.base_fields}

    def record(self, form) -> str:
        return change_agency(by=self.request.user, agency=self.found, **form.cleaned_data).get_absolute_url()


class DetailsChecked(Confirm):
    title = "Details checked today"
    explanation = "Your name and today's date are recorded as the last check of these details."
    button = "Record that I checked them"
    success_message = "Recorded: you checked these details today."

    def record(self, form) -> str:
        return confirm_details(by=self.request.user, agency=self.found).get_absolute_url()


class RetireAgency(Confirm):
    title = "Take this agency out of use"
    explanation = "It can no longer be chosen. It stays on every record that names it, and can be brought back."
    button, kind = "Take out of use", "warning"
    success_message = "The agency is out of use."

    def record(self, form) -> str:
        retire_agency(by=self.request.user, agency=self.found)
        return reverse("agencies:list")


class BringBackAgency(Confirm):
    title = "Bring this agency back into use"
    explanation = "It can be chosen again, and says that its details were not checked until somebody checks them."
    button = "Bring back into use"
    success_message = "The agency is in use again."

    def record(self, form) -> str:
        return bring_back_agency(by=self.request.user, agency=self.found).get_absolute_url()
