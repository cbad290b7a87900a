from consent.models.child import Address, Child
from consent.models.exclusion import Exclusion
from consent.models.family import FamilyLink, Parent
from consent.models.flag import Flag
from consent.models.handover import Handover
from consent.models.law import Law
from consent.models.policy import PolicyClause, PolicyVersion
from consent.models.registration import PolicyGiven, Registration, Signature
from consent.models.statement import ConsentRecipient, ConsentStatement

__all__ = [
    "Address",
    "Child",
    "ConsentRecipient",
    "ConsentStatement",
    "Exclusion",
    "FamilyLink",
    "Flag",
    "Handover",
    "Law",
    "Parent",
    "PolicyClause",
    "PolicyGiven",
    "PolicyVersion",
    "Registration",
    "Signature",
]
