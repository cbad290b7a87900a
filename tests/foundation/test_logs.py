"""No personal data in the server's log, whatever goes wrong."""

import logging

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from neston_sharing.foundation.logs import Discreet
from tests.factories import ChildFactory, UserFactory


def written(error: BaseException) -> str:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Error at %s", ("/a\nb/",), None)
    record.exc_info = (type(error), error, error.__traceback__)
    return Discreet("%(levelname)s %(message)s").format(record)


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_is_not_quoted():
    name = "-".join(["Quill", "feather"])  # the code stands in the log: what it was given must not
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        ChildFactory(given_names=name, family_name="")
    line = written(refused.value)
    assert name not in line
    assert "django.db.utils.IntegrityError" in line


def test_an_error_within_an_error_is_told_without_its_words():
    try:
        try:
            int("Mia Hart")
        except ValueError as first:
            raise RuntimeError("about Mia") from first
    except RuntimeError as error:
        line = written(error)
    assert "Mia" not in line.replace('int("Mia Hart")', "").replace('"about Mia"', "")  # but for the code itself
    assert line.index("builtins.ValueError") < line.index("builtins.RuntimeError")


def test_an_address_cannot_begin_a_line_of_the_log():
    assert "ERROR Error at /a\\nb/" in written(ValueError())


@pytest.mark.parametrize("door", ["/staff/invitations/{}/", "/accounts/password/reset/key/{}/"])
def test_an_address_that_lets_somebody_in_is_not_written_down(door):
    address = door.format("2G89-QKPJ-HS7F-PYWH")
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Unprocessable: %s", (address,), None)
    line = Discreet("%(levelname)s %(message)s").format(record)
    assert line == f"WARNING Unprocessable: {door.format('…')}"


@pytest.mark.django_db
def test_the_server_log_of_a_broken_page_names_nobody(client, settings, monkeypatch):
    from sharing.views.home import Home

    handler = settings.LOGGING["formatters"]["plain"]["()"]
    assert handler == "neston_sharing.foundation.logs.Discreet"
    client.force_login(UserFactory(roles=["lead"]))
    client.raise_request_exception = False
    monkeypatch.setattr(Home, "get_context_data", lambda self, **kwargs: int("Quillfeather"))
    answer = client.get(reverse("home"))
    assert answer.status_code == 500
    assert "Quillfeather" not in answer.content.decode()
    assert "Call" in answer.content.decode()
