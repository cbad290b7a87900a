from django import forms

from agencies.forms import ProfessionalChoice
from agencies.models import Professional
from consent.models import Flag
from neston_sharing.foundation.forms import Form, Prose
from neston_sharing.foundation.forms.layout import ShownWhen, neston_helper

WITH_SOCIAL_WORKER = (Flag.Kind.CHILD_PROTECTION, Flag.Kind.IN_NEED, Flag.Kind.LOOKED_AFTER)


class NewFlag(Form):
    kind = forms.ChoiceField(
        label="What must staff see first?",
        choices=Flag.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a flag"},
    )
    detail = Prose(
        label="What staff must know",
        rows=4,
        required=False,
        help_text="For example, who must not collect the child, and until when",
    )
    social_worker = ProfessionalChoice(label="Social worker", required=False, empty_label="Not known yet")

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["social_worker"].queryset = Professional.objects.visible_to(user).in_use().by_name()
        self.fields["kind"].choice_hints = {
            Flag.Kind.DO_NOT_DISCUSS: "Telling the family would be unsafe: everyone who opens the page sees this first",
        }
        self.helper = neston_helper(self, "kind", "detail", ShownWhen("kind", WITH_SOCIAL_WORKER, "social_worker"))


class EndFlag(Form):
    why = Prose(
        label="Why does it no longer stand?", rows=3, error_messages={"required": "Say why the flag no longer stands"}
    )
