from functools import cache

import factory
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from neston_sharing.staff.models import RoleHolding, User
from neston_sharing.staff.second_factor import SecondFactor

PASSWORD = "correct-horse-battery-42"


class UserFactory(DjangoModelFactory):
    """`UserFactory(roles=["practitioner"])` makes somebody who holds these roles and signs in with PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.Transformer(PASSWORD, transform=cache(make_password))  # Argon2 takes its time: once a password

    @factory.post_generation
    def roles(self, create, extracted, **kwargs):
        for role in extracted or ():
            RoleHolding.objects.create(user=self, role=role)


SECRET = "JBSWY3DPEHPK3PXP"  # what the app on the telephone of everybody in the tests knows


def second_factor(user: User) -> Authenticator:
    """Give somebody an app on their telephone, which knows SECRET, and recovery codes."""
    box = SecondFactor()
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": box.encrypt("0" * 80), "used_mask": 0})
    return Authenticator.objects.create(user=user, type="totp", data={"secret": box.encrypt(SECRET)})


def passkey(user: User) -> Authenticator:
    return Authenticator.objects.create(user=user, type="webauthn", data={"name": "My telephone", "credential": {}})
