"""{% entry_rows lines %}: the rows of the log's table. A hundred of them took a template many times as long."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from neston_sharing.audit.reading import Line

register = template.Library()

ROW = """\
<tr>
<th scope="row" data-label="When"><a href="{}">{}</a></th>
<td data-label="Who"><span>{}</span></td>
<td data-label="What"><div><strong class="tag tag--{}">{}</strong> {}{}</div></td>
{}
</tr>
"""
CHILD = '<td data-label="About"><span>{}</span></td>'
REFERENCE = '<td data-label="About"><span class="nowrap">{}</span></td>'
ERASED = '<p class="quiet">What it said was disposed of</p>'
BEHIND = """\
<details><summary>{}<span class="visually-hidden">, entry {}</span></summary>
<ul class="changes details-body">{}</ul></details>"""


@register.simple_tag
def entry_rows(lines: Iterable[Line]) -> SafeString:
    """Draw each entry: when, who, what with its changes, and the child."""
    return mark_safe("".join(map(_row, lines)))  # noqa: S308 (escaped value by value)


def _row(line: Line) -> str:
    more = _more(line) if line.erased or line.full or line.brief else ""
    said = map(escape, (line.url, line.when, line.who, line.kind, line.verb, line.rest))
    return ROW.format(*said, more, _child(line))


def _child(line: Line) -> str:
    if not line.child:
        return "<td></td>"
    return (REFERENCE if line.child == line.subject else CHILD).format(escape(line.child))


def _more(line: Line) -> str:
    """What stands below: that it was disposed of, a few changes at once, all of them behind a line."""
    told = ERASED if line.erased else ""
    if line.brief:
        told += f'<ul class="changes">{_items(line.brief)}</ul>'
    if line.full:
        told += BEHIND.format("All of it" if line.brief else "What it says", line.number, _items(line.full))
    return told


def _items(changes: list[str]) -> str:
    return "".join(f"<li>{escape(change)}</li>" for change in changes)
