"""The legal advice on which a court order is departed from: who gave it, when, how, and what they said."""

from dataclasses import dataclass
from datetime import date

from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.uploads import checked
from sharing.actions.letting_go import let_go
from sharing.actions.requirements import by_today, said
from sharing.models import Decision
from sharing.models.legal_advice import DOCUMENT, LegallyAdvised


@dataclass(frozen=True)
class AdviceTaken:
    """As given; `document` is an uploaded file, if they wrote it down."""

    adviser: str = ""
    post: str = ""
    firm: str = ""
    advised_on: date | None = None
    how: str = ""
    advice: str = ""
    document: object = None


def keep_advice(draft: Decision, taken: AdviceTaken) -> None:
    """Put it on the draft, whole, or refuse. A document that was attached stays unless another is given."""
    draft.legal_adviser = said(taken.adviser, "Record the legal advice: who gave it", "legal_adviser")
    draft.legal_post = said(taken.post, "Say what their post is", "legal_post")
    draft.legal_firm = said(taken.firm, "Say for which firm or council they work", "legal_firm")
    draft.legal_advised_on = by_today(taken.advised_on, "Enter the day on which they gave it", "legal_advised_on")
    if taken.how not in LegallyAdvised.How.values:
        raise Refusal("Choose how they gave it", field="legal_how")
    draft.legal_how = taken.how
    draft.legal_advice = said(taken.advice, "Record the legal advice: what they said", "legal_advice")
    if taken.document:
        _attach(draft, taken.document)


def drop_advice(draft: Decision) -> None:
    """Take the advice off the draft, with the document if there was one."""
    let_go(draft.legal_document, draft)
    draft.legal_advised_on = None
    for name in ("adviser", "post", "firm", "how", "advice"):
        setattr(draft, f"legal_{name}", "")
    for name in DOCUMENT:
        setattr(draft, name, "")


def _attach(draft: Decision, file) -> None:
    upload = checked(file, field="legal_document")
    let_go(draft.legal_document, draft)
    draft.legal_document, draft.legal_document_sha256 = upload.stored(), upload.sha256
    draft.legal_document_name = file.name[-200:]
