"""The stock wizard: eight questions with reasons, kept in the session, saved nowhere. Needs django-formtools.

It stands in the same page as ours does, with the same head, menu and foot.
"""

from functools import cache

from django import forms
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from formtools.wizard.views import NamedUrlSessionWizardView

ANSWERS = [("yes", "Yes"), ("no", "No"), ("not_sure", "Not sure")]


class Question(forms.Form):
    answer = forms.ChoiceField(choices=ANSWERS, widget=forms.RadioSelect)
    reason = forms.CharField(widget=forms.Textarea, required=False)


class Wizard(NamedUrlSessionWizardView):
    def render_to_response(self, context, **kwargs) -> HttpResponse:
        return HttpResponse(_page().render(context, self.request))

    def done(self, form_list, **kwargs) -> HttpResponse:
        return HttpResponse("done")


@cache
def _page():
    return engines["django"].from_string(
        '{% extends "base.html" %}{% block content %}{% include "formtools/wizard/wizard_form.html" %}{% endblock %}'
    )


wizard = Wizard.as_view([(str(number), Question) for number in range(1, 9)], url_name="stock-step")
urlpatterns = [path("<str:step>/", wizard, name="stock-step")]
