"""What is wrong with forms, all of it, first on the page and in the page's order: each error leads to its field."""

from collections.abc import Iterable, Iterator

from django.forms import BaseForm, MultiWidget
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.forms.widgets import ChoiceWidget
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from neston_sharing.foundation.forms.layout import in_order

SUMMARY = """\
<div class="error-summary" role="alert" aria-labelledby="error-summary-title" tabindex="-1" autofocus \
data-error-summary>
<h2 id="error-summary-title">There is a problem</h2>
<ul>
{}
</ul>
</div>
"""
LINKED = '<a href="#{}">{}</a>'
NOTHING = SafeString("")

Problem = tuple[str, str]  # what is wrong, and the id of the control that it is about, if of one


def summary(forms: Iterable[BaseForm | BaseFormSet]) -> SafeString:
    """Draw every error of these forms and formsets, each linked to its field; nothing if nothing is wrong."""
    problems = [problem for form in forms for problem in _problems(form)]
    if not problems:
        return NOTHING
    said = ((format_html(LINKED, target, text) if target else text,) for text, target in problems)
    return format_html(SUMMARY, format_html_join("\n", "<li>{}</li>", said))


def _problems(form: BaseForm | BaseFormSet) -> Iterator[Problem]:
    if isinstance(form, BaseFormSet):
        yield from ((str(error), "") for error in form.non_form_errors())
        for each in form:
            yield from _problems(each)
    elif form.errors:
        yield from ((str(error), "") for error in form.non_field_errors())
        for field in in_order(form):
            yield from ((str(error), _first_control(field)) for error in field.errors)


def _first_control(field: BoundField) -> str:
    """Give the id to jump to: the field's own, or that of the first choice of a group."""
    widget = field.field.widget
    if field.is_hidden:
        return ""
    if isinstance(widget, MultiWidget):
        return f"{field.auto_id}_0"
    if isinstance(widget, ChoiceWidget) and widget.use_fieldset:
        return next((option.id_for_label for option in field.subwidgets), field.auto_id)
    return field.id_for_label or field.auto_id
