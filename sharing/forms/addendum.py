from neston_sharing.foundation.forms import Form, Prose


class AddendumForm(Form):
    text = Prose(
        label="What is to be added?",
        help_text="Say it so that it can be read beside the decision, which stays as it is",
        error_messages={"required": "Say what is to be added"},
    )
    reason = Prose(
        label="Why?",
        help_text="For example, a name was wrong, or the agency called back",
        rows=3,
        error_messages={"required": "Say why it is added"},
    )
