"""Fills the throw-away installation: a small setting by the product's own actions, then a long log (`bulk`).

Everybody signs in by a password alone, as in the demonstration, whose people these are.
"""

import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product

import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from agencies.models import Agency
from consent.actions.children import register_child
from consent.models import Child
from neston_sharing.audit.context import acting
from neston_sharing.operations.benchmark import bulk
from neston_sharing.operations.benchmark.databases import FEW, MANY, Databases
from neston_sharing.operations.demonstration.agencies import AGENCIES
from neston_sharing.operations.demonstration.cast import Cast
from neston_sharing.operations.demonstration.opening import enter, join, open_setting
from neston_sharing.operations.demonstration.people import MEMBERS
from neston_sharing.staff.models import User
from sharing.actions.start import start_decision
from sharing.models import Decision

FEW_ENTRIES = 1_000
BEGAN = timedelta(days=400)
GIVEN = ("Ada", "Ben", "Cora", "Dan", "Eve", "Finn")
FAMILY = ("Ash", "Birch", "Cedar", "Elm", "Hazel")
WRITERS = 8


@dataclass
class World:
    """What the scenarios measure with: databases, who is signed in to which, and the entries of the larger one."""

    databases: Databases
    entries: int
    clients: dict[tuple[str, str], Client] = field(default_factory=dict)

    def client(self, database: str, role: str) -> Client:
        return self.clients[database, role]


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def seed(entries: int) -> World:
    """Make a database of a thousand entries, and one of so many."""
    say("Making the tables and a small setting …")
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    with transaction.atomic():
        begin(timezone.now() - BEGAN)
    databases = Databases()
    databases.copy(MANY)
    world = World(databases, entries)
    for name, number in ((FEW, FEW_ENTRIES), (MANY, entries)):
        say(f"Writing {number:,} sealed entries …")
        databases.use(name)
        bulk.fill(number)
        for member in MEMBERS:
            world.clients[name, member.key] = signed_in(member.email)
        vacuum()
        analyse()
    return world


def begin(moment: datetime) -> None:
    """Open a setting more than a year ago: six people, some agencies, thirty children, a draft for each writer."""
    cast = Cast(timezone.localdate())
    with time_machine.travel(moment, tick=True):
        open_setting()
        for member in MEMBERS[1:]:
            join(member, cast)
        for agency in AGENCIES[:6]:
            with acting(cast.member("manager")):
                enter(agency, cast)
        practitioner = cast.member("practitioner")
        with acting(practitioner):
            children = [_child(given, family, practitioner) for given, family in product(GIVEN, FAMILY)]
            for child in children[: WRITERS + 1]:
                _draft(child, practitioner)


def _child(given: str, family: str, by: User) -> Child:
    today = timezone.localdate()
    return register_child(
        by=by,
        given_names=given,
        family_name=family,
        date_of_birth=today - timedelta(days=900),
        starts_on=today,
        key_person=by,
    )


def _draft(child: Child, by: User) -> Decision:
    return start_decision(
        by=by,
        child=child,
        initiative="asked",
        agency=Agency.objects.get(name=AGENCIES[3].name),
        information="How her speech is coming on",
        purpose="The two-year check",
    )


def signed_in(email: str) -> Client:
    """Sign in without the password, whose check would take its time; the entry is written all the same."""
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client


def vacuum() -> None:
    """Let PostgreSQL note which pages everybody sees, as it does by itself after so many new rows: then an index alone
    answers. Refused inside a transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")


def analyse() -> None:
    """Let the database know what it holds, as a server does by itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
