from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import View

from consent.models import Child
from neston_sharing.audit.events import record_access
from neston_sharing.foundation import pdf
from neston_sharing.foundation.views import Found, May, RecordingView
from sharing.actions.export import export_record
from sharing.forms.export import ExportForm
from sharing.models import RecordExport
from sharing.presenters.record import pictures_of, present_record


class RecordReason(Found, RecordingView):
    """Asks for what reason the copy is made, and then makes it."""

    may = "sharing.export_record"
    form_class = ExportForm
    template_name = "sharing/export.html"

    def find(self) -> Child:
        return get_object_or_404(Child.objects.visible_to(self.request.user).the_one(self.kwargs["reference"]))

    def get_context_data(self, **kwargs):
        return super().get_context_data(child=self.found, **kwargs)

    def record(self, form) -> str:
        export = export_record(by=self.request.user, child=self.found, reason=form.cleaned_data["reason"])
        return reverse("sharing:record-pdf", args=[self.found.reference]) + f"?export={export.reference}"


class RecordPdf(Found, pdf.ProducesPdf, May, View):
    """The copy itself, for whoever gave the reason: without one, the page that asks for it."""

    may = "sharing.export_record"

    def find(self) -> RecordExport:
        mine = RecordExport.objects.made_by(self.request.user).of_child(self.kwargs["reference"])
        return get_object_or_404(mine, reference=self.request.GET["export"])

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        if "export" not in request.GET:
            child = get_object_or_404(Child.objects.visible_to(request.user).the_one(reference))
            return redirect("sharing:record", child.reference)
        record_access(request.user, reference, "export", self.found.reference)
        record = present_record(self.found, user=request.user)
        content = pdf.render(
            "pdf/record.html", {"record": record}, title=f"Sharing record {reference}", images=pictures_of(record)
        )
        return pdf.download(content, f"sharing-record-{reference}.pdf")
