from neston_sharing.foundation.forms.base import Form, ModelForm
from neston_sharing.foundation.forms.fields import BritishDateField, BritishDateTimeField, PagesField, Prose, Telephone

__all__ = ["BritishDateField", "BritishDateTimeField", "Form", "ModelForm", "PagesField", "Prose", "Telephone"]
