from django import forms

from neston_sharing.foundation.forms import BritishDateField, Form
from neston_sharing.foundation.templatetags.neston import date_time
from neston_sharing.staff.models import User
from neston_sharing.staff.sessions import SignedIn
from neston_sharing.staff.table import limits, roles


class RolesField(forms.MultipleChoiceField):
    """A card for each role of the table, with the sentence that says what it is for."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs) -> None:
        super().__init__(choices=_titles, **kwargs)
        self.error_messages["required"] = "Choose at least one role"
        self.choice_hints = {name: role.sentence for name, role in roles().items()}


def _titles() -> list[tuple[str, str]]:
    return [(name, role.title) for name, role in roles().items()]


class LastDayField(BritishDateField):
    """The last day of a role that ends by itself."""

    def __init__(self) -> None:
        longest = max(limit.days for limit in limits().values())
        super().__init__(
            label="Last day as auditor",
            required=False,
            help_text=f"Needed for the auditor alone, {longest} days from today at most; it can be given again",
        )


class InviteForm(Form):
    name = forms.CharField(
        label="Full name",
        max_length=150,
        error_messages={"required": "Enter their full name"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label="E-mail address",
        help_text="They sign in with it. It can be a private address if the setting gives none",
        error_messages={"required": "Enter their e-mail address"},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    post = forms.CharField(
        label="Post",
        max_length=150,
        required=False,
        help_text="For example, room leader",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    roles = RolesField(label="What will they do here?", help_text="Choose all that apply")
    until = LastDayField()


class EndSessions(Form):
    sessions = forms.MultipleChoiceField(
        label="You are signed in here too",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose where to sign out"},
    )

    def __init__(self, *args, others: list[SignedIn], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sessions"]
        field.choices = [(each.mark, each.device) for each in others]
        field.choice_hints = {each.mark: _whereabouts(each) for each in others}


def _whereabouts(session: SignedIn) -> str:
    state = "Locked. " if session.locked else ""
    return f"{state}At {session.address}. Signed in {date_time(session.started)}, last used {date_time(session.seen)}"


class RolesForm(Form):
    roles = RolesField(label="Roles", help_text="Choose all that apply from now on")
    until = LastDayField()

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].label = f"What does {user.name} do here?"
