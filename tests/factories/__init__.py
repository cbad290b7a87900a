from tests.factories import concerns, decisions
from tests.factories.agencies import AgencyFactory, ProfessionalFactory, ProtocolFactory, ProtocolVersionFactory
from tests.factories.consent import (
    ChildFactory,
    ConsentSignatureFactory,
    ConsentStatementFactory,
    FamilyLinkFactory,
    LawFactory,
    ParentFactory,
    PolicyVersionFactory,
    RegistrationFactory,
    SignatureFactory,
)
from tests.factories.sharing import DecisionFactory
from tests.factories.staff import PASSWORD, UserFactory
from tests.factories.visits import SupervisionHandoverFactory, VisitFactory

__all__ = [
    "PASSWORD",
    "AgencyFactory",
    "ChildFactory",
    "ConsentSignatureFactory",
    "ConsentStatementFactory",
    "DecisionFactory",
    "FamilyLinkFactory",
    "LawFactory",
    "ParentFactory",
    "PolicyVersionFactory",
    "ProfessionalFactory",
    "ProtocolFactory",
    "ProtocolVersionFactory",
    "RegistrationFactory",
    "SignatureFactory",
    "SupervisionHandoverFactory",
    "UserFactory",
    "VisitFactory",
    "concerns",
    "decisions",
]
