"""The copy of a child's record itself: for what reason, how far it is, the file, and whether a file is one of ours."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.generic import FormView, View

from neston_sharing.audit.events import record_access
from neston_sharing.foundation import pdf
from neston_sharing.foundation.reloading import ask_again
from neston_sharing.foundation.uploads import as_stored
from neston_sharing.foundation.views import Found, May, Page, RecordingView
from sharing.actions.export import MAY, export_record
from sharing.forms.export import ExportForm
from sharing.forms.record_copies import CheckForm
from sharing.making import move_on
from sharing.models import RecordExport
from sharing.presenters.record_copies import name_of
from sharing.presenters.words import said
from sharing.views.received import OfFile

LOOK_AGAIN = 2  # seconds


def opened(request: HttpRequest, export: RecordExport) -> None:
    """What is told of a copy stands in the child's file."""
    reference = export.child.one.reference
    record_access(request.user, reference, "file", reference)


class RecordReason(OfFile, RecordingView):
    """Asks for what reason the setting's copy is made, and then makes it."""

    may = MAY
    form_class = ExportForm
    template_name = "sharing/export.html"

    def record(self, form) -> str:
        export = export_record(by=self.request.user, child=self.found, reason=form.cleaned_data["reason"])
        return reverse("sharing:export", args=[export.reference])


class OfExport(Found):
    """About one copy, of a child whose file this person may read."""

    may = MAY

    def find(self) -> RecordExport:
        seen = RecordExport.objects.visible_to(self.request.user).with_people()
        return get_object_or_404(seen, reference=self.kwargs["reference"])


class ExportPage(OfExport, Page):
    """How far the copy is. The page asks again by itself until it is whole, and needs no script for it."""

    template_name = "sharing/record_copies/export.html"

    def get_context_data(self, **kwargs) -> dict:
        opened(self.request, self.found)
        so_far = move_on(self.found)
        return super().get_context_data(
            export=self.found,
            name=name_of(self.found),
            child=self.found.child.one,
            so_far=so_far,
            produced=self.kept(so_far),
            **kwargs,
        )

    def kept(self, so_far):
        return self.find().produced if so_far.whole else None

    def render_to_response(self, context, **kwargs) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if not (context["so_far"].whole or context["so_far"].failed):
            ask_again(response, self.request, after=LOOK_AGAIN)
        return response


class ExportPdf(OfExport, May, View):
    """The file, exactly as it was made: one that was changed since is not sent."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        produced = getattr(self.found, "produced", None)
        content = as_stored(produced.file, produced.sha256) if produced else None
        if content is None:
            return render(request, "altered.html", status=500 if produced else 404)
        record_access(request.user, self.found.child.reference, "export", self.found.reference)
        return pdf.download(content, f"sharing-record-{self.found.reference}.pdf")


class CheckCopy(May, FormView):
    """Whether a file is a copy that we made, unchanged: by its hash, or what its reference stands for."""

    may = MAY
    form_class = CheckForm
    template_name = "sharing/record_copies/check.html"

    def form_valid(self, form: CheckForm) -> HttpResponse:
        seen = RecordExport.objects.visible_to(self.request.user).with_people()
        found = seen.that_is(sha256=form.sha256, reference=form.cleaned_data["code"]).first()
        if found:
            opened(self.request, found)
        return self.render_to_response(self.get_context_data(form=form, checked=True, facts=self.facts(found, form)))

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def facts(self, export: RecordExport | None, form: CheckForm):
        if export is None:
            return ()
        return said(
            ("Copy", f"{name_of(export)} ({export})"),
            ("Made by", export.recorded_by),
            ("Made on", export.recorded_at),
            ("For what reason", export.reason),
            ("The file", "Exactly as it was made" if form.sha256 else "Not compared: choose the file to compare it"),
            ("SHA-256", export.produced.sha256),
        )
