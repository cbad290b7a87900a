"""The list of decisions, and the search in it, where there are many."""

from neston_sharing.operations.benchmark.databases import FEW, MANY
from neston_sharing.operations.benchmark.judging import Goal
from neston_sharing.operations.benchmark.rounds import Work
from neston_sharing.operations.benchmark.scenarios.pages import must_be, page
from neston_sharing.operations.benchmark.seeding import World
from sharing.models import Decision

NAME = "Decisions"
FEW_LISTED, LISTED, OLDER = "list among few", "list", "an older page"
BY_REFERENCE, BY_CHILD, BY_NAME, BY_STATE = "search by reference", "by child", "by name", "by state"
PATH, ROLE = "/decisions/", "lead"
GOALS = tuple(
    Goal(f"{name}, of the first page of few", name, FEW_LISTED, at_most=2)
    for name in (LISTED, OLDER, BY_REFERENCE, BY_CHILD, BY_NAME, BY_STATE)
)


def works(world: World) -> dict[str, Work]:
    world.databases.use(MANY)
    newest = Decision.objects.newest_first().select_related("child")[0]
    middle = Decision.objects.newest_first()[Decision.objects.count() // 2].pk
    asked = {
        LISTED: "",
        OLDER: f"?before={middle}",
        BY_REFERENCE: f"?about={newest.reference}",
        BY_CHILD: f"?about={newest.child.reference}",
        BY_STATE: "?state=not_shared",
    }
    pages = {name: page(world, MANY, ROLE, PATH + query) for name, query in asked.items()}
    return {FEW_LISTED: page(world, FEW, ROLE, PATH), **pages, BY_NAME: _by_name(world, newest.child.given_names)}


def _by_name(world: World, name: str) -> Work:
    """A name is posted; the answer leads to the list about those who are called so."""
    client = world.client(MANY, ROLE)

    def search() -> None:
        answer = must_be(client.post(PATH, {"about": name}), 302)
        must_be(client.get(answer["Location"]), 200)

    return Work(search, before=lambda: world.databases.use(MANY))
