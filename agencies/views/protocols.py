"""Protocols with agencies (policy 1.5): read by everyone who reads the directory, kept by managers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View

from agencies.actions.protocols import (
    add_document,
    adopt_version,
    change_draft,
    discard_draft,
    remove_document,
    retire_protocol,
    start_protocol,
    start_version,
)
from agencies.forms import ConfirmForm
from agencies.forms.protocols import AdoptProtocolForm, DocumentForm, NewProtocolForm, ProtocolDraftForm, ReviewForm
from agencies.models import Protocol, ProtocolDocument, ProtocolVersion
from neston_sharing.foundation.forms.drafts import Draft
from neston_sharing.foundation.uploads import as_stored, attachment
from neston_sharing.foundation.views import Found, Page, RecordingView

READ, KEEP = "agencies.view_agency", "agencies.keep_protocols"


class Protocols(Page):
    may = READ
    template_name = "agencies/protocols.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(protocols=Protocol.objects.visible_to(self.request.user).listed(), **kwargs)


class NewProtocol(RecordingView):
    may = KEEP
    form_class = NewProtocolForm
    template_name = "agencies/protocol_new.html"
    success_message = "The draft is saved. Nobody follows it until it is adopted."

    def record(self, form) -> str:
        return start_protocol(by=self.request.user, **form.cleaned_data).get_absolute_url()


class AboutProtocol(Found):
    """Mixed into views about one protocol: `found`, in the page `protocol`."""

    def find(self) -> Protocol:
        protocols = Protocol.objects.visible_to(self.request.user).with_versions()
        return get_object_or_404(protocols, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(protocol=self.found, back_url=self.found.get_absolute_url(), **kwargs)


class ProtocolPage(AboutProtocol, Page):
    """The version in force, and the way to the others."""

    may = READ
    template_name = "agencies/protocol.html"

    def get_context_data(self, **kwargs) -> dict:
        versions = ProtocolVersion.objects.visible_to(self.request.user).of(self.found)
        return super().get_context_data(versions=versions, version=self.found.last_adopted, **kwargs)


class RetireProtocol(AboutProtocol, RecordingView):
    may = KEEP
    form_class = ConfirmForm
    template_name = "agencies/protocol_retire.html"
    success_message = "The protocol is out of use."

    def record(self, form) -> str:
        return retire_protocol(by=self.request.user, protocol=self.found).get_absolute_url()


class NewVersion(AboutProtocol, RecordingView):
    may = KEEP
    form_class = ReviewForm
    template_name = "agencies/protocol_version_new.html"
    success_message = "The new version is a copy of the one in force. Change what is to change."

    def record(self, form) -> str:
        version = start_version(by=self.request.user, protocol=self.found, **form.cleaned_data)
        return reverse("agencies:protocol-draft", args=[self.found.pk, version.number])


class AboutVersion(Found):
    """Mixed into views about one version: `found`, in the page `version` and `protocol`."""

    def find(self) -> ProtocolVersion:
        versions = ProtocolVersion.objects.visible_to(self.request.user).whole()
        return get_object_or_404(versions.numbered(self.kwargs["pk"], self.kwargs["number"]))

    @property
    def protocol(self) -> Protocol:
        return self.found.protocol

    def get_context_data(self, **kwargs) -> dict:
        said = {"version": self.found, "protocol": self.protocol, "back_url": self.found.get_absolute_url()}
        return super().get_context_data(**said, **kwargs)


class VersionPage(AboutVersion, Page):
    may = READ
    template_name = "agencies/protocol_version.html"


class EditDraft(AboutVersion, RecordingView):
    may = KEEP
    form_class = ProtocolDraftForm
    template_name = "agencies/protocol_draft.html"
    success_message = "The draft is saved."

    def get_initial(self) -> dict:
        draft = self.found
        said = {"thresholds": draft.thresholds, "steps": draft.lines, "review_due": draft.review_due}
        return said | {"seen": draft.mark}

    def record(self, form) -> str:
        return change_draft(by=self.request.user, version=self.found, **form.cleaned_data).get_absolute_url()


class AdoptDraft(AboutVersion, RecordingView):
    may = KEEP
    form_class = AdoptProtocolForm
    template_name = "agencies/protocol_adopt.html"
    success_message = "The version is adopted: it is the one to follow."

    def get_initial(self) -> dict:
        return {"seen": self.found.mark}

    def record(self, form) -> str:
        adopt_version(by=self.request.user, version=self.found, **form.cleaned_data)
        return self.protocol.get_absolute_url()


class DiscardDraft(AboutVersion, RecordingView):
    may = KEEP
    form_class = Draft
    template_name = "agencies/protocol_discard.html"
    success_message = "The draft is thrown away."

    def get_initial(self) -> dict:
        return {"seen": self.found.mark}

    def record(self, form) -> str:
        discard_draft(by=self.request.user, version=self.found, **form.cleaned_data)
        return self.protocol.get_absolute_url()


class AddDocument(AboutVersion, RecordingView):
    may = KEEP
    form_class = DocumentForm
    template_name = "agencies/protocol_document.html"
    success_message = "The document is added."

    def record(self, form) -> str:
        add_document(by=self.request.user, version=self.found, **form.cleaned_data)
        return self.found.get_absolute_url()


class AboutDocument(AboutVersion):
    @cached_property
    def document(self) -> ProtocolDocument:
        return get_object_or_404(self.found.documents, pk=self.kwargs["document"])


class Document(AboutDocument, View):
    """The paper itself, to be saved."""

    may = READ

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        content = as_stored(self.document.file, self.document.sha256)
        if content is None:
            return render(request, "altered.html", status=500)
        return attachment(content, name=f"protocol-document-{self.document.pk}", stored_as=str(self.document.file))


class RemoveDocument(AboutDocument, RecordingView):
    may = KEEP
    form_class = ConfirmForm
    template_name = "agencies/protocol_document_remove.html"
    success_message = "The document is taken away."

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(document=self.document, **kwargs)

    def record(self, form) -> str:
        remove_document(by=self.request.user, document=self.document)
        return self.found.get_absolute_url()
