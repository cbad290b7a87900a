"""A table's markup. Lists of a hundred cells are drawn here: with a template for each, they took most of their page."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]

KINDS = {"green", "amber", "blue", "grey", "red"}
TABLE = '<table class="table">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
LINK, LINK_OF_A_REFERENCE = '<a href="{}">{}</a>', '<a class="nowrap" href="{}">{}</a>'
REFERENCE = re.compile(r"[A-Z]+-[\dA-Z-]{4,12}")  # a browser would break it at a hyphen
CAPTION, HIDDEN_CAPTION = "<caption>{}</caption>", '<caption class="visually-hidden">{}</caption>'


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence], *, show_caption: bool = False) -> SafeString:
    """Give a table that turns into cards on a phone; a cell is text, {text, url} or {text, kind}.

    A row that is not as long as there are columns raises ValueError.
    """
    head = format_html_join("", '<th scope="col">{}</th>', ((column,) for column in columns))
    labels = [conditional_escape(column) for column in columns]
    body = mark_safe("\n".join(_row(labels, row) for row in rows))  # noqa: S308 (escaped cell by cell)
    return format_html(TABLE, format_html(CAPTION if show_caption else HIDDEN_CAPTION, caption), head, body)


def status(kind: str, text: str) -> SafeString:
    """Give a tag with a colour (`kind`: green, amber, blue, grey, red) and always its word."""
    return format_html('<strong class="tag tag--{}">{}</strong>', kind if kind in KINDS else "grey", text)


def _row(labels: Sequence[str], row: Sequence) -> str:
    cells = [f' data-label="{label}">{_cell(cell)}' for label, cell in zip(labels, row, strict=True)]
    return f'<tr><th scope="row"{cells[0]}</th>{"".join(f"<td{cell}</td>" for cell in cells[1:])}</tr>'


def _cell(cell) -> str:
    """The first cell of a row names it; `url` makes a link of it, `kind` a tag."""
    if isinstance(cell, str):
        return f"<span>{conditional_escape(cell)}</span>"
    url, kind, text = (_part(cell, name) for name in ("url", "kind", "text"))
    said = localize(template_localtime(text or cell or ""))
    if url:
        return format_html(LINK_OF_A_REFERENCE if REFERENCE.fullmatch(said) else LINK, url, said)
    return status(kind, said) if kind else format_html("<span>{}</span>", said)


def _part(cell, name: str):
    return cell.get(name, "") if isinstance(cell, Mapping) else getattr(cell, name, "")
