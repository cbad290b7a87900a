"""What is recorded refuses to change, whoever writes: triggers of one meaning on SQLite and PostgreSQL.

A model lists its guards in a class attribute `guards`. They are lifted before every migrate and put back after it,
because Django rebuilds SQLite's tables, which would lose them. Conditions are SQL over OLD and NEW that both engines
read alike.
"""

from neston_sharing.foundation.guards.database import (
    after_migrate,
    before_migrate,
    lift,
    lifted,
    missing_or_altered,
    put_back,
    standing,
)
from neston_sharing.foundation.guards.triggers import Trigger, expected, guarded_models, triggers
from neston_sharing.foundation.guards.vocabulary import (
    Guard,
    append_only,
    frozen_when,
    frozen_with_parent,
    kept,
    latch,
)

__all__ = [
    "Guard",
    "Trigger",
    "after_migrate",
    "append_only",
    "before_migrate",
    "expected",
    "frozen_when",
    "frozen_with_parent",
    "guarded_models",
    "kept",
    "latch",
    "lift",
    "lifted",
    "missing_or_altered",
    "put_back",
    "standing",
    "triggers",
]
