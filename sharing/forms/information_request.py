"""Asking another agency about a child (policy 2.4), and what became of it."""

from django import forms
from django.utils import timezone

from agencies.forms import AgencyChoice, ProfessionalChoice
from consent.models import Law
from neston_sharing.foundation.forms import BritishDateField, BritishDateTimeField, Form, Prose
from neston_sharing.foundation.forms.layout import Behind, Group, ShownWhen, neston_helper
from sharing.forms.received import route_choice
from sharing.models import Decision, InformationRequestNews

TOLD = "told"
News = InformationRequestNews.Kind


class AskInformationForm(Form):
    agency = AgencyChoice(label="Which agency?", error_messages={"required": "Choose the agency"})
    asked_of = forms.CharField(
        label="Who was asked? Name and post", max_length=200, error_messages={"required": "Enter who was asked"}
    )
    professional = ProfessionalChoice(required=False, label="Are they in our directory?")
    asked_at = BritishDateTimeField(label="When?", error_messages={"required": "Enter when they were asked"})
    route = route_choice("How?")
    what = Prose(
        label="What do we ask for?",
        rows=3,
        help_text="Only what is needed, and no more of the child than they need to answer.",
        error_messages={"required": "Say what we ask for"},
    )
    why = Prose(label="Why do we need it?", rows=3, error_messages={"required": "Say why we need it"})
    answer_by = BritishDateField(
        label="By when is an answer needed?",
        error_messages={"required": "Enter the day by which an answer is needed"},
    )
    decision = forms.ModelChoiceField(
        Decision.objects.none(), required=False, empty_label="For none of them", label="For which decision?"
    )
    lawful_basis = forms.ModelChoiceField(
        Law.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        label="On which lawful basis?",
        error_messages={"required": "Choose the lawful basis"},
    )
    basis_why = Prose(required=False, rows=2, label="How does that basis apply here?")
    family = forms.ChoiceField(
        label="Does the family know that we ask?",
        choices=[
            (TOLD, "Yes, they were told"),
            (Decision.Untold.UNSAFE, "No, it would be unsafe"),
            (Decision.Untold.INAPPROPRIATE, "No, it would be inappropriate"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the family was told"},
    )
    family_told_how = Prose(required=False, rows=2, label="Who was told, by whom and how?")
    family_not_told_why = Prose(required=False, rows=2, label="Why was the family not told?")

    def __init__(self, *args, decisions, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        bases = Law.objects.lawful_bases().in_force()
        self.fields["lawful_basis"].queryset = bases
        self.fields["lawful_basis"].choice_hints = {str(law.pk): law.citation for law in bases}
        self.fields["decision"].queryset = decisions
        self.fields["family"].choice_hints = {
            "unsafe": "“Do not discuss with the family” will stand on the child's page for everyone who opens it."
        }
        self.initial.setdefault("asked_at", timezone.localtime())
        self.helper = neston_helper(self, *self._layout())

    def _layout(self) -> list:
        if not self.fields["decision"].queryset.exists():
            del self.fields["decision"]
        decision = ["decision"] if "decision" in self.fields else []
        directory = Behind("They are in our directory", "professional")
        return [
            Group("Whom", "agency", "asked_of", directory, "asked_at", "route"),
            Group("What, and why", "what", "why", "answer_by", *decision),
            Group("On what basis", "lawful_basis", "basis_why"),
            Group(
                "The family",
                "family",
                ShownWhen("family", TOLD, "family_told_how"),
                ShownWhen("family", Decision.Untold.values, "family_not_told_why"),
            ),
        ]

    def clean(self) -> dict:
        said = super().clean()
        told, untold = said.get("family") == TOLD, said.get("family") in Decision.Untold.values
        self.ask_for("family_told_how", told and not said.get("family_told_how"), "Say who was told, by whom and how")
        self.ask_for("family_not_told_why", untold and not said.get("family_not_told_why"), "Say why, in a sentence")
        return said

    def facts(self) -> dict:
        said = dict(self.cleaned_data)
        family = said.pop("family")
        return said | {"family_told": family == TOLD, "family_not_told": "" if family == TOLD else family}


class NewsForm(Form):
    """An answer is recorded as information received, by a form of its own."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in News if kind != News.ANSWERED],
        widget=forms.RadioSelect,
        label="What happened?",
        error_messages={"required": "Choose what happened"},
    )
    happened_at = BritishDateTimeField(label="When?", error_messages={"required": "Enter when it happened"})
    who = forms.CharField(required=False, label="With whom? Name and post", max_length=200)
    text = Prose(required=False, rows=3, label="What was said, or why do we ask no more?")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("happened_at", timezone.localtime())
        self.helper = neston_helper(self, "kind", "happened_at", "who", "text")

    def clean(self) -> dict:
        said = super().clean()
        over = said.get("kind") in (News.REFUSED, News.WITHDRAWN)
        self.ask_for("text", over and not said.get("text"), "Say what they said, or why we ask no more")
        return said


class RequestFilter(Form):
    show = forms.ChoiceField(
        choices=[("open", "Open requests"), ("settled", "Those that are settled")], required=False, label="Show"
    )

    def narrow(self, requests):
        settled = self.is_valid() and self.cleaned_data["show"] == "settled"
        return requests.settled() if settled else requests.open()
