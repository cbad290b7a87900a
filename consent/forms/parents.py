from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from agencies.forms import AgencyChoice
from agencies.models import Agency
from consent.actions.parents import Person, Standing
from consent.forms.fields import StaffChoice, YesNo
from consent.grounds import CARER_HINTS, CARERS, GROUND_HINTS
from consent.models import FamilyLink
from neston_sharing.foundation.forms import BritishDateField, Form, Prose, Telephone
from neston_sharing.foundation.forms.layout import Group, Row, ShownWhen, SideBySide, neston_helper

Ground, COUNCIL = FamilyLink.Ground, FamilyLink.COUNCIL
NO_SAFE_WAY = "Say how this person can be reached safely"


class FindParent(forms.Form):
    """Posted, not put into the address: a name does not belong in a URL."""

    name = forms.CharField(
        label="Name of the parent or carer",
        max_length=200,
        error_messages={"required": "Enter the name of the parent or carer"},
    )


class StandingForm(Form):
    """How somebody stands to one child; `for_council` leaves the grounds of a council, or those of everybody else."""

    relationship = forms.CharField(
        label="Relationship to the child",
        max_length=60,
        help_text="For example, mother, grandfather, foster carer",
        error_messages={"required": "Say who they are to the child"},
    )
    lives_with_child = YesNo(label="Do they live with the child?", ask="Say whether they live with the child")
    has_responsibility = YesNo(
        label="Do they have parental responsibility?",
        ask="Say whether they have parental responsibility",
        help_text="Whoever has it can sign the registration, and give or refuse consent",
    )
    ground = forms.ChoiceField(
        label="On what ground?", choices=Ground.choices, widget=forms.RadioSelect, required=False
    )
    carer = forms.ChoiceField(
        label="Do they care for the child in a parent's place?",
        choices=CARERS,
        widget=forms.RadioSelect,
        required=False,
    )
    since = BritishDateField(label="Since", required=False)
    until = BritishDateField(
        label="Until", required=False, help_text="The last day of an order or a placement, if it has one"
    )
    evidence = forms.CharField(
        label="Evidence seen",
        max_length=300,
        required=False,
        help_text="For example, the full birth certificate, the agreement with its court stamp, the order",
    )
    evidence_seen_on = BritishDateField(label="Seen on", required=False)
    evidence_seen_by = StaffChoice(label="Seen by", required=False, empty_label="Nobody yet")

    def __init__(self, *args, for_council: bool | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence_seen_by"].offer(get_user_model().objects.by_name())
        ground, carer = self.fields["ground"], self.fields["carer"]
        ground.choice_hints, carer.choice_hints = GROUND_HINTS, CARER_HINTS
        ground.choices = [(key, label) for key, label in Ground.choices if for_council in (None, key in COUNCIL)]
        self.helper = neston_helper(self, *self.parts())

    def parts(self) -> list:
        return [
            Group("With this child", "relationship", SideBySide("lives_with_child")),
            Group(
                "Parental responsibility",
                SideBySide("has_responsibility"),
                ShownWhen("has_responsibility", "yes", "ground"),
                ShownWhen("has_responsibility", "no", "carer"),
            ),
            Group(
                "Since when, and what shows it",
                Row("since", "until"),
                "evidence",
                Row("evidence_seen_on", "evidence_seen_by"),
                hint="After its last day nothing can be signed on this ground any more.",
            ),
        ]

    def standing(self) -> Standing:
        """What was entered; what belongs to the other answer is dropped, and an empty text of evidence is none."""
        values = {name: self.cleaned_data[name] for name in Standing.__dataclass_fields__}
        values["carer" if values["has_responsibility"] else "ground"] = ""
        return Standing(**{**values, "evidence": values["evidence"] or None})


class ParentForm(StandingForm):
    """Somebody, and how they stand to one child."""

    given_names = forms.CharField(
        label="Given names", max_length=150, error_messages={"required": "Enter their given names"}
    )
    family_name = forms.CharField(
        label="Family name", max_length=150, error_messages={"required": "Enter their family name"}
    )
    on_behalf_of = AgencyChoice(
        label="Signs for this council",
        required=False,
        empty_label="No council: signs for themselves",
        help_text="For a council's representative, such as a social worker. A council has parental responsibility "
        "under an order alone; under section 20 (parents agreed to the placement) it has none, and the parents sign",
    )
    telephone = Telephone(label="Telephone", required=False)
    email = forms.EmailField(label="E-mail address", required=False, max_length=254)
    email_is_private = forms.BooleanField(label="Nobody else reads this e-mail address", required=False)
    safe_contact = Prose(
        label="Safe way to reach them",
        rows=2,
        error_messages={"required": NO_SAFE_WAY},
        help_text="For example: call the mobile after 14:00, never leave a voicemail on the house telephone",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on_behalf_of"].queryset = Agency.objects.narrowed(kind=Agency.Kind.SOCIAL_CARE).by_name()

    def parts(self) -> list:
        return [
            Group("Name", "given_names", "family_name", "on_behalf_of"),
            Group("How to reach them", "telephone", "email", "email_is_private", "safe_contact"),
            *super().parts(),
        ]

    def person(self) -> Person:
        return Person(**{name: self.cleaned_data[name] for name in Person.__dataclass_fields__})

    def clean_safe_contact(self) -> str:
        words = self.cleaned_data["safe_contact"].strip()
        if not words:
            raise ValidationError(NO_SAFE_WAY)
        return words
