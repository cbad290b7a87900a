import time

import pytest
from django.core.exceptions import ValidationError

from neston_sharing.foundation.forms import PagesField, Telephone
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
