"""What is recorded is never changed: a correction or later news is a further entry (policy 2.7)."""

import pytest

from neston_sharing.foundation.actions import Refusal
from sharing.actions.add import add
from tests.factories import UserFactory, decisions

pytestmark = pytest.mark.django_db


def test_an_addendum_points_at_the_decision_and_leaves_it_as_it_was():
    decision = decisions.not_shared()
    addendum = add(by=decision.started_by, decision=decision, text=" They asked again ", reason="Later news")
    assert (addendum.decision, addendum.text) == (decision, "They asked again")


@pytest.mark.parametrize(("gap", "words"), [({"text": " "}, "what is to be added"), ({"reason": ""}, "why it is")])
def test_it_says_what_and_why(gap, words):
    decision = decisions.not_shared()
    with pytest.raises(Refusal, match=words):
        add(**{"by": decision.started_by, "decision": decision, "text": "News", "reason": "A call", **gap})


@pytest.mark.parametrize("state", ["with_management", "abandoned"])
def test_only_a_recorded_decision_is_added_to(state):
    decision = getattr(decisions, state)()
    with pytest.raises(Refusal, match="only to a recorded decision"):
        add(by=decision.started_by, decision=decision, text="News", reason="A call")


@pytest.mark.parametrize("role", ["practitioner", "officer", "auditor"])
def test_who_may_not_read_it_adds_nothing(role):
    with pytest.raises(Refusal, match="only to a recorded decision"):
        add(by=UserFactory(roles=[role]), decision=decisions.not_shared(), text="News", reason="A call")
