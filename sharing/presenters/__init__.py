"""A record → what the page, the PDF and the JSON all say, once."""

from sharing.presenters.decision import PresentedDecision, present, recipient_of
from sharing.presenters.listing import COLUMNS, list_rows
from sharing.presenters.words import STATES, Fact, StateWords

__all__ = ["COLUMNS", "STATES", "Fact", "PresentedDecision", "StateWords", "list_rows", "present", "recipient_of"]
