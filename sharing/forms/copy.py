from neston_sharing.foundation.forms import Form, Prose


class AcceptForm(Form):
    """Why what the check found may go all the same."""

    reason = Prose(
        label="Why may it go all the same?",
        help_text="What you looked at, and why nobody comes to harm by it",
        rows=3,
        error_messages={"required": "Say why it may go all the same"},
    )
