from django.shortcuts import get_object_or_404
from django.urls import reverse

from consent import through_glass
from consent.actions.glass import MAY, acknowledge_glass, break_glass, end_glass
from consent.forms.glass import AcknowledgeGlass, BreakGlass
from consent.models import BrokenGlass
from consent.models.glass import TOLD
from consent.views.opening import OpensFile
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.views import Found, RecordingView


class Break(RecordingView):
    """ "I need a file that I cannot see": it says nothing of a file before the glass is broken."""

    may = MAY
    form_class = BreakGlass
    template_name = "consent/glass_break.html"

    def record(self, form) -> str:
        glass = break_glass(by=self.request.user, **form.cleaned_data)
        through_glass.begin(self.request, glass)
        return glass.child.get_absolute_url()


class End(Found, RecordingView):
    may = MAY
    http_method_names = ["post"]
    form_class = Form
    template_name = "consent/glass_break.html"
    success_message = "The file is closed to you again."

    def find(self) -> BrokenGlass:
        return get_object_or_404(BrokenGlass.objects.of(self.request.user), pk=self.kwargs["pk"])

    def record(self, form) -> str:
        end_glass(by=self.request.user, glass=self.found)
        return reverse("home")


class Acknowledge(OpensFile, RecordingView):
    """What was done, by whom and why, for the designated person who looks into it."""

    may = TOLD
    form_class = AcknowledgeGlass
    template_name = "consent/glass_acknowledge.html"
    success_message = "What you found is recorded."

    def find(self) -> BrokenGlass:
        told = BrokenGlass.objects.to_acknowledge(self.request.user).with_people()
        return get_object_or_404(told, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(glass=self.found, child=self.found.child.one, **kwargs)

    def record(self, form) -> str:
        acknowledge_glass(by=self.request.user, glass=self.found, **form.cleaned_data)
        return reverse("home")
