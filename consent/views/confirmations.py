"""What was said aloud is confirmed in writing, and what was signed about consent is shown again."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.generic import View

from consent import drawing
from consent.actions.confirmations import confirm_from_paper
from consent.forms.confirmations import ConfirmForm
from consent.models import ConsentSignature
from consent.views.statements import ComesBack, OfStatement
from neston_sharing.audit.events import record_access
from neston_sharing.foundation.uploads import as_stored, attachment
from neston_sharing.foundation.views import Found, May, Page, RecordingView


class Confirm(OfStatement, ComesBack, RecordingView):
    """Takes the paper that a parent signed, under the words as they were spoken; or leads to the tablet."""

    may = "consent.record_consent"
    form_class = ConfirmForm
    template_name = "consent/statement_confirm.html"
    success_message = "It is confirmed in writing."

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(way_back=self.way_back(self.found.child), **kwargs)

    def record(self, form) -> str:
        confirm_from_paper(by=self.request.user, statement=self.found, **form.signed())
        return self.way_back(self.found.child)


class OfSignature(Found):
    """About one signature under what a parent said about consent."""

    may = ("consent.view_own_children", "consent.view_every_child")

    def find(self) -> ConsentSignature:
        signatures = ConsentSignature.objects.visible_to(self.request.user).whole()
        return get_object_or_404(signatures, pk=self.kwargs["pk"])


class SignedConsent(OfSignature, Page):
    """What was on the screen or the paper, exactly, with the signature under it."""

    template_name = "consent/consent_signature.html"

    def get_context_data(self, **kwargs) -> dict:
        found = self.found
        record_access(self.request.user, found.child.reference, "file", f"consent signature {found.pk}")
        lines = drawing.lines(found.drawing) if found.drawing else []
        return super().get_context_data(signature=found, child=found.child, lines=lines, **kwargs)


class Scan(OfSignature, May, View):
    """All pages that were signed, as an attachment, if it is still the file that was stored."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if not self.found.scan:
            raise Http404
        content = as_stored(self.found.scan, self.found.scan_sha256)
        if content is None:
            return render(request, "altered.html", status=500)
        reference = self.found.child.reference
        record_access(request.user, reference, "attachment", f"consent scan {self.found.pk}")
        return attachment(content, name=f"consent-{reference}", stored_as=str(self.found.scan))
