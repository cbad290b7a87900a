"""The parent's copy: its page, the PDF, sending it, and checking one that somebody brings back (policy IS, 3.3)."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from consent.actions.receipts import note_not_sent, record_copy
from consent.forms.receipts import CheckForm
from consent.models import Receipt, ReceiptCopy
from consent.presenters.receipts import Paper, paper_of, receipt_page
from consent.receipts.codes import as_typed
from consent.receipts.mail import send_copy
from consent.views.of_child import OfChild
from neston_sharing.audit.witness import witnessed
from neston_sharing.foundation import pdf
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.templatetags.neston import date_time
from neston_sharing.foundation.views import May, Page, RecordingView

NO_SUCH_CODE = "There is no such code: check every letter and digit"
NOT_OURS = "This is not one of our copies, or it was changed since it was made. If it shows a code, enter that instead"


class OfReceipt(OfChild):
    """About one receipt of the child."""

    may = "consent.record_consent"
    back = "consent:statements"

    @cached_property
    def receipt(self) -> Receipt:
        return get_object_or_404(Receipt.objects.of_child(self.found).whole(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**receipt_page(self.receipt) | kwargs)


class ReceiptPage(OfReceipt, Page):
    """What was kept, to lay beside the paper, and whether it still holds."""

    template_name = "consent/receipt.html"


class ReceiptPdf(OfReceipt, pdf.ProducesPdf, May, View):
    """The PDF that the parent keeps."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return printed(self.receipt, by=request.user)


def printed(receipt: Receipt, *, by) -> HttpResponse:
    """Make the parent's copy and send it to be printed; every PDF that is made is on the record."""
    paper = paper_of(receipt)
    made = made_of(paper, receipt, by=by)
    record_copy(by=by, receipt=receipt, route=ReceiptCopy.Route.PRINTED, content=made)
    return pdf.download(made, paper.filename)


def made_of(paper: Paper, receipt: Receipt, *, by) -> bytes:
    return witnessed(
        paper.template,
        paper.context,
        by=by,
        subject=receipt.audit_subject,
        title=paper.title,
        filename=paper.filename,
        images=paper.images,
    )


class SendReceipt(OfReceipt, pdf.ProducesPdf, RecordingView):
    """Sends the copy to the parent's own address, once the record of it is committed."""

    form_class = Form
    template_name = "consent/receipt_send.html"
    copy: ReceiptCopy | None = None

    def form_valid(self, form) -> HttpResponse:
        paper = paper_of(self.receipt)
        self.made = made_of(paper, self.receipt, by=self.request.user)
        response = super().form_valid(form)
        if self.copy:  # this post recorded it: a second click does not send it again
            self.deliver(self.copy)
        return response

    def record(self, form) -> str:
        route = ReceiptCopy.Route.EMAILED
        self.copy = record_copy(by=self.request.user, receipt=self.receipt, route=route, content=self.made)
        return reverse("consent:receipt", args=[self.found.reference, self.receipt.pk])

    def deliver(self, copy: ReceiptCopy) -> None:
        address = copy.receipt.parent.one.email
        if send_copy(self.made, to=address):
            messages.success(self.request, f"The copy is on its way to {address}.")
        else:
            note_not_sent(by=self.request.user, copy=copy)
            messages.warning(self.request, "The e-mail could not be sent. Print the copy instead, or try again later.")


class CheckReceipt(May, FormView):
    """Finds what was kept by the code, or by the PDF. What one may not see is not there."""

    may = "consent.record_consent"
    form_class = CheckForm
    template_name = "consent/receipt_check.html"

    def form_valid(self, form) -> HttpResponse:
        return self.by_file(form) if form.cleaned_data["file"] else self.by_code(form)

    def by_code(self, form) -> HttpResponse:
        receipt = Receipt.objects.visible_to(self.request.user).with_code(as_typed(form.cleaned_data["code"]))
        if receipt is None:
            return self.refused(form, "code", NO_SUCH_CODE)
        return self.show(receipt)

    def by_file(self, form) -> HttpResponse:
        copy = ReceiptCopy.objects.visible_to(self.request.user).with_hash(form.sha256)
        if copy is None:
            return self.refused(form, "file", NOT_OURS)
        made = date_time(copy.recorded_at)
        messages.success(self.request, f"This PDF is unchanged: it is the copy that was made on {made}.")
        return self.show(copy.receipt)

    def show(self, receipt: Receipt) -> HttpResponse:
        return HttpResponseRedirect(reverse("consent:receipt", args=[receipt.child.reference, receipt.pk]))

    def refused(self, form, field: str, words: str) -> HttpResponse:
        form.add_error(field, words)
        return self.form_invalid(form)

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
