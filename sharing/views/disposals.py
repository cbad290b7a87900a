"""What is due, proposed by one person, approved by another, carried out, and certified."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View

from consent.shown import references_shown
from neston_sharing.audit.models import Disposal, DueLine, DueList
from neston_sharing.audit.witness import downloaded
from neston_sharing.foundation import pdf
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.views import Found, Page, RecordingView
from sharing.actions.disposal import (
    APPROVE,
    KEEP,
    approve_disposal,
    carry_out_disposal,
    keep_line,
    list_what_is_due,
    propose_disposal,
    refuse_disposal,
)
from sharing.forms.retention import KeepLineForm, ProposeForm, RefuseForm
from sharing.presenters.disposal import certified_lines, present_disposal
from sharing.presenters.retention import PresentedLine, present_lines


def list_url(due_list: DueList) -> str:
    return reverse("sharing:due-list", args=[due_list.pk])


def disposal_url(disposal: Disposal) -> str:
    return reverse("sharing:disposal", args=[disposal.pk])


def _told(request: HttpRequest, lines: Iterable[DueLine]) -> list[PresentedLine]:
    """Present lines; that their children were named is on the record first."""
    told = present_lines(lines, request.user)
    references_shown(request, (line.reference for line in told if line.name))
    return told


class ListWhatIsDue(RecordingView):
    """Makes the list; it disposes of nothing."""

    may = KEEP
    form_class = Form
    http_method_names = ["post"]

    def record(self, form) -> str:
        return list_url(list_what_is_due(by=self.request.user))


class DueListPage(Found, RecordingView):
    """A list, and a form by which a manager proposes what of it is to go. The lead reads it."""

    may = (KEEP, APPROVE)
    form_class = ProposeForm
    template_name = "sharing/retention/due_list.html"
    success_message = "Proposed. Somebody else approves it or says no; until then nothing goes."

    def find(self) -> DueList:
        return get_object_or_404(DueList.objects.newest_first(), pk=self.kwargs["pk"])

    @cached_property
    def lines(self) -> list[PresentedLine]:
        seen = self.found.lines.visible_to(self.request.user).with_disposals()
        return _told(self.request, seen)

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "lines": [line for line in self.lines if line.may_go]}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(due_list=self.found, lines=self.lines, **kwargs)

    def record(self, form: ProposeForm) -> str:
        seen = DueLine.objects.visible_to(self.request.user)
        chosen = list(seen.chosen_from(self.found, form.cleaned_data["lines"]))
        note = form.cleaned_data["note"]
        return disposal_url(propose_disposal(by=self.request.user, due_list=self.found, lines=chosen, note=note))


class KeepLine(Found, RecordingView):
    may = KEEP
    form_class = KeepLineForm
    template_name = "sharing/retention/keep.html"
    success_message = "It is kept for now. The next list has it again."

    def find(self) -> DueLine:
        return get_object_or_404(DueLine.objects.visible_to(self.request.user).with_disposals(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        (line,) = _told(self.request, [self.found])
        return super().get_context_data(line=line, back_url=list_url(self.found.due_list), **kwargs)

    def record(self, form: KeepLineForm) -> str:
        keep_line(by=self.request.user, line=self.found, **form.cleaned_data)
        return list_url(self.found.due_list)


class OfDisposal(Found):
    may: str | tuple[str, ...] = (KEEP, APPROVE)

    def find(self) -> Disposal:
        seen = Disposal.objects.visible_to(self.request.user)
        return get_object_or_404(seen.with_people(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        seen = self.found.lines.visible_to(self.request.user).with_disposals()
        lines = _told(self.request, seen)
        shown = {"disposal": present_disposal(self.found, self.request.user), "lines": lines}
        mine = self.found.proposed_by == self.request.user
        return super().get_context_data(**shown, mine=mine, **kwargs)


class DisposalPage(OfDisposal, Page):
    """What was proposed and what came of it; once carried out, its certificate."""

    template_name = "sharing/retention/disposal.html"

    def get_context_data(self, **kwargs) -> dict:
        certified = certified_lines(self.found, self.request.user)
        left = sum(line.left for line in certified)
        return super().get_context_data(form=Form(), certified=certified, left=left, **kwargs)


class Approve(OfDisposal, RecordingView):
    may = APPROVE
    form_class: type[Form] = Form
    template_name = "sharing/retention/approve.html"
    success_message = "Approved. It goes when somebody carries it out."

    def record(self, form) -> str:
        approve_disposal(by=self.request.user, disposal=self.found)
        return disposal_url(self.found)


class CarryOut(Approve):
    template_name = "sharing/retention/carry_out.html"
    success_message = "Carried out. The certificate says what went, and what did not, and stays for good."

    def record(self, form) -> str:
        carry_out_disposal(by=self.request.user, disposal=self.found)
        return disposal_url(self.found)


class Refuse(Approve):
    form_class = RefuseForm
    template_name = "sharing/retention/refuse.html"
    success_message = "Nothing of it goes. The next list has it again."

    def record(self, form) -> str:
        refuse_disposal(by=self.request.user, disposal=self.found, **form.cleaned_data)
        return disposal_url(self.found)


class Certificate(pdf.ProducesPdf, OfDisposal, View):
    """The certificate as a PDF that carries its seal: by reference alone, since it outlives the names."""

    def find(self) -> Disposal:
        seen = Disposal.objects.visible_to(self.request.user)
        return get_object_or_404(seen.carried_out(), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        told = present_disposal(self.found, request.user)
        shown = {"disposal": told, "lines": certified_lines(self.found, request.user)}
        context = {**shown, "setting": Setting.objects.current()}
        said = {"filename": f"disposal-{pk}.pdf", "title": f"Certificate of disposal {pk}"}
        return downloaded("pdf/disposal.html", context, by=request.user, **said)
