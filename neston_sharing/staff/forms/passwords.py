"""Forms with a password in them: allauth's, given our labels and layout, and our own for invitations and codes."""

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest

from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.forms.base import Whole

ADVICE = "12 characters or more. Three or four words that do not belong together are easy to remember"
WRONG = "This is not your password. Check it and try again"
MISMATCH = "Type the same password in both boxes"


class Plain(Whole):
    """Gives allauth's fields our words: no placeholders, no links in hints."""

    labels: dict[str, str] = {}
    hints: dict[str, str] = {}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label, field.help_text = self.labels[name], self.hints.get(name, "")
            field.error_messages["required"] = f"Enter your {self.labels[name].lower()}"


class SignIn(Plain, allauth_forms.LoginForm):
    labels = {"login": "E-mail address", "password": "Password"}


class Unlock(Form):
    """The password of whoever locked the screen, for nobody else."""

    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=1000,
        error_messages={"required": "Enter your password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request: HttpRequest, owner, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.owner = request, owner

    def clean_password(self) -> str:
        """Tries are counted as those of signing in are."""
        given = {"email": self.owner.email, "password": self.cleaned_data["password"]}
        if get_adapter().authenticate(self.request, **given) != self.owner:
            raise forms.ValidationError(WRONG)
        return self.cleaned_data["password"]


class AskForReset(Plain, allauth_forms.ResetPasswordForm):
    users: list  # with the address that was entered
    labels = {"email": "E-mail address"}

    def clean_email(self) -> str:
        """Pass over those who have not come in yet: an invitation past its time must not open another way."""
        email = super().clean_email()
        self.users = [user for user in self.users if user.has_usable_password()]
        return email

    def save(self, request: HttpRequest, **kwargs) -> str:
        """Write to whoever asked, known or not: the page and the time it takes are the same."""
        if self.users:
            return super().save(request, **kwargs)
        email = self.cleaned_data["email"]
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


class ResetPassword(Plain, allauth_forms.ResetPasswordKeyForm):
    labels = {"password1": "New password", "password2": "New password again"}
    hints = {"password1": ADVICE}


class ChangePassword(Plain, allauth_forms.ChangePasswordForm):
    labels = {
        "oldpassword": "Password that you use now",
        "password1": "New password",
        "password2": "New password again",
    }
    hints = {"password1": ADVICE}

    def clean_oldpassword(self) -> str:
        """Tries are counted as those of signing in are: whoever finds a screen open could guess here."""
        password = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


def new_password(label: str, **kwargs) -> forms.CharField:
    """Make a field for a password that is being chosen; what was typed is never sent back to the browser."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    words = {"required": f"Enter your {label.lower()}"}
    return forms.CharField(label=label, strip=False, max_length=1000, widget=widget, error_messages=words, **kwargs)


class NewPasswordForm(Form):
    """A new password, twice. `user` is whose it will be.

    Where that is not known yet, the action judges the password once the code has proved good: a stranger could
    otherwise try out which names the setting's staff have.
    """

    password1 = new_password("New password", help_text=ADVICE)
    password2 = new_password("New password again")

    def __init__(self, *args, user=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        if self.user:
            validate_password(self.cleaned_data["password1"], self.user)
        return self.cleaned_data["password1"]

    def clean(self) -> dict:
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", MISMATCH)
        return self.cleaned_data


class CodeForm(NewPasswordForm):
    """The code that a manager gave, for a new password."""

    email = forms.EmailField(
        label="E-mail address",
        error_messages={"required": "Enter your e-mail address"},
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    code = forms.CharField(
        label="Code",
        error_messages={"required": "Enter the code"},
        max_length=100,
        help_text="For example, 7K3M-9QZ2-… Capitals and hyphens do not matter",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )

    field_order = ["email", "code", "password1", "password2"]
