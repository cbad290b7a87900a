from agencies.forms import AgencyChoice
from neston_sharing.foundation.forms import BritishDateField, Form, Prose


class LeavingForm(Form):
    day = BritishDateField(label="Last day", error_messages={"required": "Enter the child's last day"})
    next_provider = AgencyChoice(
        label="Next provider or school",
        required=False,
        empty_label="Not known, or none",
        help_text="One that is not in the list is added under Agencies first.",
    )
    note = Prose(label="Note", rows=2, required=False)


class StayForm(Form):
    note = Prose(label="Why do they stay?", rows=2, error_messages={"required": "Say why the child stays"})


class ReturnForm(Form):
    day = BritishDateField(label="First day back", error_messages={"required": "Enter the first day back"})
    note = Prose(label="Note", rows=2, required=False)
