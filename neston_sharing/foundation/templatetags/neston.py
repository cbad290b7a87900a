"""The components that pages are made of. They are built in: no page needs to load this library.

Words and structure
    {% back_link url "All decisions" %}                    above the heading, in the block `back`
    {% progress 3 6 about="IS-2026-0042" %}                "IS-2026-0042 · Question 3 of 6" and its segments;
                                                           skipped= numbers of those not filled, note= after it
    {% button "Record decision" %}                         submits; kind="secondary" or "warning"; name=, value=
    {% button "Register a child" url=url %}                a link that looks like one
    {% status "green" "Shared" %}                          kinds: green, amber, blue, grey, red
    {% banner "warning" "Overdue" %}…{% endbanner %}       kinds: info, success, warning, danger
    {% inset %}…{% endinset %}                             the clause or golden rule something rests on
    {% details "Why we ask this" %}…{% enddetails %}       more, behind a line
    {% empty "No decisions yet" "Start one from a child's file." url=url action="Find a child" %}

Records
    {% summary_list rows %}                                rows: key, value, change (URL), about
    {% summary_row "Child" name change=url %}              one row, inside <dl class="summary-list">
    {% fact "Signed" %}…{% endfact %}                      a row whose value is markup
    {% task_list tasks %}                                  tasks: title, url, status, kind, hint
    {% timeline entries %}                                 entries: title, when, who, text, url, status, kind, waiting
    {% tile 4 "Wait for back-up" url=url kind="amber" hint="since 3 November 2026" %}   inside <ul class="tiles">
    {% data_table "Decisions" columns rows %}              cells: text, or {text, url} or {text, kind}
    {% pager newer older %}                                two URLs, either may be empty

Forms
    {% error_summary form %}                               first on the page; takes forms and formsets
    {% field_for form.answer %}                            one field by itself, never marked optional (filters)
    {% errors_of field %}                                  what is wrong with a field, in hand-made forms
    {% signature form.strokes %}                           a pad to draw on, in hand-made forms (load signature.js)
    {% include "components/form.html" with submit="Invite" %}   the whole form: tag, token, key, fields, buttons

Values
    {{ day|long_date }}        22 November 2026
    {{ moment|date_time }}     22 November 2026, 14:05
    {{ number|phone }}         a link to call, or "not set: ask your manager"; {{ number|phone:"none" }}

Markup that needs no tag: <div class="card">, <p class="lede">, <p class="hint">, <span class="quiet">,
<p class="written"> (keeps the writer's lines), <div class="columns"> with main and aside, <table class="table">
whose cells carry data-label, <div class="actions"> for a row of buttons.
"""

import datetime
import re
from collections.abc import Collection, Iterable, Sequence

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.utils import dateformat, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from neston_sharing.foundation import tables
from neston_sharing.foundation.forms.drawing import drawn, drawn_errors
from neston_sharing.foundation.forms.summary import summary

register = template.Library()

PROGRESS = """\
<p class="caption">{}{} {} of {}{}</p>
<div class="progress" aria-hidden="true">{}</div>
"""
DONE, TO_DO = SafeString('<span class="done"></span>'), SafeString("<span></span>")
BUTTON = '<button class="button{}" type="submit"{}>{}</button>\n'
LINK = '<a class="button{}" href="{}">{}</a>\n'


# Words and structure


@register.simple_tag
def back_link(url: str, text: str = "Back") -> str:
    """Link to where one came from: `url`, `text`."""
    return format_html('<a class="back-link" href="{}">{}</a>', url, text)


@register.simple_tag
def progress(
    current: int, total: int, about: str = "", word: str = "Question", skipped: Collection[int] = (), note: str = ""
) -> str:
    """Say and draw "`about` · `word` `current` of `total` · `note`"; what was skipped is not drawn as done."""
    done = [each <= current and each not in skipped for each in range(1, total + 1)]
    segments = format_html_join("", "{}", ((DONE if each else TO_DO,) for each in done))
    whose = format_html("{} · ", about) if about else ""
    return format_html(PROGRESS, whose, word, current, total, format_html(" · {}", note) if note else "", segments)


@register.simple_tag
def button(text: str, url: str = "", kind: str = "", name: str = "", value: str = "") -> str:
    """Show a button that submits, or a link that looks like one when `url` is given."""
    looks = format_html(" button--{}", kind) if kind else ""
    if url:
        return format_html(LINK, looks, url, text)
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html(BUTTON, looks, named, text)


@register.simple_tag
def status(kind: str, text: str) -> str:
    """Tag with a colour (`kind`: green, amber, blue, grey, red) and always its word."""
    return tables.status(kind, text)


