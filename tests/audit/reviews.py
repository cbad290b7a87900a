"""Managers who review the log, and what they are told."""

from io import BytesIO
from zipfile import ZipFile

from django.urls import reverse

from consent.models import Exclusion
from neston_sharing.audit.models import Review
from neston_sharing.audit.reviewing import overview, sign_off
from tests.factories import UserFactory

REVIEW = "/audit/review/"


def manager_called(name: str):
    return UserFactory(name=name, roles=["manager"])


def keep_out(user, child) -> Exclusion:
    return Exclusion.objects.create(child=child, user=user, reason="Family", set_by=UserFactory())


def excluded_from(child, name: str):
    person = manager_called(name)
    keep_out(person, child)
    return person


def signed_off(user, notes: str = "", until: int | None = None) -> Review:
    return sign_off(by=user, shown=overview(user, until).shown, notes=notes)


def refused(user) -> list[str]:
    """Whose refused attempts a review tells this person."""
    return [line.who for line in overview(user).odd if line.title == "Was refused access"]


def numbers_in_the_log(client) -> list[int]:
    return [line.number for line in client.get("/audit/").context["lines"]]


def in_the_export(client) -> str:
    exported = b"".join(client.post(reverse("audit:export")).streaming_content)
    with ZipFile(BytesIO(exported)) as bundle:
        return bundle.read("log.neston").decode()
