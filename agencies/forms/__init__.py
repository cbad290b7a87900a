from agencies.forms.choices import AgenciesChoice, AgencyChoice, ProfessionalChoice
from agencies.forms.directory import (
    AgencyForm,
    ConfirmForm,
    DirectoryFilter,
    NewAgencyForm,
    ProfessionalEditForm,
    ProfessionalForm,
    RouteForm,
)

__all__ = [
    "AgenciesChoice",
    "AgencyChoice",
    "AgencyForm",
    "ConfirmForm",
    "DirectoryFilter",
    "NewAgencyForm",
    "ProfessionalChoice",
    "ProfessionalEditForm",
    "ProfessionalForm",
    "RouteForm",
]
