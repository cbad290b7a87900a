"""What the parent sees on the tablet: read, sign or decline, done. No member of staff is signed in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from django.views.generic.base import ContextMixin

from consent import tablet, wording
from consent.actions.handing_over import decline, hand_back
from consent.actions.tablet import sign
from consent.forms.signing import Decline, Sign
from consent.models import Handover, Signable
from consent.to_sign import ToSign, of_handover
from neston_sharing.foundation.views import RecordingView


@method_decorator(login_not_required, name="dispatch")
class OnTablet(ContextMixin, View):
    """Opens only to the browser that was handed over, while it may still sign; otherwise the tablet goes back."""

    def dispatch(self, request, *args, **kwargs) -> HttpResponseBase:
        if request.method == "POST" and self.held and self.held.is_answered:
            return HttpResponseRedirect(reverse("consent:sign-done"))  # a second click leads to the first answer
        if self.held is None or not self.may_be_shown():
            return tablet.hand_back(request, self.held)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def held(self) -> Handover | None:
        """The handover that this browser's token was made for, live or over."""
        return tablet.handover_of(self.request)

    @property
    def handover(self) -> Handover:
        """The same where the page opens, which it does to nobody else."""
        if self.held is None:
            raise Http404
        return self.held

    def may_be_shown(self) -> bool:
        return self.handover.is_live

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            handover=self.handover, child=self.handover.about, asked=self.asked, wording=wording.CURRENT, **kwargs
        )

    @cached_property
    def asked(self) -> ToSign:
        return of_handover(self.handover)


class ToBeSigned(OnTablet):
    """Where this person may sign nothing any more, the page says who can, and stops."""

    def get_context_data(self, **kwargs):
        who_can = () if self.asked else self.handover.about.links.entitled_to(Signable.REGISTRATION).with_people()
        return super().get_context_data(who_can=[link.parent for link in who_can], **kwargs)


class Read(ToBeSigned, TemplateView):
    template_name = "consent/sign/read.html"


class SignOrDecline(ToBeSigned, RecordingView):
    """Signs with what was answered, ticked and drawn, or declines when the parent pressed that button."""

    template_name = "consent/sign/sign.html"

    def has_permission(self) -> bool:
        return self.held is not None and self.held.is_live  # the handover is what opens this page

    def get_form_class(self):
        return Decline if "decline" in self.request.POST else Sign

    def get_form_kwargs(self):
        asked = {} if self.get_form_class() is Decline else {"asked": self.asked}
        return super().get_form_kwargs() | asked

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        declining = isinstance(form, Decline)
        return context | {
            "sign_form": Sign(asked=self.asked) if declining else form,
            "decline_form": form if declining else Decline(),
        }

    def record(self, form) -> str:
        held, given = self.handover, form.cleaned_data
        if isinstance(form, Decline):
            decline(by=held.handed_over_by, handover=held, why=given["why"])
        else:
            sign(
                by=held.handed_over_by,
                handover=held,
                acknowledged=form.acknowledged(),
                answers=form.answers(),
                drawing=given["strokes"],
                typed_name=given["typed_name"],
            )
        return reverse("consent:sign-done")


class Done(OnTablet, TemplateView):
    """Thanks, and "Hand the tablet back". Posting here gives the tablet back unsigned."""

    template_name = "consent/sign/done.html"

    def may_be_shown(self) -> bool:
        return self.handover.is_answered or self.request.method == "POST"

    def post(self, request) -> HttpResponse:
        if self.handover.is_live:
            hand_back(by=self.handover.handed_over_by, handover=self.handover)
        return HttpResponseRedirect(reverse("consent:sign-done"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(sign_in_url=tablet.sign_in_address(self.handover), **kwargs)
