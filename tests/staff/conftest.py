import pytest
from django.core.cache import cache

from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def no_tries_yet():
    """Tries are counted in the cache, which tests share."""
    cache.clear()


@pytest.fixture
def manager(db):
    return UserFactory(name="Robin Hale", email="robin@example.org", roles=["manager"])


@pytest.fixture
def practitioner(db):
    return UserFactory(name="Siobhán O'Neill", email="sio@example.org", roles=["practitioner"])


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client
