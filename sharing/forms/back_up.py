from django import forms

from neston_sharing.foundation.forms import Form, Prose
from sharing.models import Verdict

Said = Verdict.Kind

NO_CONFLICT = "I have no conflict of interest"
NO_CONFLICT_HINT = (
    "I am not close to this family, and nothing in it is about me. If you have a conflict, leave it to another."
)


class Answering(Form):
    """A backer's answer: what they say, why where it is a no, and that they have no conflict of interest."""

    says_no: str
    why_no: str

    verdict = forms.ChoiceField(
        label="Your answer",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you say of it"},
    )
    no_conflict = forms.BooleanField(
        label=NO_CONFLICT,
        help_text=NO_CONFLICT_HINT,
        error_messages={"required": "Confirm that you have no conflict of interest, or leave this to somebody else"},
    )
    comment = Prose(label="Comment", required=False, rows=3)

    def clean(self) -> dict:
        said = super().clean()
        self.ask_for("comment", said.get("verdict") == self.says_no and not said.get("comment"), self.why_no)
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
        self.fields["comment"].help_text = "To return it, say what has to change"


class AgreeForm(Answering):
    """Agree or disagree with a referral that was made at once."""

    says_no = Said.DISAGREED
    why_no = "Say why you disagree"

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        verdict = self.fields["verdict"]
        verdict.choices = [(Said.AGREED, "I agree"), (Said.DISAGREED, "I disagree")]
        verdict.choice_hints = {
            Said.DISAGREED: "It undoes nothing. The committee's officer sees your reasons.",
        }
        self.fields["comment"].help_text = "To disagree, say why"


class AgreeLateForm(AgreeForm):
    """The same, past the end of the next working day."""

    late_why = Prose(label="What kept it so long?", rows=2, error_messages={"required": "Say what kept it"})
