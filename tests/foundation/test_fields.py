import time

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from neston_sharing.foundation.forms import PagesField, Several, Telephone
from neston_sharing.foundation.forms.fields import Credential
from neston_sharing.foundation.models import Setting
from tests.foundation.test_uploads import picture, posted


@pytest.mark.parametrize("number", ["999", "0151 496 0000", "+44 (0)151 496-0000", "0151 496 0000 ext. 12"])
def test_numbers_as_people_write_them(number):
    assert Telephone().clean(number) == number


@pytest.mark.parametrize("number", ["01x5", "0151 496 0000 ext", "call me", "0151 496\n0000 0000"])
def test_what_is_no_number(number):
    with pytest.raises(ValidationError):
        Telephone().clean(number)


def test_a_long_text_in_a_telephone_field_costs_nothing():
    began = time.perf_counter()
    with pytest.raises(ValidationError):
        Telephone().clean("1" + " " * 100_000 + "!")
    assert time.perf_counter() - began < 1


def test_all_pages_of_a_paper_come_as_one_upload():
    assert PagesField().clean([posted(picture()), posted(picture())]).pages == 2


def test_no_page_at_all_or_one_that_is_not_sound_is_an_error_of_the_field():
    for data in ([], None, [posted(b"GIF89a")]):
        with pytest.raises(ValidationError):
            PagesField().clean(data)


@pytest.mark.parametrize("key", ["9223372036854775808", "9" * 400, "-1", "1e9", "²", "٣", "x", ""])
def test_what_no_database_takes_for_a_key_is_no_choice(db, key):
    with pytest.raises(ValidationError):
        Several(Setting.objects.all()).clean([key])


def test_several_rows_are_chosen_by_their_keys(db):
    Setting.objects.create(pk=1, name="St Winifred's")
    assert Several(Setting.objects.all()).clean(["1"]).get().name == "St Winifred's"


def test_what_is_no_object_or_nested_without_end_is_no_passkey():
    with pytest.raises(ValidationError):
        Credential().clean("[" * 3_000)
    assert Credential().bound_data("[" * 3_000, None) == "[" * 3_000  # which is shown again
    for text in ("0", "false", '""', '"a"', "[1]", "{}", "null"):
        with pytest.raises(ValidationError):
            Credential().clean(text)
    assert Credential().clean('{"id": "a"}') == {"id": "a"}


def test_every_field_for_several_rows_is_ours():
    """Django's own asks the database about any number, which SQLite cannot be asked about."""
    apps = [settings.BASE_DIR / name for name in ("neston_sharing", "agencies", "consent", "sharing")]
    used = [path for app in apps for path in app.rglob("*.py") if "ModelMultipleChoiceField" in path.read_text()]
    assert [path.name for path in used] == ["fields.py"]
