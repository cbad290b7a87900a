"""The three things that a person does most, by what their roles let them do: the big links of the home page."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Doing:
    title: str
    hint: str
    url_name: str
    query: str = ""

    @property
    def url(self) -> str:
        return reverse(self.url_name) + self.query


BACK = Doing("Back decisions", "Those that others made", "sharing:decisions", "?state=waiting")
SENT = Doing("Sent to you", "Decisions that you were asked to back", "sharing:decisions", "?state=waiting")
REFER = Doing("Refer now", "A child cannot wait", "sharing:refer")
DECIDE = Doing("Start a decision", "Share information, or not", "sharing:start")
FIND = Doing("Find a child", "And open the file", "consent:children")
LOG = Doing("Audit log", "Who did what, and when", "audit:log")
HEALTH = Doing("Health", "Is everything working?", "health")
POLICIES = Doing("Policies", "What we work by", "consent:policies")
AGENCIES = Doing("Agencies", "Whom we work with", "agencies:list")

MOST_DONE: tuple[tuple[str, tuple[Doing, ...]], ...] = (
    ("staff.manage", (BACK, FIND, LOG)),
    ("sharing.back_up", (BACK, REFER, FIND)),
    ("sharing.make_decision", (REFER, DECIDE, FIND)),
    ("sharing.back_up_when_asked", (SENT, POLICIES, AGENCIES)),
    ("audit.view_log", (LOG, POLICIES)),
    ("operations.look_after", (HEALTH,)),
)
"""Permission → what those who hold it do most. The first three count, for a person of several roles too."""


def most_done(user) -> list[Doing]:
    doing = [each for permission, things in MOST_DONE if user.has_perm(permission) for each in things]
    return list(dict.fromkeys(doing))[:3]
