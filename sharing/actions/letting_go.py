"""A file that a draft no longer names: nobody can open it any more, so it is not kept either."""

from functools import partial

from django.db import transaction
from django.db.models.fields.files import FieldFile

from neston_sharing.audit.models import Hold
from sharing.disposal.planning import references_of
from sharing.models import Decision


def let_go(file: FieldFile, draft: Decision) -> None:
    """Erase a file once it stands that the draft is without it, unless a hold stands over the child."""
    if file.name and not Hold.objects.over(references_of(draft.child)).exists():
        transaction.on_commit(partial(file.storage.delete, file.name), robust=True)
