from neston_sharing.foundation.forms.base import Form, ModelForm
from neston_sharing.foundation.forms.fields import BritishDateField, BritishDateTimeField, Prose, Telephone

__all__ = ["BritishDateField", "BritishDateTimeField", "Form", "ModelForm", "Prose", "Telephone"]
