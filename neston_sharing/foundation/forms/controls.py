"""A control's markup: what Django's templates make of a widget. An input takes three of them, a choice two more."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDGETS = "django/forms/widgets"
INPUTS = ("checkbox", "date", "datetime", "email", "hidden", "number", "password", "text", "time", "url")
INPUT = '<input type="{}" name="{}"{}{}>'
TEXTAREA = '<textarea name="{}"{}>\n{}</textarea>'
SELECT = '<select name="{}"{}>{}\n</select>'
GROUP = '\n  <optgroup label="{}">{}\n  </optgroup>'
OPTION = '\n  <option value="{}"{}>{}</option>'


class Renderer(TemplatesSetting):
    """Draws here what stands in most forms, and leaves the rest to its template."""

    def render(self, template_name, context, request=None) -> str:
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


def _input(widget: dict) -> SafeString:
    value = _attributes({} if widget["value"] is None else {"value": str(widget["value"])})
    return format_html(INPUT, widget["type"], widget["name"], value, _attributes(widget["attrs"]))


def _textarea(widget: dict) -> SafeString:
    return format_html(TEXTAREA, widget["name"], _attributes(widget["attrs"]), widget["value"] or "")


def _select(widget: dict) -> SafeString:
    groups = format_html_join("", "{}", ((_group(name, options),) for name, options, _ in widget["optgroups"]))
    return format_html(SELECT, widget["name"], _attributes(widget["attrs"]), groups)


def _group(name: str | None, options: list[dict]) -> SafeString:
    drawn = format_html_join(
        "", OPTION, ((str(each["value"]), _attributes(each["attrs"]), each["label"]) for each in options)
    )
    return format_html(GROUP, name, drawn) if name else drawn


def _attributes(named: dict[str, Any]) -> SafeString:
    """One that is True stands without a value, one that is False not at all."""
    return format_html_join("", "{}", ((_attribute(*each),) for each in named.items() if each[1] is not False))


def _attribute(name: str, value: Any) -> SafeString:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str(value))


DRAWN = {
    **{f"{WIDGETS}/{name}.html": _input for name in INPUTS},
    f"{WIDGETS}/select.html": _select,
    f"{WIDGETS}/textarea.html": _textarea,
}
