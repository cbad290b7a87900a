"""One posted form, one row: the key that a form carries, and what its first post led to."""

import uuid
from collections.abc import Callable

from django.db import models, transaction

from neston_sharing.foundation.actions import recording
from neston_sharing.foundation.models import OneTimeKey
from neston_sharing.foundation.prepared import Place, one_of, prepared


def new_key() -> str:
    return str(uuid.uuid4())


def first_answer(key: str) -> str | None:
    """Give the path that the first post with this key led to, or None if there was none."""
    return one_of(_results(form_key=key))


@prepared(form_key=models.UUIDField())
def _results(form_key: Place) -> models.QuerySet:
    return OneTimeKey.objects.filter(key=form_key).values_list("result", flat=True)


def once(*, key: str, by, do: Callable[[], str]) -> str:
    """Do it unless this key has done it already; give the path of the first answer either way.

    The key and what it did are saved in one transaction: after a crash both are there or neither.
    """
    with transaction.atomic(), recording():
        if (done := first_answer(key)) is not None:
            return done
        result = do()
        OneTimeKey.objects.create(key=key, used_by=by if by and by.is_authenticated else None, result=result)
        return result
