"""The screen is locked with one tap, or locks itself; who locked it comes back to the same step with the same text."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render, resolve_url
from django.urls import Resolver404, resolve, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from neston_sharing.audit.events import record_event
from neston_sharing.foundation.views import SIGNED_IN, May, csrf_failure
from neston_sharing.staff import sitting
from neston_sharing.staff.forms import Unlock
from neston_sharing.staff.models import User


def unlock_address(page: str) -> str:
    return f"{reverse('account_unlock')}?{urlencode({'next': page})}"


def page_asked_for(request: HttpRequest, given: QueryDict) -> str:
    """Where to go after: a page of ours, whatever the address says, and one that can be looked at."""
    page = given.get("next", "")
    safe = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    safe = safe and page.startswith("/") and not _is_only_posted_to(page)
    return page if safe else resolve_url(settings.LOGIN_REDIRECT_URL)


def _is_only_posted_to(page: str) -> bool:
    """Whether no page is to be had there: a button's address, such as stands above a PDF that is being made."""
    try:
        view = resolve(urlsplit(page).path).func
    except Resolver404:
        return False
    shown = getattr(view, "view_class", None)
    return shown is not None and not (hasattr(shown, "get") and "get" in shown.http_method_names)


def out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not right. Whoever came in by another tab meanwhile goes on: they need no password here."""
    comes_in = request.path in (reverse("account_unlock"), reverse(settings.LOGIN_URL))
    if comes_in and request.user.is_authenticated:
        return HttpResponseRedirect(page_asked_for(request, request.GET))
    return csrf_failure(request, reason)


@method_decorator(login_not_required, name="dispatch")
class Lock(View):
    """One tap, or the page's own clock. A second tab comes here too, and its text is kept beside the first one's."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("home"))

    def post(self, request: HttpRequest) -> HttpResponse:
        page = page_asked_for(request, request.POST)
        if request.user.is_authenticated:
            record_event("screen_locked", by=request.user)
            sitting.lock(request, sitting.BY_HAND)
        if sitting.locked_by(request.session):
            written = QueryDict(request.POST.get("written", ""))
            sitting.keep(request.session, urlsplit(page).path, written)
        return HttpResponseRedirect(unlock_address(page))


@method_decorator(login_not_required, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class OpenAgain(View):
    """The locked screen: the password of whoever locked it. For anybody else there is the page to sign in."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        page = page_asked_for(request, request.GET)
        if request.user.is_authenticated:
            return HttpResponseRedirect(page)
        sign_in = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': page})}"
        if not sitting.opens_with_password(request.session):
            return HttpResponseRedirect(sign_in)
        self.page, self.sign_in = page, sign_in
        self.owner = User.objects.active().numbered(sitting.locked_by(request.session))
        return super().dispatch(request, *args, **kwargs) if self.owner else HttpResponseRedirect(sign_in)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(Unlock(request=request, owner=self.owner))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = Unlock(request.POST, request=request, owner=self.owner)
        if not form.is_valid():
            return self._show(form, status=422)
        started = request.session[sitting.STARTED]
        login(request, self.owner)
        request.session[sitting.STARTED] = started  # eight hours since they signed in, however often it was locked
        return HttpResponseRedirect(self.page)

    def _show(self, form: Unlock, status: int = 200) -> HttpResponse:
        context = {"form": form, "owner": self.owner, "sign_in_url": self.sign_in}
        return render(self.request, "account/unlock.html", context, status=status)


class Stay(May, View):
    """Somebody is at the page, though they ask for no other: they are writing."""

    may = SIGNED_IN

    def post(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=204)
