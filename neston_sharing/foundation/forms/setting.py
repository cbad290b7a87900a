from django import forms

from neston_sharing.foundation.forms.base import ModelForm
from neston_sharing.foundation.forms.fields import Telephone
from neston_sharing.foundation.forms.layout import Group, neston_helper
from neston_sharing.foundation.models import Setting

NUMBERS = ("social_care_phone", "social_care_out_of_hours_phone", "lado_phone", "police_phone")


class SettingForm(ModelForm):
    class Meta:
        model = Setting
        fields = ("name", "address", "telephone", "local_authority", *NUMBERS, "review_weeks")
        field_classes = dict.fromkeys(("telephone", *NUMBERS), Telephone)
        widgets = {"address": forms.Textarea(attrs={"rows": 4})}
        labels = {
            "name": "Name of the setting",
            "address": "Address",
            "telephone": "Telephone",
            "local_authority": "Local authority",
            "social_care_phone": "Children's social care, office hours",
            "social_care_out_of_hours_phone": "Children's social care, evenings and weekends",
            "lado_phone": "LADO (designated officer of the local authority)",
            "review_weeks": "How often is the audit log reviewed?",
            "police_phone": "Police, when it is not an emergency",
        }
        error_messages = {
            "police_phone": {"required": "Enter the number of the police, when it is not an emergency"},
            "review_weeks": {"required": "Choose how often the audit log is reviewed"},
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        hint = "They stand on every page under “Child in danger now?”. Ring each one before you save it."
        self.helper = neston_helper(
            self,
            "name",
            "address",
            "telephone",
            "local_authority",
            Group("Numbers to call", *NUMBERS, hint=hint),
            "review_weeks",
        )
