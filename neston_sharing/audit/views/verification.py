"""Whether the log is whole, what leaves the computer to prove it later, and whether what comes back fits."""

from dataclasses import astuple

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.generic import FormView, View

from neston_sharing.audit import verifying
from neston_sharing.audit.checkpoints import Checkpoint, exposed
from neston_sharing.audit.export import CHECKER, CHECKPOINT, VERIFIER, zipped
from neston_sharing.audit.forms import CheckPaperForm
from neston_sharing.audit.leaving import log_leaves, take_checkpoint
from neston_sharing.audit.reading import read
from neston_sharing.audit.reviews_told import shut_in_export
from neston_sharing.audit.witness import downloaded, picture
from neston_sharing.foundation import patience, pdf
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.reloading import ask_again
from neston_sharing.foundation.views import May, Page, RecordingView

MAY = "audit.verify_log"
LOOK_AGAIN = 3  # seconds


class Verification(Page):
    """How it stands. While the log is being verified, the page asks again by itself, and needs no script for it."""

    may = MAY
    template_name = "audit/verification.html"

    def get_context_data(self, **kwargs) -> dict:
        state = verifying.state()
        lines = read([state.last], self.request.user) if state.last else []
        return super().get_context_data(state=state, last=lines, exposed=exposed(), form=Form(), **kwargs)

    def render_to_response(self, context, **kwargs) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if context["state"].since:
            ask_again(response, self.request, after=LOOK_AGAIN)
        return response


class Begin(RecordingView):
    """Has the log verified elsewhere; its page says how it went."""

    may = MAY
    form_class = Form
    http_method_names = ["post"]

    def record(self, form) -> str:
        verifying.begin(by=self.request.user)
        return reverse("audit:verification")


class CheckPaper(May, FormView):
    """Whether a seal that was printed, or a checkpoint that was kept, fits the log as it is now."""

    may = MAY
    form_class = CheckPaperForm
    template_name = "audit/check.html"

    def form_valid(self, form: CheckPaperForm) -> HttpResponse:
        wrong = form.what_is_wrong(by=self.request.user)
        return self.render_to_response(self.get_context_data(form=form, checked=True, wrong=wrong))

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class TakeCheckpoint(May, View):
    """A checkpoint as a file to be kept elsewhere."""

    may = MAY
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        taken = take_checkpoint(by=request.user)
        return HttpResponse(taken.line + "\n", content_type="text/plain; charset=utf-8", headers=named(CHECKPOINT))


class PrintCheckpoint(May, pdf.ProducesPdf, View):  # in this order: the permission is asked before all else
    """The same on paper, to be locked away."""

    may = MAY
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        taken, now = self.taken(), patience.first_asked_at()
        context = {"checkpoint": taken, "setting": Setting.objects.current(), "now": now}
        said = {"filename": f"checkpoint-{taken.size}.pdf", "title": "Checkpoint of the audit log"}
        drawn = {"checkpoint.svg": picture(f"Seal {taken.size}: {taken.code}")}
        return downloaded("pdf/checkpoint.html", context, by=request.user, images=drawn, **said)

    def taken(self) -> Checkpoint:
        """Take one: once, however often its paper is asked for until it is there."""
        self.asked.make_room()
        if "taken" not in self.asked.note:
            self.asked.note["taken"] = astuple(take_checkpoint(by=self.request.user))
        return Checkpoint(*self.asked.note["taken"])


class ExportLog(May, View):
    """The whole log with what checks it. Of whatever is closed to this person, the seals go along and not a word."""

    may = "audit.view_log"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> StreamingHttpResponse:
        until, shut = log_leaves(by=request.user), shut_in_export(request.user)
        pieces = zipped(until, shut)
        return StreamingHttpResponse(pieces, content_type="application/zip", headers=named(f"log-{until.size}.zip"))


class Program(May, View):
    """The program that checks an exported log, as it stands in this installation."""

    may = MAY

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(VERIFIER.read_bytes(), content_type="text/x-python; charset=utf-8", headers=named(CHECKER))


def named(filename: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{filename}"'}
