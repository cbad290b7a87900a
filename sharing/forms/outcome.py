"""The outcome, and whether the family was told."""

from dataclasses import fields

from django import forms

from consent.models import Law
from neston_sharing.foundation.forms import BritishDateField, Prose
from neston_sharing.foundation.forms.layout import Question as Heading
from neston_sharing.foundation.forms.layout import ShownWhen, SideBySide
from sharing.actions.decide import CONSENT_BASIS, CONSENT_CONDITION, may_depart
from sharing.actions.legal_advice import AdviceTaken
from sharing.checklist import Basis, Conclusion
from sharing.forms.draft import DraftForm
from sharing.models import Decision

NONE_NEEDED = "none"
TAKEN = tuple(field.name for field in fields(AdviceTaken))


class OutcomeForm(DraftForm):
    """Offers what the answers allow, to whoever may decide it; a lawful basis where somebody is identified."""

    outcome = forms.ChoiceField(
        widget=forms.RadioSelect, label="What is decided?", error_messages={"required": "Choose whether to share"}
    )
    lawful_basis = forms.ModelChoiceField(
        Law.objects.none(),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
        label="On which lawful basis?",
        help_text="The information identifies somebody. That it is not confidential is no lawful basis.",
    )
    condition = forms.ChoiceField(
        required=False,
        widget=forms.RadioSelect,
        label="Is it special-category information, and on which condition?",
        help_text="About health, ethnic origin, religion, or someone's sex life or orientation.",
    )
    departs = forms.BooleanField(
        required=False,
        label="We depart from a duty to share",
        help_text="The reasons below are yours as a member of the management team, and somebody else of it backs them.",
    )
    legal_adviser = forms.CharField(
        required=False,
        max_length=150,
        label="Who gave legal advice?",
        help_text="Their full name. A court order is departed from only with legal advice.",
    )
    legal_post = forms.CharField(
        required=False, max_length=150, label="What is their post?", help_text="For example, solicitor"
    )
    legal_firm = forms.CharField(required=False, max_length=200, label="For which firm or council do they work?")
    legal_advised_on = BritishDateField(required=False, label="When did they give it?")
    legal_how = forms.ChoiceField(
        required=False, choices=Decision.How.choices, widget=forms.RadioSelect, label="How did they give it?"
    )
    legal_advice = Prose(required=False, rows=3, label="What did they say?")
    legal_document = forms.FileField(
        required=False,
        label="Their advice in writing, if there is one",
        help_text="PDF, JPEG or PNG, 10 MB at most. Files are not scanned for viruses.",
    )
    outcome_reason = Prose(
        label="Reasons for this outcome", rows=4, error_messages={"required": "Write the reasons for this outcome"}
    )

    def __init__(self, *args, decision: Decision, by, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.path, self.identifiable = decision.path, decision.is_identifiable
        self.must_share = self.path.conclusion is Conclusion.MUST_SHARE
        self.by_order = self.must_share and decision.is_ordered_by_court
        self.only_share = self.must_share and not may_depart(by)
        self._offer_outcomes()
        self._offer_laws()
        self.laid_out(*self._layout())

    def _offer_outcomes(self) -> None:
        only_no = self.path.conclusion is Conclusion.DO_NOT_SHARE
        left_out = "share" if only_no else "not_share" if self.only_share else None
        outcomes = [choice for choice in Decision.Outcome.choices if choice[0] != left_out]
        self.fields["outcome"].choices = outcomes
        if len(outcomes) == 1:
            self.fields["outcome"].initial = outcomes[0][0]

    def _offer_laws(self) -> None:
        rests_on_consent = self.path.basis is Basis.CONSENT
        bases, conditions = Law.objects.lawful_bases().in_force(), Law.objects.conditions().in_force()
        if not rests_on_consent:
            bases, conditions = bases.exclude(code=CONSENT_BASIS), conditions.exclude(code=CONSENT_CONDITION)
        self.fields["lawful_basis"].queryset = bases
        self.fields["lawful_basis"].choice_hints = _cited(bases)
        self.conditions = {str(law.pk): law for law in conditions}
        self.fields["condition"].choices = [
            *((pk, law.name) for pk, law in self.conditions.items()),
            (NONE_NEEDED, "No, it is none of these"),
        ]
        self.fields["condition"].choice_hints = _cited(conditions)

    def _layout(self) -> tuple:
        asks_law = self.identifiable and self.path.conclusion is not Conclusion.DO_NOT_SHARE
        law = [ShownWhen("outcome", "share", "lawful_basis", "condition")] if asks_law else []
        advice = [f"legal_{name}" for name in TAKEN] if self.by_order else []
        departs = [ShownWhen("outcome", "not_share", "departs", *advice)] if self.must_share else []
        return ("outcome", *departs, *law, "outcome_reason")

    def clean(self) -> dict:
        said = super().clean()
        if self.identifiable and said.get("outcome") == "share" and not said.get("condition"):
            self.add_error("condition", "Choose the condition, or that it is no special-category information")
        return said

    def facts(self) -> dict:
        said = self.cleaned_data
        facts = {name: said[name] for name in ("outcome", "lawful_basis", "departs")}
        facts["legal_advice"] = AdviceTaken(**{name: said[f"legal_{name}"] for name in TAKEN})
        return facts | {"reason": said["outcome_reason"], "condition": self.conditions.get(said["condition"])}


def _cited(laws) -> dict[str, str]:
    return {str(law.pk): f"{law.citation}. {law.used_for}" for law in laws}


class FamilyForm(DraftForm):
    family_told = forms.ChoiceField(
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        label="Does the family know what was decided, who is told what, and why?",
        error_messages={"required": "Say whether the family was told"},
    )
    family_told_on = BritishDateField(required=False, label="When were they told?")
    family_told_how = Prose(required=False, rows=3, label="Who was told, by whom and how?")
    family_not_told = forms.ChoiceField(
        choices=Decision.Untold.choices, required=False, widget=forms.RadioSelect, label="Why are they not told?"
    )
    family_not_told_why = Prose(required=False, rows=3, label="Say why, in your own words")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family_not_told"].choice_hints = {
            "unsafe": "“Do not discuss with the family” will stand on the child's page for everyone who opens it."
        }
        self.laid_out(
            SideBySide(Heading("family_told")),
            ShownWhen("family_told", "yes", "family_told_on", "family_told_how"),
            ShownWhen("family_told", "no", "family_not_told", "family_not_told_why"),
        )

    def facts(self) -> dict:
        said = self.cleaned_data
        return {
            "told": said["family_told"] == "yes",
            "told_on": said["family_told_on"],
            "told_how": said["family_told_how"],
            "not_told": said["family_not_told"],
            "why": said["family_not_told_why"],
            "version": said["version"],
        }
