"""Finds the rows that stand for the names in the data, as the stories go on."""

from datetime import date

from agencies.models import Agency, Professional
from consent import coverage
from consent.models import Child, ConsentStatement, Law, Parent
from neston_sharing.operations.demonstration import shapes
from neston_sharing.operations.demonstration.people import MEMBERS
from neston_sharing.staff.models import User
from sharing.models import Concern

EMAILS = {member.key: member.email for member in MEMBERS}


class Cast:
    """Who and what has come into the story so far. `today` is the day on which the demonstration is loaded."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.staff: dict[str, User] = {}
        self.children: dict[str, Child] = {}
        self.parents: dict[shapes.Parent, Parent] = {}
        self.concerns: dict[str, Concern] = {}  # by the name of the child, of those that a decision starts from

    def member(self, key: str) -> User:
        if key not in self.staff:
            self.staff[key] = User.objects.get(email=EMAILS[key])
        return self.staff[key]

    def member_or_nobody(self, key: str) -> User | None:
        return self.member(key) if key else None

    def child(self, name: str) -> Child:
        return self.children[name]

    def agency(self, name: str) -> Agency:
        return Agency.objects.get(name=name)

    def professional(self, name: str) -> Professional | None:
        return Professional.objects.get(name=name) if name else None

    def law(self, code: str) -> Law | None:
        return Law.objects.coded(code) if code else None

    def consent(self, child: str, agency: str, purpose: str) -> ConsentStatement | None:
        """Give the consent for this purpose that may be relied on now."""
        if not purpose:
            return None
        bearing = coverage.bearing(self.child(child), self.agency(agency))
        return next(each.statement for each in bearing if each.coverage.ok and each.statement.purpose == purpose)
