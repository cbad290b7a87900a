from agencies.forms.choices import AgenciesChoice, AgencyChoice, ProfessionalChoice
from agencies.forms.directory import (
    AgencyForm,
    ConfirmForm,
    DirectoryFilter,
    NewAgencyForm,
    ProfessionalEditForm,
    ProfessionalForm,
    RouteChangeForm,
    RouteForm,
)
from agencies.forms.leaflet import FamilyAgenciesChoice, LeafletFilter, LeafletForm
from agencies.forms.rechecking import RecheckForm

__all__ = [
    "AgenciesChoice",
    "AgencyChoice",
    "AgencyForm",
    "ConfirmForm",
    "DirectoryFilter",
    "FamilyAgenciesChoice",
    "LeafletFilter",
    "LeafletForm",
    "NewAgencyForm",
    "ProfessionalChoice",
    "ProfessionalEditForm",
    "ProfessionalForm",
    "RecheckForm",
    "RouteChangeForm",
    "RouteForm",
]
