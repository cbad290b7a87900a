"""Run in a process of its own: what an installation of a test begins with. Says as JSON who and what is there."""

import json
import sys

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

from neston_sharing.foundation.details import change_setting  # noqa: E402
from tests.factories import PASSWORD, AgencyFactory, ChildFactory, UserFactory  # noqa: E402


def migrations_are_done() -> None:
    """The tests' tables are made from the models, which is what the migrations lead to."""
    executor = MigrationExecutor(connection)
    executor.recorder.ensure_schema()
    for app, name in executor.loader.disk_migrations:  # those that are squashed, too
        executor.recorder.record_applied(app, name)


def main(role: str) -> None:
    migrations_are_done()
    change_setting(by=None, name="St Winifred's", social_care_phone="0151 496 0110", lado_phone="0151 496 0112")
    practitioner = UserFactory(roles=["practitioner"], email="priya@example.org")
    other = UserFactory(roles=["practitioner"], email="omar@example.org")
    for person in (practitioner, other):
        person.password = make_password(PASSWORD)
        person.save()
    UserFactory(roles=["lead"])
    child, agency = ChildFactory(key_person=practitioner), AgencyFactory()
    if role:
        call_command("grant_application_role", role, verbosity=0)
    there = {"who": practitioner.email, "other": other.email, "password": PASSWORD}
    print(json.dumps(there | {"child": child.reference, "agency": agency.pk}))


main(*sys.argv[1:])
