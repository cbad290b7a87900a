"""How a page is measured: asked for by whoever is signed in, in one of the databases."""

from django.http.response import HttpResponseBase

from neston_sharing.operations.benchmark.rounds import Work
from neston_sharing.operations.benchmark.seeding import World

NOTHING = "/benchmark/nothing/"
NO_OP = "no-op"


def page(world: World, database: str, role: str, path: str, **how) -> Work:
    """Measure a page as it is asked for."""
    client = world.client(database, role)

    def get() -> None:
        must_be(client.get(path), 200)

    return Work(get, before=lambda: world.databases.use(database), **how)


def no_op(world: World, database: str, role: str) -> Work:
    return page(world, database, role, NOTHING, times=9)


def must_be(response: HttpResponseBase, status: int) -> HttpResponseBase:
    if response.status_code != status:
        raise RuntimeError(f"The page answered {response.status_code}, not {status}")
    return response
