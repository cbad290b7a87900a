from agencies.models.agency import Agency, ContactRoute
from agencies.models.directory_import import DirectoryImport
from agencies.models.kinds import AgencyKind
from agencies.models.professional import Professional
from agencies.models.protocol import Protocol, ProtocolDocument, ProtocolStep, ProtocolVersion

__all__ = [
    "Agency",
    "AgencyKind",
    "ContactRoute",
    "DirectoryImport",
    "Professional",
    "Protocol",
    "ProtocolDocument",
    "ProtocolStep",
    "ProtocolVersion",
]
