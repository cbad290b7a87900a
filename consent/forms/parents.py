from crispy_forms.layout import Row
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from consent.actions.parents import Person, Standing
from consent.forms.fields import StaffChoice, YesNo
from consent.models import FamilyLink
from neston_sharing.foundation.forms import BritishDateField, Form, Prose, Telephone
from neston_sharing.foundation.forms.layout import Group, ShownWhen, SideBySide, neston_helper

NO_SAFE_WAY = "Say how this person can be reached safely"


class FindParent(forms.Form):
    """Posted, not put into the address: a name does not belong in a URL."""

    name = forms.CharField(label="Name of the parent or carer", max_length=200)


class StandingForm(Form):
    """How somebody stands to one child."""

    relationship = forms.CharField(
        label="Relationship to the child", max_length=60, help_text="For example, mother, grandfather, foster carer"
    )
    lives_with_child = YesNo(label="Do they live with the child?", ask="Say whether they live with the child")
    has_responsibility = YesNo(
        label="Do they have parental responsibility?",
        ask="Say whether they have parental responsibility",
        help_text="Only a person who has it can sign the registration and give or refuse consent",
    )
    ground = forms.ChoiceField(
        label="On what ground?", choices=[("", "Choose a ground"), *FamilyLink.Ground.choices], required=False
    )
    since = BritishDateField(label="Since", required=False)
    until = BritishDateField(label="Until", required=False)
    evidence = forms.CharField(
        label="Evidence seen", max_length=300, required=False, help_text="For example, the birth certificate"
    )
    evidence_seen_on = BritishDateField(label="Seen on", required=False)
    evidence_seen_by = StaffChoice(label="Seen by", required=False, empty_label="Nobody yet")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence_seen_by"].offer(get_user_model().objects.by_name())
        self.helper = neston_helper(self, *self.parts())

    def parts(self) -> list:
        evidence = (Row("since", "until"), "evidence", Row("evidence_seen_on", "evidence_seen_by"))
        return [
            Group("With this child", "relationship", SideBySide("lives_with_child")),
            Group(
                "Parental responsibility",
                SideBySide("has_responsibility"),
                ShownWhen("has_responsibility", "yes", "ground", *evidence),
            ),
        ]

    def standing(self) -> Standing:
        """What was entered; an empty text of evidence is none."""
        values = {name: self.cleaned_data[name] for name in Standing.__dataclass_fields__}
        if not values["has_responsibility"]:
            values = {name: values[name] for name in ("relationship", "has_responsibility", "lives_with_child")}
        elif not values["evidence"]:
            values["evidence"] = None
        return Standing(**values)


class ParentForm(StandingForm):
    """Somebody, and how they stand to one child."""

    given_names = forms.CharField(label="Given names", max_length=150)
    family_name = forms.CharField(label="Family name", max_length=150)
    telephone = Telephone(label="Telephone", required=False)
    email = forms.EmailField(label="E-mail address", required=False, max_length=254)
    safe_contact = Prose(
        label="Safe way to reach them",
        rows=2,
        error_messages={"required": NO_SAFE_WAY},
        help_text="For example: call the mobile after 14:00, never leave a voicemail on the house telephone",
    )

    def parts(self) -> list:
        return [
            Group("Name", "given_names", "family_name"),
            Group("How to reach them", "telephone", "email", "safe_contact"),
            *super().parts(),
        ]

    def person(self) -> Person:
        return Person(**{name: self.cleaned_data[name] for name in Person.__dataclass_fields__})

    def clean_safe_contact(self) -> str:
        words = self.cleaned_data["safe_contact"].strip()
        if not words:
            raise ValidationError(NO_SAFE_WAY)
        return words
