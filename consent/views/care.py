"""Who works with a child, from which day until which."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from consent.actions.care import assign_care, call_off_care, end_care, end_standing_cover
from consent.forms.care import CareForm, EndCare
from consent.models import CareAssignment
from consent.presenters.care import care_of
from consent.views.of_child import OfChild
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.views import RecordingView


class OfCare(OfChild, RecordingView):
    may = "consent.view_every_child"
    back = "consent:care"


class Care(OfCare):
    """Who does, did and will; and a form to enter a change."""

    form_class = CareForm
    template_name = "consent/care.html"
    back = "child-file"

    def get_initial(self) -> dict:
        return {"since": timezone.localdate()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(lines=care_of(self.found), **kwargs)

    def record(self, form) -> str:
        assign_care(by=self.request.user, child=self.found, **form.cleaned_data)
        return reverse("consent:care", args=[self.found.reference])


class OfAssignment(OfCare):
    template_name = "consent/care_end.html"

    @cached_property
    def assignment(self) -> CareAssignment:
        rows = CareAssignment.objects.about_child(self.found).with_people()
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(assignment=self.assignment, **kwargs)


class End(OfAssignment):
    form_class = EndCare

    def get_initial(self) -> dict:
        return {"until": timezone.localdate()}

    def record(self, form) -> str:
        end_care(by=self.request.user, assignment=self.assignment, **form.cleaned_data)
        return self.back_url()


class CallOff(OfAssignment):
    form_class = Form

    def record(self, form) -> str:
        call_off_care(by=self.request.user, assignment=self.assignment)
        return self.back_url()


class EndCover(OfCare):
    """The standing cover, named at registration."""

    form_class = Form
    template_name = "consent/care_cover_end.html"

    def record(self, form) -> str:
        end_standing_cover(by=self.request.user, child=self.found)
        return self.back_url()
