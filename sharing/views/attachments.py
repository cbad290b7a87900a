from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.generic import View

from neston_sharing.audit.events import record_access
from neston_sharing.foundation.uploads import as_stored, attachment
from neston_sharing.foundation.views import Found, May
from sharing.models import Decision, Item
from sharing.views.decisions import READERS


class LegalDocument(Found, May, View):
    """The legal advice in writing on which a court order is departed from, for whoever may see the decision."""

    may = READERS

    def find(self) -> Decision:
        seen = Decision.objects.visible_to(self.request.user).with_legal_document()
        return get_object_or_404(seen, reference=self.kwargs["reference"])

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        decision = self.found
        content = as_stored(decision.legal_document, decision.legal_document_sha256)
        if content is None:
            return render(request, "altered.html", status=500)
        name = f"{decision.reference}-legal-advice"
        record_access(request.user, decision.about.reference, "attachment", name)
        return attachment(content, name=name, stored_as=decision.legal_document.name)


class ItemAttachment(Found, May, View):
    """The file of one item, for whoever may see the decision: a backer reads what leaves before it does."""

    may = READERS

    def find(self) -> Item:
        seen = Item.objects.with_attachment().visible_to(self.request.user)
        return get_object_or_404(seen, decision__reference=self.kwargs["reference"], pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        decision = self.found.decision
        content = as_stored(self.found.attachment, self.found.attachment_sha256)
        if content is None:
            return render(request, "altered.html", status=500)
        name = f"{decision.reference}-item-{self.found.pk}"
        record_access(request.user, decision.about.reference, "attachment", name)
        return attachment(content, name=name, stored_as=self.found.attachment.name)
