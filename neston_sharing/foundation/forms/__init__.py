from neston_sharing.foundation.forms.base import Form, ModelForm
from neston_sharing.foundation.forms.fields import (
    BritishDateField,
    BritishDateTimeField,
    PagesField,
    Prose,
    Several,
    Telephone,
)

__all__ = [
    "BritishDateField",
    "BritishDateTimeField",
    "Form",
    "ModelForm",
    "PagesField",
    "Prose",
    "Several",
    "Telephone",
]
