"""A child leaves the setting, stays after all, or comes back."""

from django.urls import reverse

from consent.actions.leaving import record_leaving, record_return, record_stay
from consent.models import Child
from consent.views.of_child import OfChild
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.views import EditingView, RecordingView
from sharing.forms.leaving import LeavingForm, ReturnForm, StayForm
from sharing.presenters.leaving import present_leaving


class Leaves(OfChild, EditingView):
    """Last day and next provider; what happens with it. A second time corrects the first."""

    form_class = LeavingForm
    template_name = "sharing/leaving.html"
    back = "child-file"
    success_message = "The last day is recorded."

    def stands(self) -> dict:
        return {"day": self.found.leaves_on}

    def get_context_data(self, **kwargs):
        leaving = present_leaving(self.found, user=self.request.user)
        return super().get_context_data(leaving=leaving, **kwargs)

    def record(self, form) -> str:
        record_leaving(by=self.request.user, child=self.found, **form.cleaned_data)
        still_seen = Child.objects.visible_to(self.request.user).contains(self.found)
        return reverse("sharing:leaving", args=[self.found.reference]) if still_seen else reverse("consent:children")


class Stays(OfChild, RecordingView):
    form_class: type[Form] = StayForm
    template_name = "sharing/leaving_stays.html"
    back = "sharing:leaving"
    success_message = "The child stays."

    def record(self, form) -> str:
        record_stay(by=self.request.user, child=self.found, **form.cleaned_data)
        return self.back_url()


class Returns(Stays):
    may = "consent.view_every_child"
    form_class = ReturnForm
    template_name = "sharing/leaving_returns.html"
    success_message = "The child is back on the register. Ask for the consents that ended."

    def record(self, form) -> str:
        record_return(by=self.request.user, child=self.found, **form.cleaned_data)
        return self.back_url()
