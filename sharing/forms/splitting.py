"""One report, several copies: for another recipient, or about another family."""

from django import forms

from agencies.forms import AgencyChoice, ProfessionalChoice
from neston_sharing.foundation.forms import Form, Prose
from sharing.forms.draft import DraftForm
from sharing.forms.picking import ChildChoice


class OtherRecipientForm(Form):
    agency = AgencyChoice(label="Which agency?", error_messages={"required": "Choose the agency"})
    professional = ProfessionalChoice(required=False, label="Who there?")


class SplitForm(DraftForm):
    stays = Prose(
        required=False,
        rows=4,
        label="What stays in this copy",
        help_text="About this child alone. Left empty, the item goes out of this copy altogether.",
    )
    child: forms.Field = ChildChoice(label="Whom is the rest about?")
    goes = Prose(
        rows=4,
        label="What the copy about that child says",
        help_text="About that child alone",
        error_messages={"required": "Write what the copy about the other child says"},
    )
    purpose = Prose(
        rows=2,
        label="For what purpose would they be told of that child?",
        error_messages={"required": "Say for what purpose"},
    )

    def __init__(self, *args, children, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].queryset = children
        self.laid_out("stays", "child", "goes", "purpose")
