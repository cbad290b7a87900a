from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from consent.models import (
    Child,
    ConsentSignature,
    ConsentStatement,
    FamilyLink,
    Law,
    Parent,
    PolicyVersion,
    Registration,
    Signature,
)
from tests.factories.staff import UserFactory


class ChildFactory(DjangoModelFactory):
    class Meta:
        model = Child

    given_names = factory.Sequence(lambda n: f"Child{n}")
    family_name = "Hart"
    date_of_birth = date(2023, 3, 27)
    starts_on = date(2026, 9, 3)
    key_person = factory.SubFactory(UserFactory, roles=["practitioner"])


class ParentFactory(DjangoModelFactory):
    class Meta:
        model = Parent

    given_names = factory.Sequence(lambda n: f"Parent{n}")
    family_name = "Hart"
    telephone = "0151 496 0101"
    safe_contact = "Call the mobile, any time"


class FamilyLinkFactory(DjangoModelFactory):
    class Meta:
        model = FamilyLink

    child = factory.SubFactory(ChildFactory)
    parent = factory.SubFactory(ParentFactory)
    relationship = "Mother"
    has_responsibility = True
    ground = factory.LazyAttribute(lambda link: "mother" if link.has_responsibility else "")


class PolicyVersionFactory(DjangoModelFactory):
    class Meta:
        model = PolicyVersion

    policy = PolicyVersion.Policy.INFORMATION_SHARING
    title = "Information Sharing Policy"
    adopted_on = date(2016, 5, 16)
    review_due = date(2022, 9, 30)
    signatory = "Sharon People"


class LawFactory(DjangoModelFactory):
    class Meta:
        model = Law

    code = factory.Sequence(lambda n: f"law-{n}")
    kind = Law.Kind.LAWFUL_BASIS
    name = factory.Sequence(lambda n: f"Law {n}")
    citation = "UK GDPR Art. 6"
    used_for = "Tests"
    in_force_from = date(2018, 5, 25)


class RegistrationFactory(DjangoModelFactory):
    """An open registration; `SignatureFactory` signs and closes one."""

    class Meta:
        model = Registration

    child = factory.SubFactory(ChildFactory)
    explained_how = Registration.Explained.SPOKEN
    explained_by = factory.SubFactory(UserFactory)
    started_by = factory.SelfAttribute("explained_by")


class SignatureFactory(DjangoModelFactory):
    """A registration signed by a parent with responsibility, by typing the name."""

    class Meta:
        model = Signature
        skip_postgeneration_save = True
        skip_postgeneration_save = True

    registration = factory.SubFactory(RegistrationFactory)
    parent = factory.LazyAttribute(lambda signature: FamilyLinkFactory(child=signature.registration.child).parent)
    how = Signature.How.TYPED
    typed_name = "Sarah Hart"
    signed_on = factory.LazyFunction(timezone.localdate)
    has_policy = understands_sharing = has_safeguarding = has_other_circumstances = True
    wording_version = "1"
    wording = [{"heading": "What we keep private", "paragraphs": ["What you tell us is confidential."]}]
    recorded_by = factory.SelfAttribute("registration.started_by")

    @factory.post_generation
    def closes_the_registration(self, create, extracted, **kwargs):
        self.registration.closed_at = self.recorded_at
        self.registration.save()


class ConsentSignatureFactory(DjangoModelFactory):
    """A parent's signature under what they were asked about sharing, by typing the name."""

    class Meta:
        model = ConsentSignature

    child = factory.SubFactory(ChildFactory)
    parent = factory.LazyAttribute(lambda signature: FamilyLinkFactory(child=signature.child).parent)
    how = ConsentSignature.How.TYPED
    typed_name = "Sarah Hart"
    signed_on = factory.LazyFunction(timezone.localdate)
    shown = [{"heading": "Who may be told", "paragraphs": ["The speech therapist."], "points": []}]
    recorded_by = factory.SelfAttribute("child.key_person")


class ConsentStatementFactory(DjangoModelFactory):
    """A consent given on the screen by a parent with responsibility; pass `parent` to use one who is linked already."""

    class Meta:
        model = ConsentStatement

    child = factory.SubFactory(ChildFactory)
    parent = factory.LazyAttribute(lambda statement: FamilyLinkFactory(child=statement.child).parent)
    purpose = ConsentStatement.Purpose.ADDITIONAL_NEEDS
    statement = ConsentStatement.Statement.GIVEN
    scope = "Speech and language"
    how = ConsentStatement.How.SCREEN
    stated_on = factory.LazyFunction(timezone.localdate)
    review_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))
    signature = factory.LazyAttribute(
        lambda statement: ConsentSignatureFactory(
            child=statement.child, parent=statement.parent, signed_on=statement.stated_on
        )
    )
    recorded_by = factory.SelfAttribute("child.key_person")
