from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from consent import wording
from consent.actions.confirmations import acknowledge_aloud
from consent.actions.registration import explain_registration
from consent.actions.signing import sign_from_paper
from consent.forms.registration import Explain, FromPaper, SaidAloud
from consent.models import Registration
from consent.presenters.misfiled import Misfiled
from consent.presenters.receipts import receipts_of
from consent.presenters.registration import tasks
from consent.views.of_child import OfChild
from neston_sharing.foundation.views import EditingView, Page, RecordingView


class OfRegistration(OfChild):
    """About the child's registration: the open one, else the last that was signed."""

    @cached_property
    def registrations(self) -> list[Registration]:
        return list(self.found.registrations.whole().newest_first())

    @property
    def registration(self) -> Registration | None:
        """The last begun that is not another child's: the open one is newer than every signed one."""
        return next((each for each in self.registrations if each.stands or not each.is_signed), None)

    @property
    def is_open(self) -> bool:
        return self.registration is not None and not self.registration.is_signed

    def get_context_data(self, **kwargs):
        return super().get_context_data(registration=self.registration, **kwargs)


class TaskList(OfRegistration, Page):
    """What is done and what is next until a child is registered."""

    template_name = "consent/registration.html"
    back = "child-file"

    def get_context_data(self, **kwargs):
        filed, done = Misfiled(self.found, self.request.user), [each for each in self.registrations if each.is_signed]
        for each in done:
            each.traces = filed.of(each.signature)
        to_sign = [] if any(each.stands for each in done) else filed.to_sign()
        return super().get_context_data(
            tasks=tasks(self.found, self.registration),
            signed=done,
            to_sign=to_sign,
            receipts=receipts_of(self.found),
            **kwargs,
        )


class HowExplained(OfRegistration, EditingView):
    """How it was explained and what was given; after a signature, this begins a new registration (a correction)."""

    form_class = Explain
    template_name = "consent/explain.html"

    def get_initial(self) -> dict:
        return super().get_initial() or {"explained_by": self.request.user, "explained_on": timezone.localdate()}

    def stands(self) -> dict:
        if self.registration is None or not self.is_open:
            return {}
        named = {name: getattr(self.registration, name) for name in Explain.base_fields if name != "policies"}
        return named | {"policies": [given.version_id for given in self.registration.policies_given.all()]}

    def record(self, form) -> str:
        explain_registration(by=self.request.user, child=self.found, **form.cleaned_data)
        return self.back_url()


class ToBeSigned(OfRegistration, RecordingView):
    """The ways of signing: without an open registration there is nothing to sign yet."""

    def dispatch(self, request, *args, **kwargs):
        if self.has_permission() and not self.is_open:
            return HttpResponseRedirect(self.back_url())
        return super().dispatch(request, *args, **kwargs)

    def to_sign(self) -> Registration:
        if self.registration is None:
            raise Http404
        return self.registration

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "child": self.found}


class Paper(ToBeSigned):
    """Records a form that was signed on paper."""

    form_class = FromPaper
    template_name = "consent/paper.html"

    def get_initial(self):
        return {"signed_on": timezone.localdate(), "witness": self.request.user}

    def record(self, form) -> str:
        signed = {name: form.cleaned_data[name] for name in ("parent", "signed_on", "witness", "scan")}
        sign_from_paper(by=self.request.user, registration=self.to_sign(), acknowledged=form.acknowledged(), **signed)
        return reverse("consent:registration-signed", args=[self.found.reference])  # with the pages that were kept


class Spoken(ToBeSigned):
    """Records that a parent said that they understand, and by when they will sign."""

    form_class = SaidAloud
    template_name = "consent/spoken.html"

    def get_context_data(self, **kwargs):
        sentences = [each.sentence for each in wording.CURRENT.acknowledgements]
        return super().get_context_data(sentences=sentences, **kwargs)

    def record(self, form) -> str:
        acknowledge_aloud(by=self.request.user, registration=self.to_sign(), **form.cleaned_data)
        return self.back_url()
