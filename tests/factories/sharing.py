import factory
from factory.django import DjangoModelFactory

from sharing.models import Decision, Maker
from tests.factories.agencies import AgencyFactory
from tests.factories.consent import ChildFactory, PolicyVersionFactory


class DecisionFactory(DjangoModelFactory):
    """A draft as it is after its start: one maker, no answers."""

    class Meta:
        model = Decision
        skip_postgeneration_save = True

    reference = factory.LazyAttribute(lambda decision: f"IS-{decision.year}-{decision.number:04}")
    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    child = factory.SubFactory(ChildFactory)
    initiative = Decision.Initiative.ASKED
    agency = factory.SubFactory(AgencyFactory)
    information = "How her speech is coming on"
    purpose = "The two-year check"
    policy_version = factory.SubFactory(PolicyVersionFactory)
    started_by = factory.SelfAttribute("child.key_person")
    holder = factory.SelfAttribute("started_by")

    @factory.post_generation
    def is_remembered_by_its_maker(self, create, extracted, **kwargs):
        Maker.objects.create(decision=self, recorded_by=self.started_by)
