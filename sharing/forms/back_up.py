from django import forms

from neston_sharing.foundation.forms import Form, Prose
from sharing.models import Verdict

Said = Verdict.Kind

NO_CONFLICT = "I have no conflict of interest"
NO_CONFLICT_HINT = (
    "I am not related to this family or close to them, and nothing in it is about me. If you have a conflict, leave "
    "this to another member of the management team."
)


class Answering(Form):
    """A backer's answer: what they say, why where it is a no, and that they have no conflict of interest."""

    says_no: str
    why_no: str

    verdict = forms.ChoiceField(
        label="Do you back this decision?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you say of it"},
    )
    comment = Prose(label="Comment", required=False, rows=3)
    no_conflict = forms.BooleanField(
        label=NO_CONFLICT,
        help_text=NO_CONFLICT_HINT,
        error_messages={"required": "Confirm that you have no conflict of interest, or leave this to somebody else"},
    )

    def clean(self) -> dict:
        said = super().clean()
        if said.get("verdict") == self.says_no and not said.get("comment") and "comment" not in self.errors:
            self.add_error("comment", self.why_no)
        return said


class BackUpForm(Answering):
    """Back or return. `version` is that of the decision as the page showed it."""

    says_no = Said.RETURNED
    why_no = "Say what has to change, so that its makers can put it right"

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        verdict = self.fields["verdict"]
        verdict.choices = [(Said.BACKED, "Back it"), (Said.RETURNED, "Return it")]
        verdict.choice_hints = {
            Said.BACKED: "It is recorded now, and never changes.",
            Said.RETURNED: "Its makers read your comment, and can change it.",
        }
        self.fields["comment"].help_text = "To return it, say what has to change"


class AgreeForm(Answering):
    """Agree or disagree with a referral that was made at once."""

    says_no = Said.DISAGREED
    why_no = "Say why you disagree"

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        verdict = self.fields["verdict"]
        verdict.label = "Do you agree that it was right to refer?"
        verdict.choices = [(Said.AGREED, "I agree"), (Said.DISAGREED, "I disagree")]
        verdict.choice_hints = {
            Said.DISAGREED: "It undoes nothing. Your reasons are recorded, and the committee's officer sees them.",
        }
        self.fields["comment"].help_text = "To disagree, say why"
