"""Copies of a child's record that somebody asks for: who asks, how each piece goes, and the copy itself."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from consent.shown import children_shown
from neston_sharing.audit.events import record_access
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.paging import key_page
from neston_sharing.foundation.views import EditingView, Found, Page, RecordingView
from sharing.actions.export import MAY
from sharing.actions.record_copies import ask_for_copy, make_copy, read_section, rule, take_step
from sharing.copying import Review, review_of
from sharing.forms.export import ExportForm
from sharing.forms.record_copies import FamilyRequestForm, NextSettingForm, RulingForm, StepForm
from sharing.models import CopyRequest, CopyStep, RecordExport
from sharing.presenters import record_copies as say
from sharing.presenters.pieces import Section
from sharing.views.received import OfFile


class Copies(OfFile, Page):
    """All copies of this child's record: those that were asked for, and those that were made."""

    may = MAY
    template_name = "sharing/record_copies/list.html"

    def get_context_data(self, **kwargs) -> dict:
        requests = CopyRequest.objects.about_child(self.found).with_people().oldest_first()
        exports = RecordExport.objects.of_child(self.found.reference).with_people().latest_first()
        return super().get_context_data(
            request_columns=say.REQUEST_COLUMNS,
            requests=say.request_rows(requests),
            export_columns=say.EXPORT_COLUMNS,
            exports=say.export_rows(exports),
            **kwargs,
        )


class CopiesAskedFor(Page):
    """Every request for a copy that nobody has answered yet, of the children whose files this person may read."""

    may = MAY
    template_name = "sharing/record_copies/asked.html"

    def get_context_data(self, **kwargs) -> dict:
        page = key_page(CopyRequest.objects.visible_to(self.request.user).unanswered().with_people(), self.request.GET)
        children_shown(self.request, (row.child for row in page.rows))
        rows = say.asked_rows(page.rows)
        return super().get_context_data(columns=say.ASKED_COLUMNS, rows=rows, page=page, **kwargs)


class AskForFamily(OfFile, RecordingView):
    may = MAY
    form_class = FamilyRequestForm
    template_name = "sharing/record_copies/family.html"
    kind = CopyRequest.Kind.FAMILY

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"child": self.found}

    def record(self, form) -> str:
        said = form.cleaned_data
        return ask_for_copy(by=self.request.user, child=self.found, kind=self.kind, **said).get_absolute_url()


class AskForNextSetting(OfFile, RecordingView):
    may = MAY
    form_class = NextSettingForm
    template_name = "sharing/record_copies/next.html"

    def record(self, form) -> str:
        kind = CopyRequest.Kind.NEXT
        return ask_for_copy(by=self.request.user, child=self.found, kind=kind, **form.cleaned_data).get_absolute_url()


class OfRequest(Found):
    """About one request for a copy, of a child whose file this person may read."""

    may = MAY

    def find(self) -> CopyRequest:
        seen = CopyRequest.objects.visible_to(self.request.user).with_people()
        return get_object_or_404(seen, reference=self.kwargs["reference"])

    @cached_property
    def review(self) -> Review:
        return review_of(self.found, user=self.request.user)

    def get_context_data(self, **kwargs) -> dict:
        child = self.found.child.one
        record_access(self.request.user, child.reference, "file", child.reference)
        return super().get_context_data(asked=self.found, child=child, **kwargs)


class CopyPage(OfRequest, Page):
    template_name = "sharing/record_copies/request.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            state=say.state_of_request(self.found),
            facts=say.facts_of_request(self.found),
            ways=say.ways_on(self.found),
            columns=say.SECTION_COLUMNS,
            rows=say.section_rows(self.review),
            held_columns=say.HELD_COLUMNS,
            held=say.held_rows(self.review),
            history=say.history_of_request(self.found),
            export_columns=say.EXPORT_COLUMNS,
            exports=say.export_rows(self.found.exports.all()),
            unread=len(self.review.unread),
            **kwargs,
        )


class TakeStep(OfRequest, RecordingView):
    form_class = StepForm
    template_name = "sharing/record_copies/step.html"

    @property
    def kind(self) -> CopyStep.Kind:
        try:
            return CopyStep.Kind(self.kwargs["kind"])
        except ValueError:
            raise Http404 from None

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(kind=self.kind, **kwargs)

    def record(self, form) -> str:
        take_step(by=self.request.user, request=self.found, kind=self.kind, **form.cleaned_data)
        return self.found.get_absolute_url()


class SectionPage(OfRequest, RecordingView):
    """Every piece of a section with how it goes; below, that it was read."""

    form_class = Form
    template_name = "sharing/record_copies/section.html"

    @property
    def section(self) -> Section:
        if section := self.review.section(self.kwargs["key"]):
            return section
        raise Http404

    def get_context_data(self, **kwargs) -> dict:
        section = self.section
        pieces = list(say.pieces_of(self.review, section))
        return super().get_context_data(section=section, pieces=pieces, **kwargs)

    def record(self, form) -> str:
        read_section(by=self.request.user, review=self.review, key=self.section.key)
        return self.found.get_absolute_url()


class RulePiece(OfRequest, EditingView):
    form_class = RulingForm
    template_name = "sharing/record_copies/piece.html"

    @property
    def key(self) -> str:
        if self.review.piece(self.kwargs["key"]):
            return self.kwargs["key"]
        raise Http404

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"family": self.found.is_family}

    def stands(self) -> dict:
        ruling = self.review.rulings[self.key]
        return {"treatment": ruling.treatment, "ground": ruling.ground, "words": "\n".join(ruling.words)}

    def get_context_data(self, **kwargs) -> dict:
        stands = self.review.rulings[self.key]
        return super().get_context_data(piece=self.review.piece(self.key), stands=stands, back=self.back, **kwargs)

    @property
    def back(self) -> str:
        return reverse("sharing:record-copy-section", args=[self.found.reference, self.key.rpartition(".")[0]])

    def record(self, form) -> str:
        rule(by=self.request.user, review=self.review, key=self.key, **form.cleaned_data)
        return self.back


class MakeCopy(OfRequest, RecordingView):
    form_class = ExportForm
    template_name = "sharing/record_copies/make.html"

    def record(self, form) -> str:
        export = make_copy(by=self.request.user, review=self.review, reason=form.cleaned_data["reason"])
        return reverse("sharing:export", args=[export.reference])
