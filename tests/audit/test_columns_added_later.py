"""A migration adds a column: rows that were logged before it hold its default, and any other value shows."""

import pytest

from neston_sharing.audit.snapshots import _values, _what_is_wrong
from neston_sharing.foundation.models import Setting

LOGGED_BEFORE = {"name": ("None", "Little Acorns"), "police_phone": ("None", "101"), "id": ("None", "1")}
CREATE = 0


@pytest.mark.parametrize(("value", "found"), [(False, ""), (True, "is not as it was recorded")])
def test_a_column_that_came_after_a_row_holds_its_default(value, found):
    row = Setting(pk=1, name="Little Acorns", demonstration=value)
    assert "demonstration" in _values(row)
    said = _what_is_wrong(row, [(CREATE, LOGGED_BEFORE)])
    assert said.startswith(found)
    assert bool(said) is value
