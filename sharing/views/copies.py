"""One recipient's copy: its check, what is accepted of it and why, and the copy as it was sent."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View

from neston_sharing.audit.events import record_access
from neston_sharing.audit.witness import witnessed
from neston_sharing.foundation import pdf
from neston_sharing.foundation.uploads import as_stored, attachment
from neston_sharing.foundation.views import Found, May, Page, RecordingView
from sharing.actions.copies import MAY, accept_finding
from sharing.actions.splitting import may_be_copied
from sharing.copy_facts import check_of
from sharing.forms.copy import AcceptForm
from sharing.models import Decision, RecipientCopy
from sharing.presenters import present
from sharing.presenters.copy import copies_beside, copy_of, findings_of, settled_of
from sharing.views.decisions import READERS
from sharing.views.opening import SeesDecision


def copy_as_pdf(decision: Decision, *, by, items=(), to_whom: str = "", professional=None, **rest) -> bytes | None:
    """Set the copy for one recipient, under its seal; None where no PDF can be made, which delays nothing."""
    copy = copy_of(decision, items, to_whom=to_whom, professional=professional)
    try:
        return witnessed(
            "pdf/copy.html",
            {"copy": copy},
            by=by,
            filename=f"{decision.reference}-copy.pdf",
            title=f"Information shared, {decision.reference}",
            subject=decision.about.reference,
        )
    except (pdf.PdfUnavailable, pdf.PdfFailed):
        return None


class CopyPage(SeesDecision, Page):
    """What the recipient would get, and what the check of it found; for whoever may see the decision."""

    may = READERS
    template_name = "sharing/copies/copy.html"

    def get_context_data(self, **kwargs) -> dict:
        check = check_of(self.found)
        return super().get_context_data(
            shown=present(self.found),
            findings=findings_of(check, self.found),
            settled=settled_of(check, self.found),
            beside=copies_beside(self.found, self.request.user),
            may_copy=may_be_copied(self.found, self.request.user),
            may_accept=any(map(self.request.user.has_perm, MAY)),
            **kwargs,
        )


class Accept(SeesDecision, RecordingView):
    """The reason why one finding may go all the same; of one that does not stand any more, nothing is there."""

    may = MAY
    form_class = AcceptForm
    template_name = "sharing/copies/accept.html"
    success_message = "The reason is recorded with the copy."

    @cached_property
    def finding(self):
        check = check_of(self.found)
        address = reverse("sharing:copy-accept", args=[self.found.reference, self.kwargs["code"]])
        found = next((each for each in findings_of(check, self.found) if each.accept_url == address), None)
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(decision=self.found, finding=self.finding, **kwargs)

    def record(self, form: AcceptForm) -> str:
        accept_finding(by=self.request.user, decision=self.found, code=self.kwargs["code"], **form.cleaned_data)
        return reverse("sharing:copy", args=[self.found.reference])


class CopyFile(Found, May, View):
    """The copy as it was sent, byte for byte."""

    may = READERS

    def find(self) -> RecipientCopy:
        return get_object_or_404(RecipientCopy.objects.visible_to(self.request.user).kept(), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        decision = self.found.decision
        content = as_stored(self.found.file, self.found.sha256)
        if content is None:
            return render(request, "altered.html", status=500)
        name = f"{decision.reference}-copy-{self.found.pk}"
        record_access(request.user, decision.about.reference, "attachment", name)
        return attachment(content, name=name, stored_as=self.found.file.name)
