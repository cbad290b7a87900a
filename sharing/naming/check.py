"""The check itself: the known people and facts compiled once, a text looked through as often as one likes."""

from sharing.naming.addresses import Addresses
from sharing.naming.contacts import Contacts
from sharing.naming.dates import Dates
from sharing.naming.folding import Text
from sharing.naming.found import Found, in_order
from sharing.naming.initials import Initials
from sharing.naming.known import Known
from sharing.naming.names import Names


class Check:
    def __init__(self, known: Known):
        self._finders = (
            Names(known.people),
            Initials(known.people),
            Dates(known.born),
            Addresses(known.addresses),
            Contacts(known),
        )

    def find(self, text: str) -> tuple[Found, ...]:
        """Say what in the text tells who the child is: sorted, none over another, places in the text as given."""
        folded = Text(text)
        spans = [(found[0], found[1], found[2]) for finder in self._finders for found in finder.find(folded)]
        return in_order(text, ((*folded.span(start, end), what) for start, end, what in spans))
