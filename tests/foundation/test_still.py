"""Choices that stay the same are drawn once for each value, and drawn right for each."""

import pytest
from django import forms

from neston_sharing.foundation.forms.still import StillSelect

CHOICES = [("", "Any"), ("Fruit", [("apple", "Apple <b>"), ("pear", 'Pear "x"')])]


class Basket(forms.Form):
    fruit = forms.ChoiceField(choices=lambda: CHOICES, required=False, widget=StillSelect)


class Stock(forms.Form):
    fruit = forms.ChoiceField(choices=lambda: CHOICES, required=False)


@pytest.mark.parametrize("value", ["", "apple", "pear", 'none "such', "<script>"])
def test_it_is_drawn_as_djangos_own_the_first_time_and_the_second(value):
    for _ in range(2):
        assert str(Basket({"fruit": value})["fruit"]) == str(Stock({"fruit": value})["fruit"])


def test_it_is_drawn_once_for_each_value_whatever_form_it_stands_in(monkeypatch):
    first = str(Basket({"fruit": "apple"})["fruit"])
    monkeypatch.setattr(forms.Select, "render", None)
    assert str(Basket({"fruit": "apple"})["fruit"]) == first


def test_what_people_type_into_addresses_does_not_fill_the_memory():
    widget = StillSelect(choices=CHOICES)
    for value in ("apple", "", *range(10)):
        widget.render("fruit", value)
    assert {key[1] for key in widget.drawn} == {"apple", ""}


def test_a_prefix_or_an_error_beside_it_is_drawn_too():
    plain, marked = StillSelect(choices=CHOICES), {"aria-describedby": "id_fruit_error"}
    assert "aria-describedby" not in plain.render("fruit", "")
    assert "aria-describedby" in plain.render("fruit", "", marked)
    assert 'name="other-fruit"' in plain.render("other-fruit", "")
