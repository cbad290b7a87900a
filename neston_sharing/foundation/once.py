"""One posted form, one row: the key that a form carries, and what its first post led to."""

import uuid
from collections.abc import Callable

from django.db import transaction

from neston_sharing.foundation.actions import recording
from neston_sharing.foundation.models import OneTimeKey


def new_key() -> str:
    return str(uuid.uuid4())


def first_answer(key: str) -> str | None:
    """Give the path that the first post with this key led to, or None if there was none."""
    used = OneTimeKey.objects.filter(key=key).first()
    return used.result if used else None


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
