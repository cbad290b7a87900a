from django import forms

from consent.models import Child, Parent
from neston_sharing.foundation.forms import BritishDateField, Form, Prose
from neston_sharing.foundation.forms.layout import neston_helper


class NamedParent(forms.ModelChoiceField):
    def label_from_instance(self, parent: Parent) -> str:
        return parent.name


class AddressForm(Form):
    parent = NamedParent(
        label="Who lives here?", queryset=Parent.objects.none(), required=False, empty_label="The child"
    )
    lines = Prose(label="Address", rows=3)
    postcode = forms.CharField(
        label="Postcode", max_length=10, required=False, widget=forms.TextInput(attrs={"class": "width-short"})
    )
    protected = forms.BooleanField(
        label="This address is protected",
        help_text="Telling somebody who lives here would put a person in danger",
        required=False,
    )

    def __init__(self, *args, child: Child, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Parent.objects.of_child(child)
        self.fields["parent"].unmarked = True
        self.helper = neston_helper(self)


class AddressChange(AddressForm):
    ended_on = BritishDateField(label="Until", required=False)
