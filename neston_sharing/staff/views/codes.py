"""A code that a manager gives by word of mouth, where there is no e-mail or it does not arrive."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.views import ANYONE, Page, RecordingView
from neston_sharing.staff.actions import give_reset_code, set_password_with_code
from neston_sharing.staff.forms import CodeForm
from neston_sharing.staff.views.people import Confirmed, OfPerson, signed_in

SHOWN_ONCE = "staff.shown_once"


class Reveals(View):
    """Mixed into views that make a code: it waits in the session for the page that shows it, and only for that."""

    def reveal(self, user, what: str, code: str) -> str:
        self.request.session[SHOWN_ONCE] = {"pk": user.pk, "what": what, "code": code}
        return reverse("staff:shown-once", args=[user.pk])


class GiveCode(Reveals, Confirmed):
    template_name = "staff/give_code.html"

    def record(self, form: Form) -> str:
        return self.reveal(self.found, "reset", give_reset_code(by=signed_in(self.request), user=self.found))


class ShownOnce(OfPerson, Page):
    """The code or link that was just made. Loading the page again shows it no more."""

    template_name = "staff/shown_once.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        shown = request.session.pop(SHOWN_ONCE, None)
        if not shown or shown["pk"] != self.found.pk:
            return HttpResponseRedirect(self.found.get_absolute_url())
        return self.render_to_response(self.get_context_data(**self._words(shown)))

    def _words(self, shown: dict) -> dict:
        if shown["what"] == "reset":
            return {"code": shown["code"], "where": self.request.build_absolute_uri(reverse("account_code"))}
        return {
            "email_configured": settings.EMAIL_CONFIGURED,
            "link": self.request.build_absolute_uri(reverse("staff:accept", args=[shown["code"]])),
        }


@method_decorator(login_not_required, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class UseCode(RecordingView):
    """A new password with a manager's code. Tries are limited by the caller's address and by the e-mail address."""

    may = ANYONE
    form_class = CodeForm
    template_name = "staff/use_code.html"
    success_message = "Your password is changed. Sign in with it."

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        key = request.POST.get("email", "").strip().lower()
        return ratelimit.consume_or_429(request, action="code", key=key) or super().post(request, *args, **kwargs)

    def record(self, form: CodeForm) -> str:
        given = form.cleaned_data
        set_password_with_code(email=given["email"], code=given["code"], password=given["password1"])
        return reverse("account_login")

    def form_valid(self, form: CodeForm) -> HttpResponse:
        response = super().form_valid(form)
        if form.errors:  # refused: the log counts it as a failed sign-in
            credentials = {"email": form.cleaned_data.get("email", "")}
            user_login_failed.send(sender=__name__, credentials=credentials, request=self.request)
        return response
