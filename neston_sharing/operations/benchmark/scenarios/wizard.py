"""A step of the wizard, against nothing at all, and against the stock wizard, which saves nothing."""

from collections.abc import Callable

from neston_sharing.foundation.once import new_key
from neston_sharing.operations.benchmark.databases import FEW
from neston_sharing.operations.benchmark.judging import Goal
from neston_sharing.operations.benchmark.rounds import Work
from neston_sharing.operations.benchmark.scenarios.pages import NO_OP, must_be, no_op, page
from neston_sharing.operations.benchmark.seeding import World
from neston_sharing.operations.benchmark.yardsticks import HAS_FORMTOOLS
from sharing.models import Decision

NAME = "A step of the wizard"
GET, POST, ROUND, STOCK = "GET", "POST", "POST, redirect, GET", "stock POST, redirect, GET"
OF_STOCK = Goal("saved, audited, sealed, of the stock wizard that saves nothing", ROUND, STOCK, at_most=0.85)
GOALS = (
    Goal("GET, of a no-op", GET, NO_OP, at_most=2),
    Goal("POST, of a no-op", POST, NO_OP, at_most=3),
    *((OF_STOCK,) if HAS_FORMTOOLS else ()),
)
WHY_NOT = "" if HAS_FORMTOOLS else "against the stock wizard: django-formtools is not installed"
ROLE = "practitioner"


def works(world: World) -> dict[str, Work]:
    world.databases.use(FEW)
    step = Step(Decision.objects.oldest_first()[0], world.client(FEW, ROLE), lambda: world.databases.use(FEW))
    measured = {
        NO_OP: no_op(world, FEW, ROLE),
        GET: page(world, FEW, ROLE, step.path, times=5),
        POST: Work(step.post, before=step.fill_in, times=5),
        ROUND: Work(step.post_and_follow, before=step.fill_in, times=5),
    }
    return measured | ({STOCK: _stock(world)} if HAS_FORMTOOLS else {})


class Step:
    """The first question, answered by somebody who changes their reasons each time."""

    def __init__(self, draft: Decision, client, use: Callable[[], None]) -> None:
        self.draft, self.client, self.use = draft, client, use
        self.path = f"/decisions/{draft.reference}/questions/1/"
        self.times = 0
        self.data: dict = {}

    def fill_in(self) -> None:
        """As the page would be sent: with a key of its own, and the version that it showed."""
        self.use()
        self.times += 1
        self.draft.refresh_from_db(fields=["version"])
        self.data = {
            "key": new_key(),
            "version": self.draft.version,
            "answer": "yes",
            "reason": f"So that she gets the right help in time ({self.times})",
        }

    def post(self) -> None:
        must_be(self.client.post(self.path, self.data), 302)

    def post_and_follow(self) -> None:
        answer = must_be(self.client.post(self.path, self.data), 302)
        must_be(self.client.get(answer["Location"]), 200)


def _stock(world: World) -> Work:
    client, path = world.client(FEW, ROLE), "/benchmark/wizard/1/"
    data = {"wizard-current_step": "1", "1-answer": "yes", "1-reason": "So that she gets the right help in time"}

    def post_and_follow() -> None:
        answer = must_be(client.post(path, data), 302)
        must_be(client.get(answer["Location"]), 200)

    def begin() -> None:
        world.databases.use(FEW)
        client.get(path)

    return Work(post_and_follow, before=begin, times=5)
