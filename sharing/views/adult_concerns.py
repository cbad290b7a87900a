"""A concern about an adult who works here: a record of its own, closed to that person."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse

from neston_sharing.audit.events import record_access
from neston_sharing.foundation.views import Found, Page, RecordingView
from sharing.actions.adult_concerns import MAY, raise_adult_concern, record_step
from sharing.forms.adult_concern import AdultConcernForm, StepForm
from sharing.models import AdultConcern, AdultConcernEntry
from sharing.presenters.adult_concern import present_adult_concern


class ReportAdultConcern(RecordingView):
    may = MAY
    form_class = AdultConcernForm
    template_name = "sharing/adult_concerns/new.html"

    def record(self, form) -> str:
        concern = raise_adult_concern(by=self.request.user, **form.cleaned_data)
        if concern.about == self.request.user:
            messages.success(self.request, "It is recorded. Since it is about you, others go on with it from here.")
            return reverse("home")
        return concern.get_absolute_url()


class OneAdultConcern(Found):
    """Mixed into pages about one: not there for the person whom it is about, nor for whom it does not go to."""

    may = MAY

    def find(self) -> AdultConcern:
        seen = AdultConcern.objects.visible_to(self.request.user).with_people().with_state_facts().with_entries()
        return get_object_or_404(seen, reference=self.kwargs["record"])

    @property
    def is_handled(self) -> bool:
        return AdultConcern.objects.handled_by(self.request.user).contains(self.found)

    def get_context_data(self, **kwargs) -> dict:
        record_access(self.request.user, self.found.reference, "adult_concern", self.found.reference)
        concern = present_adult_concern(self.found, handled=self.is_handled)
        return super().get_context_data(concern=concern, **kwargs)


class AdultConcernPage(OneAdultConcern, Page):
    template_name = "sharing/adult_concerns/concern.html"


class NewStep(OneAdultConcern, RecordingView):
    form_class = StepForm
    template_name = "sharing/adult_concerns/step.html"
    success_message = "It is recorded."

    def get_form_kwargs(self) -> dict:
        kinds = AdultConcernEntry.Kind.values if self.is_handled else [AdultConcernEntry.Kind.NOTE]
        return {**super().get_form_kwargs(), "kinds": kinds}

    def record(self, form) -> str:
        record_step(by=self.request.user, concern=self.found, **form.cleaned_data)
        return self.found.get_absolute_url()
