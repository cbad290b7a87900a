"""Controls are drawn as Django's templates draw them, in a part of the time: what they say must stay Django's."""

import datetime

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test import SimpleTestCase

NASTY = "<script>alert('1') & \"2\"</script>"
TOLD = {"autofocus": True, "hidden": False, "rows": 4, "data-x": NASTY, "data-none": None}
CHOICES = [("", "Any"), (NASTY, NASTY), (1, "One"), (NASTY, [("x", "<X>"), ("y", "Y")])]
DAY = datetime.date(2026, 11, 3)


class Every(forms.Form):
    text = forms.CharField(widget=forms.TextInput(attrs=TOLD), help_text="A line")
    long = forms.CharField(widget=forms.Textarea(attrs=TOLD))
    email = forms.EmailField()
    url = forms.URLField(assume_scheme="https")
    number = forms.IntegerField(min_value=0)
    password = forms.CharField(widget=forms.PasswordInput)
    day = forms.DateField()
    moment = forms.DateTimeField()
    hour = forms.TimeField()
    box = forms.BooleanField()
    hidden = forms.CharField(widget=forms.HiddenInput)
    file = forms.FileField()
    radios = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)
    one = forms.ChoiceField(choices=CHOICES, widget=forms.Select(attrs=TOLD))
    several = forms.MultipleChoiceField(choices=CHOICES, widget=forms.SelectMultiple)
    shut = forms.ChoiceField(choices=CHOICES, disabled=True)


MEANT = dict.fromkeys(Every.base_fields, NASTY) | {
    "day": DAY,
    "number": 1000,
    "one": 1,
    "shut": "y",
    "several": ["x", 1],
}
TYPED = dict.fromkeys(Every.base_fields, NASTY) | {"several": ["x", NASTY]}


@pytest.mark.parametrize("name", Every.base_fields)
@pytest.mark.parametrize("filled", [{}, {"initial": MEANT}, {"data": {}}, {"data": TYPED}, {"prefix": "2"}])
def test_a_control_is_drawn_as_django_draws_it(name, filled):
    ours, djangos = str(Every(**filled)[name]), str(Every(**filled, renderer=DjangoTemplates())[name])
    SimpleTestCase().assertHTMLEqual(ours, djangos)
    assert "<script" not in ours
