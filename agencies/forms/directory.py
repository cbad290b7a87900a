"""What may be entered about an agency, its contact routes and its people."""

from django import forms
from django.utils import timezone

from agencies.models import Agency, ContactRoute
from neston_sharing.foundation.forms import BritishDateField, Form, Prose, Telephone
from neston_sharing.foundation.forms.layout import Group, Layout

ANY = ("", "Any")


class DirectoryFilter(forms.Form):
    words = forms.CharField(
        label="Name or words",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label="Kind", required=False, choices=[ANY, *Agency.Kind.choices])
    reach = forms.ChoiceField(label="Local or national", required=False, choices=[ANY, *Agency.Reach.choices])
    supports = forms.BooleanField(label="Supports families", required=False)
    disused = forms.BooleanField(label="Out of use too", required=False)


class AgencyForm(Form):
    name = forms.CharField(
        label="What is the agency called?",
        max_length=200,
        help_text="For example, Wirral Health Visiting",
        error_messages={"required": "Enter the agency's name"},
    )
    kind = forms.ChoiceField(
        label="What kind of agency is it?",
        choices=[("", "Choose a kind"), *Agency.Kind.choices],
        error_messages={"required": "Choose what kind of agency it is"},
    )
    reach = forms.ChoiceField(
        label="Is it local or national?",
        choices=Agency.Reach.choices,
        widget=forms.RadioSelect,
        initial=Agency.Reach.LOCAL,
        error_messages={"required": "Choose whether it is local or national"},
    )
    what_it_does = Prose(label="What does it do?", required=False, rows=4)
    hours = forms.CharField(
        label="When is it there?",
        max_length=200,
        required=False,
        help_text="For example, Monday to Friday, 8.30 to 17.30",
    )
    supports_families = forms.BooleanField(
        label="It supports families",
        help_text="Its details can be given to a parent (policy 1.8)",
        required=False,
    )


class NewAgencyForm(AgencyForm):
    telephone = Telephone(label="Telephone", required=False)
    out_of_hours = Telephone(label="Telephone out of hours", required=False)
    secure_email = forms.EmailField(label="Secure e-mail", required=False, max_length=300)
    checked_today = forms.BooleanField(
        label="I checked these details today",
        help_text="With the agency itself, its own website or a directory that you trust",
        required=False,
    )


class RouteForm(Form):
    kind = forms.ChoiceField(
        label="How is the agency reached?",
        choices=ContactRoute.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the agency is reached"},
    )
    value = forms.CharField(
        label="Number or address",
        max_length=300,
        help_text="A telephone number, an e-mail address, the address of a portal, or a postal address",
        error_messages={"required": "Enter the number or the address"},
    )
    note = forms.CharField(label="Note", max_length=200, required=False, help_text="For example, Front Door")
    out_of_hours = forms.BooleanField(
        label="Out of hours", help_text="It answers in the evening, at night or at the weekend", required=False
    )
    approved = forms.BooleanField(
        label="Approved for confidential information",
        help_text="Tick this only if you know that the right people, and no others, receive what is sent (policy 2.6)",
        required=False,
    )


class RouteChangeForm(RouteForm):
    """What is said of a number or address that stays as it is."""

    kind = value = None  # type: ignore[assignment]


class ProfessionalForm(Form):
    name = forms.CharField(
        label="What is their name?", max_length=150, error_messages={"required": "Enter the person's name"}
    )
    post = forms.CharField(
        label="What is their post?", max_length=150, required=False, help_text="For example, health visitor"
    )
    identity_checked_how = forms.CharField(
        label="How was it checked?",
        max_length=300,
        required=False,
        help_text="For example, called back on the agency's number, or saw their badge",
    )
    identity_checked_on = BritishDateField(label="When was it checked?", required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        identity = Group(
            "How do we know that they are who they say?",
            "identity_checked_how",
            "identity_checked_on",
            hint="Leave both empty if nobody has checked yet: pages will say so.",
        )
        self.helper.layout = Layout("name", "post", identity)

    def clean_identity_checked_on(self):
        day = self.cleaned_data["identity_checked_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Enter today or a day before")
        return day


class ProfessionalEditForm(ProfessionalForm):
    in_post = forms.BooleanField(
        label="Still in post", help_text="Untick it, and they can no longer be chosen", required=False
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout.append("in_post")


class ConfirmForm(Form):
    """Nothing to fill in: the button says it all."""
