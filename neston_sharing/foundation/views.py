"""How views are built: fetch what this person may have or stop, show a form, call one action."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ImproperlyConfigured
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from django.views.generic.base import ContextMixin
from django.views.generic.edit import FormView

from neston_sharing.foundation import numbers
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.forms.edits import mark_of, show_what_stands
from neston_sharing.foundation.meanwhile import ChangedMeanwhile
from neston_sharing.foundation.once import first_answer, once

SIGNED_IN = "signed in"  # every member of staff, whatever the role
ANYONE = "anyone"  # signed in or not: such a view is also marked `login_not_required`


class May(PermissionRequiredMixin):
    """Who may come in: `may` names one permission, or several of which one is enough, or SIGNED_IN, or ANYONE.

    A view that does not say is refused when it is used, not when it is abused.
    """

    request: HttpRequest
    may: str | tuple[str, ...] = ""
    raise_exception = True

    def has_permission(self) -> bool:
        if not self.may:
            raise ImproperlyConfigured(f"{type(self).__name__} does not say who may come in: set `may`")
        if self.may == ANYONE:
            return True
        if self.may == SIGNED_IN:
            return self.request.user.is_authenticated
        names = (self.may,) if isinstance(self.may, str) else self.may
        return any(self.request.user.has_perm(name) for name in names)


class Page(May, TemplateView):
    """A page that shows something and changes nothing."""


class RecordingView(May, FormView):
    """A form that records something, once: `record(form)` calls one action and gives the path to go to.

    An action's refusal comes back as an error of the form with everything typed still there.
    """

    success_message = ""

    def record(self, form) -> str:
        raise ImproperlyConfigured(f"{type(self).__name__} does not say what it records: define `record`")

    def get_form_kwargs(self) -> dict:
        """What was being written when the screen was locked stands in the form again."""
        kept = getattr(self.request, "kept", None)
        return super().get_form_kwargs() | ({} if kept is None else {"data": kept})

    def get_form(self, form_class=None):
        """What was kept was never sent, so nothing is wrong with it yet."""
        form = super().get_form(form_class)
        if getattr(self.request, "kept", None) is not None:
            form._errors = ErrorDict()
        return form

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = self.get_form()
        if (done := first_answer(form.key)) is not None:
            return HttpResponseRedirect(done)
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form) -> HttpResponse:
        try:
            path = once(key=form.key, by=self.request.user, do=lambda: self.save(form))
        except Refusal as refusal:
            return self.refuse(form, refusal)
        if self.success_message:
            messages.success(self.request, self.success_message)
        return HttpResponseRedirect(path)

    def save(self, form) -> str:
        """Record it, in the transaction of the one-time key: nobody else writes until it ends."""
        return self.record(form)

    def refuse(self, form, refusal: Refusal) -> HttpResponse:
        form.refuse(refusal)
        return self.form_invalid(form)

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class EditingView(RecordingView):
    """A form that shows what stands and is saved over it: `stands()` gives that, by field, and by a name of its own
    what the page shows beside its fields.

    The page carries a mark of what it showed. Where something else stands by the time it is saved, nothing is, and the
    second of two writers sees both.
    """

    def stands(self) -> dict:
        raise ImproperlyConfigured(f"{type(self).__name__} does not say what it is saved over: define `stands`")

    @cached_property
    def standing(self) -> dict:
        return self.stands()

    def get_initial(self) -> dict:
        return dict(self.standing)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.mark = form.data.get("seen", "") if form.is_bound else mark_of(form, self.standing)
        return form

    def save(self, form) -> str:
        self._read_again()
        if form.mark != mark_of(form, self.standing):
            raise ChangedMeanwhile(self.standing)
        return super().save(form)

    def refuse(self, form, refusal: Refusal) -> HttpResponse:
        if isinstance(refusal, ChangedMeanwhile):
            form.mark = mark_of(form, refusal.stands)
            show_what_stands(form, refusal.stands)
        return super().refuse(form, refusal)

    def _read_again(self) -> None:
        """Forget what was fetched while others could still write: what is saved over is what stands now."""
        for name in [name for name in vars(self) if isinstance(getattr(type(self), name, None), cached_property)]:
            del vars(self)[name]


class Found(May, ContextMixin, View):
    """Mixed into views about one object: `find()` fetches it through the gate, once, or raises Http404."""

    def find(self):
        raise ImproperlyConfigured(f"{type(self).__name__} does not say what it is about: define `find`")

    @cached_property
    def found(self):
        return self.find()


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open for too long, or in a second tab since a new sign-in: say so, and lose nothing."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours, perhaps of the database: whatever it is, the numbers to call are there (see `numbers`)."""
    return HttpResponse(render_to_string("500.html", {"setting": numbers.kept()}), status=500)
