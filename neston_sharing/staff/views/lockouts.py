"""Who cannot sign in just now after too many wrong passwords, and the button that lets them try again."""

from django.http import Http404
from django.urls import reverse

from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.views import Found, Page, RecordingView
from neston_sharing.staff.actions import unlock
from neston_sharing.staff.models import SignInTries, User
from neston_sharing.staff.views.people import signed_in


class LockedOut(Page):
    may = "staff.unlock"
    template_name = "staff/locked_out.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(locked_out=SignInTries.objects.locked().of_staff(), **kwargs)


class UnlockPerson(Found, RecordingView):
    """For managers, and for the helper with the computer, who sees a name here and nothing more."""

    may = "staff.unlock"
    form_class = Form
    template_name = "staff/unlock.html"
    success_message = "They can try to sign in again."

    def find(self) -> User:
        person = User.objects.active().numbered(self.kwargs["pk"])
        if person is None:
            raise Http404
        return person

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(person=self.found, **kwargs)

    def record(self, form: Form) -> str:
        unlock(by=signed_in(self.request), user=self.found)
        return reverse("staff:locked-out")
