"""Whether a text says who a child is (policy 2.3: advice may be asked for without giving the name).

    check = Check(known)          # once for a child: compiles the names of the people around them
    found = check.find(text)      # tuple of Found(start, end, text, what), in order, none over another
    marked(text, found)           # segments for components/marked.html
    reasons(found)                # what was found and why, each once

Standard library only: no query, no request. It prefers to raise a name once too often, but never raises a name
that is an ordinary word in lower case ("rose", "will"), nor 999, 101, 111 and 112.
"""

from sharing.naming.check import Check
from sharing.naming.found import Found, Segment, marked, reasons
from sharing.naming.known import SOMEBODY, STAFF, Known, Person

__all__ = ["SOMEBODY", "STAFF", "Check", "Found", "Known", "Person", "Segment", "marked", "reasons"]
