"""What a form's layout is made of, beyond crispy-forms' own Layout, Field, Row, Div and Fieldset.

A field may carry, beside what Django gives it:
    choice_hints    dict of value → text, shown inside the choice's card
    unmarked        True: never marked "(optional)", since an answer elsewhere decides whether it is needed
"""

from collections.abc import Iterable
from copy import copy

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string
from django.utils.text import slugify


class Shown(LayoutObject):
    """Base of our own: fields drawn with some more context, inside a template of ours or none."""

    template = ""

    def __init__(self, *fields) -> None:
        self.fields = list(fields)

    def within(self, form) -> dict:
        """Name what the fields' templates are told."""
        return {}

    def around(self, form) -> dict:
        """Name what this object's own template is told."""
        return {}

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs) -> str:
        inner = copy(context)  # crispy-forms pushes without popping: a copy keeps it to itself
        inner.update(self.within(form))
        fields = self.get_rendered_fields(form, inner, template_pack)
        if not self.template:
            return fields
        return render_to_string(self.get_template_name(template_pack), {"fields": fields, **self.around(form)})


class Question(Shown):
    """One field whose label is the page's heading (and, for choices, the legend)."""

    def within(self, form) -> dict:
        return {"heading": True}


class SideBySide(Shown):
    """Choices of a word each ("Yes", "No") beside one another where there is room."""

    def within(self, form) -> dict:
        return {"side_by_side": True}


class Group(Shown):
    """Fields that belong together, under a legend and perhaps a hint."""

    template = "%s/layout/group.html"

    def __init__(self, legend: str, *fields, hint: str = "") -> None:
        super().__init__(*fields)
        self.legend, self.hint = legend, hint

    def around(self, form) -> dict:
        return {"legend": self.legend, "hint": self.hint, "hint_id": f"group_{slugify(self.legend)}_hint"}


class Behind(Shown):
    """Fields that few people need, behind a line; open as soon as one of them holds something or is wrong."""

    template = "%s/layout/behind.html"

    def __init__(self, summary: str, *fields) -> None:
        super().__init__(*fields)
        self.summary = summary

    def around(self, form) -> dict:
        named = [pointer.name for pointer in self.get_field_names()]
        filled = any(form[name].value() or form[name].errors for name in named)
        return {"summary": self.summary, "open": filled}


class ShownWhen(Shown):
    """Fields that matter only when `field` holds one of `values` (a value or several).

    They are always in the page and always posted: without JavaScript they simply stand below, and the form's `clean`
    says which of them the answer needs. With it, reveal.js hides them until they matter, going by the attribute
    data-shown-when="name=value|value". They are never marked "(optional)".
    """

    template = "%s/layout/shown_when.html"

    def __init__(self, field: str, values: str | Iterable[str], *fields) -> None:
        super().__init__(*fields)
        self.field = field
        self.values = [values] if isinstance(values, str) else [str(value) for value in values]

    def within(self, form) -> dict:
        return {"unmarked": True, "heading": False}

    def around(self, form) -> dict:
        return {"condition": f"{form.add_prefix(self.field)}={'|'.join(self.values)}"}


class SignaturePad:
    """A hidden field that is drawn on a pad (its page loads signature.js); a typed name must be asked for beside it."""

    template = "components/signature.html"

    def __init__(self, field: str) -> None:
        self.field = field

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs) -> str:
        form.rendered_fields.add(self.field)
        return render_to_string(self.template, {"field": form[self.field]})


def neston_helper(form, *fields) -> FormHelper:
    """Make the helper of a form whose tag, token and key the page draws; without `fields`, all of them in order."""
    helper = FormHelper(form)
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    helper.render_hidden_fields = True
    if fields:
        helper.layout = Layout(*fields)
    return helper
