from functools import cache

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from neston_sharing.staff.models import RoleHolding, User

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
