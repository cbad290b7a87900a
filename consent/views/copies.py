"""What leaves as a file: the parent's copy of a registration, the form to sign on paper, the scan of one."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.views.generic import View

from consent import drawing
from consent.models import Receipt, Registration, Signature
from consent.presenters.consent_form import form_for
from consent.presenters.misfiled import Misfiled
from consent.presenters.registration import copy_of
from consent.views.of_child import OfChild, OfLink
from consent.views.receipts import printed
from neston_sharing.audit.events import record_access
from neston_sharing.audit.witness import downloaded
from neston_sharing.foundation import pdf
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.uploads import as_stored, attachment
from neston_sharing.foundation.views import May, Page


class OfSigned(OfChild):
    """About one signed registration of the child: the one that the address names, or the last."""

    may: str | tuple[str, ...] = ("consent.view_own_children", "consent.view_every_child")

    @cached_property
    def registration(self) -> Registration:
        signed = self.found.registrations.whole().signed()
        if "pk" in self.kwargs:
            return get_object_or_404(signed, pk=self.kwargs["pk"])
        return self.or_404(signed.standing().newest_first().first())

    @staticmethod
    def or_404(found):
        if found is None:
            raise Http404
        return found


class SignedRegistration(OfSigned, Page):
    """A signed registration as it is kept: words, boxes, signature."""

    template_name = "consent/signed.html"

    def get_context_data(self, **kwargs):
        context, _ = copy_of(self.registration)
        signature = context["signature"]
        drawn, traces = signature.drawing, Misfiled(self.found, self.request.user).of(signature)
        return super().get_context_data(
            **context | {"lines": drawing.lines(drawn) if drawn else [], "traces": traces} | kwargs
        )


class ParentsCopy(OfSigned, pdf.ProducesPdf, May, View):
    """The PDF that the parent keeps."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if receipt := Receipt.objects.of_registration(self.registration):
            return printed(receipt, by=request.user)
        reference = self.found.reference
        context, images = copy_of(self.registration)
        context["setting"] = Setting.objects.current()
        record_access(request.user, reference, "export", f"registration {self.registration.pk}")
        how = {"title": f"Registration {reference}", "subject": reference, "images": images}
        name = f"registration-{reference}.pdf"
        return downloaded("pdf/registration.html", context, by=request.user, filename=name, **how)


class FormToSign(ParentsCopy):
    """The same on paper before it is signed, with room for boxes and a signature."""

    may = "consent.register_child"

    @cached_property
    def registration(self) -> Registration:
        return self.or_404(self.found.registrations.whole().to_sign())


class ConsentForm(OfLink, pdf.ProducesPdf, May, View):
    """What one parent is asked to consent to, on paper. The address may choose: ?purpose= (several)."""

    may = "consent.record_consent"
    back = "consent:statements"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        child, parent = self.found, self.link.parent.one
        form = form_for(child, parent, request.GET.getlist("purpose"))
        if not form["questions"]:
            return render(request, "consent/consent_form_none.html", self.get_context_data(), status=404)
        context, reference = form | {"setting": Setting.objects.current()}, child.reference
        record_access(request.user, reference, "export", f"consent form {parent.reference}")
        said = {"title": f"Consent form {reference}", "filename": f"consent-form-{reference}.pdf"}
        return downloaded("pdf/consent_form.html", context, by=request.user, subject=reference, **said)


class Scan(OfSigned, May, View):
    """The scan of a form signed on paper, as an attachment, if it is still the file that was stored."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        signature = self.registration.signature
        if signature.how != Signature.How.PAPER:
            raise Http404
        content = as_stored(signature.scan, signature.scan_sha256)
        if content is None:
            return render(request, "altered.html", status=500)
        record_access(request.user, self.found.reference, "attachment", f"scan {self.registration.pk}")
        return attachment(content, name=f"registration-{self.found.reference}", stored_as=str(signature.scan))
