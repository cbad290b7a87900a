import hashlib
from datetime import timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from agencies.models import Agency, Professional, Protocol, ProtocolStep, ProtocolVersion
from tests.factories.staff import UserFactory


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


class ProtocolFactory(DjangoModelFactory):
    class Meta:
        model = Protocol

    kind = Agency.Kind.SOCIAL_CARE
    title = factory.Sequence(lambda n: f"Protocol {n}")


class ProtocolVersionFactory(DjangoModelFactory):
    """A draft with one step and one document; `adopted(version)` is what makes it the one to follow."""

    class Meta:
        model = ProtocolVersion
        skip_postgeneration_save = True

    protocol = factory.SubFactory(ProtocolFactory)
    number = 1
    thresholds = "A child may be at risk of harm."
    review_due = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))
    started_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def contents(self, create, extracted, **kwargs):
        ProtocolStep.objects.create(version=self, order=1, text="Telephone the Front Door", within=1, unit="hours")
        self.documents.create(
            title="Referral form",
            file=ContentFile(b"%PDF-1.4", name="form.pdf"),
            sha256=hashlib.sha256(b"%PDF-1.4").hexdigest(),
            added_by=self.started_by,
        )


def adopted(version: ProtocolVersion) -> ProtocolVersion:
    version.adopted_on, version.adopted_by = timezone.localdate(), version.started_by
    version.save()
    return version
