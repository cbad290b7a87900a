"""What a form's layout is made of: names of fields, and these around them. Fields themselves are drawn by `drawing`.

A field may carry, beside what Django gives it:
    choice_hints    dict of value → text, shown inside the choice's card
    unmarked        True: never marked "(optional)", since an answer elsewhere decides whether it is needed
"""

from collections.abc import Iterable, Mapping

from crispy_forms.helper import FormHelper
from crispy_forms.layout import LayoutObject
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from neston_sharing.foundation.forms.drawing import drawn

ROW = '<div class="row">{}</div>'
GROUP = """\
<fieldset class="group"{}>
<legend>{}</legend>
{}
{}
</fieldset>
"""
BEHIND = '<details{}><summary>{}</summary><div class="details-body">{}</div></details>'
SHOWN_WHEN = '<div class="shown-when" data-shown-when="{}">{}</div>'


class Layout(LayoutObject):
    """Fields one below the other, and base of what draws them in another way, or inside something."""

    within: Mapping[str, bool] = {}  # what `drawn` is told of the fields

    def __init__(self, *fields) -> None:
        self.fields = list(fields)

    def render(self, form, told: Mapping[str, bool]) -> SafeString:
        """Draw each field, once; `told` is what stands around it says of it."""
        told = {**told, **self.within}
        return self.around(form, format_html_join("", "{}", ((_part(each, form, told),) for each in self.fields)))

    def around(self, form, fields: SafeString) -> SafeString:
        return fields


def _part(part, form, told: Mapping[str, bool]) -> SafeString:
    if not isinstance(part, str):
        return part.render(form, told)
    if part in form.rendered_fields:
        raise ValueError(f"The field {part} is drawn twice")
    form.rendered_fields.add(part)
    return drawn(form[part], **told)


class Row(Layout):
    """Fields beside one another where there is room."""

    def around(self, form, fields: SafeString) -> SafeString:
        return format_html(ROW, fields)


class Question(Layout):
    """One field whose label is the page's heading (and, for choices, the legend)."""

    within = {"heading": True}


class SideBySide(Layout):
    """Choices of a word each ("Yes", "No") beside one another where there is room."""

    within = {"side_by_side": True}


class Group(Layout):
    """Fields that belong together, under a legend and perhaps a hint."""

    def __init__(self, legend: str, *fields, hint: str = "") -> None:
        super().__init__(*fields)
        self.legend, self.hint = legend, hint

    def around(self, form, fields: SafeString) -> SafeString:
        if not self.hint:
            return format_html(GROUP, "", self.legend, "", fields)
        own = f"group_{slugify(self.legend)}_hint"
        hint = format_html('<p class="hint" id="{}">{}</p>', own, self.hint)
        return format_html(GROUP, format_html(' aria-describedby="{}"', own), self.legend, hint, fields)


class Behind(Layout):
    """Fields that few people need, behind a line; open as soon as one of them holds something or is wrong."""

    def __init__(self, summary: str, *fields) -> None:
        super().__init__(*fields)
        self.summary = summary

    def around(self, form, fields: SafeString) -> SafeString:
        named = [pointer.name for pointer in self.get_field_names()]
        filled = any(form[name].value() or form[name].errors for name in named)
        return format_html(BEHIND, " open" if filled else "", self.summary, fields)


class ShownWhen(Layout):
    """Fields that matter only when `field` holds one of `values` (a value or several).

    They are always in the page and always posted: without JavaScript they simply stand below, and the form's `clean`
    says which of them the answer needs. With it, reveal.js hides them until they matter, going by the attribute
    data-shown-when="name=value|value". They are never marked "(optional)".
    """

    within = {"unmarked": True, "heading": False}

    def __init__(self, field: str, values: str | Iterable[str], *fields) -> None:
        super().__init__(*fields)
        self.field = field
        self.values = [values] if isinstance(values, str) else [str(value) for value in values]

    def around(self, form, fields: SafeString) -> SafeString:
        return format_html(SHOWN_WHEN, f"{form.add_prefix(self.field)}={'|'.join(self.values)}", fields)


class SignaturePad:
    """A hidden field that is drawn on a pad (its page loads signature.js); a typed name must be asked for beside it."""

    template = "components/signature.html"

    def __init__(self, field: str) -> None:
        self.field = field

    def render(self, form, told: Mapping[str, bool]) -> SafeString:
        form.rendered_fields.add(self.field)
        return render_to_string(self.template, {"field": form[self.field]})


class Helper(FormHelper):
    """Tells crispy-forms how a form is drawn whose tag, token and key the page draws."""

    form_tag = False
    disable_csrf = True
    include_media = False

    def build_default_layout(self, form) -> Layout:
        return Layout(*form.fields)

    def render_layout(self, form, context, template_pack="") -> SafeString:
        """Draw what the layout names, and after it the hidden fields that it does not."""
        form.rendered_fields = set()
        named = self.layout.render(form, {})
        left = [field for field in form.hidden_fields() if field.name not in form.rendered_fields]
        return named + format_html_join("", "{}", ((drawn(field),) for field in left))


def neston_helper(form, *fields) -> Helper:
    """Make the helper of a form; without `fields`, all of them in order."""
    helper = Helper(form)
    if fields:
        helper.layout = Layout(*fields)
    return helper


def in_order(form) -> list[BoundField]:
    """Give a form's fields as its layout draws them, and last those that it does not name."""
    helper = getattr(form, "helper", None)
    named = [pointer.name for pointer in helper.layout.get_field_names()] if helper else []
    return [*(form[name] for name in named), *(field for field in form if field.name not in named)]
