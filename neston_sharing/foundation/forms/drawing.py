"""A field's markup: label, hint, errors and control. With a template for each, forms took most of their page."""

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.template.defaultfilters import linebreaksbr
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

FIELD = """\
<div class="field{}">
{}
{}
{}
{}
</div>
"""
CHOICES = """\
<div class="field{}">
<fieldset id="{}"{}>
{}
{}
{}
<div class="choices{}">
{}
</div>
</fieldset>
</div>
"""
CHECKBOX = """\
<div class="field{}">
{}
<div class="choice">
{}
<label for="{}">{}</label>
{}
</div>
</div>
"""
CHOICE = """\
<div class="choice">
<input type="{}" name="{}" value="{}" id="{}"{}{}{}>
<label for="{}">{}</label>
{}
</div>
"""
ERROR = '<p class="error-message"><span class="visually-hidden">Error:</span> {}</p>'
STANDS = "<p>Saved now: <strong>{}</strong></p>"
OPTIONAL = SafeString(' <span class="optional">(optional)</span>')
NOTHING = SafeString("")


def drawn(
    field: BoundField, *, unmarked: bool = False, heading: bool = False, side_by_side: bool = False
) -> SafeString:
    """Give a field as a page shows it, a hidden one as it is.

    `unmarked` says nothing of what may be left empty; `heading` makes its label the page's; `side_by_side` sets short
    choices beside one another.
    """
    if field.is_hidden:
        return format_html("{}", field)
    errors = drawn_errors(field)
    wrong = " field--error" if errors else ""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return format_html(CHECKBOX, wrong, errors, field, field.id_for_label, field.label, _hint(field))
    label = _label(field, unmarked=unmarked, heading=heading)
    if isinstance(widget, forms.RadioSelect):  # of which several checkboxes are a kind
        return _choices(field, wrong, label, errors, side_by_side=side_by_side)
    if label:
        label = format_html('<label for="{}">{}</label>', field.id_for_label or field.auto_id, label)
    return format_html(FIELD, wrong, label, _hint(field), errors, field)


def drawn_errors(field: BoundField) -> SafeString:
    """Give what is wrong with a field, and what is saved in its place by now; nothing if nothing is wrong."""
    if not (errors := field.errors):
        return NOTHING
    stands = getattr(field.field, "stands", "")
    said = format_html_join("", ERROR, ((error,) for error in errors))
    if stands:
        said += format_html(STANDS, linebreaksbr(stands))
    return format_html('<div id="{}_error">{}</div>', field.auto_id, said)


def _label(field: BoundField, *, unmarked: bool, heading: bool) -> SafeString:
    if not field.label:
        return NOTHING
    is_marked = not (unmarked or field.field.required or getattr(field.field, "unmarked", False))
    words = conditional_escape(field.label) + (OPTIONAL if is_marked else NOTHING)
    return format_html("<h1>{}</h1>", words) if heading else words


def _hint(field: BoundField) -> SafeString:
    if not field.help_text:
        return NOTHING
    return format_html('<p class="hint" id="{}_helptext">{}</p>', field.auto_id, field.help_text)


def _choices(field: BoundField, wrong: str, label: SafeString, errors: SafeString, *, side_by_side: bool) -> SafeString:
    hints = getattr(field.field, "choice_hints", {})
    described = field.aria_describedby
    return format_html(
        CHOICES,
        wrong,
        field.auto_id,
        format_html(' aria-describedby="{}"', described) if described else "",
        format_html("<legend>{}</legend>", label) if label else "",
        _hint(field),
        errors,
        " choices--short" if side_by_side else "",
        format_html_join("", "{}", ((_choice(each, hints),) for each in field.subwidgets)),
    )


def _choice(option: BoundWidget, hints: dict) -> SafeString:
    data, own = option.data, option.id_for_label
    hint = hints.get(data["value"]) or hints.get(str(data["value"]), "")
    return format_html(
        CHOICE,
        data["type"],
        data["name"],
        str(data["value"]),
        own,
        format_html(' aria-describedby="{}_hint"', own) if hint else "",
        " checked" if data["selected"] else "",
        " disabled" if data["attrs"].get("disabled") else "",
        own,
        option.choice_label,
        format_html('<p class="hint" id="{}_hint">{}</p>', own, hint) if hint else "",
    )
