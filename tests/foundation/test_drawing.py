"""A field is drawn with all that belongs to it, and whatever it is made of is escaped."""

import pytest
from django import forms
from django.test import SimpleTestCase
from django.utils.html import format_html

from neston_sharing.foundation.forms.drawing import drawn, drawn_errors
from neston_sharing.foundation.forms.layout import Behind, Layout, Row, neston_helper

NASTY = "<script>alert('1') & \"2\"</script>"
WRITTEN = "&lt;script&gt;alert(&#x27;1&#x27;) &amp; &quot;2&quot;&lt;/script&gt;"
NAMED = {"label": NASTY, "help_text": NASTY, "required": False}
CHOICES = [(NASTY, NASTY), ("b", "B")]


class Nasty(forms.Form):
    text = forms.CharField(**NAMED)
    prose = forms.CharField(widget=forms.Textarea, **NAMED)
    box = forms.BooleanField(**NAMED)
    one = forms.ChoiceField(choices=CHOICES, **NAMED)
    radios = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, **NAMED)
    several = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple, **NAMED)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("radios", "several"):
            self.fields[name].choice_hints = {NASTY: NASTY}

    def clean(self):
        for name, field in self.fields.items():
            field.stands = NASTY
            self.add_error(name, NASTY)


ALL = {name: [NASTY] if name == "several" else NASTY for name in Nasty.base_fields}
# Label, hint, error, what stands; then the value, or that of a choice, its label and its hint.
TIMES = {"text": 5, "prose": 5, "box": 4, "one": 6, "radios": 7, "several": 7, "hidden": 1}


@pytest.mark.parametrize("name", Nasty.base_fields)
@pytest.mark.parametrize("told", [{}, {"heading": True}, {"unmarked": True}, {"side_by_side": True}])
def test_nothing_that_it_is_made_of_is_taken_for_markup(name, told):
    html = drawn(Nasty(ALL)[name], **told)
    assert "<script" not in html
    assert html.count(WRITTEN) == TIMES[name]


def test_what_is_markup_already_stays_so():
    form = Nasty()
    form.fields["text"].help_text = format_html("As on <strong>{}</strong>", NASTY)
    assert f"As on <strong>{WRITTEN}</strong>" in drawn(form["text"])


class Meal(forms.Form):
    dish = forms.ChoiceField(choices=[("pie", "Pie"), (2, "Soup")], widget=forms.RadioSelect, help_text="One")
    drink = forms.CharField(required=False)
    warm = forms.BooleanField(required=False, help_text="If it can be")
    table = forms.CharField(widget=forms.HiddenInput, initial="5")


def same(html: str, other: str) -> None:
    SimpleTestCase().assertHTMLEqual(html, other)


def test_a_group_of_choices_with_what_is_wrong_and_the_hint_of_one():
    form = Meal({"dish": ""})
    form.fields["dish"].choice_hints = {"2": "Of the day"}
    same(
        drawn(form["dish"], heading=True, side_by_side=True),
        """
        <div class="field field--error">
          <fieldset id="id_dish" aria-describedby="id_dish_helptext id_dish_error">
            <legend><h1>Dish</h1></legend>
            <p class="hint" id="id_dish_helptext">One</p>
            <div id="id_dish_error">
              <p class="error-message"><span class="visually-hidden">Error:</span> This field is required.</p>
            </div>
            <div class="choices choices--short">
              <div class="choice">
                <input type="radio" name="dish" value="pie" id="id_dish_0"> <label for="id_dish_0">Pie</label>
              </div>
              <div class="choice">
                <input type="radio" name="dish" value="2" id="id_dish_1" aria-describedby="id_dish_1_hint">
                <label for="id_dish_1">Soup</label> <p class="hint" id="id_dish_1_hint">Of the day</p>
              </div>
            </div>
          </fieldset>
        </div>""",
    )


def test_a_box_with_its_label_beside_it():
    same(
        drawn(Meal()["warm"]),
        """
        <div class="field">
          <div class="choice">
            <input type="checkbox" name="warm" aria-describedby="id_warm_helptext" id="id_warm">
            <label for="id_warm">Warm</label> <p class="hint" id="id_warm_helptext">If it can be</p>
          </div>
        </div>""",
    )


def test_a_line_that_may_be_left_empty_says_so_unless_told_not_to():
    line = (
        '<div class="field"><label for="id_drink">Drink{}</label><input type="text" name="drink" id="id_drink"></div>'
    )
    form = Meal()
    same(drawn(form["drink"]), line.format(' <span class="optional">(optional)</span>'))
    same(drawn(form["drink"], unmarked=True), line.format(""))
    form.fields["drink"].unmarked = True
    same(drawn(form["drink"]), line.format(""))


def test_a_control_without_a_label_has_none():
    form = Meal()
    form.fields["drink"].label = form.fields["dish"].label = ""
    assert "<label" not in drawn(form["drink"])
    assert "<legend" not in drawn(form["dish"])


def test_nothing_is_said_of_a_field_that_is_right():
    assert drawn_errors(Meal({"dish": "pie"})["dish"]) == ""


def test_hidden_fields_stand_below_and_no_field_stands_twice():
    form = Meal()
    whole = neston_helper(form, Row("dish", "drink"), Behind("More", "warm")).render_layout(form, {})
    assert whole.index('name="table"') > whole.index("</details>")
    assert whole.count('value="5"') == 1
    twice = neston_helper(form, "dish", Layout("dish"))
    with pytest.raises(ValueError, match="dish is drawn twice"):
        twice.render_layout(form, {})
