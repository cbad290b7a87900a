"""A page's address by name, as the log keeps it, in the words that stand over the page.

They are read from the title of the page's template, so that a new page has its words; the table has those that are
no page, or whose title says nothing without the record that it is about.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver

TITLE = re.compile(r"{% block title %}(.*?){% endblock", re.S)
OTHERWISE = re.compile(r"{% el.*", re.S)
CHANGING = re.compile(r"{[{%].*?[}%]}", re.S)
AS = {
    "-pdf": "as a PDF",
    "-csv": "for a spreadsheet",
    "-scan": "as it was scanned",
    "-pdf-earlier": "as a PDF",
    "-scan-earlier": "as it was scanned",
}

WORDS = {
    "account_lock": "locking the screen",
    "account_stay": "staying signed in",
    "account_unlock": "unlocking the screen",
    "mfa_reauthenticate": "showing the second factor again",
    "health": "the state of the installation",
    "agencies:bring-back": "bringing an agency back into use",
    "agencies:checked": "saying that an agency's details were checked",
    "agencies:export": "the list of agencies for a spreadsheet",
    "agencies:import-aside": "putting a list of agencies aside",
    "agencies:import-template": "the form of a list of agencies",
    "agencies:professional-edit": "changing a professional's details",
    "agencies:professional-new": "adding a professional",
    "agencies:protocol-document": "a protocol's document",
    "agencies:retire": "taking an agency out of use",
    "agencies:route-retire": "taking a way to reach an agency out of use",
    "audit:checkpoint": "a checkpoint of the audit log",
    "audit:checkpoint-print": "a printed checkpoint of the audit log",
    "audit:export": "the whole audit log",
    "audit:program": "the program that checks the log",
    "audit:verify": "verifying the audit log",
    "consent:consent-form": "a consent's form for paper",
    "consent:import-aside": "putting a list of children aside",
    "consent:import-template": "the form of a list of children",
    "consent:policy": "a version of a policy",
    "consent:registration-form": "a registration's form for paper",
    "sharing:abandon": "abandoning a decision",
    "sharing:addendum-new": "an addendum",
    "sharing:adult-concern": "a concern about an adult",
    "sharing:advice-check": "the check of names before advice",
    "sharing:back-up": "the back-up of a decision",
    "sharing:breach-step": "what was done about a breach",
    "sharing:concern": "a concern",
    "sharing:concern-read": "saying that a concern was read",
    "sharing:continue": "going on with a decision",
    "sharing:copy-file": "a recipient's copy",
    "sharing:decision": "a decision",
    "sharing:due-list-new": "drawing up the list of what is due to go",
    "sharing:adult-concerns-csv": "concerns about adults who work here, for a spreadsheet",
    "sharing:disposal-certificate": "the certificate of a disposal",
    "sharing:export": "a copy of the record",
    "sharing:export-pdf": "a copy of the record as a PDF",
    "sharing:fire-drill": "the list of visitors for a fire drill",
    "sharing:item-attachment": "an item's attachment",
    "sharing:legal-document": "a legal document",
    "sharing:overview-report": "the overview's report",
    "sharing:poster": "the poster of the eight questions",
    "sharing:question": "a question of a decision",
    "sharing:received-attachment": "what an agency sent",
    "sharing:received-csv": "what agencies told us, for a spreadsheet",
    "sharing:record-copy": "a copy of the record",
    "sharing:record-copy-piece": "a piece of a copy of the record",
    "sharing:record-copy-section": "a section of a copy of the record",
    "sharing:record-copy-step": "a step of a copy of the record",
    "staff:shown-once": "a code that is shown once",
}


@cache
def page_words(name: str) -> str:
    """Say “Change a child's details” for "consent:child-edit"; a name that nothing has any more stays as it is."""
    if name in WORDS:
        return WORDS[name]
    if title := _title(name):
        return f"“{title}”"
    for ending, how in AS.items():
        if name.endswith(ending) and (title := _title(name.removesuffix(ending))):
            return f"“{title}” {how}"
    return name


def _title(name: str) -> str:
    """What stands in the page's title whatever the record."""
    template = getattr(_views().get(name), "template_name", None)
    found = TITLE.search(_source(template)) if template else None
    return " ".join(CHANGING.sub(" ", OTHERWISE.sub("", found[1])).split()).strip(" :,") if found else ""


def _source(template: str) -> str:
    return cast(Any, get_template(template)).template.source


@cache
def _views() -> dict:
    return dict(_named(get_resolver(), ""))


def _named(resolver, namespace: str) -> Iterator[tuple]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _named(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", getattr(pattern.callback, "view_class", None)
