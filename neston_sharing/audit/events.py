"""Events that are no change of a row: signing in and out, files opened, exports made. Sealed like every entry."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from neston_sharing.audit.models import Entry
from neston_sharing.foundation.actions import is_recording, recording
from neston_sharing.foundation.prepared import Place, prepared, rows_of

LIST_SHOWN = "list_shown"

# However many pages of one record a person turns within this time, it was opened once.
ONE_VISIT = timedelta(minutes=15)


def record_event(
    event: str,
    *,
    by,
    subject: str = "",
    about: models.Model | str | None = None,
    data: dict | None = None,
) -> Entry:
    """Write one sealed entry: `event` (a code of words.EVENTS), the person, the child's reference, the row or the
    reference it is about, and what else belongs to it, such as the reason of an export."""
    with recording():
        return Entry.objects.create(
            event=event,
            actor=by if getattr(by, "is_authenticated", False) else None,
            subject=subject,
            additional_data=data,
            **_named(about),
        )


def record_access(user, subject: str, kind: str, reference: str = "") -> Entry | None:
    """Write that a person opened a record ("file", "decision", "visit", "attachment", "export"), once for a visit.

    Call it before anything of the record is sent: where it cannot be written, it raises, and nothing is shown.
    """
    return _once_a_visit(user, {"event": f"{kind}_opened", "subject": subject, "object_pk": reference})


def record_list(user, page: str, references: Iterable[str]) -> Entry | None:
    """Write which children a list showed to a person: once for a visit, and anew only for those who were not on it.

    Call it before anything of the list is sent: where it cannot be written, it raises, and nothing is shown.
    """
    wanted = set(references)
    if not wanted or not (new := wanted - _listed(user, page)):
        return None
    with recording():
        if not (new := new - _listed(user, page)):  # a second tab was faster
            return None
        return Entry.objects.create(
            event=LIST_SHOWN, actor=user, object_pk=page, additional_data={"shown": len(new), "children": sorted(new)}
        )


def _listed(user, page: str) -> set[str]:
    shown = Entry.objects.by(user).since(timezone.now() - ONE_VISIT).filter(event=LIST_SHOWN, object_pk=page)
    return {reference for data in shown.values_list("additional_data", flat=True) for reference in data["children"]}


def record_refusal(user, page: str, reference: str, asked: str = "", about: models.Model | None = None) -> Entry | None:
    """Write that a person asked for a page that they may not have, or that is not there for them, once for a visit.

    `reference` is the child's, `asked` what else named the record in the address, whether or not there is one: the
    answer to both is the same. `about` is that record, where it was found.
    """
    event = {"event": "access_refused", "subject": reference, "object_pk": page, "object_repr": asked}
    return _once_a_visit(user, event, _numbered(about) if about else {})


def _once_a_visit(user, event: dict, more: dict | None = None) -> Entry | None:
    """Write it, with what `more` says, unless the same person has done the same within this visit."""
    event = {"object_repr": "", **event}
    if not is_recording() and _visiting(user, event):
        return None
    with recording():
        if _visiting(user, event):  # a second tab may have been faster
            return None
        return Entry.objects.create(actor=user, **event, **(more or {}))


def _visiting(user, event: dict) -> bool:
    return bool(rows_of(_visits(person=user.pk, since=timezone.now() - ONE_VISIT, **event)))


@prepared(
    person=models.BigIntegerField(),
    since=models.DateTimeField(),
    event=models.TextField(),
    subject=models.TextField(),
    object_pk=models.TextField(),
    object_repr=models.TextField(),
)
def _visits(person: Place, since: Place, **event: Place) -> models.QuerySet:
    return Entry.objects.by(person).since(since).filter(**event).order_by().values_list("pk", flat=True)[:1]


def _named(about: models.Model | str | None) -> dict:
    if about is None or isinstance(about, str):
        return {"object_pk": about or ""}
    return {"object_pk": about.pk, "object_repr": str(about), **_numbered(about)}


def _numbered(about: models.Model) -> dict:
    number = about.pk if isinstance(about.pk, int) else None
    return {"content_type": ContentType.objects.get_for_model(about), "object_id": number}
