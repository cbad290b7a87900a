from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.debug import sensitive_post_parameters

from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.views import ANYONE, RecordingView
from neston_sharing.staff.actions import Invitation, accept_invitation, invite, invite_again
from neston_sharing.staff.forms import InviteForm, NewPasswordForm
from neston_sharing.staff.mail import send_invitation
from neston_sharing.staff.models import OneTimeCode
from neston_sharing.staff.views.codes import Reveals
from neston_sharing.staff.views.people import Confirmed, signed_in


class Invites(Reveals):
    """Mixed into views that make an invitation: it is shown once, and sent where e-mail is configured."""

    def hand_over(self, invitation: Invitation) -> str:
        link = self.request.build_absolute_uri(reverse("staff:accept", args=[invitation.code]))
        transaction.on_commit(lambda: send_invitation(invitation.user.email, link))
        return self.reveal(invitation.user, "invitation", invitation.code)


class Invite(Invites, RecordingView):
    may = "staff.manage"
    form_class = InviteForm
    template_name = "staff/invite.html"

    def record(self, form: InviteForm) -> str:
        return self.hand_over(invite(by=signed_in(self.request), **form.cleaned_data))


class InviteAgain(Invites, Confirmed):
    template_name = "staff/invite_again.html"

    def record(self, form: Form) -> str:
        return self.hand_over(invite_again(by=signed_in(self.request), user=self.found))


@method_decorator(login_not_required, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class Accept(RecordingView):
    """Whoever was invited comes in: greeted by name, they choose a password and are signed in."""

    may = ANYONE
    form_class = NewPasswordForm
    template_name = "staff/accept.html"

    @cached_property
    def invitation(self) -> OneTimeCode | None:
        return OneTimeCode.objects.invitations().good(self.kwargs["code"]).first()

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.invitation else self._no_invitation()

    def form_invalid(self, form: NewPasswordForm) -> HttpResponse:
        return super().form_invalid(form) if self.invitation else self._no_invitation()

    def _no_invitation(self) -> HttpResponse:
        return render(self.request, "staff/no_invitation.html", status=404)

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.invitation.user if self.invitation else None}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(person=self.invitation and self.invitation.user, **kwargs)

    def record(self, form: NewPasswordForm) -> str:
        self.user = accept_invitation(code=self.kwargs["code"], password=form.cleaned_data["password1"])
        return reverse("home")

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        response = super().form_valid(form)
        if hasattr(self, "user"):
            login(self.request, self.user)
        return response
