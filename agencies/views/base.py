from django.shortcuts import get_object_or_404

from agencies.forms import ConfirmForm
from agencies.models import Agency
from neston_sharing.foundation.views import Found, RecordingView


class AboutAgency(Found):
    """Mixed into views about one agency of the directory: `found`, in the page `agency`."""

    def find(self) -> Agency:
        agencies = Agency.objects.visible_to(self.request.user).with_routes()
        return get_object_or_404(agencies, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(agency=self.found, **kwargs)


class Confirm(AboutAgency, RecordingView):
    """One button that does one thing, after a page that says what it does."""

    form_class = ConfirmForm
    template_name = "agencies/confirm.html"
    may = "agencies.change_agency"
    title = explanation = button = ""
    kind = ""  # of the button

    def explain(self) -> str:
        return self.explanation

    def get_context_data(self, **kwargs) -> dict:
        words = {"title": self.title, "explanation": self.explain(), "button": self.button, "kind": self.kind}
        return super().get_context_data(**words, **kwargs)
