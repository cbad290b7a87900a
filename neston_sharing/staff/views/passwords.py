from allauth.account.views import PasswordResetView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class AskForReset(PasswordResetView):
    """A new password by e-mail; where this installation sends none, the page says whom to ask."""

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not settings.EMAIL_CONFIGURED:
            return redirect("account_reset_password")
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"email_configured": settings.EMAIL_CONFIGURED}
