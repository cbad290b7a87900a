"""Finds the rows that stand for the names in the data, as the stories go on."""

from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser

from agencies.models import Agency, Professional
from consent import coverage
from consent.models import Child, ConsentStatement, Law, Parent
from neston_sharing.operations.demonstration import shapes
from neston_sharing.operations.demonstration.people import MEMBERS

EMAILS = {member.key: member.email for member in MEMBERS}


class Cast:
    """Who and what has come into the story so far. `today` is the day on which the demonstration is loaded."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.staff: dict[str, AbstractBaseUser] = {}
        self.children: dict[str, Child] = {}
        self.parents: dict[shapes.Parent, Parent] = {}

    def member(self, key: str) -> AbstractBaseUser:
        if key not in self.staff:
            self.staff[key] = get_user_model().objects.get(email=EMAILS[key])
        return self.staff[key]

    def member_or_nobody(self, key: str) -> AbstractBaseUser | None:
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
