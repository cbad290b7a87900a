from django import forms

from consent.forms.fields import StaffChoice
from neston_sharing.foundation.forms import BritishDateField, Form, Prose
from neston_sharing.foundation.forms.layout import Group, Row, neston_helper


class FindChild(forms.Form):
    """Posted, not put into the address: a name does not belong in a URL."""

    name = forms.CharField(label="Name or reference", max_length=200, required=False, strip=True)


class ChildrenFilter(forms.Form):
    SHOWN = (
        ("attending", "Attending"),
        ("mine", "Attending, mine"),
        ("unregistered", "Attending, not registered"),
        ("left", "Left"),
    )
    show = forms.ChoiceField(label="Which children", choices=SHOWN, required=False)

    def shown(self) -> str:
        """What was asked for; anything that is not offered is the usual list."""
        return (self.is_valid() and self.cleaned_data["show"]) or "attending"


class ChildDetails(Form):
    """What the register holds about a child."""

    given_names = forms.CharField(
        label="Given names", max_length=150, error_messages={"required": "Enter the child's given names"}
    )
    family_name = forms.CharField(
        label="Family name", max_length=150, error_messages={"required": "Enter the child's family name"}
    )
    known_as = forms.CharField(label="Known as", max_length=100, required=False)
    date_of_birth = BritishDateField(
        label="Date of birth", error_messages={"required": "Enter the child's date of birth"}
    )
    starts_on = BritishDateField(
        label="Starts on", error_messages={"required": "Enter the day on which the child starts"}
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = neston_helper(self, *self.parts())

    def parts(self) -> list:
        return [
            Group("Name", "given_names", "family_name", "known_as"),
            Group("Dates", Row("date_of_birth", "starts_on")),
        ]


class NewChild(ChildDetails):
    """The first page of a registration: the child, and where they live."""

    leaves_on = BritishDateField(label="Leaves on", required=False)
    key_person = StaffChoice(
        label="Key person",
        help_text="The key person and their cover can open the file",
        empty_label="Choose a person",
        error_messages={"required": "Choose the child's key person"},
    )
    cover = StaffChoice(label="Cover for the key person", required=False, empty_label="Nobody yet")
    address = Prose(label="Address", rows=3, required=False)
    postcode = forms.CharField(
        label="Postcode", max_length=10, required=False, widget=forms.TextInput(attrs={"class": "width-short"})
    )
    protected = forms.BooleanField(
        label="This address is protected",
        help_text="Telling somebody where the child lives would put a person in danger",
        required=False,
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key_person"].offer()
        self.fields["cover"].offer()

    def parts(self) -> list:
        return [
            Group("Name", "given_names", "family_name", "known_as"),
            Group("Dates", "date_of_birth", Row("starts_on", "leaves_on")),
            Group("Who works with the child", "key_person", "cover"),
            Group("Where the child lives", "address", "postcode", "protected"),
        ]
