"""Where somebody is signed in, and how they sign out of a browser that is not in front of them."""

from django.urls import reverse
from django.utils.functional import cached_property

from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.views import SIGNED_IN, RecordingView
from neston_sharing.staff.actions import end_my_sessions, end_sessions_of
from neston_sharing.staff.forms import EndSessions
from neston_sharing.staff.sessions import SignedIn, mark_of, signed_in
from neston_sharing.staff.views import people


class MySessions(RecordingView):
    may = SIGNED_IN
    form_class = EndSessions
    template_name = "staff/sessions.html"
    success_message = "You are signed out there."

    @cached_property
    def sessions(self) -> dict[bool, list[SignedIn]]:
        """Split into the browser in front of them (True) and the others."""
        here, found = mark_of(self.request.session.session_key or ""), signed_in(people.signed_in(self.request))
        return {this: [each for each in found if (each.mark == here) is this] for this in (True, False)}

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"others": self.sessions[False]}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(here=self.sessions[True], others=self.sessions[False], **kwargs)

    def record(self, form: EndSessions) -> str:
        end_my_sessions(by=people.signed_in(self.request), marks=form.cleaned_data["sessions"])
        return reverse("staff:sessions")


class EndSessionsOf(people.Confirmed):
    template_name = "staff/end_sessions.html"
    success_message = "They are signed out everywhere."

    def record(self, form: Form) -> str:
        end_sessions_of(by=people.signed_in(self.request), user=self.found)
        return self.found.get_absolute_url()
