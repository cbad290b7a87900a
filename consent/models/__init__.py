from consent.models.asking_again import AcknowledgementRequest
from consent.models.care import CareAssignment
from consent.models.child import Address, Child
from consent.models.confirmation import ConsentConfirmation
from consent.models.delegation import Delegation
from consent.models.dispute import DisputeResolution
from consent.models.draft import PolicyDraft
from consent.models.exclusion import Exclusion
from consent.models.family import FamilyLink, Parent
from consent.models.flag import Flag
from consent.models.glass import BrokenGlass
from consent.models.handover import Handover
from consent.models.law import Law
from consent.models.leaving import Leaving
from consent.models.merge import ChildMerge, ParentMerge
from consent.models.misfiling import Misfiling
from consent.models.policy import PolicyClause, PolicyVersion
from consent.models.receipt import Receipt, ReceiptCopy
from consent.models.register_import import RegisterImport
from consent.models.registration import PolicyGiven, Registration, Signature, SpokenAcknowledgement
from consent.models.request import ConsentRequest, RequestedRecipient
from consent.models.restriction import Restriction, RestrictionReader
from consent.models.retention import RetentionRule
from consent.models.signed import ConsentSignature
from consent.models.signing import Signable
from consent.models.statement import ConsentRecipient, ConsentStatement
from consent.models.wording import ConsentWording

__all__ = [
    "AcknowledgementRequest",
    "Address",
    "BrokenGlass",
    "CareAssignment",
    "Child",
    "ChildMerge",
    "ConsentConfirmation",
    "ConsentRecipient",
    "ConsentRequest",
    "ConsentSignature",
    "ConsentStatement",
    "ConsentWording",
    "Delegation",
    "DisputeResolution",
    "Exclusion",
    "FamilyLink",
    "Flag",
    "Handover",
    "Law",
    "Leaving",
    "Misfiling",
    "Parent",
    "ParentMerge",
    "PolicyClause",
    "PolicyDraft",
    "PolicyGiven",
    "PolicyVersion",
    "Receipt",
    "ReceiptCopy",
    "RegisterImport",
    "Registration",
    "RequestedRecipient",
    "Restriction",
    "RestrictionReader",
    "RetentionRule",
    "Signable",
    "Signature",
    "SpokenAcknowledgement",
]
