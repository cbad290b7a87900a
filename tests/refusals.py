"""How a test says that an action refuses: in which words, and at which field of the form."""

from types import EllipsisType

import pytest

from neston_sharing.foundation.actions import Refusal


def refused(words: str = ".", field: str | EllipsisType | None = ...):
    """Expect a refusal whose words match; and, where a field is told, at that field (None: at none)."""
    return pytest.raises(Refusal, match=words, check=lambda no: field in (..., no.field))
