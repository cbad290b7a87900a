import factory
from factory.django import DjangoModelFactory

from agencies.models import Agency, Professional


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency

    name = factory.Sequence(lambda n: f"Agency {n}")
    kind = Agency.Kind.HEALTH_VISITING


class ProfessionalFactory(DjangoModelFactory):
    class Meta:
        model = Professional

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"Professional {n}")
    post = "Health visitor"
