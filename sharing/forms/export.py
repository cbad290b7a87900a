from neston_sharing.foundation.forms import Form, Prose


class ExportForm(Form):
    reason = Prose(
        label="For what reason is this copy made?",
        rows=3,
        max_length=1000,
        help_text="For example, for the conference on 3 December. It stands on the cover and in the audit log.",
        error_messages={"required": "Enter the reason for which the copy is made"},
    )
