"""Whatever is drafted carries a mark of what its writer saw: the second of two is told, and overwrites nothing."""

import pytest
from django import forms
from django.urls import URLPattern, URLResolver, get_resolver

from neston_sharing.foundation.forms.drafts import Draft
from sharing.forms.draft import DraftForm
from sharing.views.drafting import Drafting


def views(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern)
        elif isinstance(pattern, URLPattern) and hasattr(pattern.callback, "view_class"):
            yield pattern.callback.view_class


ON_DECISIONS = sorted({view for view in views() if issubclass(view, Drafting)}, key=lambda view: view.__name__)
# Policies, words of consents and protocols: every page at which a draft is written, adopted or thrown away.
OTHERS = {"Edit", "Adopt", "EditWords", "AdoptTheWords", "DiscardWords", "EditDraft", "AdoptDraft", "DiscardDraft"}


@pytest.mark.parametrize("view", ON_DECISIONS, ids=lambda view: view.__name__)
def test_a_form_on_a_decision_asks_which_version_its_writer_saw(view):
    assert view.form_class is None or issubclass(view.form_class, DraftForm)  # None: a question has its own


@pytest.mark.parametrize("form", [DraftForm, *DraftForm.__subclasses__()], ids=lambda form: form.__name__)
def test_none_is_sent_without_it(form):
    assert isinstance(form.base_fields["version"], forms.IntegerField)
    assert form.base_fields["version"].required


def test_so_does_every_other_draft():
    found = {view.__name__ for view in views() if issubclass(getattr(view, "form_class", None) or object, Draft)}
    assert found >= OTHERS