@register.simple_block_tag
def banner(content: str, kind: str = "info", title: str = "") -> str:
    """Set a notice apart: `kind` is info, success, warning or danger; `title` becomes its heading."""
    heading = format_html("<h2>{}</h2>", title) if title else ""
    return format_html('<div class="banner banner--{}">{}{}</div>', kind, heading, content)


@register.simple_block_tag
def inset(content: str) -> str:
    """Set a rule or a quotation apart from the text."""
    return format_html('<div class="inset">{}</div>', content)


@register.simple_block_tag
def details(content: str, summary: str) -> str:
    """Keep more behind one line, `summary`."""
    return format_html('<details><summary>{}</summary><div class="details-body">{}</div></details>', summary, content)


@register.inclusion_tag("components/empty.html")
def empty(title: str, text: str = "", url: str = "", action: str = "") -> dict:
    """Say that there is nothing, and what to do next: `action` is the words of the link to `url`."""
    return {"title": title, "text": text, "url": url, "action": action}


# Records


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable) -> dict:
    """List what was said: each row has key, value and perhaps change (URL) and about (said after "Change")."""
    return {"rows": rows}


@register.inclusion_tag("components/summary_row.html")
def summary_row(key: str, value: object, change: str = "", about: str = "") -> dict:
    """Show one row of a summary list: `key`, `value`, and a "Change" link to `change`."""
    return {"key": key, "value": value, "change": change, "about": about}


@register.simple_block_tag
def fact(content: str, key: str) -> str:
    """Show one row of a summary list whose value is the markup inside, without the template's lines around it."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", key, SafeString(content.strip()))


@register.inclusion_tag("components/task_list.html")
def task_list(tasks: Iterable) -> dict:
    """List tasks with title, url (none: cannot start yet), status, kind (of the status tag) and hint."""
    return {"tasks": tasks}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable) -> dict:
    """Tell what happened, newest first: title, when, and perhaps who, text, url, status with kind, waiting."""
    return {"entries": entries}


@register.inclusion_tag("components/tile.html")
def tile(figure: object, label: str, url: str = "", kind: str = "", hint: str = "") -> dict:
    """Show one number and what it counts, inside <ul class="tiles">; `kind` is amber or red."""
    return {"figure": figure, "label": label, "url": url, "kind": kind, "hint": hint}


@register.simple_tag
def data_table(caption: str, columns: Sequence[str], rows: Iterable[Sequence], show_caption: bool = False) -> str:
    """Draw a table that turns into cards on a phone; a cell is text, {text, url} or {text, kind}."""
    return tables.table(caption, columns, rows, show_caption=show_caption)


@register.inclusion_tag("components/pager.html")
def pager(newer: str = "", older: str = "") -> dict:
    """Link to the newer and the older page, by key: there are no page numbers and no count."""
    return {"newer": newer, "older": older}


# Forms


@register.simple_tag
def error_summary(*forms: BaseForm | BaseFormSet | str | None) -> str:
    """Gather every error of the forms and formsets given, each linked to its field."""
    return summary(form for form in forms if isinstance(form, BaseForm | BaseFormSet))


@register.simple_tag
def field_for(field: BoundField) -> str:
    """Draw one field by itself, without the word "optional": for filters and hand-made forms."""
    return drawn(field, unmarked=True)


@register.inclusion_tag("components/signature.html")
def signature(field: BoundField) -> dict:
    """Draw the pad that fills the hidden `field` with {"width", "height", "strokes": [[[x, y, ms], …], …]}."""
    return {"field": field}


@register.simple_tag
def errors_of(field: BoundField) -> str:
    """Say what is wrong with a field that a page draws in a way of its own."""
    return drawn_errors(field)


# Values


def _local(value: datetime.date) -> datetime.date:
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def long_date(value: datetime.date | None) -> str:
    """Write a day as 22 November 2026 (in Europe/London), nothing as nothing."""
    return dateformat.format(_local(value), "j F Y") if value else ""


@register.filter
def date_time(value: datetime.date | None) -> str:
    """Write a moment as 22 November 2026, 14:05 (in Europe/London); a day without a time as a day."""
    if isinstance(value, datetime.datetime):
        return dateformat.format(_local(value), "j F Y, H:i")
    return long_date(value)


@register.filter
def iso(value: datetime.date | None) -> str:
    """Write a day or a moment for machines."""
    return _local(value).isoformat() if value else ""


@register.filter
def phone(number: str | None, missing: str = "not set: ask your manager") -> str:
    """Link to call `number`, or say that it is `missing`."""
    if not number:
        return missing
    dialled = re.sub(r"(?i)(ext\.?|x).*$", "", str(number))
    return format_html('<a href="tel:{}">{}</a>', re.sub(r"[^0-9+]", "", dialled), number)
